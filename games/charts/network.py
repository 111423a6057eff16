"""Trust and agreements as a net on the map's places: lines of trust, beside them what is agreed.

Trust between two is the mean of both directions; of a chosen municipality each direction is told.
On a phone, where all lines would lie upon one another, the net of all has the telling ones alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts import net_places as places
from games.charts.cells import Cell
from games.charts.figure import Figure, Table
from games.charts.net_places import TALL, WIDE, Curve, Frame, Labels, Point
from games.charts.trust_pairs import Pair, in_force, pairs, style, telling
from games.rules.model import Agreement, Scenario, State
from games.selectors import money
from games.selectors.labels import subject_label
from games.selectors.regionmap import EQUALISED, MapTown, net, region_map

BESIDE = 7
"""How far beside the line of trust an agreement runs, in units of the map."""
NUMBER_BOX = (30, 30)
PACTS_ON_WALL = 5
_STEP = 1_400


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
class Sheet:
    """A net as it is drawn; lengths in its own units."""

    kind: str
    frame: Frame
    towns: tuple[MapTown, ...]
    ties: tuple[Tie, ...]
    lines: tuple[PactLine, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another municipality as the chosen one sees it: whole points and how they moved."""

    town: MapTown
    pair: Pair


@dataclass(frozen=True, slots=True)
class Network:
    """What the template draws: the same net on a wide sheet and on one for phones.

    ``left_out``: whether the latter has the telling lines alone. ``chosen``: the name of the chosen
    municipality ("" = all), ``neighbours``: its list, the most trusting first. ``more``: pacts that
    have no room.
    """

    label: str
    sheets: tuple[Sheet, ...]
    pacts: tuple[Pact, ...]
    left_out: bool
    chosen: str
    neighbours: tuple[Neighbour, ...]
    more: int = 0

    @property
    def styles(self) -> tuple[int, ...]:
        """The styles of agreements that are drawn, for the legend."""
        return tuple(sorted({line.style for sheet in self.sheets for line in sheet.lines}))

    def for_wall(self) -> "Network":
        """The wide net, with as many agreements in words as can be read in a room."""
        return replace(
            self,
            sheets=(replace(self.sheets[0], kind="wall"),),
            pacts=self.pacts[:PACTS_ON_WALL],
            left_out=False,
            neighbours=(),
            more=max(0, len(self.pacts) - PACTS_ON_WALL),
        )


def network_figure(
    scenario: Scenario, states: Sequence[State], number: int, town: str = ""
) -> Figure:
    """The net after a round (0 = at the start); ``states`` from the start on.

    ``town``: only its own lines and agreements.
    """
    found = [p for p in pairs(scenario, states, number, town) if town in ("", p.one, p.two)]
    running = [i for i in in_force(states[number], number) if not town or town in i.members]
    title = _title(number)
    return Figure(
        id="netz",
        title=title,
        finding=_finding(found),
        options={},
        table=_table(scenario, found, both=bool(town)),
        height="l",
        note=_("Vertrauen zwischen zwei Gemeinden: das Mittel beider Richtungen, von 0 bis 100."),
        drawing="rueckschau/parts/netz.html",
        drawn=_drawn(scenario, running, found, title, town),
    )


def _drawn(
    scenario: Scenario, running: Sequence[Agreement], found: Sequence[Pair], title: str, town: str
) -> Network:
    few = telling(found)
    towns = {each.id: each for each in region_map(scenario).towns}
    return Network(
        label=title,
        sheets=(
            _sheet("wide", WIDE, scenario, running, found),
            _sheet("tall", TALL, scenario, running, few),
        ),
        pacts=tuple(_pact(scenario, item) for item in running),
        left_out=len(few) < len(found),
        chosen=scenario.municipalities[town].name if town else "",
        neighbours=tuple(Neighbour(towns[pair.two], pair) for pair in found) if town else (),
    )


def _sheet(
    kind: str,
    frame: Frame,
    scenario: Scenario,
    running: Sequence[Agreement],
    found: Sequence[Pair],
) -> Sheet:
    towns = {town.id: town for town in places.spread_out(region_map(scenario).towns, frame)}
    curves = places.curves(towns)
    labels = Labels(towns.values(), frame)
    ties = _ties(found, curves, labels, frame)
    lines = _pact_lines(scenario, running, curves, labels)
    return Sheet(kind, frame, tuple(towns.values()), ties, lines)


def _title(number: int) -> str:
    if not number:
        return _("Vertrauen und Vereinbarungen beim Start")
    return _("Vertrauen und Vereinbarungen nach Runde %(number)d") % {"number": number}


def _finding(found: Sequence[Pair]) -> str:
    if not found:
        return _("Hier spielt eine Gemeinde allein.")
    most = max(found, key=lambda pair: abs(pair.change or 0))
    words = {
        "best": found[0].names,
        "high": money.points(found[0].trust),
        "least": found[-1].names,
        "low": money.points(found[-1].trust),
        "pair": most.names,
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


def _table(scenario: Scenario, found: Iterable[Pair], *, both: bool) -> Table:
    """With a chosen municipality both directions as well."""
    head = [_("Gemeinden"), _("Vertrauen"), _("seit Runde 1"), _("Vereinbart")]
    if both:
        head += [_("Vertrauen gegeben"), _("Vertrauen bekommen")]
    return cells.table(head, (_row(scenario, pair, both=both) for pair in found))


def _row(scenario: Scenario, pair: Pair, *, both: bool) -> Sequence[Cell]:
    row = [
        cells.word(pair.names),
        cells.points(pair.trust, 1),
        cells.nothing() if pair.change is None else cells.moved(pair.change),
        _agreed(scenario, pair),
    ]
    return [*row, cells.points(pair.given), cells.points(pair.received)] if both else row


def _agreed(scenario: Scenario, pair: Pair) -> Cell:
    if not pair.stages:
        return cells.nothing()
    return cells.word(", ".join(_style_name(scenario, each) for each in pair.stages))


def _style_name(scenario: Scenario, drawn: int) -> str:
    return _("mit Ausgleich") if drawn == EQUALISED else scenario.stages[drawn].name


def _pact(scenario: Scenario, item: Agreement) -> Pact:
    return Pact(
        name=subject_label(scenario, item.id) or scenario.services[item.service].name,
        stage=item.stage,
        stage_name=scenario.stages[item.stage].name,
        members=tuple(scenario.municipalities[name].name for name in item.members),
        equalised=item.equalise,
    )


def _ties(
    found: Iterable[Pair],
    curves: Mapping[tuple[str, str], Curve],
    labels: Labels,
    frame: Frame,
) -> tuple[Tie, ...]:
    """The lines, thin ones first so that thick ones lie above; what moved most gets its number."""
    placed = {}
    for pair in sorted(found, key=lambda pair: -abs(pair.change or 0)):
        curve = _between(curves, pair.one, pair.two)
        placed[pair] = curve.path(), labels.place(curve, frame.value)
    thin_first = sorted(placed.items(), key=lambda each: each[0].trust)
    return tuple(
        Tie(pair, path, 1 + pair.trust // _STEP, label) for pair, (path, label) in thin_first
    )


def _between(curves: Mapping[tuple[str, str], Curve], one: str, two: str) -> Curve:
    return curves[one, two] if (one, two) in curves else curves[two, one]


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
            styles[key] = max(style(item), styles.get(key, 0))
    return tuple(
        PactLine(
            curves[key].beside(BESIDE + 4).path(),
            drawn,
            labels.place(curves[key].beside(BESIDE + 4), NUMBER_BOX),
        )
        for key, drawn in sorted(styles.items())
    )
