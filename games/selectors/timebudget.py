"""The time budget of a round: what it is spent on, what is left, what that still pays for.

One component for every screen of a team: region ``parts/regions/timebudget.html``, with a context
value ``budget``. Offers and consents come from the offers on the table, the rest from the draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.codec import decision_from_json
from games.rules.composition import composed
from games.rules.model import Decision, Limits, Scenario
from games.selectors.deals import deals_of
from games.selectors.situation import Situation


@dataclass(frozen=True, slots=True)
class Spent:
    """What is spent on one kind of work; in points."""

    code: str
    label: str
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class Possible:
    """A kind of work, its price in points, and how often what is left pays for it."""

    code: str
    label: str
    price: int
    times: int


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """Points of a round. ``over``: what is wished for beyond them would be dropped."""

    points: int
    spent: tuple[Spent, ...]
    possible: tuple[Possible, ...]

    @property
    def used(self) -> int:
        """Points that are spent."""
        return sum(each.points for each in self.spent)

    @property
    def left(self) -> int:
        """Points that are free."""
        return max(0, self.points - self.used)

    @property
    def over(self) -> int:
        """Points too many."""
        return max(0, self.used - self.points)

    @property
    def share(self) -> int:
        """Thousandths of the budget that are spent, for a bar."""
        return min(1000, self.used * 1000 // self.points) if self.points else 0

    @property
    def impossible(self) -> tuple[Possible, ...]:
        """What can no longer be paid for."""
        return tuple(each for each in self.possible if not each.times)


def time_budget(scenario: Scenario, allowed: Limits, decision: Decision) -> TimeBudget:
    """The budget of a decision that holds its offers and consents already."""
    work = tuple(_work(scenario, decision))
    spent = tuple(Spent(code, label, count, count * price) for code, label, price, count in work)
    left = max(0, allowed.points - sum(each.points for each in spent))
    return TimeBudget(
        points=allowed.points,
        spent=tuple(each for each in spent if each.count),
        possible=tuple(
            Possible(code, label, price, left // price if price else 1)
            for code, label, price, _count in work
        ),
    )


def _work(scenario: Scenario, decision: Decision) -> Iterable[tuple[str, str, int, int]]:
    prices = scenario.coordination
    yield "proposals", _("Angebote"), prices.propose, len(decision.proposals)
    yield "consents", _("Zustimmungen"), prices.join, len(decision.consents)
    yield "applications", _("Fonds-Anträge"), prices.apply, len(decision.applications)
    yield "meetings", _("Treffen"), prices.meeting, len(decision.meetings)


def open_budget(now: Situation) -> TimeBudget | None:
    """The budget of a team while it can still be spent, else None."""
    return budget_of(now) if now.place.frame.may_draft else None


def budget_of(now: Situation) -> TimeBudget:
    """The budget of a team's draft with the offers on the table; one query (shared)."""
    game = now.place.game
    decision = decision_from_json(now.draft.content)
    whole = composed(decision, now.town, deals_of(game.pk, game.round_number))
    return time_budget(now.scenario, now.limits, whole)
