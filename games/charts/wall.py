"""A chart for the wall: the same figures, drawn so that they can be read from eight metres.

Lengths are those of a picture of 1920 × 1080; ``charts.js`` scales them with the picture.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from games.charts.figure import INK, Figure
from games.selectors.money import decimal

LETTERS = 30
LINE_HEIGHT = 38
PLOT_HEIGHT = 540
TENTHS = 10
_SIZES: Mapping[str, float] = {"fontSize": LETTERS, "symbolSize": 20}
_ROOM = {"left": 12, "right": 470, "top": 24, "bottom": 12, "containLabel": True}
_STEPS = (1, 2, 5, 10, 20)
_MOST_STEPS = 6


def for_wall(figure: Figure) -> Figure:
    """The chart of lines with large letters, thick lines, and their names at their ends."""
    options = dict(_larger(figure.options))
    series: list[Mapping[str, Any]] = options["series"]
    scale = _scale(series)
    shifts = _shifts([_last(each) for each in series], scale["max"] - scale["min"])
    label = {**options["xAxis"]["axisLabel"], "margin": 18}
    return replace(
        figure,
        options=options
        | {
            "grid": _ROOM,
            "legend": {"show": False},
            "tooltip": {"show": False},
            "xAxis": {**options["xAxis"], "axisLabel": label},
            "yAxis": {**options["yAxis"], **scale},
            "series": [_named(*each) for each in zip(series, shifts, strict=True)],
        },
    )


def _larger(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _SIZES.get(key, _larger(inner)) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_larger(each) for each in value]
    return value


def _last(series: Mapping[str, Any]) -> float:
    return float(series["data"][-1])


def _scale(series: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The range of the axis, so that it is known where the lines end."""
    found = [value for each in series for value in each["data"]]
    low, high = min(found), max(found)
    step = next((each for each in _STEPS if (high - low) / each <= _MOST_STEPS), _STEPS[-1])
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    return {"min": bottom, "max": max(top, bottom + step), "interval": step}


def _shifts(ends: Sequence[float], span: float) -> list[float]:
    """How far down each name moves so that names do not overlap, and none leaves the picture."""
    places = [-end / span * PLOT_HEIGHT for end in ends]
    order = sorted(range(len(ends)), key=lambda index: places[index])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _top(groups[-1], places) < _bottom(groups[-2], places):
            groups[-2:] = [groups[-2] + groups[-1]]
    shifts = [0.0] * len(ends)
    for group in groups:
        for number, index in enumerate(group):
            shifts[index] = round(_top(group, places) + number * LINE_HEIGHT - places[index], 1)
    return shifts


def _top(group: Sequence[int], places: Sequence[float]) -> float:
    """Where the first name of a group stands: the group is centred on the ends of its lines."""
    middle = sum(places[index] for index in group) / len(group)
    return middle - (len(group) - 1) * LINE_HEIGHT / 2


def _bottom(group: Sequence[int], places: Sequence[float]) -> float:
    return _top(group, places) + len(group) * LINE_HEIGHT


def _named(series: Mapping[str, Any], shift: float) -> dict[str, Any]:
    """A line with its name and newest value at its end."""
    last = decimal(round(_last(series) * TENTHS), TENTHS, 1)
    label = {
        "show": True,
        "formatter": f"{last}  {series['name']}",
        "color": INK,
        "fontSize": LETTERS,
        "fontWeight": 600,
        "distance": 18,
        "offset": [0, shift],
        "width": 440,
        "overflow": "truncate",
    }
    return {**series, "endLabel": label, "lineStyle": {**series["lineStyle"], "width": 6}}
