"""The result of the region in the game and under a change, as lines over the rounds."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from games.charts.figure import (
    BRICK,
    PETROL,
    Beside,
    Figure,
    Table,
    base,
    category_axis,
    value_axis,
)
from games.charts.indices import round_label
from games.selectors.money import euro, euro_change, euro_change_exact

THOUSAND = 1000
LABEL_HEIGHT, PLOT_HEIGHT = 18, 280


def region_results(
    played: Sequence[int],
    again: Sequence[int],
    *,
    title: str = "",
    finding: str = "",
    beside: tuple[Beside, ...] = (),
) -> Figure:
    """``played`` and ``again``: euro more than at the start after each round, the start first.

    ``title``, ``finding``, ``beside``: what else was asked and found, where the chart stands alone.
    """
    names = (_("gespielt"), _("anders"))
    shifts = _shifts(played, again)
    series = [
        _line(names[0], played, PETROL, "solid", "circle", shifts[0]),
        _line(names[1], again, BRICK, "dashed", "rect", shifts[1]),
    ]
    labels = [round_label(number) for number in range(len(played))]
    return Figure(
        id="was-waere-figure",
        title=title or _("Ergebnis der Region, in Tausend €"),
        span=_("Was wäre, wenn: Ergebnis der Region, in Tausend €") if title else "",
        finding=finding or _finding(played, again),
        options=base(legend=False, right=170)
        | {
            "xAxis": category_axis(labels, gap=False),
            "yAxis": value_axis(),
            "series": series,
        },
        table=Table(
            (_("Nach"), _("So haben Sie gespielt"), _("Anders"), _("Unterschied")),
            tuple(
                (
                    label,
                    euro_change_exact(one),
                    euro_change_exact(two),
                    euro_change_exact(two - one),
                )
                for label, one, two in zip(labels, played, again, strict=True)
            ),
        ),
        height="l",
        beside=beside,
        note=_("Alle Konten zusammen, verglichen mit dem Start."),
    )


def _finding(played: Sequence[int], again: Sequence[int]) -> str:
    """Where the lines are furthest apart."""
    apart = [two - one for one, two in zip(played, again, strict=True)]
    number = max(range(len(apart)), key=lambda each: abs(apart[each]))
    if not apart[number]:
        return _("Beide Linien liegen übereinander.")
    words = {"number": number, "amount": euro(abs(apart[number]))}
    if apart[number] > 0:
        return _("Am weitesten auseinander nach Runde %(number)d: anders %(amount)s mehr.") % words
    return _("Am weitesten auseinander nach Runde %(number)d: anders %(amount)s weniger.") % words


def _line(
    name: str, values: Sequence[int], colour: str, dash: str, symbol: str, shift: float
) -> dict[str, object]:
    return {
        "name": name,
        "type": "line",
        "symbol": symbol,
        "symbolSize": 9,
        "lineStyle": {"color": colour, "width": 3, "type": dash},
        "itemStyle": {"color": colour},
        "endLabel": {
            "show": True,
            "formatter": f"{name} {euro_change(values[-1])}",
            "color": colour,
            "fontSize": 13,
            "fontWeight": 600,
            "offset": [0, shift],
        },
        "data": [round(value / THOUSAND) for value in values],
    }


def _shifts(played: Sequence[int], again: Sequence[int]) -> tuple[float, float]:
    """How far down (pixels) the names at the ends move so that they do not overlap."""
    low, high = min(*played, *again), max(*played, *again)
    scale = PLOT_HEIGHT / max(1, high - low)
    apart = abs(played[-1] - again[-1]) * scale
    if apart >= LABEL_HEIGHT:
        return 0.0, 0.0
    half = round((LABEL_HEIGHT - apart) / 2, 1)
    return (-half, half) if played[-1] >= again[-1] else (half, -half)
