"""Trust and agreements as a net on the map's places: lines of trust, beside them what is agreed.

Trust between two is the mean of both directions: how far one of them trusts the other stays open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts import net_places as places
from games.charts.cells import Cell
from games.charts.figure import Figure, Table
from games.charts.net_places import Curve, Labels, Point
from games.rules.model import Agreement, Scenario, State
from games.rules.money import rdiv
from games.selectors import money
from games.selectors.labels import subject_label
from games.selectors.regionmap import EQUALISED, MapTown, net, region_map

FIRST = 1
"""Changes are counted from the end of this round."""
BESIDE = 7
"""How far beside the line of trust an agreement runs, in units of the map."""
NUMBER_BOX = (30, 30)
VALUE_BOX = (92, 40)
_STEP = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """Trust between two municipalities: mean of both directions, in ten-thousandths.

    ``change`` since the end of round 1; None up to it. ``stages``: styles of what both are in.
    """

    one: str
    two: str
    trust: int
    change: int | None
    stages: tuple[int, ...]

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


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair as a line: ``path`` and ``width`` in the map's units; ``label`` None where no room."""

    pair: Pair
    path: str
    width: int
    label: Point | None


@dataclass(frozen=True, slots=True)
class PactLine:
    """An agreement as a line beside that of trust; ``style`` 1 to 4 by stage, 5 with equalisation.

    ``number``: where its style stands, None where there is no room.
    """

    path: str
    style: int
    number: Point | None


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement in force in words; ``members`` by name."""

    name: str
    stage: int
    stage_name: str
    members: tuple[str, ...]
    equalised: bool


@dataclass(frozen=True, slots=True)
class Network:
    """What the template draws; lengths in the map's units."""

    label: str
    towns: tuple[MapTown, ...]
    ties: tuple[Tie, ...]
    lines: tuple[PactLine, ...]
    pacts: tuple[Pact, ...]
    width: int = places.WIDTH
    height: int = places.HEIGHT

    @property
    def styles(self) -> tuple[int, ...]:
        """The styles of agreements that are drawn, for the legend."""
        return tuple(sorted({line.style for line in self.lines}))


def network_figure(
    scenario: Scenario, states: Sequence[State], number: int, town: str = ""
) -> Figure:
    """The net after a round (0 = at the start); ``states`` from the start on.

    ``town``: only its own lines and agreements.
    """
    found = [p for p in pairs(scenario, states, number) if town in ("", p.one, p.two)]
    running = [i for i in in_force(states[number], number) if not town or town in i.members]
    title = _title(number)
    return Figure(
        id="netz",
        title=title,
        finding=_finding(scenario, found),
        options={},
        table=_table(scenario, found),
        height="l",
        note=_("Vertrauen zwischen zwei Gemeinden: das Mittel beider Richtungen, von 0 bis 100."),
        drawing="rueckschau/parts/netz.html",
        drawn=_drawn(scenario, running, found, title),
    )


def _drawn(
    scenario: Scenario, running: Sequence[Agreement], found: Sequence[Pair], title: str
) -> Network:
    towns = {town.id: town for town in places.spread_out(region_map(scenario).towns)}
    curves = places.curves(towns)
    labels = Labels(towns.values())
    ties = _ties(found, curves, labels)
    lines = _pact_lines(scenario, running, curves, labels)
    return Network(
        label=title,
        towns=tuple(towns.values()),
        ties=ties,
        lines=lines,
        pacts=tuple(_pact(scenario, item) for item in running),
    )


def in_force(state: State, number: int) -> tuple[Agreement, ...]:
    """The agreements under which a round was played: those that start later do not count yet."""
    return tuple(item for item in state.agreements if item.starts <= number)


def pairs(scenario: Scenario, states: Sequence[State], number: int) -> tuple[Pair, ...]:
    """All pairs, the most trusting first."""
    now = states[number]
    before = states[FIRST] if number > FIRST else None
    together = in_force(now, number)
    found = [
        Pair(
            one,
            two,
            mutual(now, one, two),
            mutual(now, one, two) - mutual(before, one, two) if before else None,
            tuple(sorted({_style(i) for i in together if one in i.members and two in i.members})),
        )
        for one, two in combinations(scenario.municipalities, 2)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.trust, pair.one, pair.two)))


def mutual(state: State, one: str, two: str) -> int:
    """The mean of the trust of two municipalities in each other (ten-thousandths)."""
    return rdiv(state.trust[one][two] + state.trust[two][one], 2)


def _style(item: Agreement) -> int:
    return EQUALISED if item.equalise else item.stage


def _title(number: int) -> str:
    if not number:
        return _("Vertrauen und Vereinbarungen beim Start")
    return _("Vertrauen und Vereinbarungen nach Runde %(number)d") % {"number": number}


def _finding(scenario: Scenario, found: Sequence[Pair]) -> str:
    if not found:
        return _("Hier spielt eine Gemeinde allein.")
    most = max(found, key=lambda pair: abs(pair.change or 0))
    words = {
        "best": _names(scenario, found[0]),
        "high": money.points(found[0].trust),
        "least": _names(scenario, found[-1]),
        "low": money.points(found[-1].trust),
        "pair": _names(scenario, most),
        "change": most.moved or "0",
    }
    if words["high"] == words["low"]:
        return _("Alle trauen einander gleich weit: %(high)s von 100.") % words
    if words["change"] == "0":
        text = _("Am weitesten trauen sich %(best)s (%(high)s), am wenigsten %(least)s (%(low)s).")
    else:
        text = _(
            "Am weitesten trauen sich %(best)s (%(high)s), am wenigsten %(least)s (%(low)s); am "
            "meisten bewegt hat sich seit Runde 1 das Vertrauen von %(pair)s (%(change)s)."
        )
    return text % words


def _names(scenario: Scenario, pair: Pair) -> str:
    return _("%(one)s und %(two)s") % {
        "one": scenario.municipalities[pair.one].name,
        "two": scenario.municipalities[pair.two].name,
    }


def _table(scenario: Scenario, found: Iterable[Pair]) -> Table:
    return cells.table(
        (_("Gemeinden"), _("Vertrauen"), _("seit Runde 1"), _("Vereinbart")),
        (
            (
                cells.word(_names(scenario, pair)),
                cells.points(pair.trust, 1),
                _moved(pair.change),
                _agreed(scenario, pair),
            )
            for pair in found
        ),
    )


def _moved(change: int | None) -> Cell:
    if change is None:
        return cells.nothing()
    return cells.moved(change)


def _agreed(scenario: Scenario, pair: Pair) -> Cell:
    if not pair.stages:
        return cells.nothing()
    return cells.word(", ".join(_style_name(scenario, style) for style in pair.stages))


def _style_name(scenario: Scenario, style: int) -> str:
    return _("mit Ausgleich") if style == EQUALISED else scenario.stages[style].name


def _pact(scenario: Scenario, item: Agreement) -> Pact:
    return Pact(
        name=subject_label(scenario, item.id) or scenario.services[item.service].name,
        stage=item.stage,
        stage_name=scenario.stages[item.stage].name,
        members=tuple(scenario.municipalities[name].name for name in item.members),
        equalised=item.equalise,
    )


def _ties(
    found: Iterable[Pair], curves: Mapping[tuple[str, str], Curve], labels: Labels
) -> tuple[Tie, ...]:
    """The lines, thin ones first so that thick ones lie above; what moved most gets its number."""
    placed = {}
    for pair in sorted(found, key=lambda pair: -abs(pair.change or 0)):
        curve = curves[pair.one, pair.two]
        placed[pair] = labels.place(curve, VALUE_BOX)
    return tuple(
        Tie(pair, curves[pair.one, pair.two].path(), 1 + pair.trust // _STEP, label)
        for pair, label in reversed(placed.items())
    )


def _pact_lines(
    scenario: Scenario,
    running: Iterable[Agreement],
    curves: Mapping[tuple[str, str], Curve],
    labels: Labels,
) -> tuple[PactLine, ...]:
    """Each agreement as the shortest net of its members, of several the most binding one."""
    styles: dict[tuple[str, str], int] = {}
    for item in running:
        for a, b in net(scenario, item.members):
            key = (a, b) if (a, b) in curves else (b, a)
            styles[key] = max(_style(item), styles.get(key, 0))
    return tuple(
        PactLine(
            curves[key].beside(BESIDE + 4).path(),
            style,
            labels.place(curves[key].beside(BESIDE + 4), NUMBER_BOX),
        )
        for key, style in sorted(styles.items())
    )
