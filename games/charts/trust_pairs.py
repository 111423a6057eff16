"""Trust between two municipalities: the mean of both directions, and each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from games.charts import cells
from games.rules.model import Agreement, Scenario, State
from games.rules.money import rdiv
from games.selectors import money
from games.selectors.offer_words import style_of

FIRST = 1
"""Changes are counted from the end of this round."""
MOST_LINES = 12
"""So many lines can be told apart on a phone."""
TELLING = 5
"""Of more than that it has so many of the most trusting, and of those that lost most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Trust between two municipalities: mean of both directions, in ten-thousandths.

    ``change`` since the end of round 1; None up to it. ``stages``: styles of what both are in.
    ``given``: how far the first trusts the second; ``received``: the other way.
    """

    one: str
    two: str
    names: str
    trust: int
    change: int | None
    stages: tuple[int, ...]
    given: int
    received: int

    @property
    def moved(self) -> str:
        """The change in whole points with its sign; "" up to round 1."""
        if self.change is None:
            return ""
        text = money.decimal(self.change, cells.POINTS_EACH, 0)
        return f"+{text}" if self.change > 0 and text != "0" else text

    @property
    def fell(self) -> bool:
        """Whether there is less trust than after round 1, by what is shown of it."""
        return self.moved.startswith(money.MINUS)

    @property
    def told(self) -> str:
        """The pair with its figures, as the table writes them."""
        text = f"{self.names}: {cells.points(self.trust, 1).text}"
        return text if self.change is None else f"{text} ({cells.moved(self.change).text})"


def in_force(state: State, number: int) -> tuple[Agreement, ...]:
    """The agreements under which a round was played: those that start later do not count yet."""
    return tuple(item for item in state.agreements if item.starts <= number)


def pairs(
    scenario: Scenario, states: Sequence[State], number: int, first: str = ""
) -> tuple[Pair, ...]:
    """All pairs, the most trusting first; ``first``: who is named first in its pairs."""
    found = [
        _pair(scenario, states, number, (two, one) if two == first else (one, two))
        for one, two in combinations(scenario.municipalities, 2)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.trust, *sorted((pair.one, pair.two)))))


def _pair(scenario: Scenario, states: Sequence[State], number: int, ends: tuple[str, str]) -> Pair:
    one, two = ends
    names = {"one": scenario.municipalities[one].name, "two": scenario.municipalities[two].name}
    now = states[number]
    trust = mutual(now, one, two)
    together = [i for i in in_force(now, number) if one in i.members and two in i.members]
    return Pair(
        one=one,
        two=two,
        names=_("%(one)s und %(two)s") % names,
        trust=trust,
        change=trust - mutual(states[FIRST], one, two) if number > FIRST else None,
        stages=tuple(sorted({style(item) for item in together})),
        given=now.trust[one][two],
        received=now.trust[two][one],
    )


def mutual(state: State, one: str, two: str) -> int:
    """The mean of the trust of two municipalities in each other (ten-thousandths)."""
    return rdiv(state.trust[one][two] + state.trust[two][one], 2)


def style(item: Agreement) -> int:
    """The line style of an agreement."""
    return style_of(item.stage, equalise=item.equalise)


def telling(found: Sequence[Pair]) -> Sequence[Pair]:
    """All pairs where they are few; else those that trust most and those that lost most trust."""
    if len(found) <= MOST_LINES:
        return found
    lost = sorted((pair for pair in found if pair.fell), key=lambda pair: pair.change or 0)
    kept = {id(pair) for pair in (*found[:TELLING], *lost[:TELLING])}
    return [pair for pair in found if id(pair) in kept]
