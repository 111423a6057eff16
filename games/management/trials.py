"""Many trial games on all cores: the same outcomes in the same order however many there are."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TextIO

from games.rules.balance.games import Game, Outcome, play
from games.rules.model import Scenario
from games.scenarios import load

CHUNK: Final = 4
"""Games handed to a process at once; few, so that the bar moves."""
WIDTH: Final = 30

_scenarios: dict[str, Scenario] = {}
"""Of this process, by slug or path: read once."""


def scenario_of(source: str) -> Scenario:
    """The scenario of a slug or path. Raises ``ScenarioError``."""
    if source not in _scenarios:
        _scenarios[source] = load.build(load.read(source))
    return _scenarios[source]


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    source: str, games: Sequence[Game], processes: int, done: Callable[[int], None]
) -> dict[Game, Outcome]:
    """Play every game once; ``done`` hears how many are finished."""
    unique = list(dict.fromkeys(games))
    outcomes = {}
    for number, (game, outcome) in enumerate(_outcomes(source, unique, processes), start=1):
        outcomes[game] = outcome
        done(number)
    return outcomes


def _outcomes(source: str, games: Sequence[Game], processes: int) -> Iterator[tuple[Game, Outcome]]:
    if processes <= 1 or len(games) <= CHUNK:
        for game in games:
            yield game, play(scenario_of(source), game)
        return
    jobs = [(source, game) for game in games]
    # A fresh interpreter in each process: none of them inherits sockets, threads or a database.
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from zip(games, pool.imap(_play, jobs, CHUNK), strict=True)


def _play(job: tuple[str, Game]) -> Outcome:
    source, game = job
    return play(scenario_of(source), game)


class Bar:
    """A bar on the error stream; where that is no terminal, a line for every tenth."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = max(1, total)
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._tenth = 0

    def __call__(self, number: int) -> None:
        """Show that so many are done."""
        if self._terminal:
            filled = WIDTH * number // self._total
            end = "\n" if number >= self._total else ""
            bar = "█" * filled + "·" * (WIDTH - filled)
            self._stream.write(f"\r{bar} {number}/{self._total} Spiele{end}")
            self._stream.flush()
        elif 10 * number // self._total > self._tenth:
            self._tenth = 10 * number // self._total
            self._stream.write(f"{number}/{self._total} Spiele\n")
            self._stream.flush()
