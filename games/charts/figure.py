"""A chart with what belongs to it: heading, finding, options for ECharts, and the same as a table.

Options are plain JSON: no functions and no HTML tooltips, so that the content policy holds; numbers
are written by ``charts.js`` in the language of the page. Colour never stands alone: areas have a
pattern, lines a dash and a symbol.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Options = Mapping[str, Any]
Value = str | int | float
"""A cell of a file."""

INK, INK_2, LINE, AXIS = "#14262b", "#465357", "#ded5c5", "#857c6c"
PETROL, GOLD, BRICK, LEAF, SAND = "#0c5560", "#8a5a00", "#a63a16", "#486318", "#b9ad99"
FONT = "Fira Sans, system-ui, sans-serif"
_WHITE = "rgba(255,255,255,.55)"
QUARTER = 0.7853981633974483
"""A turn of 45 degrees in radians."""

PATTERNS: tuple[Mapping[str, Any] | None, ...] = (
    None,
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": QUARTER},
    {"symbol": "circle", "dashArrayX": [[8, 8], [0, 8, 8, 0]], "dashArrayY": [6, 0]},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": 0},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": 2 * QUARTER},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [4, 3], "rotation": -QUARTER},
)
TOWN_COLOURS = (
    "#173872",
    "#b5841a",
    "#7a2008",
    "#983cab",
    "#1f7058",
    "#5590b8",
    "#c0300c",
    "#8424f0",
)
"""Colours of the marks of municipalities (``--ps-team-*`` in ``tokens.css``)."""
COLOURS = (PETROL, GOLD, LEAF, BRICK, "#5b3a7a", INK_2)
DASHES = ("solid", "dashed", "dotted")
SYMBOLS = ("circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect")


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart: column names, and rows whose first cell names the row.

    ``values``: the same cells for files, numbers as numbers (``charts.cells``); empty = as shown.
    ``units``: what the numbers of a column are in ("€"), for the headings of a file.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Value, ...], ...] = ()
    units: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a column holds: "name" (the first one), "words" or "figures"."""
        columns = zip(*self.values, strict=True) if self.values else ()
        found = [_kind(column) for column in columns] or ["figures"] * len(self.head)
        return ("name", *found[1:])

    @property
    def headed(self) -> tuple[tuple[str, str], ...]:
        """Column names with what the columns hold."""
        return tuple(zip(self.head, self.kinds, strict=True))

    @property
    def lines(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Rows, each cell with what its column holds."""
        kinds = self.kinds
        return tuple(tuple(zip(row, kinds, strict=True)) for row in self.rows)


def _kind(column: Iterable[Value]) -> str:
    filled = [cell for cell in column if cell != ""]
    return "words" if filled and all(isinstance(cell, str) for cell in filled) else "figures"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a sign on a chart stands for; ``moment``: number of its log entry, 0 where it has none.

    Those with a moment are marks of people, the others are read from the record.
    """

    sign: str
    text: str
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """A line beside a chart: mark and name of a municipality, and its figure."""

    mark: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart for ``parts/figure.html``.

    ``finding``: what the chart shows, in one sentence computed from its figures. ``digits`` and
    ``unit``: how numbers at axes and in tooltips are written. ``height`` in pixels is a class of
    ``components.css``: "s", "m", "l" or "xl". ``dense``: on a phone the table is shown first.
    ``table_note``: what the table says beyond the chart. ``square``: as high as it is wide.
    ``marks``: what the signs on the chart stand for, one line each.
    ``span``: which part of the game it shows, where neither title nor page says so. ``beside``:
    lines that belong to it.
    ``drawing``: a template that draws with ``drawn`` on the server, in place of ECharts (own SVG:
    networks, maps).
    """

    id: str
    title: str
    finding: str
    options: Options
    table: Table
    digits: int = 0
    unit: str = ""
    height: str = "m"
    note: str = ""
    dense: bool = False
    table_note: str = ""
    square: bool = False
    marks: tuple[Remark, ...] = ()
    span: str = ""
    beside: tuple[Beside, ...] = ()
    drawing: str = ""
    drawn: Any = None


def pattern(index: int) -> Mapping[str, Any] | None:
    """The pattern that goes with the colour of the same index."""
    found = PATTERNS[index % len(PATTERNS)]
    return {**found, "color": _WHITE} if found else None


def base(*, legend: bool = True, right: int = 16) -> dict[str, Any]:
    """What all charts have in common."""
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "color": INK},
        "grid": {"left": 8, "right": right, "top": 40 if legend else 16, "bottom": 8}
        | {"containLabel": True},
        "tooltip": {"trigger": "axis", "renderMode": "richText"},
        "legend": {
            "show": legend,
            "top": 0,
            "left": 0,
            "itemWidth": 20,
            "itemHeight": 12,
            "itemGap": 18,
            "textStyle": {"color": INK, "fontSize": 14},
        },
    }


def category_axis(labels: Sequence[str], *, gap: bool = True) -> dict[str, Any]:
    """An axis of names."""
    return {
        "type": "category",
        "boundaryGap": gap,
        "data": list(labels),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": AXIS}},
        "axisLabel": {"color": INK, "fontSize": 13},
    }


def value_axis(**more: Any) -> dict[str, Any]:
    """An axis of numbers."""
    return {
        "type": "value",
        "splitLine": {"lineStyle": {"color": LINE}},
        "axisLabel": {"color": INK_2, "fontSize": 13},
        **more,
    }


def bars(name: str, data: Sequence[float], colour: str, decal: int, **more: Any) -> dict[str, Any]:
    """A series of bars; ``decal`` is the index of a pattern."""
    style: dict[str, Any] = {"color": colour}
    found = pattern(decal)
    if found:
        style["decal"] = found
    return {"name": name, "type": "bar", "data": list(data), "itemStyle": style, **more}


def line(
    name: str, data: Sequence[float | None], index: int, *, colour: str = "", **more: Any
) -> dict[str, Any]:
    """A series as a line; ``index`` picks colour, dash and symbol."""
    shade = colour or COLOURS[index % len(COLOURS)]
    return {
        "name": name,
        "type": "line",
        "data": list(data),
        "symbol": SYMBOLS[index % len(SYMBOLS)],
        "symbolSize": 8,
        "lineStyle": {"color": shade, "width": 2.5, "type": DASHES[index % len(DASHES)]},
        "itemStyle": {"color": shade},
        **more,
    }


def band(name: str, low: Sequence[float], high: Sequence[float], colour: str, stack: str) -> Any:
    """An area between two lines, as the two stacked series that ECharts makes of it."""
    shared = {"type": "line", "stack": stack, "symbol": "none", "silent": True}
    bare = {**shared, "stackStrategy": "all", "lineStyle": {"opacity": 0}}
    return [
        {**bare, "name": f"{name} ", "data": list(low), "itemStyle": {"color": colour}},
        {
            **bare,
            "name": name,
            "data": [top - bottom for bottom, top in zip(low, high, strict=True)],
            "areaStyle": {"color": colour, "opacity": 0.55},
            "itemStyle": {"color": colour},
        },
    ]


def over_years(labels: Sequence[str], series: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Bands and lines over the years; bands stand in the legend once."""
    # The lower half of a band only carries the upper one; its name ends with a space.
    names = [each["name"] for each in series if not each["name"].endswith(" ")]
    options = base() | {
        "tooltip": {"show": False},
        "xAxis": category_axis(labels, gap=False),
        "yAxis": value_axis(scale=True),
        "series": list(series),
    }
    return options | {"legend": options["legend"] | {"data": names}}
