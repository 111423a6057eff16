"""A measured property: whether it holds, the sentence that says so, and the tables behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from games.rules.balance.games import Game, Outcome
from games.rules.model import Scenario

Plan = Mapping[str, tuple[Game, ...]]
"""Games to be played, by what they are for."""
Played = Mapping[str, Sequence[Outcome]]
"""Their outcomes in the same order."""

FULL_LENGTH = 8
"""Rounds of a full game: what needs years to show is demanded of no shorter one."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as they are shown; all cells are German text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One measurable part of a property: the sentence with its figures, and whether it is met."""

    met: bool
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; no checks = the scenario gives no occasion for the property.

    ``remarks``: sentences that put the checks into perspective.
    """

    checks: tuple[Check, ...]
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every part is met."""
        return all(check.met for check in self.checks)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: which games it needs (scenario, seed, number of games) and how it is judged."""

    id: str
    title: str
    plan: Callable[[Scenario, str, int], Plan]
    judge: Callable[[Scenario, Played], Finding]


def seeds(seed: str, games: int) -> list[str]:
    """Names of so many games, the same for every line so that differences are fair."""
    return [f"{seed}-{number}" for number in range(games)]


def is_long(scenario: Scenario) -> bool:
    """Whether a game is long enough for what needs years to show."""
    return scenario.rounds >= FULL_LENGTH


def demanded(scenario: Scenario) -> str:
    """How a demand on full games is introduced in a sentence."""
    return "verlangt" if is_long(scenario) else f"ab {FULL_LENGTH} Runden verlangt"
