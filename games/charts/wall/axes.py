"""Bars, points and bands between two axes, below a legend."""

from typing import Any

from games.charts.figure import Options
from games.charts.wall.sizes import FACTOR, axis, larger

_SIDE = 12
_LEAST_RIGHT = 40


def enlarged(options: Options) -> Options:
    """The chart with large letters; every name of an axis stands, numbers where there is room."""
    found = larger(options)
    grid = options["grid"]
    right = max(_LEAST_RIGHT, round(grid["right"] * FACTOR * 1.15))
    return {
        **found,
        "grid": {
            "left": _SIDE,
            "right": right,
            "top": round(grid["top"] * FACTOR),
            "bottom": _SIDE,
            "containLabel": True,
        },
        "tooltip": {"show": False},
        **{name: _labelled(found[name]) for name in ("xAxis", "yAxis")},
        "series": [_series(each) for each in found["series"]],
    }


def _labelled(given: Any) -> dict[str, Any]:
    return axis(
        given, **({"interval": 0} if given["type"] == "category" else {"hideOverlap": True})
    )


def _series(series: Any) -> dict[str, Any]:
    if series["type"] != "line" or "width" not in series["lineStyle"]:
        return dict(series)
    return {**series, "lineStyle": {**series["lineStyle"], "width": 6}}
