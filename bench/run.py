"""Measure live updates: ``python bench/run.py fanout``; all modes are in bench/README.md.

Servers and the floor are started here, interleaved in one run; the last lines are a table in
Markdown. Figures of one run on a busy machine mean nothing, ratios of several do.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.load.drive import at_rate  # noqa: E402
from bench.load.floor import Floor  # noqa: E402
from bench.load.planspiel import Planspiel  # noqa: E402
from bench.load.process import Server, free_port  # noqa: E402
from bench.load.stats import median  # noqa: E402

PYTHON = sys.executable
KEY = "bench-only-" + "0123456789abcdefghij" * 3
PEOPLE = 40
TOWNS = [6] * 6
LIMIT_MS = 100


class Ours:
    """Our server (or two of them) with a database of its own."""

    def __init__(self, options, wanted, folder, processes=1):
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.env = {
            "SECRET_KEY": KEY, "VAR": str(self.folder), "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "planspiel.settings", "PYTHONPATH": os.pathsep.join(
                filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        }  # fmt: skip
        if processes > 1 or options.database_url:
            self.env |= {"DATABASE_URL": options.database_url, "REDIS_URL": options.redis_url}
        self.prepared = self.django("games", json.dumps(wanted))
        self._manage("collectstatic", "--noinput", "--verbosity", "0")
        self.servers = [self._serve(options) for _ in range(processes)]

    def _serve(self, options):
        port = free_port()
        command = [PYTHON, "manage.py", "serve", "--port", str(port)]
        command += [] if getattr(options, "clock", False) else ["--no-clock"]
        log = self.folder / "server.log"
        os.chdir(ROOT)
        return Server(command, port, self.env, log=log, pin=options.pin, realtime=options.realtime)

    def django(self, *arguments):
        """Ask ``bench/prepare.py`` for something."""
        command = [PYTHON, str(ROOT / "bench" / "prepare.py"), *arguments]
        run = subprocess.run(
            command, env={**os.environ, **self.env}, check=True, stdout=subprocess.PIPE, text=True
        )
        return json.loads(run.stdout.strip().splitlines()[-1])

    def _manage(self, *arguments):
        subprocess.run(
            [PYTHON, "manage.py", *arguments], cwd=ROOT, env={**os.environ, **self.env}, check=True
        )

    def people(self, **values):
        ports = [server.port for server in self.servers]
        return Planspiel(ports, self.prepared, lambda game: self.django("log", game), **values)

    def stored(self, number=0):
        """What the database holds of a game: its log, and counts of what people made."""
        return self.django("record", self.prepared["games"][number]["id"])

    def cpu_seconds(self):
        return sum(server.cpu_seconds() for server in self.servers)

    def memory_kib(self):
        return sum(server.memory_kib() for server in self.servers)

    def stop(self):
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class TheFloor:
    """The bare floor's server."""

    def __init__(self, options, folder):
        port = free_port()
        command = [
            str(Path(PYTHON).parent / "daphne"), "-b", "127.0.0.1", "-p", str(port), "-v", "0",
            "bench.floor.app:application",
        ]  # fmt: skip
        os.chdir(ROOT)
        env = {"PYTHONPATH": str(ROOT)}
        log = Path(folder) / "floor.log"
        self.server = Server(
            command, port, env, log=log, pin=options.pin, realtime=options.realtime
        )

    def people(self, count=PEOPLE, groups=1):
        return Floor(self.server.port, count, groups)

    def cpu_seconds(self):
        return self.server.cpu_seconds()

    def memory_kib(self):
        return self.server.memory_kib()

    def stop(self):
        self.server.stop()


async def steadily(target, people, rate, seconds, seed, warm=2.0, drain=3.0):
    """Open, warm up, measure, close."""
    await people.open()
    try:
        await at_rate(people, target, rate, warm, seed)
        return await at_rate(people, target, rate, seconds, seed + 1, drain)
    finally:
        people.close()
        await asyncio.sleep(0.3)


def interleaved(options, makers, people_of, rate, title, sockets=PEOPLE):
    """Each target in turn, ``runs`` times; the table shows medians and the ratio to the floor."""
    results = {name: [] for name in makers}
    for number in range(options.runs):
        for name, make in makers.items():
            target = make()
            try:
                result = asyncio.run(
                    steadily(target, people_of[name](target), rate, options.seconds, 10 * number)
                )
            finally:
                target.stop()
            results[name].append(result)
            keep(options, {"mode": title, "target": name, **result})
    table(title, results, sockets)
    ratio = median([o["p95"] / f["p95"] for f, o in zip(*results.values(), strict=True)])
    print(f"\np95 against the floor, median of the runs' own ratios: {ratio:.2f}\n")
    return results


def table(title, results, sockets):
    print(f"\n### {title}\n")
    print(
        "| target | decisions | p50 | p95 | p99 | max | lost | CPU ms/decision "
        "| CPU us/decision and socket | joined | server CPU | client CPU |"
    )
    print("| --- |" + " ---: |" * 11)
    for name, runs in results.items():

        def mid(key, runs=runs):
            return median([run[key] for run in runs])

        joined = 1 - mid("updates") / max(1, mid("n") * sockets)
        print(
            f"| {name} | {sum(run['n'] for run in runs)} | {mid('p50'):.1f} | {mid('p95'):.1f} | "
            f"{mid('p99'):.1f} | {max(run['max'] for run in runs):.1f} | "
            f"{sum(run['lost'] for run in runs)} | {mid('cpu_us_per_decision') / 1000:.2f} | "
            f"{mid('cpu_us_per_decision') / sockets:.0f} | {max(0, joined):.0%} | "
            f"{mid('server_cpu'):.0%} | {mid('client_cpu'):.0%} |"
        )


def keep(options, line):
    if options.out:
        with Path(options.out).open("a") as file:
            file.write(json.dumps(line) + "\n")
    print(json.dumps({key: round(v, 2) if isinstance(v, float) else v for key, v in line.items()}),
          file=sys.stderr)  # fmt: skip


def one_game(scenario="mittelaue"):
    return {"games": 1, "towns": TOWNS, "scenario": scenario}


def fanout(options):
    """One game of 40: everybody sees each decision."""
    with tempfile.TemporaryDirectory() as folder:
        makers = {
            "floor": lambda: TheFloor(options, folder),
            "ours": lambda: Ours(options, one_game(), folder),
        }
        people = {"floor": lambda t: t.people(), "ours": lambda t: t.people()}
        interleaved(
            options, makers, people, options.rate, f"40 clients, one game, {options.rate}/s"
        )


def many(options):
    """200 clients in 20 games of ten: eight players, cockpit, projector."""
    wanted = {"games": 20, "towns": [2, 2, 2, 2], "scenario": "mittelaue"}
    with tempfile.TemporaryDirectory() as folder:
        makers = {
            "floor": lambda: TheFloor(options, folder),
            "ours": lambda: Ours(options, wanted, folder),
        }
        people = {
            "floor": lambda t: t.people(200, 20),
            "ours": lambda t: t.people(extra=("cockpit", "projector")),
        }
        rate = max(options.rate, 20)
        title = f"200 clients, 20 games, {rate}/s"
        interleaved(options, makers, people, rate, title, sockets=10)


def two(options):
    """Two processes, PostgreSQL and Redis: half of the sockets hear of a decision by relay."""
    with tempfile.TemporaryDirectory() as folder:
        makers = {
            "floor": lambda: TheFloor(options, folder),
            "ours, two processes": lambda: Ours(options, one_game(), folder, processes=2),
        }
        people = {"floor": lambda t: t.people(), "ours, two processes": lambda t: t.people()}
        interleaved(
            options,
            makers,
            people,
            options.rate,
            f"two processes, {options.rate}/s",
        )


def ramp(options):
    """The most decisions a second with p95 within the limit and nothing lost; then twice that."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for name, make in {
            "floor": lambda: TheFloor(options, folder),
            "ours": lambda: Ours(options, one_game(), folder),
        }.items():
            if options.only and name != options.only:
                continue
            target = make()
            try:
                found[name] = asyncio.run(_climb(options, name, target))
            finally:
                target.stop()
        for name, (rate, over) in found.items():
            print(f"{name}: {rate:.0f} decisions/s with p95 <= {LIMIT_MS} ms; at {2 * rate:.0f}/s "
                  f"p50 {over['p50']:.0f}, p95 {over['p95']:.0f} ms, lost {over['lost']}, "
                  f"complete {over.get('complete', True)}")  # fmt: skip


async def _climb(options, name, target):
    people = target.people()
    await people.open()
    try:
        await at_rate(people, target, 8, 2, 98)
        best, fails, rate = 0.0, None, 8.0
        for step in range(12):
            result = await at_rate(people, target, rate, options.step, step)
            keep(options, {"mode": "ramp", "target": name, **result})
            held = result["p95"] <= LIMIT_MS and not result["lost"]
            if held:
                best = rate
            else:
                fails = rate
            if fails and fails / max(best, 1) < 1.08:
                break
            rate = rate * 2 if fails is None else (max(best, 1) + fails) / 2
            await asyncio.sleep(0.5)
        over = await at_rate(people, target, 2 * max(best, 1), 5, 99, drain=40.0)
        keep(options, {"mode": "overload", "target": name, **over})
        return best, over
    finally:
        people.close()


def memory(options):
    """KiB a socket costs the server, from the 40th to the 360th."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make, few, lots in (
            ("floor", lambda: TheFloor(options, folder), {"count": 40}, {"count": 320}),
            ("ours", lambda: Ours(options, one_game(), folder), {}, {"times": 9, "extra": ()}),
        ):
            target = make()
            try:
                kib = asyncio.run(_weigh(target, few, lots))
            finally:
                target.stop()
            print(f"{name}: {kib:.0f} KiB per connection")


async def _weigh(target, few, lots):
    first, second = target.people(**few), target.people(**lots)
    await first.open()
    await at_rate(first, target, 8, 3, 1)
    before = target.memory_kib()
    await second.open()
    sockets = len(second.sockets) if isinstance(second, Floor) else len(second.watchers)
    await asyncio.sleep(1)
    after = target.memory_kib()
    first.close()
    second.close()
    return (after - before) / sockets


def main():
    modes = {f.__name__: f for f in (fanout, many, two, ramp, memory)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=modes)
    parser.add_argument("--rate", type=float, default=8)
    parser.add_argument("--seconds", type=float, default=25)
    parser.add_argument("--step", type=float, default=5, help="seconds of each step of the ramp")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", help="ramp: this target alone (floor, ours)")
    parser.add_argument("--out", help="append each run as a line of JSON")
    parser.add_argument("--no-pin", dest="pin", action="store_false")
    parser.add_argument("--realtime", action="store_true", help="servers under chrt -r 1 (root)")
    parser.add_argument("--database-url", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--redis-url", default=os.environ.get("REDIS_URL", ""))
    options = parser.parse_args()
    for name in ("DATABASE_URL", "REDIS_URL", "VAR"):
        os.environ.pop(name, None)
    if options.pin:
        os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {0} or {0})
    modes[options.mode](options)


if __name__ == "__main__":
    main()
