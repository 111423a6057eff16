"""How long a round takes to settle, and a finished game to replay: ``python bench/engine.py``.

Six municipalities, all played by the default bot; nothing but arithmetic, no database.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.load.stats import percentile
from games.rules.bots import STRATEGIES
from games.rules.replay import replay
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.load import build, read

ROUNDS = 8


def timed(work, repeats):
    """Milliseconds of each repeat."""
    found = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - begin))
    return found


def played(scenario, bot):
    """States before each round and the decisions of it."""
    state, rounds = start(scenario, "bench"), []
    for _ in range(ROUNDS):
        decisions = {
            town: STRATEGIES[bot](scenario, state, town) for town in scenario.municipalities
        }
        rounds.append((state, decisions))
        state = settle(scenario, state, decisions).state_after
    return rounds


def show(name, found, limit):
    p50, p95 = percentile(found, 0.5), percentile(found, 0.95)
    print(f"| {name} | {p50:.1f} | {p95:.1f} | {max(found):.1f} | {limit} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="mittelaue")
    parser.add_argument("--bot", default="reziprok")
    parser.add_argument("--repeats", type=int, default=20)
    options = parser.parse_args()
    scenario = build(read(options.scenario))
    rounds = played(scenario, options.bot)
    settled = [
        ms
        for state, decisions in rounds
        for ms in timed(lambda s=state, d=decisions: settle(scenario, s, d), options.repeats)
    ]
    decisions = [each for _, each in rounds]
    replayed = timed(lambda: replay(scenario, "bench", scenario.model, decisions), options.repeats)
    print("| what | p50 ms | p95 ms | max ms | at most |\n| --- | ---: | ---: | ---: | ---: |")
    show("settle a round of six", settled, 10)
    show(f"replay a game of {ROUNDS} rounds", replayed, 100)


if __name__ == "__main__":
    main()
