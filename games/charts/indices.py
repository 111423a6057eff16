"""The region's values over the rounds as options for ECharts (SVG renderer).

Only JSON: no functions and no HTML tooltips, so that the content policy holds. Each line has its
own colour, dash and symbol; the same figures stand in a table beside the chart.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import Figure, base, category_axis, value_axis
from games.selectors.money import decimal, points_change, rounded

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


def indices_figure(names: Sequence[str], rows: Sequence[Row]) -> Figure:
    """Lines over the rounds, one for each name; ``rows`` (at least one) begin with the start."""
    shifts = _label_shifts(rows)
    options = base(legend=False, right=150) | {
        "xAxis": category_axis([round_label(row.number) for row in rows], gap=False),
        "yAxis": value_axis(min=_floor(rows), max=_ceiling(rows)),
        "series": [_series(name, index, rows, shifts[index]) for index, name in enumerate(names)],
    }
    return Figure(
        id="region-figure",
        title=_("Die Region über die Runden"),
        finding=_finding(names, rows),
        options=options,
        table=cells.table(
            (_("Nach"), *names),
            ((cells.word(round_name(row.number)), *map(cells.points, row.values)) for row in rows),
        ),
        digits=1,
        height="l",
        note=_("Mittel aller Gemeinden nach Einwohnern, von 0 bis 100 Punkten."),
    )


def _finding(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Which value moved furthest since the start."""
    moved = [last - first for first, last in zip(rows[0].values, rows[-1].values, strict=True)]
    most = max(range(len(moved)), key=lambda index: abs(moved[index]), default=None)
    if most is None or points_change(moved[most]) == "0":
        return _("Seit dem Start hat sich keiner der Werte bewegt.")
    return _("Am weitesten hat sich %(name)s bewegt: %(change)s Punkte seit dem Start.") % {
        "name": names[most],
        "change": points_change(moved[most]),
    }


def round_name(number: int) -> str:
    """Name of a round in a table."""
    return _("Runde %(number)d") % {"number": number} if number else _("Start")


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
        "data": [rounded(row.values[index], BP_PER_POINT, 1) for row in rows],
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
