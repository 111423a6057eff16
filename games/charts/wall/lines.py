"""Lines over the rounds: names and newest values at their ends in place of a legend."""

from collections.abc import Mapping
from typing import Any

from games.charts.figure import INK, Options
from games.charts.wall.sizes import FACTOR, LETTER, LETTERS, axis, larger
from games.selectors.money import decimal

TENTHS = 10
LINE = 38
MOST_WIDE = 440
"""The longest name of a municipality has that room."""
_SIDE, _TOP, _APART = 12, 24, 18


def enlarged(options: Options) -> Options:
    """The chart with large letters; signs at its rounds keep their room above it."""
    found = larger(options)
    signs = any("markLine" in each for each in options["series"])
    names = [_name(each) for each in options["series"]]
    wide = min(MOST_WIDE, round(max(map(len, names)) * LETTER))
    return {
        **found,
        "grid": {
            "left": _SIDE,
            "right": wide + 2 * _APART,
            "top": round(options["grid"]["top"] * FACTOR) if signs else _TOP,
            "bottom": _SIDE,
            "containLabel": True,
        },
        "legend": {"show": False},
        "tooltip": {"show": False},
        "xAxis": axis(found["xAxis"]),
        "yAxis": axis({**_free(found["yAxis"]), "scale": True}),
        "series": [
            _named(each, name, wide) for each, name in zip(found["series"], names, strict=True)
        ],
    }


def _free(given: Mapping[str, Any]) -> dict[str, Any]:
    """An axis whose range follows the lines: on the wall they need all the height there is."""
    return {name: value for name, value in given.items() if name not in ("min", "max")}


def _name(series: Mapping[str, Any]) -> str:
    """What stands at the end of a line: what the page writes there, or value and name."""
    last = decimal(round(float(series["data"][-1]) * TENTHS), TENTHS, 1)
    found: str = series.get("endLabel", {}).get("formatter") or f"{last}  {series['name']}"
    return found


def _named(series: Mapping[str, Any], name: str, wide: int) -> dict[str, Any]:
    """A line with its name at its end; names move apart until each has room."""
    label = {
        "show": True,
        "formatter": name,
        "color": INK,
        "fontSize": LETTERS,
        "fontWeight": 600,
        "lineHeight": LINE,
        "distance": _APART,
        "width": wide,
        "overflow": "truncate",
    }
    return {
        **series,
        "endLabel": label,
        "labelLayout": {"moveOverlap": "shiftY"},
        "lineStyle": {**series["lineStyle"], "width": 6},
    }
