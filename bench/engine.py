"""How long the engine takes: a round, a replay, games of bots, larger regions, Shapley.

``python bench/engine.py``: processor time of one process, nothing but arithmetic, no database.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.load.stats import percentile
from games.rules.bots import STRATEGIES
from games.rules.bots.play import play
from games.rules.replay import replay
from games.rules.settle import settle
from games.rules.shapley import shapley
from games.rules.start import start
from games.scenarios.load import build, read

ROUNDS = 8
SIZES = (3, 6, 9, 12)
SMALLEST, LARGEST = SIZES[0], SIZES[-1]
CLONE_MINUTES = 5
GAME_LIMIT_MS = 120
"""1,000 games in 60 s on two cores."""


def timed(work, repeats):
    """Milliseconds of processor time of each repeat."""
    found = []
    for _ in range(repeats):
        begin = time.process_time()
        work()
        found.append(1000 * (time.process_time() - begin))
    return found


def played(scenario, bot):
    """States before each round and the decisions of it."""
    state, rounds = start(scenario, "bench", "alles"), []
    for _ in range(ROUNDS):
        decisions = {
            town: STRATEGIES[bot](scenario, state, town) for town in scenario.municipalities
        }
        rounds.append((state, decisions))
        state = settle(scenario, state, decisions).state_after
    return rounds


def region_of(scenario, size):
    """The region with so many towns: some left out, or neighbours like them added."""
    originals = list(scenario.municipalities)
    names = [originals[i % len(originals)] + "x" * (i // len(originals)) for i in range(size)]
    towns = {name: replace(scenario.municipalities[name.rstrip("x")], id=name) for name in names}
    ways = {
        a: {
            b: 0 if a == b else scenario.distances[a.rstrip("x")][b.rstrip("x")] or CLONE_MINUTES
            for b in names
        }
        for a in names
    }
    cards = {n: c for n, c in scenario.projects.items() if not c.town or c.town in towns}
    events = {
        n: replace(e, towns=tuple(t for t in e.towns if t in towns))
        for n, e in scenario.events.items()
    }
    return replace(scenario, municipalities=towns, distances=ways, projects=cards, events=events)


def round_times(scenario, bot, repeats):
    """Milliseconds of every round of a game, several times."""
    return [
        ms
        for state, decisions in played(scenario, bot)
        for ms in timed(lambda s=state, d=decisions: settle(scenario, s, d), repeats)
    ]


def show(name, found, limit):
    p50, p95 = percentile(found, 0.5), percentile(found, 0.95)
    print(f"| {name} | {p50:.2f} | {p95:.2f} | {max(found):.2f} | {limit} |")


def growth(scenario, bot, repeats):
    """Medians by number of towns; quadratic would be the square of the ratio of the sizes."""
    found = {n: round_times(region_of(scenario, n), bot, repeats) for n in SIZES}
    for size, times in found.items():
        show(f"settle a round of {size}", times, "-")
    ratio = percentile(found[LARGEST], 0.5) / percentile(found[SMALLEST], 0.5)
    square = (LARGEST / SMALLEST) ** 2
    print(
        f"\n{LARGEST} towns take {ratio:.1f} times as long as {SMALLEST}; quadratic: {square:.0f}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="mittelaue")
    parser.add_argument("--bot", default="kooperativ")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--games", type=int, default=20)
    options = parser.parse_args()
    scenario = build(read(options.scenario))
    decisions = [each for _, each in played(scenario, options.bot)]
    everyone = dict.fromkeys(scenario.municipalities, options.bot)
    towns = [f"g{number}" for number in range(8)]
    print("| what | p50 ms | p95 ms | max ms | at most |\n| --- | ---: | ---: | ---: | ---: |")
    show("settle a round of six", round_times(scenario, options.bot, options.repeats), 5)
    show(
        f"replay a game of {ROUNDS} rounds",
        timed(lambda: replay(scenario, "bench", "alles", decisions), options.repeats),
        100,
    )
    games = iter(range(options.games))
    show(
        f"bots play a game of {ROUNDS} rounds",
        timed(lambda: play(scenario, f"b-{next(games)}", "alles", everyone, ROUNDS), options.games),
        GAME_LIMIT_MS,
    )
    show("Shapley value of eight", timed(lambda: shapley(towns, cost_of), options.repeats), "-")
    growth(scenario, options.bot, options.repeats)


def cost_of(group):
    """Any cost game: shared fixed cost."""
    return 100 + 10 * len(group)


if __name__ == "__main__":
    main()
