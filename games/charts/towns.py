"""A value of all municipalities over the rounds: figures in, options out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from games.charts.figure import TOWN_COLOURS, Figure, Table, base, category_axis, line, value_axis
from games.charts.indices import BP_PER_POINT, round_label
from games.selectors.money import decimal, points_change, rounded

MARKS = len(TOWN_COLOURS)


def towns_figure(
    figure_id: str, title: str, towns: Sequence[str], history: Sequence[Sequence[int]]
) -> Figure:
    """Lines over the rounds, one for each municipality in its colour.

    ``history``: for each municipality its value (ten-thousandths) after each round from the start.
    """
    labels = [round_label(number) for number in range(len(history[0]))]
    series = [
        line(
            town,
            [rounded(value, BP_PER_POINT, 1) for value in values],
            place,
            colour=TOWN_COLOURS[place % MARKS],
        )
        for place, (town, values) in enumerate(zip(towns, history, strict=True))
    ]
    return Figure(
        id=figure_id,
        title=title,
        finding=_finding(towns, history),
        options=base()
        | {
            "xAxis": category_axis(labels, gap=False),
            "yAxis": value_axis(scale=True),
            "series": series,
        },
        table=Table(
            (_("Gemeinde"), *labels),
            tuple(
                (town, *(decimal(value, BP_PER_POINT, 1) for value in values))
                for town, values in zip(towns, history, strict=True)
            ),
        ),
        digits=1,
        height="l",
        note=_("Von 0 bis 100 Punkten."),
    )


def _finding(towns: Sequence[str], history: Sequence[Sequence[int]]) -> str:
    """How far apart the municipalities are in the end, and which one moved furthest."""
    last = [values[-1] for values in history]
    moved = [values[-1] - values[0] for values in history]
    most = max(range(len(moved)), key=lambda index: abs(moved[index]))
    words = {
        "low": decimal(min(last), BP_PER_POINT, 1),
        "high": decimal(max(last), BP_PER_POINT, 1),
        "town": towns[most],
        "change": points_change(moved[most]),
    }
    if words["change"] == "0":
        return _("Zuletzt liegen alle zwischen %(low)s und %(high)s Punkten.") % words
    return (
        _(
            "Zuletzt liegen alle zwischen %(low)s und %(high)s Punkten. Am weitesten hat sich "
            "%(town)s bewegt: %(change)s seit dem Start."
        )
        % words
    )
