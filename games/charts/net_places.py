"""Where places, lines and numbers of a net stand.

Places are those of the map, moved apart until each has room; curves keep clear of third places;
numbers stand where nothing else does.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from games.selectors.regionmap import MapTown

Point = tuple[int, int]
Box = tuple[float, float, float, float]

_TURNS = 80
_NAME_TURNS = 4
"""So often each name may look for a better place, as the others have moved."""
_LABEL = 24
CLEAR = 46
"""A line nearer than this to a third place bends around it."""
BEND = 64
LETTER, LINE = 13, 28
"""About how wide and high the letters of a name are on the wall, where they are the largest."""
_ASCENT = 20
"""From the top of a line of letters down to what they stand on."""
_TRIED = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet that a net is drawn on; all lengths in its own units.

    ``side``, ``top`` and ``bottom`` keep places off its edges; places nearer than ``apart`` are
    moved apart, as far as it allows. ``value`` is the box of a number at a line, ``letter`` about
    how wide and ``line`` how high the letters of a name are.
    """

    width: int
    height: int
    side: int
    top: int
    bottom: int
    apart: int
    value: tuple[int, int]
    letter: int
    line: int


WIDE = Frame(
    820, 620, side=84, top=52, bottom=92, apart=235, value=(92, 40), letter=LETTER, line=LINE
)
TALL = Frame(560, 700, side=86, top=48, bottom=84, apart=205, value=(56, 36), letter=15, line=32)
"""For a phone, where it is drawn at about six tenths of its size."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve from one place to another; the bend is the control point's height."""

    x1: float
    y1: float
    x2: float
    y2: float
    bend: float = 0.0

    def _normal(self) -> tuple[float, float]:
        length = math.hypot(self.x2 - self.x1, self.y2 - self.y1) or 1.0
        return -(self.y2 - self.y1) / length, (self.x2 - self.x1) / length

    def _control(self) -> tuple[float, float]:
        nx, ny = self._normal()
        return (self.x1 + self.x2) / 2 + nx * self.bend, (self.y1 + self.y2) / 2 + ny * self.bend

    def at(self, part: float) -> tuple[float, float]:
        """The point after this part of the way (0 to 1)."""
        cx, cy = self._control()
        a, b, c = (1 - part) ** 2, 2 * part * (1 - part), part**2
        return a * self.x1 + b * cx + c * self.x2, a * self.y1 + b * cy + c * self.y2

    def path(self) -> str:
        """The ``d`` attribute of the line."""
        start = f"M{self.x1:.0f} {self.y1:.0f}"
        if not self.bend:
            return f"{start}L{self.x2:.0f} {self.y2:.0f}"
        cx, cy = self._control()
        return f"{start}Q{cx:.0f} {cy:.0f} {self.x2:.0f} {self.y2:.0f}"

    def beside(self, by: float) -> "Curve":
        """The same curve, so far to its side."""
        nx, ny = self._normal()
        return Curve(
            self.x1 + nx * by, self.y1 + ny * by, self.x2 + nx * by, self.y2 + ny * by, self.bend
        )


def spread_out(towns: Sequence[MapTown], frame: Frame) -> tuple[MapTown, ...]:
    """The towns with places of the net: like on the map, but with room between them."""
    places = [
        [
            _stretched([town.x for town in towns], at, frame.side, frame.width - frame.side),
            _stretched([town.y for town in towns], at, frame.top, frame.height - frame.bottom),
        ]
        for at in range(len(towns))
    ]
    for _turn in range(_TURNS):
        for one, two in combinations(places, 2):
            _push(one, two, frame)
    return tuple(_moved(town, x, y, frame) for town, (x, y) in zip(towns, places, strict=True))


def _stretched(values: Sequence[int], at: int, low: int, high: int) -> float:
    least, span = min(values), max(values) - min(values)
    return low + (values[at] - least) * (high - low) / span if span else (low + high) / 2


def _push(one: list[float], two: list[float], frame: Frame) -> None:
    """Move two places that are too near a little apart, within the frame."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    distance = math.hypot(dx, dy)
    if distance >= frame.apart:
        return
    if not distance:
        dx, distance = 1.0, 1.0
    step = (frame.apart - distance) / 4 / distance
    for place, sign in ((one, -1), (two, 1)):
        x, y = place[0] + sign * dx * step, place[1] + sign * dy * step
        place[0] = min(max(x, frame.side), frame.width - frame.side)
        place[1] = min(max(y, frame.top), frame.height - frame.bottom)


def _moved(town: MapTown, x: float, y: float, frame: Frame) -> MapTown:
    half, wide = town.mark_size // 2, _wide(town, frame.letter)
    return replace(
        town,
        x=round(x),
        y=round(y),
        mark_x=round(x) - half,
        mark_y=round(y) - half,
        label_x=round(min(max(x, wide / 2), frame.width - wide / 2)),
        label_y=round(y) + half + _LABEL,
    )


def _wide(town: MapTown, letter: int) -> float:
    """How wide a name is with letters of that width."""
    return max(map(len, town.lines)) * letter


def mark_box(town: MapTown) -> Box:
    """Where nothing else may stand: the mark of a municipality."""
    half = town.mark_size / 2 + 4
    return town.x - half, town.y - half, town.x + half, town.y + half


def named_apart(
    towns: Sequence[MapTown], letters: int, size: tuple[int, int]
) -> tuple[MapTown, ...]:
    """The towns with their names, and a line of so many ``letters`` below each, clear of all else.

    A name stands below its mark, or around it where there it would lie over another; ``size``: of
    the map. Where there is no room at all, names lie over as little as may be.
    """
    around = {
        town.id: _around(town, max(_wide(town, LETTER), letters * LETTER), size) for town in towns
    }
    marks = {town.id: mark_box(town) for town in towns}
    chosen = {name: boxes[0] for name, boxes in around.items()}
    for _turn in range(_NAME_TURNS):
        for name, boxes in around.items():
            others = [b for found in (marks, chosen) for n, b in found.items() if n != name]
            chosen[name] = min(boxes, key=lambda box: sum(_common(box, other) for other in others))
    return tuple(_named(town, chosen[town.id]) for town in towns)


def _named(town: MapTown, box: Box) -> MapTown:
    return replace(town, label_x=round((box[0] + box[2]) / 2), label_y=round(box[1] + _ASCENT))


def _around(town: MapTown, wide: float, size: tuple[int, int]) -> list[Box]:
    """Boxes for a name and a line below it, the usual place first, within the map."""
    high = LINE * (len(town.lines) + 1)
    below, above, level = town.label_y - _ASCENT, town.mark_y - high, town.y - high / 2
    aside, beside = wide / 3, town.mark_size / 2 + _ASCENT + wide / 2
    places = (
        (town.x, below),
        (town.x + aside, below),
        (town.x - aside, below),
        (town.x + beside, level),
        (town.x - beside, level),
        (town.x, above),
    )
    found = []
    for x, y in places:
        left = min(max(x - wide / 2, 0), size[0] - wide)
        top = min(max(y, 0), size[1] - high)
        found.append((left, top, left + wide, top + high))
    return found


def _common(one: Box, two: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return max(0.0, wide) * max(0.0, high)


def curves(towns: Mapping[str, MapTown]) -> dict[tuple[str, str], Curve]:
    """A curve for each pair of places, straight where no third place is in the way."""
    return {
        (one, two): _curve(towns[one], towns[two], towns.values())
        for one, two in combinations(towns, 2)
    }


def _curve(one: MapTown, two: MapTown, towns: Iterable[MapTown]) -> Curve:
    straight = Curve(one.x, one.y, two.x, two.y)
    near = [
        side
        for town in towns
        if town.id not in {one.id, two.id}
        and abs(side := _side(straight, town)) < CLEAR
        and _between(straight, town)
    ]
    if not near:
        return straight
    nearest = min(near, key=abs)
    # The middle of a quadratic curve is half as far out as its control point.
    bend = 2 * (BEND - abs(nearest))
    return Curve(one.x, one.y, two.x, two.y, -bend if nearest >= 0 else bend)


def _side(line: Curve, town: MapTown) -> float:
    """Distance of a place from the straight line, with the sign of its side."""
    nx, ny = line._normal()  # noqa: SLF001
    return (town.x - line.x1) * nx + (town.y - line.y1) * ny


def _between(line: Curve, town: MapTown) -> bool:
    length = math.hypot(line.x2 - line.x1, line.y2 - line.y1) or 1.0
    along = (
        (town.x - line.x1) * (line.x2 - line.x1) + (town.y - line.y1) * (line.y2 - line.y1)
    ) / length
    return 0 < along < length


class Labels:
    """Places for numbers at lines, each clear of the marks, the names and one another."""

    def __init__(self, towns: Iterable[MapTown], frame: Frame) -> None:
        self._taken: list[Box] = []
        for town in towns:
            self._taken.append(mark_box(town))
            wide, top = _wide(town, frame.letter) / 2, town.label_y + 6 - frame.line
            left, right = town.label_x - wide, town.label_x + wide
            self._taken.append((left, top, right, top + frame.line * len(town.lines)))

    def place(self, curve: Curve, size: tuple[int, int]) -> Point | None:
        """The middle of a free box of this size on the curve, or None where there is none."""
        for part in _TRIED:
            x, y = curve.at(part)
            box = (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
            if not any(_overlap(box, other) for other in self._taken):
                self._taken.append(box)
                return round(x), round(y)
        return None


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
