"""Heat maps: names on both sides, and in each cell what the colour says."""

from collections.abc import Sequence

from games.charts.figure import Options
from games.charts.wall.sizes import LETTER, LETTERS, MARGIN, WIDE, axis, larger

LINE = 34
_SIDE, _APART = 12, 14


def enlarged(options: Options) -> Options:
    """The chart with large letters; names above it take several lines, or are turned."""
    found = larger(options)
    columns, rows = found["xAxis"]["data"], found["yAxis"]["data"]
    beside = max(map(len, rows)) * LETTER + MARGIN
    room = (WIDE - beside) / len(columns) - _APART
    grid = {"left": _SIDE, "right": _SIDE, "top": _SIDE, "bottom": _SIDE, "containLabel": True}
    wrapped = {"width": round(room), "overflow": "break", "lineHeight": LINE, "interval": 0}
    return {
        **found,
        "grid": grid,
        # Without a width ``chart_options.js`` turns names that are too long.
        "xAxis": axis(found["xAxis"], **(wrapped if _fit(columns, room) else {"interval": 0})),
        "yAxis": axis(found["yAxis"], interval=0, fontSize=LETTERS),
    }


def _fit(names: Sequence[str], room: float) -> bool:
    """Whether every word has room on a line."""
    return all(len(word) * LETTER <= room for name in names for word in name.split())
