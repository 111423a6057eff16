"""A chart for the wall: the same figures, drawn so that they can be read from eight metres.

Lengths are those of a picture of 1920 × 1080; ``charts.js`` scales them with the picture.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import ngettext

from games.charts.figure import Figure, Options, Remark
from games.charts.wall import axes, flow, heat, lines, net

MOST_SIGNS = 4
"""Signs that are told below a chart."""
MOST_NOTE = 150
"""Letters of a note that leave the chart its room; all of it stands in the review."""
_SENTENCES = re.compile(r"(?<=[.!?]) ")


def for_wall(figure: Figure) -> Figure:
    """The chart with large letters and thick lines, and what of its signs has room beside it."""
    figure = replace(figure, marks=_told(figure.marks), note=_short(figure.note))
    if figure.drawing:
        return replace(figure, drawn=figure.drawn.for_wall())
    return replace(figure, options=_shape(figure.options)(figure.options))


def _shape(options: Options) -> Callable[[Options], Options]:
    kinds = {each["type"] for each in options["series"]}
    if "radar" in kinds:
        return net.enlarged
    if "sankey" in kinds:
        return flow.enlarged
    if "heatmap" in kinds:
        return heat.enlarged
    stacked = any("stack" in each for each in options["series"])
    return lines.enlarged if kinds == {"line"} and not stacked else axes.enlarged


def _short(note: str) -> str:
    """As many of its sentences as have room."""
    kept = ""
    for sentence in _SENTENCES.split(note):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > MOST_NOTE:
            break
        kept = longer
    return kept


def _told(marks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Those of people first; how many more there are is said at the end."""
    order = sorted(marks, key=lambda each: not each.moment)
    if len(order) <= MOST_SIGNS:
        return tuple(order)
    more = len(order) - MOST_SIGNS + 1
    text = ngettext(
        "und %(more)d weiteres in der Rückschau", "und %(more)d weitere in der Rückschau", more
    )
    return (*order[: MOST_SIGNS - 1], Remark("", text % {"more": more}))
