"""Bot games as a histogram, with the step in which the played game lies marked."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.charts.figure import (
    BRICK,
    INK,
    PETROL,
    Figure,
    Table,
    base,
    category_axis,
    pattern,
    value_axis,
)
from games.rules.botgames import Bin
from games.selectors.money import number


def distribution(
    title: str,
    finding: str,
    steps: Sequence[Bin],
    played: int,
    words: tuple[Callable[[int], str], Callable[[int], str]],
) -> Figure:
    """``steps`` with the games in each; ``words`` write a value in the table and at the axis."""
    text, short = words
    mine = next(place for place, each in enumerate(steps) if each.low <= played < each.high)
    options = base() | {
        "xAxis": category_axis([short(each.low) for each in steps]),
        "yAxis": value_axis(minInterval=1),
        "series": _series([each.count for each in steps], mine),
    }
    return Figure(
        id="glueck-figure",
        title=_("Bot-Spiele nach: %(measure)s") % {"measure": title},
        finding=finding,
        options=options,
        table=Table(
            (_("Von"), _("bis unter"), _("Bot-Spiele"), _("Ihr Spiel")),
            tuple(
                (
                    text(each.low),
                    text(each.high),
                    number(each.count),
                    text(played) if place == mine else "",
                )
                for place, each in enumerate(steps)
            ),
        ),
        height="l",
        note=_("Jeder Balken zählt die Bot-Spiele ab dem Wert, der darunter steht."),
    )


def _series(counts: Sequence[int], mine: int) -> list[dict[str, Any]]:
    """The step of the played game apart from the others, with its name above it."""
    others = [0 if place == mine else count for place, count in enumerate(counts)]
    marked = [count if place == mine else 0 for place, count in enumerate(counts)]
    label = {
        "show": True,
        "formatter": _("Ihr Spiel"),
        "position": "top",
        "color": INK,
        "fontSize": 13,
        "fontWeight": 600,
    }
    point = {
        "silent": True,
        "symbol": "triangle",
        "symbolRotate": 180,
        "symbolSize": 12,
        "symbolOffset": [0, -10],
        "itemStyle": {"color": BRICK},
        "label": label,
        "data": [{"coord": [mine, counts[mine]]}],
    }
    return [
        _bars(_("Bot-Spiele"), others, PETROL, 0),
        _bars(_("Bot-Spiele wie Ihres"), marked, BRICK, 1) | {"markPoint": point},
    ]


def _bars(name: str, counts: Sequence[int], colour: str, decal: int) -> dict[str, Any]:
    style: dict[str, Any] = {"color": colour}
    if found := pattern(decal):
        style["decal"] = found
    return {
        "name": name,
        "type": "bar",
        "stack": "bots",
        "barCategoryGap": "12%",
        "data": list(counts),
        "itemStyle": style,
    }
