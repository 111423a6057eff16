"""A value of the municipalities on the map of the region, for one round after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import Figure
from games.charts.net_places import named_apart
from games.rules.model import Scenario, State, TownState
from games.rules.money import FULL, rdiv
from games.selectors import money
from games.selectors.regionmap import MapTown, RegionMap, region_map

VALUE_LETTERS = 13
"""Of a value with its change: names stay where they are from round to round."""
STEPS = 5
"""How many shades there are (``rv-area--0`` to ``rv-area--4``)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A municipality with its value and what changed since the start; ``step``: shade, from 0."""

    town: MapTown
    text: str
    change: str
    step: int


@dataclass(frozen=True, slots=True)
class ValueMap:
    """What the template draws; ``legend`` names the shades, the lightest first."""

    label: str
    map: RegionMap
    towns: tuple[Shown, ...]
    legend: tuple[tuple[int, str], ...]

    def for_wall(self) -> "ValueMap":
        """The same: all of it can be read in a room."""
        return self


@dataclass(frozen=True, slots=True)
class Value:
    """What a map shows: its id and title, the value that is shaded, and how numbers are written.

    ``read``: the value of a town; ``shaded``: what its shade follows, from the town now and at the
    start; ``finding``: the sentence for the states now and at the start.
    """

    id: str
    title: str
    read: Callable[[TownState], int]
    shaded: Callable[[TownState, TownState], int]
    cell: Callable[[int], Cell]
    moved: Callable[[int], Cell]
    shade: Callable[[int], str]
    finding: Callable[[Scenario, State, State], str]
    note: str


def value_map(value: Value, scenario: Scenario, states: Sequence[State], number: int) -> Figure:
    """The map after a round (0 = at the start); shades are the same in every round of the game."""
    start, now = states[0], states[number]
    low, high = _range(value, states)
    drawn = region_map(scenario)
    known = [_known(value, now.towns[town.id], start.towns[town.id]) for town in drawn.towns]
    return Figure(
        id=value.id,
        title=value.title,
        finding=value.finding(scenario, now, start),
        options={},
        table=cells.table(
            (_("Gemeinde"), value.title, _("seit dem Start")),
            (
                (cells.word(town.name), cell, moved)
                for town, (cell, moved, _shaded) in zip(drawn.towns, known, strict=True)
            ),
        ),
        note=value.note,
        drawing="rueckschau/parts/wertkarte.html",
        drawn=ValueMap(
            label=value.title,
            map=drawn,
            towns=tuple(
                Shown(
                    town,
                    cell.text,
                    "" if moved.text == "0" else moved.text,
                    _step(shaded, low, high),
                )
                for town, (cell, moved, shaded) in zip(
                    named_apart(drawn.towns, VALUE_LETTERS, (drawn.width, drawn.height)),
                    known,
                    strict=True,
                )
            ),
            legend=_legend(value, low, high),
        ),
    )


def _known(value: Value, now: TownState, start: TownState) -> tuple[Cell, Cell, int]:
    """The value, its change since the start, and what is shaded."""
    change = value.moved(value.read(now) - value.read(start))
    return value.cell(value.read(now)), change, value.shaded(now, start)


def _range(value: Value, states: Sequence[State]) -> tuple[int, int]:
    found = [
        value.shaded(state.towns[name], states[0].towns[name])
        for state in states
        for name in state.towns
    ]
    return min(found), max(found)


def _step(value: int, low: int, high: int) -> int:
    return min(STEPS - 1, (value - low) * STEPS // (high - low)) if high > low else 0


def _legend(value: Value, low: int, high: int) -> tuple[tuple[int, str], ...]:
    if high == low:
        return ((0, value.shade(low)),)
    edges = [low + (high - low) * step // STEPS for step in range(STEPS + 1)]
    return tuple(
        (
            step,
            _("%(low)s bis %(high)s")
            % {"low": value.shade(edges[step]), "high": value.shade(edges[step + 1])},
        )
        for step in range(STEPS)
    )


def people() -> Value:
    """Inhabitants, shaded by their number against that at the start."""
    return Value(
        id="karte-einwohner",
        title=_("Einwohner"),
        read=lambda town: town.inhabitants,
        shaded=lambda now, start: rdiv(now.inhabitants * FULL, start.inhabitants or 1) - FULL,
        cell=cells.number,
        moved=cells.signed,
        shade=_percent_change,
        finding=_people_finding,
        note=_("In Klammern und als Farbe: die Veränderung seit dem Start."),
    )


def _people_finding(_scenario: Scenario, now: State, start: State) -> str:
    after, before = (sum(town.inhabitants for town in each.towns.values()) for each in (now, start))
    words = {"now": money.number(after), "change": money.number(abs(after - before))}
    if after == before:
        return _("In der Region leben %(now)s Menschen, so viele wie beim Start.") % words
    if after > before:
        return _("In der Region leben %(now)s Menschen, %(change)s mehr als beim Start.") % words
    return _("In der Region leben %(now)s Menschen, %(change)s weniger als beim Start.") % words


def vacancy() -> Value:
    """Vacancy in percent."""
    return Value(
        id="karte-leerstand",
        title=_("Leerstand"),
        read=lambda town: town.vacancy,
        shaded=lambda now, _start: now.vacancy,
        cell=cells.percent,
        moved=cells.moved,
        shade=money.percent,
        finding=lambda scenario, now, _start: _spread(
            scenario, now, lambda town: town.vacancy, cells.percent
        ),
        note=_("In Klammern: die Veränderung seit dem Start in Prozentpunkten."),
    )


def measure(figure_id: str, title: str, field: str) -> Value:
    """One of the values of 0 to 100 points, by its name in ``TownValues``."""

    def read(town: TownState) -> int:
        found: int = getattr(town.values, field)
        return found

    return Value(
        id=figure_id,
        title=title,
        read=read,
        shaded=lambda now, _start: read(now),
        cell=_one_digit,
        moved=cells.moved,
        shade=money.points,
        finding=lambda scenario, now, _start: _spread(scenario, now, read, _one_digit),
        note=_("Von 0 bis 100 Punkten; in Klammern: die Veränderung seit dem Start."),
    )


def _spread(
    scenario: Scenario, now: State, read: Callable[[TownState], int], cell: Callable[[int], Cell]
) -> str:
    order = sorted(now.towns, key=lambda name: (read(now.towns[name]), name))
    least, most = order[0], order[-1]
    words = {
        "low": cell(read(now.towns[least])).text,
        "least": scenario.municipalities[least].name,
        "high": cell(read(now.towns[most])).text,
        "most": scenario.municipalities[most].name,
    }
    if words["low"] == words["high"]:
        return _("Überall gleich: %(high)s.") % words
    return _("Von %(low)s in %(least)s bis %(high)s in %(most)s.") % words


def _one_digit(value: int) -> Cell:
    return cells.points(value, 1)


def _percent_change(value: int) -> str:
    text = money.percent(value)
    return f"+{text}" if value > 0 else text
