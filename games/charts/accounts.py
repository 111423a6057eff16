"""Charts of the printed report: accounts over the rounds, and what a year was made of."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from games.charts.figure import (
    COLOURS,
    TOWN_COLOURS,
    Figure,
    Table,
    bars,
    base,
    category_axis,
    line,
    value_axis,
)
from games.charts.indices import round_label
from games.selectors import money

THOUSAND = 1000


def accounts(names: Sequence[str], rows: Sequence[Sequence[int]]) -> Figure:
    """The account of each municipality after each round; ``rows`` begin with the start, in euro."""
    series = [
        line(
            name,
            [round(row[place] / THOUSAND) for row in rows],
            place,
            colour=TOWN_COLOURS[place % len(TOWN_COLOURS)],
        )
        for place, name in enumerate(names)
    ]
    labels = [round_label(number) for number in range(len(rows))]
    return Figure(
        id="konten",
        title=_("Kontostände über die Runden"),
        finding=_accounts_finding(names, rows),
        options=base()
        | {"xAxis": category_axis(labels, gap=False), "yAxis": value_axis(), "series": series},
        table=Table(
            (_("Nach"), *names),
            tuple(
                (label, *(money.euro_exact(cell) for cell in row))
                for label, row in zip(labels, rows, strict=True)
            ),
        ),
        height="l",
        note=_("Im Bild in Tausend Euro."),
    )


def _accounts_finding(names: Sequence[str], rows: Sequence[Sequence[int]]) -> str:
    moved = [last - first for first, last in zip(rows[0], rows[-1], strict=True)]
    most = max(range(len(moved)), key=lambda place: abs(moved[place]))
    return _("Am stärksten hat sich das Konto von %(town)s verändert: %(change)s.") % {
        "town": names[most],
        "change": money.euro_change(moved[most]),
    }


def years(titles: Sequence[str], amounts: Sequence[Sequence[int]]) -> Figure:
    """What each round was made of: euro by group of postings (at least one) and round."""
    rounds = range(len(amounts[0]))
    totals = [sum(row[number] for row in amounts) for number in rounds]
    labels = [round_label(number + 1) for number in rounds]
    series = [
        bars(
            title,
            [round(amount / THOUSAND) for amount in row],
            COLOURS[place % len(COLOURS)],
            place,
            stack="year",
            barMaxWidth=56,
        )
        for place, (title, row) in enumerate(zip(titles, amounts, strict=True))
    ]
    return Figure(
        id="jahre",
        title=_("Woraus jede Runde bestand"),
        finding=_years_finding(totals),
        options=base() | {"xAxis": category_axis(labels), "yAxis": value_axis(), "series": series},
        table=Table(
            (_("Buchungen"), *labels, _("zusammen")),
            (
                *(
                    (title, *map(money.euro_change_exact, row), money.euro_change_exact(sum(row)))
                    for title, row in zip(titles, amounts, strict=True)
                ),
                (
                    _("Ergebnis"),
                    *map(money.euro_change_exact, totals),
                    money.euro_change_exact(sum(totals)),
                ),
            ),
        ),
        height="l",
        note=_("Im Bild in Tausend Euro; nach unten, was die Kasse gekostet hat."),
    )


def _years_finding(totals: Sequence[int]) -> str:
    best = max(range(len(totals)), key=lambda number: totals[number])
    worst = min(range(len(totals)), key=lambda number: totals[number])
    return _(
        "Alle Runden zusammen ergeben %(sum)s; die beste Runde war die %(best)d. (%(most)s), "
        "die schwächste die %(worst)d. (%(least)s)."
    ) % {
        "sum": money.euro_change(sum(totals)),
        "best": best + 1,
        "most": money.euro_change(totals[best]),
        "worst": worst + 1,
        "least": money.euro_change(totals[worst]),
    }
