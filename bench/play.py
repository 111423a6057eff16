"""Eight towns of five people at work at once: ``python bench/play.py --seconds 600``.

Nobody may lose an action, none may count twice, no page may fail, and of every 100 answers 99 take
a second at most. What the people do is in ``bench/load/people.py``; the facilitator moves the game
on, round after round. Ends with status 1 where one of the goals is missed.
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
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.eight import SLUG
from bench.load.forms import Form
from bench.load.people import JSON, KINDS, Person, Place, Record, Town
from bench.load.planspiel import Watcher
from bench.load.stats import percentile
from bench.load.wire import Http, open_socket
from bench.run import Ours

ROUNDS = 8
PHASES = 6
"""Of a round with everything: news, talks, decisions, award, settlement, quick questions."""
LIMIT_SECONDS = 1.0
REPEATABLE = {"submit", "reopen", "ready"}
"""Commands that answer with the receipt of a team mate who was quicker."""


class Lead:
    """The facilitator: moves the game on at even intervals."""

    def __init__(self, port, prepared, game, place, record):
        self.http = Http(port)
        self.http.cookies.update(prepared["session"])
        self.path = f"/leitung/spiel/{game['id']}/"
        self.place, self.record = place, record

    async def open(self):
        """The cockpit, for its token."""
        _, body = await self.record.request(self.http, "page cockpit", "GET", self.path)
        self.token = Form(body.decode()).token

    async def run(self, begin, seconds, rounds):
        """All phases of all rounds, spread over the time."""
        step = seconds / (rounds * PHASES)
        for number in range(1, rounds * PHASES):
            await asyncio.sleep(max(0, begin + number * step - time.perf_counter()))
            await self._advance()
            await self.record.request(self.http, "page cockpit", "GET", self.path)

    async def _advance(self):
        form = {
            "csrfmiddlewaretoken": self.token,
            "request_id": uuid.uuid4().hex,
            "expected_round": self.place.round,
            "expected_phase": self.place.phase,
            "missing_rule": "draft",
        }
        headers = {"X-CSRFToken": self.token, **JSON}
        status, body = await self.record.request(
            self.http, "advance", "POST", f"{self.path}weiter/", urlencode(form), headers
        )
        if status != 200:
            self.record.errors.append(("advance", status, self.place.phase, body[:200].decode()))


async def follow(place, people):
    """Where the game stands, asked by one person's screen again and again."""
    first = people[0]
    http = Http(first.http.port)
    http.cookies.update(first.http.cookies)
    try:
        while True:
            _, _, body = await http.request("GET", f"{first.base}/rathaus/state.json")
            found = json.loads(body)
            place.round, place.phase = found["round"], found["phase"]
            await asyncio.sleep(0.25)
    finally:
        http.close()


async def sockets(port, prepared, game, people):
    """A socket for each person, the cockpit and two projectors."""
    watchers = []
    cookie = prepared["seat_cookie"]
    session = "; ".join(f"{key}={value}" for key, value in prepared["session"].items())
    wanted = [
        ("player", p.name, f"/ws{p.base}/{p.screen}/", f"{cookie}={p.http.cookies[cookie]}")
        for p in people
    ]
    wanted += [("cockpit", None, f"/ws/leitung/spiel/{game['id']}/", session)]
    wanted += [("projector", None, f"/ws/leinwand/{game['projector']}/", "")] * 2
    for kind, town, path, cookies in wanted:
        watcher = Watcher(kind, town)
        watcher.socket = await open_socket(port, path, watcher.on_text, cookies)
        watchers.append(watcher)
    return watchers


async def heartbeat(watchers):
    """Signs of life, as the pages send them."""
    while True:
        await asyncio.sleep(10)
        for watcher in watchers:
            watcher.beat()


async def play(ours, seconds, rounds, think):
    """The whole game; the record and the sockets as they stood in the end."""
    prepared, game = ours.prepared, ours.prepared["games"][0]
    port, record = ours.servers[0].port, Record()
    place = Place(game["round"], game["phase"])
    towns = {player["team"]: Town() for player in game["players"]}
    people = [
        Person(port, {prepared["seat_cookie"]: player["cookie"]}, f"/spiel/{game['id']}",
               player["team"], towns, place, record, seed)
        for seed, player in enumerate(game["players"])
    ]  # fmt: skip
    lead = Lead(port, prepared, game, place, record)
    await lead.open()
    watchers = await sockets(port, prepared, game, people)
    background = [
        asyncio.create_task(follow(place, people)),
        asyncio.create_task(heartbeat(watchers)),
    ]
    begin = time.perf_counter()
    await asyncio.gather(
        lead.run(begin, seconds, rounds),
        *(person.live(begin + seconds, think) for person in people),
    )
    await asyncio.sleep(2)
    for task in background:
        task.cancel()
    closed = [w.socket.close_code for w in watchers if w.socket.close_code is not None]
    for each in (*people, lead.http, *(w.socket for w in watchers)):
        each.close()
    return record, watchers, closed


def faults(record, watchers, closed, stored):
    """Everything that must not be, a line each."""
    found = [f"error: {each}" for each in record.errors]
    found += [f"another answer the second time: {each}" for each in record.differing]
    found += [f"socket closed with {code}" for code in closed]
    entries = {row["sequence"]: row for row in stored["log"]}
    by_request = {}
    for row in stored["log"]:
        if row["request"]:
            by_request.setdefault(row["request"], []).append(row)
    for request, (kind, town, number) in record.acknowledged.items():
        found += _fault(kind, town, entries.get(number), by_request.get(request, []))
    sent = sum(kind == "message" for kind, _, _ in record.acknowledged.values())
    unsure = sum(kind == "message" for kind in record.unanswered.values())
    if not sent <= stored["messages"] <= sent + unsure:
        found.append(f"{stored['messages']} messages stored, {sent} acknowledged")
    offers = sum(kind == "send offer" for kind, _, _ in record.acknowledged.values())
    if offers != stored["revisions"] and not record.unanswered:
        found.append(f"{stored['revisions']} versions of offers stored, {offers} acknowledged")
    if stored["broken"]:
        found.append(f"the log is broken at {stored['broken']}")
    final = stored["versions"]
    for watcher in watchers:
        stamp = watcher.stamp_of(final["game"], final["teams"])
        if watcher.had(stamp) == math.inf:
            found.append(f"a {watcher.kind} of {watcher.town} never came to stamp {stamp}")
    return found


def _fault(kind, town, entry, named):
    if entry is None or entry["kind"] not in KINDS[kind] or entry["town"] != town:
        return [f"lost: {kind} of {town}, the log says {entry}"]
    if len(named) > 1:
        return [f"doubled: {kind} of {town}, {named}"]
    if not named and kind not in REPEATABLE:
        return [f"acknowledged by a receipt of something else: {kind} of {town}, {entry}"]
    return []


def report(record, seconds):
    """The table, and p99 of all answers in seconds."""
    print(f"\n| request | n | p50 ms | p95 ms | p99 ms | max ms |\n| --- |{' ---: |' * 5}")
    everything = [each for times in record.times.values() for each in times]
    rows = sorted(record.times.items(), key=lambda row: -len(row[1]))
    for kind, times in [*rows, ("all", everything)]:
        shares = [1000 * percentile(times, share) for share in (0.5, 0.95, 0.99, 1)]
        print(f"| {kind} | {len(times)} | " + " | ".join(f"{ms:.0f}" for ms in shares) + " |")
    print(f"\n{len(everything) / seconds:.0f} requests a second, "
          f"{len(record.acknowledged)} commands acknowledged")  # fmt: skip
    statuses = {}
    for (_, status), count in record.statuses.items():
        statuses[status] = statuses.get(status, 0) + count
    print("statuses:", ", ".join(f"{k}: {v}" for k, v in sorted(statuses.items())))
    print("saved:", ", ".join(f"{name}: {n}" for name, n in record.saved.most_common()))
    print("refused by the rules:")
    for (kind, status, code), count in record.refusals.most_common(25):
        print(f"  {count:5} {kind} {status} {code}")
    return percentile(everything, 0.99)


def tracebacks(folder):
    """What the server wrote of each kind of fault of its own, once."""
    text = "\n".join(file.read_text(errors="replace") for file in folder.rglob("server.log"))
    return sorted(
        set(
            re.findall(
                r"^Traceback .*?^\S*(?:Error|Exception)\b[^\n]*", text, re.MULTILINE | re.DOTALL
            )
        )
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between acts, on average")
    parser.add_argument("--no-pin", dest="pin", action="store_false")
    parser.add_argument("--realtime", action="store_true", help="the server under chrt -r 1 (root)")
    parser.add_argument("--database-url", default=os.environ.pop("DATABASE_URL", ""))
    parser.add_argument("--redis-url", default=os.environ.pop("REDIS_URL", ""))
    options = parser.parse_args()
    os.environ.pop("VAR", None)
    if options.pin:
        os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {0} or {0})
    wanted = {
        "games": 1, "towns": [5] * 8, "scenario": SLUG, "rounds": ROUNDS, "phase": "briefing",
        "options": {"mean_scores": True, "key_votes": True, "joint_building": True},
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(options, wanted, folder)
        try:
            record, watchers, closed = asyncio.run(
                play(ours, options.seconds, options.rounds, options.think)
            )
            stored = ours.stored()
        finally:
            ours.stop()
        told = tracebacks(Path(folder))
    slowest = report(record, options.seconds)
    found = faults(record, watchers, closed, stored)
    print(f"\n{len(found)} faults; p99 of all answers {1000 * slowest:.0f} ms")
    for line in found[:40]:
        print(f"  {line}")
    for each in told:
        print(f"\n{each}")
    sys.exit(1 if found or slowest > LIMIT_SECONDS else 0)


if __name__ == "__main__":
    main()
