"""Charts of the workbook: each stands below the table that it is drawn from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Final

from games.charts.figure import COLOURS, INK, LINE
from games.exports.sheets import BODY, Table, sheet_name

SIZE: Final = {"width": 900, "height": 420}
MARKS: Final = ("circle", "square", "triangle", "diamond")
DASHES: Final = ("solid", "dash", "round_dot", "long_dash")


@dataclass(frozen=True, slots=True)
class Chart:
    """What of a table is drawn: its columns at ``places`` over the first one.

    ``numbers``: how the axis writes them. Lines are told apart by dash and mark as well.
    """

    title: str
    places: Sequence[int]
    kind: str = "line"
    numbers: str = "#,##0"
    colours: Sequence[str] = COLOURS


def add_chart(book: Any, table: Table, chart: Chart) -> None:
    """Draw it; a table without rows has no chart."""
    if not table.rows:
        return
    name, last = sheet_name(table), len(table.rows)
    drawn = book.add_chart({"type": chart.kind})
    for place, colour, mark, dash in zip(
        chart.places, cycle(chart.colours), cycle(MARKS), cycle(DASHES), strict=False
    ):
        drawn.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, place, last, place],
                **_style(chart.kind, colour, mark, dash),
            }
        )
    font = {"name": BODY, "color": INK}
    drawn.set_title({"name": chart.title, "name_font": font | {"size": 14}, "overlay": False})
    drawn.set_x_axis(
        {
            "name": table.columns[0].title,
            "name_font": font,
            "num_font": font,
            # Below all lines, also where they cross zero.
            "label_position": "low",
        }
    )
    drawn.set_y_axis(
        {
            "num_format": chart.numbers,
            "num_font": font,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_size(SIZE)
    book.get_worksheet_by_name(name).insert_chart(last + 2, 0, drawn)


def _style(kind: str, colour: str, mark: str, dash: str) -> dict[str, Any]:
    if kind != "line":
        return {"fill": {"color": colour}, "gap": 80}
    return {
        "line": {"color": colour, "width": 2.25, "dash_type": dash},
        "marker": {
            "type": mark, "size": 7, "fill": {"color": colour}, "border": {"color": colour},
        },
    }  # fmt: skip


def add_charts(book: Any, wanted: Iterable[tuple[Table, Chart]]) -> None:
    """All of them."""
    for table, chart in wanted:
        add_chart(book, table, chart)
