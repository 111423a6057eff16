"""Shapes that several themes use: heat maps, bars that lie, and flows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from games.charts.figure import (
    AXIS,
    BRICK,
    INK,
    LEAF,
    TOWN_COLOURS,
    bars,
    base,
    category_axis,
    value_axis,
)
from games.rules.money import rdiv
from games.selectors import money

THOUSAND = 1000
MOST_COLUMNS: Final = 5
"""So many columns of a heat map with amounts are readable on a phone."""
END_LABEL: Final[Mapping[str, Any]] = {
    "show": True,
    "position": "right",
    "color": INK,
    "fontSize": 13,
    "formatter": " ",
}
"""A text of the bar's own at its end, on a phone as well."""
LOW_TO_HIGH = ("#f2cdbf", "#faf3e3", "#a9d6c8")
"""Light enough for ink on each; the figure in the cell says what the colour says."""


def town_colour(place: int) -> str:
    """Colour of the mark of the municipality at this seat."""
    return TOWN_COLOURS[place % len(TOWN_COLOURS)]


def thousands(amount: int) -> float:
    """Euro in thousands, for drawing; tables hold every euro."""
    return amount / THOUSAND


def in_thousands(amount: int) -> str:
    """Euro as whole thousands, for labels."""
    return money.number(rdiv(amount, THOUSAND))


def more_thousands(amount: int) -> str:
    """A change of euro as whole thousands with its sign, for labels."""
    return money.signed(rdiv(amount, THOUSAND))


def heat(
    columns: Sequence[str],
    rows: Sequence[str],
    cells: Sequence[Sequence[float | None]],
    scale: tuple[float, float],
    texts: Sequence[Sequence[str]] | None = None,
) -> dict[str, Any]:
    """A heat map; ``cells`` by row, None = nothing there. ``texts``: what stands in the cells."""
    data = [
        {"value": [x, y, value]}
        | ({"label": {"formatter": texts[y][x]}} if texts is not None else {})
        for y, row in enumerate(cells)
        for x, value in enumerate(row)
        if value is not None
    ]
    names = category_axis(columns)
    names["axisLabel"] = {**names["axisLabel"], "interval": 0}
    return base(legend=False) | {
        "tooltip": {"show": False},
        "xAxis": {**names, "position": "top", "axisLine": {"show": False}},
        "yAxis": {**category_axis(rows), "inverse": True, "axisLine": {"show": False}},
        "visualMap": {
            "show": False,
            "min": scale[0],
            "max": scale[1],
            "inRange": {"color": list(LOW_TO_HIGH)},
        },
        "series": [
            {
                "type": "heatmap",
                "data": data,
                "itemStyle": {"borderColor": "#fff", "borderWidth": 2},
                "label": {"show": True, "color": INK, "fontSize": 13},
                "emphasis": {"disabled": True},
            }
        ],
    }


def lying(names: Sequence[str]) -> dict[str, Any]:
    """Axes of bars that lie: names from top to bottom, figures along the width."""
    axis = value_axis(splitNumber=4)
    return {
        "xAxis": {**axis, "axisLabel": {**axis["axisLabel"], "hideOverlap": True}},
        "yAxis": {**category_axis(names), "inverse": True, "axisLine": {"show": False}},
    }


def ended(amounts: Sequence[int], texts: Sequence[str]) -> Any:
    """Data of bars in thousands, each with its own text at the end (``END_LABEL``)."""
    return [
        {"value": thousands(amount), "label": {"formatter": text}}
        for amount, text in zip(amounts, texts, strict=True)
    ]


def burden_and_benefit(
    names: Sequence[str],
    words: tuple[str, str],
    burdens: Sequence[int],
    benefits: Sequence[int],
    ends: Sequence[str],
) -> dict[str, Any]:
    """Bars to the left (hatched) and to the right of zero, euro in thousands, a word at the end."""
    shared = {"stack": "sides", "barMaxWidth": 26}
    label = {**END_LABEL, "fontWeight": 600}
    return (
        base(right=64)
        | lying(names)
        | {
            "tooltip": {
                "trigger": "axis",
                "renderMode": "richText",
                "axisPointer": {"type": "none"},
            },
            "series": [
                bars(words[0], [-thousands(each) for each in burdens], BRICK, 1, **shared),
                bars(words[1], ended(benefits, ends), LEAF, 0, label=label, **shared),
            ],
        }
    )


def flow(
    nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]], right: int = 190
) -> dict[str, Any]:
    """A Sankey diagram; ``nodes`` with name, depth, label and colour, ``links`` in thousands."""
    options = base(legend=False)
    del options["grid"]
    return options | {
        "tooltip": {"trigger": "item", "renderMode": "richText"},
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": right,
                "top": 12,
                "bottom": 12,
                "nodeWidth": 14,
                "nodeGap": 14,
                "draggable": False,
                "layoutIterations": 24,
                "data": [dict(node) for node in nodes],
                "links": [dict(link) for link in links],
                "label": {"color": INK, "fontSize": 13},
                "itemStyle": {"borderWidth": 0},
                "lineStyle": {"color": "source", "opacity": 0.32, "curveness": 0.5},
                "emphasis": {"focus": "adjacency"},
            }
        ],
    }


def node(name: str, depth: int, label: str, colour: str = AXIS) -> dict[str, Any]:
    """A place of a Sankey diagram; names are unique, labels need not be."""
    return {
        "name": name,
        "depth": depth,
        "itemStyle": {"color": colour},
        "label": {"formatter": label},
    }


def link(source: str, target: str, amount: int) -> dict[str, Any]:
    """A flow of so many euro."""
    return {"source": source, "target": target, "value": thousands(amount)}
