"""People of our games: decisions go by HTTP as from a browser, updates come by socket.

Each decision raises stamps by a known amount: those of the whole game by one, those of its team by
one more. The log, read after the run, tells in which order the decisions were stored; so it is
known which stamp each socket must have reached to show each decision, without any help of the
server. At the end the stamps are compared with the versions in the database.
"""

import asyncio
import math
import random
import re
import time
import uuid
from bisect import bisect_left
from urllib.parse import urlencode

from bench.load.wire import Http, open_socket

ACK_BYTES = 1_000_000
HEARTBEAT_SECONDS = 10
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"|data-csrf="([^"]+)"')
KINDS = {"submit": "decision_submitted", "reopen": "decision_reopened"}


class Watcher:
    """One socket, and when it had which stamp."""

    def __init__(self, kind, town=None):
        self.kind = kind
        self.town = town
        self.stamps = []
        self.times = []
        self.bytes = 0
        self.unread = 0
        self.socket = None

    def on_text(self, first, size):
        now = time.perf_counter()
        self.bytes += size
        self.unread += size
        if first.startswith(b"goto "):
            # Ahead of the frame itself, for a page that is left.
            return
        stamp = int(first.partition(b"\n")[0])
        if not self.stamps or stamp > self.stamps[-1]:
            self.stamps.append(stamp)
            self.times.append(now)
        if self.unread > ACK_BYTES:
            self.beat()

    def beat(self):
        self.unread = 0
        self.socket.send_text(str(self.stamps[-1] if self.stamps else 0))

    def stamp_of(self, game, teams):
        if self.kind == "player":
            return game + teams[self.town]
        return game + (sum(teams.values()) if self.kind == "cockpit" else 0)

    def had(self, stamp):
        """When it had this stamp or a newer one; infinite if never."""
        place = bisect_left(self.stamps, stamp)
        return self.times[place] if place < len(self.stamps) else math.inf


class OneGame:
    """The people and screens of one game; teams take turns to submit and to take back."""

    def __init__(self, port, prepared, game, watchers):
        self.port = port
        self.prepared = prepared
        self.game = game
        self.base = f"/spiel/{game['id']}"
        self.watchers = watchers
        self.players = {}
        self.submitted = {}
        self.free = asyncio.Queue()
        self.posted = {}
        self.refused = 0

    async def open(self):
        cookie = self.prepared["seat_cookie"]
        for player in self.game["players"]:
            http = Http(self.port)
            http.cookies[cookie] = player["cookie"]
            _, _, body = await http.request("GET", f"{self.base}/rathaus/")
            found = TOKEN.search(body)
            token = next(group for group in found.groups() if group).decode()
            self.players.setdefault(player["team"], []).append((http, token))
        for watcher in self.watchers:
            await self.watch(watcher)
        for town in self.players:
            self.submitted[town] = False
            self.free.put_nowait(town)

    async def watch(self, watcher):
        cookies = ""
        if watcher.kind == "player":
            mine = [p["cookie"] for p in self.game["players"] if p["team"] == watcher.town]
            cookie = mine[watcher.number % len(mine)]
            path, cookies = f"/ws{self.base}/rathaus/", f"{self.prepared['seat_cookie']}={cookie}"
        elif watcher.kind == "cockpit":
            path = f"/ws/leitung/spiel/{self.game['id']}/"
            cookies = "; ".join(f"{k}={v}" for k, v in self.prepared["session"].items())
        else:
            path = {"projector": "/ws/leinwand/", "review": "/ws/rueckschau/"}[watcher.kind]
            path += f"{self.game[watcher.kind]}/"
        watcher.socket = await open_socket(self.port, path, watcher.on_text, cookies)

    async def act(self, scheduled):
        """One decision; its delay is known only after the run (``delays``)."""
        town = await self.free.get()
        kind = "reopen" if self.submitted[town] else "submit"
        http, token = random.choice(self.players[town])
        request_id = uuid.uuid4().hex
        form = urlencode(
            {"round": self.game["round"], "revision": 0, "request_id": request_id,
             "csrfmiddlewaretoken": token}
        )  # fmt: skip
        self.posted[request_id] = (scheduled, time.perf_counter())
        path = {"submit": "abgeben", "reopen": "zurueckholen"}[kind]
        headers = {"X-CSRFToken": token, "Accept": "application/json"}
        status, _, _ = await http.request("POST", f"{self.base}/rathaus/{path}/", form, headers)
        if status in (200, 302, 303):
            self.submitted[town] = not self.submitted[town]
        else:
            self.refused += 1
            del self.posted[request_id]
        self.free.put_nowait(town)

    def expected(self, stored):
        """``(request id, stamps after it by watcher)`` in the order of the log."""
        game, teams = self.game["versions"]["game"], dict(self.game["versions"]["teams"])
        for request_id, _kind, town in stored["entries"]:
            game, teams[town] = game + 1, teams[town] + 1
            yield request_id, [watcher.stamp_of(game, teams) for watcher in self.watchers]
        assert {"game": game, "teams": teams} == stored["versions"], "stamps rose by other amounts"

    def delays(self, stored):
        """Seconds from the scheduled moment until the last socket had each decision."""
        found = []
        for request_id, stamps in self.expected(stored):
            if request_id not in self.posted:
                continue
            last = max(w.had(stamp) for w, stamp in zip(self.watchers, stamps, strict=True))
            found.append(last - self.posted[request_id][0])
        return found

    def complete(self, stored):
        """Every socket has the newest stamp."""
        final = stored["versions"]
        return all(
            w.had(w.stamp_of(final["game"], final["teams"])) < math.inf for w in self.watchers
        )

    def close(self):
        for watcher in self.watchers:
            watcher.socket.close()
        for people in self.players.values():
            for http, _ in people:
                http.close()


def watchers_of(game, extra=("cockpit", "projector", "projector", "review"), times=1):
    """One watcher for each player, and the other screens."""
    found = []
    for turn in range(times):
        counts = {}
        for player in game["players"]:
            watcher = Watcher("player", player["team"])
            watcher.number = counts.get(player["team"], 0)
            counts[player["team"]] = watcher.number + 1
            found.append(watcher)
        if turn == 0:
            found += [Watcher(kind) for kind in extra]
    return found


class Planspiel:
    """All games of a run."""

    name = "ours"

    def __init__(
        self,
        ports,
        prepared,
        read_log,
        extra=("cockpit", "projector", "projector", "review"),
        times=1,
    ):
        self.read_log = read_log
        self.games = [
            OneGame(ports[0], prepared, game, watchers_of(game, extra, times))
            for game in prepared["games"]
        ]
        self.ports = ports
        self.turn = 0
        self.beating = None

    @property
    def watchers(self):
        return [watcher for game in self.games for watcher in game.watchers]

    @property
    def updates(self):
        return sum(len(watcher.stamps) for watcher in self.watchers)

    async def open(self):
        for game in self.games:
            await game.open()
        if len(self.ports) > 1:
            await self._spread()
        self.beating = asyncio.create_task(self._beat())

    async def _spread(self):
        """Half of the sockets go to the other process."""
        for game in self.games:
            for number, watcher in enumerate(game.watchers):
                if number % len(self.ports):
                    watcher.socket.close()
                    game.port = self.ports[number % len(self.ports)]
                    await game.watch(watcher)
            game.port = self.ports[0]

    async def _beat(self):
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for watcher in self.watchers:
                watcher.beat()

    async def act(self, scheduled):
        self.turn += 1
        await self.games[self.turn % len(self.games)].act(scheduled)

    async def finish(self, drain=3.0):
        """Wait until everybody has everything, at most ``drain`` seconds; then the delays."""
        end = time.monotonic() + drain
        # In a thread, and after a moment: reading the log takes the processor from the client, and
        # the last frames must be read when they come.
        await asyncio.sleep(0.5)
        logs = [await asyncio.to_thread(self.read_log, game.game["id"]) for game in self.games]
        while time.monotonic() < end:
            if all(g.complete(log) for g, log in zip(self.games, logs, strict=True)):
                break
            await asyncio.sleep(0.05)
        delays = [d for g, log in zip(self.games, logs, strict=True) for d in g.delays(log)]
        for game in self.games:
            # The next run on the same sockets has figures of its own.
            game.posted.clear()
        return {
            "delays": delays,
            "complete": all(g.complete(log) for g, log in zip(self.games, logs, strict=True)),
            "refused": sum(game.refused for game in self.games),
            "bytes": sum(w.bytes for w in self.watchers) / max(1, self.updates),
        }

    def close(self):
        self.beating.cancel()
        for game in self.games:
            game.close()
