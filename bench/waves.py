"""All screens at once: a round is released, many clocks run out together, a round is taken back.

    python bench/waves.py release --clients 150 --times 10
    python bench/waves.py clocks --games 30 --times 3
    python bench/waves.py undo --clients 50 --times 10

``frame``: from the press of the button (or the deadline) until the last screen has a frame that
shows it or leads to the page that does. ``page``: until the last one has loaded that page, as a
browser does by itself, which then opens the page's socket in place of the old one. Each wave is one
figure, the table shows their percentiles, and the processor time of the server.
"""

import argparse
import asyncio
import json
import math
import os
import re
import sys
import tempfile
import time
import uuid
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.load.forms import Form
from bench.load.people import JSON
from bench.load.stats import percentile
from bench.load.wire import Http, open_socket
from bench.run import Ours

TOWNS = 6
WAIT = 20.0
QUIET = 1.0
BODY = re.compile(rb"<body[^>]*>")
DATA = re.compile(r'data-([a-z]+)="([^"]*)"')
GOTO = re.compile(rb'data-goto data-key="([^"]*)" href="([^"]*)"')


class Screen:
    """A browser of somebody: a page and its socket, and the page that it is led to in their place.

    ``told``: which stamps it heard of, and when; ``shown``: when its newest page was there.
    """

    def __init__(self, port, game, player, cookie_name):
        self.game, self.town = game, player["team"]
        self.cookie = (cookie_name, player["cookie"])
        self.http = Http(port)
        self.http.cookies[cookie_name] = player["cookie"]
        self.port = port
        self.path = f"/spiel/{game['id']}/"
        self.stamps, self.times, self.shown = [], [], 0.0
        self.key, self.socket, self.loading, self.failed = None, None, None, []

    async def open(self):
        await self._load(f"{self.path}rathaus/")
        self.shown = 0.0

    def on_text(self, text, _size):
        head = text.partition(b"\n")[0]
        if head.removeprefix(b"goto ").isdigit():
            self._told(int(head.removeprefix(b"goto ")))
        found = GOTO.search(text)
        if found and found[1] != self.key:
            self.key = found[1]
            self.loading = asyncio.ensure_future(self._load(found[2].decode()))

    def _told(self, stamp):
        if not self.stamps or stamp > self.stamps[-1]:
            self.stamps.append(stamp)
            self.times.append(time.perf_counter())

    async def _load(self, path):
        """The page, then as in a browser its socket in place of that of the page before."""
        status, headers, body = await self.http.request("GET", path)
        if status in (301, 302):
            status, headers, body = await self.http.request("GET", headers["location"])
        self.shown = time.perf_counter()
        found = BODY.search(body)
        if status != 200 or not found:
            self.failed.append((path, status))
            return
        page = {name: unescape(value) for name, value in DATA.findall(found[0].decode())}
        self.key = page["key"].encode()
        self._told(int(page["stamp"]))
        if self.socket:
            self.socket.close()
        address = f"{page['socket']}&v={page['stamp']}"
        self.socket = await open_socket(self.port, address, self.on_text, "=".join(self.cookie))
        self.socket.head = 1 << 20

    def had(self, stamp):
        """When it had heard of a stamp or a newer one; infinite if never."""
        pairs = zip(self.stamps, self.times, strict=True)
        return next((at for got, at in pairs if got >= stamp), math.inf)

    def close(self):
        self.socket.close()
        self.http.close()


class Lead:
    """A facilitator's browser."""

    def __init__(self, port, prepared, game):
        self.http = Http(port)
        self.http.cookies.update(prepared["session"])
        self.path = f"/leitung/spiel/{game['id']}/"
        self.round, self.phase = game["round"], game["phase"]

    async def open(self):
        _, _, body = await self.http.request("GET", self.path)
        self.token = Form(body.decode()).token

    async def press(self, path, **form):
        """A command from where the game stands."""
        form |= {
            "csrfmiddlewaretoken": self.token, "request_id": uuid.uuid4().hex,
            "expected_round": self.round, "expected_phase": self.phase,
        }  # fmt: skip
        headers = {"X-CSRFToken": self.token, **JSON}
        status, _, body = await self.http.request(
            "POST", f"{self.path}{path}/", urlencode(form), headers
        )
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:200]}")


class Room:
    """A server with games and all their screens."""

    def __init__(self, options, games, people, folder, **wanted):
        towns = [people // TOWNS + (number < people % TOWNS) for number in range(TOWNS)]
        self.ours = Ours(options, {"games": games, "towns": towns, "rounds": 8, **wanted}, folder)
        self.prepared = self.ours.prepared
        port, cookie = self.ours.servers[0].port, self.prepared["seat_cookie"]
        self.leads = [Lead(port, self.prepared, game) for game in self.prepared["games"]]
        self.screens = [
            Screen(port, game, player, cookie)
            for game in self.prepared["games"]
            for player in game["players"]
        ]

    async def open(self):
        for each in (*self.leads, *self.screens):
            await each.open()
        await asyncio.sleep(1)

    async def settle_down(self, begin):
        """Wait until every screen is in step; seconds until the last frame and the last page."""
        end = time.perf_counter() + WAIT
        while time.perf_counter() < end:
            await self._quiet()
            logs = await asyncio.to_thread(self._versions)
            if all(each.had(self._stamp(each, logs)) < math.inf for each in self.screens):
                break
        frames = max(each.had(self._stamp(each, logs)) for each in self.screens)
        pages = max(each.shown for each in self.screens)
        return frames - begin, pages - begin if pages > begin else math.nan

    async def _quiet(self):
        """Wait until no screen hears or loads anything.

        Only then may the database be asked: that takes a process of its own on this core, which
        would be waited for by what is measured.
        """
        heard = None
        while heard != (heard := [(len(each.stamps), each.shown) for each in self.screens]):
            await asyncio.sleep(QUIET)
            await asyncio.gather(*(each.loading for each in self.screens if each.loading))

    def _versions(self):
        found = self.ours.django("versions", json.dumps([g["pk"] for g in self.prepared["games"]]))
        return {int(key): value for key, value in found.items()}

    def _stamp(self, screen, versions):
        of = versions[screen.game["pk"]]
        return of["game"] + of["teams"][screen.town]

    def places(self):
        """Where the games stand, for the facilitators."""
        found = self.ours.django("places", json.dumps([g["pk"] for g in self.prepared["games"]]))
        for lead, (number, phase) in zip(self.leads, found, strict=True):
            lead.round, lead.phase = number, phase

    def close(self):
        for each in self.screens:
            each.close()
        for lead in self.leads:
            lead.http.close()

    @property
    def failed(self):
        return [failure for each in self.screens for failure in each.failed]


async def release(options, room):
    """Round after round; each press counts that leads all screens to another page."""
    await room.open()
    lead, done = room.leads[0], 0
    while done < options.times:
        if lead.round >= 6:
            await lead.press("zurueck", to_round=1, reason="Noch einmal")
            room.places()
        left = lead.phase
        await room.settle_down(time.perf_counter())
        begin = time.perf_counter()
        await lead.press("weiter", missing_rule="draft")
        found = await room.settle_down(begin)
        room.places()
        if left in ("deciding", "awarding", "recap"):
            yield f"release, {left} to {lead.phase}", *found
        done += left == "recap"


async def undo(options, room):
    """A settled round is taken back; then it is settled anew for the next time."""
    await room.open()
    lead = room.leads[0]
    for _ in range(options.times):
        while lead.phase != "settled":
            await lead.press("weiter", missing_rule="draft")
            room.places()
        await room.settle_down(time.perf_counter())
        begin = time.perf_counter()
        await lead.press("zurueck", to_round=lead.round, reason="Noch einmal")
        yield "undo", *await room.settle_down(begin)
        room.places()


async def clocks(options, room):
    """The time of all games runs out in the same moment."""
    await room.open()
    for _ in range(options.times):
        await room.settle_down(time.perf_counter())
        pks = [game["pk"] for game in room.prepared["games"]]
        ahead = 4.0
        begin = time.perf_counter() + ahead
        await asyncio.to_thread(
            room.ours.django, "deadline", json.dumps({"games": pks, "at": time.time() + ahead})
        )
        await asyncio.sleep(max(0, begin + 0.6 - time.perf_counter()))
        found = await room.settle_down(begin)
        room.places()
        yield f"clocks, to {room.leads[0].phase}", *found


def main():
    modes = {f.__name__: f for f in (release, undo, clocks)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=modes)
    parser.add_argument("--clients", type=int, default=150)
    parser.add_argument("--games", type=int, default=30)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--no-pin", dest="pin", action="store_false")
    parser.add_argument("--realtime", action="store_true", help="the server under chrt -r 1 (root)")
    parser.add_argument("--database-url", default=os.environ.pop("DATABASE_URL", ""))
    parser.add_argument("--redis-url", default=os.environ.pop("REDIS_URL", ""))
    options = parser.parse_args()
    os.environ.pop("VAR", None)
    if options.pin:
        os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {0} or {0})
    options.clock = options.mode == "clocks"
    wanted = {"advance": "clock", "minutes": {}} if options.clock else {}
    games, people = (options.games, 6) if options.clock else (1, options.clients)

    async def run(room):
        try:
            return [each async for each in modes[options.mode](options, room)]
        finally:
            room.close()

    with tempfile.TemporaryDirectory() as folder:
        room = Room(options, games, people, folder, **wanted)
        try:
            waves = asyncio.run(run(room))
        finally:
            room.ours.stop()
    print("| until the last screen has it | waves | p50 ms | p95 ms | max ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for title in dict.fromkeys(wave[0] for wave in waves):
        for number, name in ((1, "frame"), (2, "page")):
            times = [1000 * wave[number] for wave in waves if wave[0] == title]
            shares = [f"{percentile(times, share):.0f}" for share in (0.5, 0.95, 1)]
            print(f"| {title}: {name} | {len(times)} | " + " | ".join(shares) + " |")
    print(f"{len(room.failed)} pages failed {room.failed[:5]}")


if __name__ == "__main__":
    main()
