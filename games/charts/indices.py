"""The region's values over the rounds as options for ECharts (SVG renderer).

Only JSON: no functions and no HTML tooltips, so that the content policy holds. Each line has its
own colour, dash and symbol; the same figures stand in a table beside the chart.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from games.selectors.money import decimal

BP_PER_POINT = 100
PLOT_HEIGHT = 352
LABEL_HEIGHT = 17
_LINES = (
    ("#0c5560", "solid", "circle"),
    ("#8a5a00", "dashed", "rect"),
    ("#486318", "dotted", "triangle"),
    ("#a63a16", "solid", "diamond"),
    ("#14262b", "dashed", "emptyCircle"),
)


class Row(Protocol):
    """Values of the region after a round, in ten-thousandths."""

    @property
    def number(self) -> int:
        """Number of the round, 0 for the start."""

    @property
    def values(self) -> Sequence[int]:
        """One value for each line."""


def indices_chart(names: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    """Lines over the rounds, one for each name; ``rows`` (at least one) begin with the start."""
    shifts = _label_shifts(rows)
    return {
        "animation": False,
        "textStyle": {"fontFamily": "Fira Sans, system-ui, sans-serif", "color": "#14262b"},
        "grid": {"left": 36, "right": 150, "top": 16, "bottom": 32},
        "tooltip": {"trigger": "axis", "renderMode": "richText"},
        "xAxis": {
            "type": "category",
            "boundaryGap": False,
            "data": [round_label(row.number) for row in rows],
            "axisLine": {"lineStyle": {"color": "#857c6c"}},
            "axisLabel": {"color": "#14262b", "fontSize": 13},
        },
        "yAxis": {
            "type": "value",
            "min": _floor(rows),
            "max": _ceiling(rows),
            "splitLine": {"lineStyle": {"color": "#ded5c5"}},
            "axisLabel": {"color": "#14262b", "fontSize": 13},
        },
        "series": [_series(name, index, rows, shifts[index]) for index, name in enumerate(names)],
    }


def round_label(number: int) -> str:
    """Short name of a round on an axis."""
    return _("R%(number)d") % {"number": number} if number else _("Start")


def _series(name: str, index: int, rows: Sequence[Row], shift: float) -> dict[str, Any]:
    colour, dash, symbol = _LINES[index % len(_LINES)]
    last = decimal(rows[-1].values[index], BP_PER_POINT, 1)
    return {
        "name": name,
        "type": "line",
        "symbol": symbol,
        "symbolSize": 9,
        "lineStyle": {"color": colour, "width": 2.5, "type": dash},
        "itemStyle": {"color": colour},
        "endLabel": {
            "show": True,
            "formatter": f"{name} {last}",
            "offset": [0, shift],
            "color": colour,
            "fontSize": 13,
            "fontWeight": 600,
        },
        "data": [round(row.values[index] / BP_PER_POINT, 1) for row in rows],
    }


def _label_shifts(rows: Sequence[Row]) -> list[float]:
    """How far down (pixels) each name at the end of its line moves so that names do not overlap."""
    last = rows[-1].values
    scale = PLOT_HEIGHT / ((_ceiling(rows) - _floor(rows)) * BP_PER_POINT)
    shifts = [0.0] * len(last)
    free_from = float("-inf")
    for index in sorted(range(len(last)), key=lambda each: -last[each]):
        wanted = -last[index] * scale
        placed = max(wanted, free_from)
        shifts[index] = round(placed - wanted, 1)
        free_from = placed + LABEL_HEIGHT
    return shifts


def _floor(rows: Sequence[Row]) -> int:
    lowest = min(min(row.values) for row in rows)
    return max(0, (lowest // 1000 - 1) * 10)


def _ceiling(rows: Sequence[Row]) -> int:
    highest = max(max(row.values) for row in rows)
    return min(100, (highest // 1000 + 1) * 10)
