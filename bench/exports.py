"""Forty people play while every file of a long finished game is fetched from the same server.

``python bench/exports.py --entries 10000``: what ``finished.py`` makes, and beside it a running
game of eight towns of five people who save, offer, submit and write (``bench/load/people.py``).
First they play alone; then every file is fetched, the first time with nothing in memory, and the
answers to the players are counted for each file that was under way meanwhile. ``--at-once``: so
many people fetch files. Ends with status 1 where a goal is missed.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.eight import SLUG
from bench.load.people import Person, Place, Record, Town
from bench.load.stats import percentile
from bench.load.wire import Http
from bench.play import follow, sockets
from bench.run import Ours

FILE_SECONDS, ANSWER_MS = 5.0, 500
TOWN = "auestadt"
REVIEW = (
    "export.xlsx", "partie.json", f"beschlussvorlage/{TOWN}/", "bericht/", f"bericht/{TOWN}/",
    "ohne-namen.xlsx", "zahlen.zip", "export.csv", "antraege.csv", "export.json", "nachrichten.csv",
)  # fmt: skip
OWN = ("bericht/", "beschlussvorlage/", "arbeitsmappe.xlsx", "zahlen.zip", "partie.json")


class Clocked(Record):
    """A record that also knows when each request began and how long it took."""

    def __init__(self):
        super().__init__()
        self.spans = []

    async def request(self, http, kind, *rest):
        begin = time.perf_counter()
        try:
            return await super().request(http, kind, *rest)
        finally:
            self.spans.append((begin, time.perf_counter() - begin))

    def between(self, begin, end):
        """Milliseconds of all requests under way at some moment of a span of time."""
        return [1000 * took for at, took in self.spans if at < end and at + took > begin]


def files(prepared):
    """Name, path and cookies of every file."""
    made = prepared["finished"]
    review, own = f"/rueckschau/{made['review']}/", f"/spiel/{made['id']}/mitnehmen/"
    yield from ((f"Rückschau: {name}", review + name, {}) for name in REVIEW)
    seat = {prepared["seat_cookie"]: made["players"][0]["cookie"]}
    yield from ((f"Team: {name}", own + name, seat) for name in OWN)
    lead = f"/leitung/spiel/{made['id']}/partie.json"
    yield "Cockpit: partie.json", lead, prepared["session"]


async def fetch(port, waiting, fetched, pause):
    """One person who fetches file after file: (name, begin, end, bytes)."""
    while waiting:
        name, path, cookies = waiting.pop(0)
        http = Http(port)
        http.cookies.update(cookies)
        begin = time.perf_counter()
        status, _, body = await http.request("GET", path)
        fetched.append((name, begin, time.perf_counter(), len(body)))
        assert status == 200, (name, status, body[:200])
        http.close()
        await asyncio.sleep(pause)


async def run(ours, options):
    """The record of the players, when the files began, and the files."""
    prepared, game = ours.prepared, ours.prepared["games"][0]
    port, record, fetched = ours.servers[0].port, Clocked(), []
    place = Place(game["round"], game["phase"])
    towns = {player["team"]: Town() for player in game["players"]}
    people = [
        Person(port, {prepared["seat_cookie"]: player["cookie"]}, f"/spiel/{game['id']}",
               player["team"], towns, place, record, seed)
        for seed, player in enumerate(game["players"])
    ]  # fmt: skip
    watchers = await sockets(port, prepared, game, people)
    background = [asyncio.create_task(follow(place, people))]
    background += [asyncio.create_task(each.live(float("inf"), options.think)) for each in people]
    await asyncio.sleep(options.warm)
    alone = time.perf_counter()
    await asyncio.sleep(options.alone)
    begin, waiting = time.perf_counter(), list(files(prepared)) * options.times
    await asyncio.gather(
        *(fetch(port, waiting, fetched, options.pause) for _ in range(options.at_once))
    )
    end = time.perf_counter()
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)
    for each in (*people, *(w.socket for w in watchers)):
        each.close()
    return record, (alone, begin, end), fetched


def row(name, answers, more=""):
    shares = [f"{percentile(answers, share):.0f}" for share in (0.5, 0.95, 1)]
    print(f"| {name} | {more} | {len(answers)} | " + " | ".join(shares) + " |")


def report(record, moments, fetched):
    """The tables; whether both goals are met."""
    alone, begin, end = moments
    print("| file under way | s | KB | answers | p50 ms | p95 ms | max ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    row("none", record.between(alone, begin), " | ")
    slow = []
    for name, at, until, size in fetched:
        row(name, record.between(at, until), f"{until - at:.2f} | {size // 1000}")
        slow += [name] if until - at > FILE_SECONDS else []
    busy = [each for _, at, until, _ in fetched for each in record.between(at, until)]
    row("any", busy, " | ")
    row("all of the time", record.between(begin, end), " | ")
    p95 = percentile(busy, 0.95)
    print(f"\nslower than {FILE_SECONDS:.0f} s: {slow or 'none'}; p95 beside files {p95:.0f} ms; "
          f"{len(record.errors)} errors {record.errors[:3]}")  # fmt: skip
    return not slow and p95 <= ANSWER_MS and not record.errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=2, help="rounds through all files")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between files")
    parser.add_argument("--warm", type=float, default=5.0)
    parser.add_argument("--alone", type=float, default=30.0)
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
        "games": 1, "towns": [5] * 8, "scenario": SLUG, "rounds": 8, "finished": options.entries,
        "options": {"mean_scores": True, "key_votes": True, "joint_building": True},
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(options, wanted, folder)
        try:
            found = asyncio.run(run(ours, options))
        finally:
            ours.stop()
    sys.exit(0 if report(*found) else 1)


if __name__ == "__main__":
    main()
