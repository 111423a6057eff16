"""The map of a region: where each municipality lies, with which mark, and the area drawn around it.

Pure geometry over the scenario; nothing here depends on who looks.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from games.rules.model import Municipality, Scenario, State
from games.selectors.memo import Same

WIDTH = 820
HEIGHT = 572
MARKS = 8
"""How many marks there are, each with its own colour, shape and pattern (``m-0`` … in sprite)."""

EQUALISED = 5
"""Line style of agreements with equalisation."""

LONG_NAME = 14
_PARTS = re.compile(r"[^\s-]+[\s-]*")
"""Words of a name, each with the hyphen or space behind it."""

Point = tuple[float, float]

_MARGIN_X = 116
_MARGIN_TOP = 92
_MARGIN_BOTTOM = 122
_OUTLINE_POINTS = 72
_SMALLEST, _LARGEST = 19.0, 42.0


@dataclass(frozen=True, slots=True)
class MapTown:
    """One municipality on the map; lengths in the map's own units (``WIDTH`` × ``HEIGHT``).

    ``mark_x``, ``mark_y`` and ``mark_size`` place the square symbol of the mark, ``area`` is the
    ``points`` attribute of the polygon around it.
    """

    id: str
    name: str
    mark: int
    x: int
    y: int
    mark_x: int
    mark_y: int
    mark_size: int
    label_x: int
    label_y: int
    area: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The name as it is written below a mark where room is scarce: a long one on two lines."""
        return in_lines(self.name)

    @property
    def ring(self) -> int:
        """Radius of the ring around the mark of one's own municipality."""
        return self.mark_size // 2 + 9


@dataclass(frozen=True, slots=True)
class Road:
    """A road between two neighbours, as a line of the map."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class DealLine:
    """An agreement between two municipalities; ``style`` 1 to 4 by stage, 5 with equalisation.

    ``label_x``, ``label_y``: where the number of the style stands.
    """

    x1: int
    y1: int
    x2: int
    y2: int
    style: int

    @property
    def label_x(self) -> int:
        """Middle of the line."""
        return (self.x1 + self.x2) // 2

    @property
    def label_y(self) -> int:
        """Middle of the line."""
        return (self.y1 + self.y2) // 2


@dataclass(frozen=True, slots=True)
class RegionMap:
    """Everything the map template draws."""

    name: str
    width: int
    height: int
    towns: tuple[MapTown, ...]
    roads: tuple[Road, ...]
    deals: tuple[DealLine, ...] = ()


def in_lines(name: str) -> tuple[str, ...]:
    """A name in one line, or (beyond ``LONG_NAME`` letters) in two as even as its parts allow."""
    parts = _PARTS.findall(name)
    if len(name) <= LONG_NAME or len(parts) == 1:
        return (name,)
    broken = [
        ("".join(parts[:at]).strip(), "".join(parts[at:]).strip()) for at in range(1, len(parts))
    ]
    return min(broken, key=lambda lines: max(map(len, lines)))


def mark_of(position: int) -> int:
    """The mark of the municipality at this place (from 0) of the scenario."""
    return position % MARKS


def region_map(scenario: Scenario, state: State | None = None) -> RegionMap:
    """The map of a scenario; places follow the scenario's ``x`` and ``y``.

    With a state its agreements are drawn: each as the shortest net that joins its members, of
    several between two municipalities the most binding one.
    """
    drawn = _drawn(Same(scenario))
    if state is None or not state.agreements:
        return drawn
    return _with_deals(Same(scenario), Same(state))


@lru_cache(maxsize=64)
def _with_deals(scenario: Same[Scenario], state: Same[State]) -> RegionMap:
    drawn = _drawn(scenario)
    places = {town.id: town for town in drawn.towns}
    styles: dict[tuple[str, str], int] = {}
    for item in state.value.agreements:
        style = EQUALISED if item.equalise else item.stage
        for pair in net(scenario.value, item.members):
            styles[pair] = max(style, styles.get(pair, 0))
    lines = tuple(
        DealLine(places[a].x, places[a].y, places[b].x, places[b].y, style)
        for (a, b), style in sorted(styles.items())
    )
    return replace(drawn, deals=lines)


def net(scenario: Scenario, members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of the shortest net: each time the nearest town that is not in it yet."""
    inside, outside = list(members[:1]), list(members[1:])
    while outside:
        a, b = min(
            ((a, b) for a in inside for b in outside),
            key=lambda pair: (scenario.distances[pair[0]][pair[1]], pair),
        )
        yield (a, b) if a < b else (b, a)
        inside.append(b)
        outside.remove(b)


@lru_cache(maxsize=32)
def _drawn(same: Same[Scenario]) -> RegionMap:
    scenario = same.value
    towns = tuple(scenario.municipalities.values())
    places = _places(towns)
    outline = _outline()
    people = [sum(town.people) for town in towns]
    drawn = []
    for index, town in enumerate(towns):
        x, y = places[index]
        size = _size(people[index], max(people))
        drawn.append(
            MapTown(
                id=town.id,
                name=town.name,
                mark=mark_of(index),
                x=round(x),
                y=round(y),
                mark_x=round(x - size),
                mark_y=round(y - size),
                mark_size=round(2 * size),
                label_x=round(x),
                label_y=round(y + size + 24),
                area=_points(_cell(outline, places, index)),
            )
        )
    return RegionMap(scenario.name, WIDTH, HEIGHT, tuple(drawn), tuple(_roads(scenario, drawn)))


def _roads(scenario: Scenario, towns: Sequence[MapTown]) -> Iterator[Road]:
    """Roads where no third town lies between two: whoever is nearer to both makes it a detour."""
    minutes = scenario.distances
    for index, one in enumerate(towns):
        for two in towns[index + 1 :]:
            direct = minutes[one.id][two.id]
            between = (max(minutes[one.id][third.id], minutes[third.id][two.id]) for third in towns)
            if not any(detour < direct for detour in between):
                yield Road(one.x, one.y, two.x, two.y)


def _places(towns: Sequence[Municipality]) -> list[Point]:
    """The towns' places, stretched so that the outermost ones stand at the margins."""
    across = _stretch([town.x for town in towns], _MARGIN_X, WIDTH - _MARGIN_X)
    down = _stretch([town.y for town in towns], _MARGIN_TOP, HEIGHT - _MARGIN_BOTTOM)
    return list(zip(across, down, strict=True))


def _stretch(values: Sequence[int], low: float, high: float) -> list[float]:
    smallest, span = min(values), max(values) - min(values)
    if span == 0:
        return [(low + high) / 2 for _ in values]
    return [low + (value - smallest) * (high - low) / span for value in values]


def _size(people: int, largest: int) -> float:
    """Half the side of the mark: its area follows the number of inhabitants, with a lower bound."""
    return max(_SMALLEST, _LARGEST * math.sqrt(people / largest)) if largest else _SMALLEST


def _outline() -> list[Point]:
    """A rounded, slightly uneven coast line that fills the frame."""
    points = []
    for step in range(_OUTLINE_POINTS):
        angle = 2 * math.pi * step / _OUTLINE_POINTS
        wobble = 1 + 0.016 * math.sin(7 * angle) + 0.012 * math.sin(17 * angle + 1)
        cosine, sine = math.cos(angle), math.sin(angle)
        x = math.copysign(abs(cosine) ** 0.55, cosine) * (WIDTH / 2 - 14) * wobble
        y = math.copysign(abs(sine) ** 0.55, sine) * (HEIGHT / 2 - 12) * wobble
        points.append(
            (
                min(max(WIDTH / 2 + x, 2), WIDTH - 2),
                min(max(HEIGHT / 2 + y, 2), HEIGHT - 2),
            )
        )
    return points


def _cell(outline: Sequence[Point], places: Sequence[Point], index: int) -> list[Point]:
    """The part of the outline that lies nearer to this place than to any other."""
    cell = list(outline)
    for other, place in enumerate(places):
        if other != index:
            cell = _nearer(cell, places[index], place)
    return cell


def _nearer(polygon: Sequence[Point], mine: Point, theirs: Point) -> list[Point]:
    """Cut a polygon at the perpendicular bisector and keep the side of ``mine``."""
    kept: list[Point] = []
    for index, current in enumerate(polygon):
        previous = polygon[index - 1]
        here, before = (
            _closeness(current, mine, theirs),
            _closeness(previous, mine, theirs),
        )
        if (here >= 0) != (before >= 0):
            share = before / (before - here)
            kept.append(
                (
                    previous[0] + share * (current[0] - previous[0]),
                    previous[1] + share * (current[1] - previous[1]),
                )
            )
        if here >= 0:
            kept.append(current)
    return kept


def _closeness(point: Point, mine: Point, theirs: Point) -> float:
    """Positive on the side of ``mine``; linear along a line, so that edges can be cut."""
    (x, y), (ax, ay), (bx, by) = point, mine, theirs
    return (x - bx) ** 2 + (y - by) ** 2 - (x - ax) ** 2 - (y - ay) ** 2


def _points(polygon: Sequence[Point]) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in polygon)
