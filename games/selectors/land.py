"""Building in words: what it brings at once, costs for ever, and does to the centres around."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Cause, Measure, Preview, Scenario, State
from games.rules.money import part, rdiv
from games.selectors import money
from games.selectors.causes import Reason, reasons
from games.selectors.rounds import BookedPosting

BUILT = "W1"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Emptied:
    """Vacancy (ten-thousandths) that a municipality's building brought to one town."""

    name: str
    own: bool
    change: int


@dataclass(frozen=True, slots=True)
class Land:
    """Building and vacancy of a settled round: own gain, whom it emptied, and own reasons.

    ``profit`` in euro; the ``reasons`` add up to the change of the own vacancy.
    """

    profit: int
    emptied: tuple[Emptied, ...]
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """What the own building brought and to whom; "" where nothing was built."""
        if not self.profit:
            return ""
        places = ", ".join(
            _("%(town)s %(change)s Punkte")
            % {"town": each.name, "change": money.points_change(each.change)}
            for each in self.emptied
        )
        words = {"profit": money.euro(self.profit), "places": places}
        if not places:
            return _("Ihr Bauland brachte %(profit)s.") % words
        return _("Ihr Bauland brachte %(profit)s. Leerstand dadurch: %(places)s.") % words


def land(
    scenario: Scenario, town: str, postings: Iterable[BookedPosting], causes: tuple[Cause, ...]
) -> Land:
    """Building in a settled round as one town may see it."""
    profit = sum(each.amount for each in postings if (each.rule, each.target) == (BUILT, town))
    return Land(
        profit=profit,
        emptied=_emptied(scenario, town, causes),
        reasons=reasons(scenario, causes, Measure.VACANCY, town),
    )


def _emptied(scenario: Scenario, town: str, causes: Iterable[Cause]) -> tuple[Emptied, ...]:
    """The own centre first, then the neighbours in the order of the scenario."""
    places = list(scenario.municipalities)
    found = [
        Emptied(scenario.municipalities[each.town].name, each.town == town, each.change)
        for each in sorted(causes, key=lambda each: places.index(each.town))
        if (each.measure, each.code, each.other) == (Measure.VACANCY, "edge", town)
    ]
    return tuple(sorted(found, key=lambda each: not each.own))


def edge_text(scenario: Scenario, state: State, town: str, seen: Preview, dwellings: int) -> str:
    """What building on the edge means, for the number in the draft or, without, for each home."""
    rules = scenario.housing
    count = dwellings or 1
    upkeep = part(count * rules.upkeep, state.cost_index)
    words = {
        "profit": money.euro(count * rules.land_profit),
        "upkeep": money.euro(upkeep),
        "near": ", ".join(_near(scenario, town)) or _("niemand"),
        "free": money.number(
            state.towns[town].inhabitants * scenario.trust.greenfield_free_per_1000 // 1000
        ),
    }
    mind = _("Mehr als %(free)s nehmen Ihnen die Nachbarn übel.") % words
    if not dwellings:
        text = _(
            "Je Wohnung: jetzt %(profit)s, dafür Jahr für Jahr %(upkeep)s Folgekosten. Leert Ihren "
            "Ortskern und den im Umkreis: %(near)s."
        )
        return f"{text % words} {mind}"
    emptied = _emptied(scenario, town, seen.causes)
    words["places"] = ", ".join(
        f"{each.name} {money.points_change(each.change)}" for each in emptied
    )
    text = _(
        "Jetzt %(profit)s, dafür Jahr für Jahr %(upkeep)s Folgekosten. Leerstand in Punkten: "
        "%(places)s."
    )
    return f"{text % words} {mind}"


def _near(scenario: Scenario, town: str) -> list[str]:
    reach = scenario.housing.neighbour_minutes
    return [
        place.name
        for name, place in scenario.municipalities.items()
        if name != town and scenario.distances[town][name] <= reach
    ]


def centre_text(scenario: Scenario, state: State, town: str, seen: Preview, units: int) -> str:
    """What renewing the centre costs and fills."""
    rules = scenario.housing
    price = part((units or 1) * rules.inner_cost, state.cost_index)
    if not units:
        buildings = part(state.towns[town].inhabitants, rules.centre_per_head)
        less = rdiv(HUNDRED * HUNDRED, buildings) if buildings else 0
        return _(
            "Je Einheit einmal %(price)s; der eigene Leerstand sinkt um etwa %(less)s Punkte. "
            "Schadet keinem Nachbarn."
        ) % {"price": money.euro(price), "less": money.decimal(less, HUNDRED, 2)}
    change = sum(
        each.change
        for each in seen.causes
        if (each.measure, each.town, each.code) == (Measure.VACANCY, town, "centre")
    )
    return _("Einmal %(price)s. Eigener Leerstand: %(change)s Punkte. Schadet keinem Nachbarn.") % {
        "price": money.euro(price),
        "change": money.points_change(change),
    }
