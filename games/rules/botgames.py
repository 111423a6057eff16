"""Games of simulated players under the setting of a played one: how it could come out at all.

Every game has chance of its own and players of its own, both drawn from the number of the game, so
that any game can be played again by its number alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from games.rules.bots import STRATEGIES
from games.rules.chance import draw, shuffled
from games.rules.course import Course
from games.rules.model import Decision, Scenario, Settlement, State
from games.rules.replay import Replay
from games.rules.sidebyside import side
from games.rules.start import start

MEASURES: Final = ("ergebnis", "gesamt", "daseinsvorsorge", "finanzen", "ortskern", "vertrauen")
"""The figures of a game, in their order: euro for the first, else ten-thousandths."""
RECIPE: Final = 1
"""Raised whenever games of the same number would come out otherwise."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all games share: the scenario as the game began, the model, what was changed in play."""

    scenario: Scenario
    model: str
    course: Course
    rounds: int
    seed: str


def players(setting: Setting, number: int) -> dict[str, str]:
    """Who plays what in a game: some of the strategies are drawn, then one of them for each town.

    So there are games in which all play alike, and games in which everybody plays otherwise.
    """
    seed = f"{setting.seed}-{number}"
    size = 1 + draw(seed, 0, "bots", "anzahl", len(STRATEGIES))
    chosen = shuffled(seed, 0, "bots", STRATEGIES)[:size]
    return {
        town: chosen[draw(seed, 0, "bots", town, size)] for town in setting.scenario.municipalities
    }


def bot_game(setting: Setting, number: int) -> tuple[int, ...]:
    """Play the game of a number to its end: its figures, in the order of ``MEASURES``."""
    seed = f"{setting.seed}-{number}"
    scenario, course = setting.scenario, setting.course
    game = Replay(scenario, seed, setting.model, course.models, course.values)
    who = players(setting, number)
    settled = [game.settle(_decisions(game, who)) for _ in range(setting.rounds)]
    return figures(start(scenario, seed, setting.model), settled)


def _decisions(game: Replay, who: Mapping[str, str]) -> dict[str, Decision]:
    return {town: STRATEGIES[name](game.scenario, game.state, town) for town, name in who.items()}


def figures(first: State, settled: Sequence[Settlement]) -> tuple[int, ...]:
    """The figures of a game of at least one round; ``first`` is the state before round 1."""
    found = side(first, settled)
    values = found.values
    return (
        found.result,
        values.gesamt,
        values.daseinsvorsorge,
        values.finanzen,
        values.ortskern,
        values.vertrauen,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands among others: how many are lower, the same, higher.

    ``low``, ``middle``, ``high``: of the others the values that a quarter, a half, and three
    quarters do not exceed.
    """

    lower: int
    same: int
    higher: int
    low: int
    middle: int
    high: int

    @property
    def count(self) -> int:
        """How many others there are."""
        return self.lower + self.same + self.higher


def standing(value: int, others: Sequence[int]) -> Standing:
    """Compare a value with others, of which there must be one at least."""
    ordered = sorted(others)
    return Standing(
        lower=sum(each < value for each in ordered),
        same=sum(each == value for each in ordered),
        higher=sum(each > value for each in ordered),
        low=_share(ordered, 1),
        middle=_share(ordered, 2),
        high=_share(ordered, 3),
    )


def _share(ordered: Sequence[int], quarters: int) -> int:
    return ordered[max(0, (quarters * len(ordered) + 3) // 4 - 1)]


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values lie from ``low`` (included) to ``high`` (not included)."""

    low: int
    high: int
    count: int


def bins(values: Sequence[int], also: int, most: int) -> tuple[Bin, ...]:
    """At most so many equal steps of a round width over all values, and over ``also``."""
    least, largest = min(*values, also), max(*values, also)
    width = _width(max(1, largest - least), most - 1)
    low = least // width * width
    counts: dict[int, int] = {}
    for value in values:
        place = (value - low) // width
        counts[place] = counts.get(place, 0) + 1
    steps = (largest - low) // width + 1
    return tuple(
        Bin(low + place * width, low + (place + 1) * width, counts.get(place, 0))
        for place in range(steps)
    )


def _width(span: int, most: int) -> int:
    """The least of 1, 2, 5, 10, 20 … of which at most so many steps span it."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if span <= factor * unit * most:
                return factor * unit
        unit *= 10
