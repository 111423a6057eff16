"""Regions side by side: one value over the rounds, and what they had, owed and shared by then.

Each region is told by its letter, which stands at its line and at its bar; colour comes on top.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import (
    COLOURS,
    DASHES,
    GOLD,
    PETROL,
    SYMBOLS,
    Figure,
    bars,
    base,
    category_axis,
    value_axis,
)
from games.charts.indices import BP_PER_POINT, round_label
from games.selectors import money
from games.selectors.compare_regions import Compared
from games.selectors.compare_sums import RoundSums
from games.selectors.labels import value_label
from games.selectors.money import decimal, euro_per_head, points_change, rounded

Regions = Sequence[Compared]
_ROOM, _LABEL = 60, 28
_SIGNS = 16
_ALL = 10_000


def over_rounds(regions: Regions, value: str, upto: int) -> Figure:
    """One of the four values or their mean over the rounds, a line for each region."""
    most = max(region.played for region in regions)
    known = [each.values[value] for region in regions for each in region.sums]
    options = base(legend=False, right=150) | {
        "xAxis": category_axis([round_label(number) for number in range(most + 1)], gap=False),
        "yAxis": value_axis(
            min=max(0, (min(known) // 1000 - 1) * 10), max=min(100, (max(known) // 1000 + 1) * 10)
        ),
        "series": [_line(region, value, place) for place, region in enumerate(regions)],
    }
    names = tuple(region.title for region in regions)
    return Figure(
        id="vergleich-werte",
        title=_("%(value)s über die Runden") % {"value": value_label(value)},
        finding=_("Nach Runde %(number)d: %(apart)s")
        % {
            "number": upto,
            "apart": _apart(
                [(region, region.sums[upto].values[value]) for region in regions],
                lambda points: decimal(points, BP_PER_POINT, 2),
            ),
        },
        options=options,
        table=cells.table(
            (_("Nach"), *names),
            ((cells.word(round_label(n)), *_values(regions, value, n)) for n in range(most + 1)),
        ),
        digits=1,
        height="l",
        note=_(
            "Mittel aller Gemeinden einer Region nach Einwohnern, von 0 bis 100 Punkten, für alle "
            "Regionen auf einer Achse."
        ),
    )


def _values(regions: Regions, value: str, number: int) -> list[Cell]:
    return [
        cells.points(region.sums[number].values[value])
        if number <= region.played
        else cells.nothing()
        for region in regions
    ]


def _line(region: Compared, value: str, place: int) -> dict[str, Any]:
    """Eighteen kinds of lines before one comes again."""
    turn, index = divmod(place, len(COLOURS))
    colour = COLOURS[index]
    points = [rounded(each.values[value], BP_PER_POINT, 1) for each in region.sums]
    return {
        "name": region.title,
        "type": "line",
        "data": points,
        "symbol": SYMBOLS[(place + turn) % len(SYMBOLS)],
        "symbolSize": 9,
        "lineStyle": {"color": colour, "width": 2.5, "type": DASHES[(place + turn) % len(DASHES)]},
        "itemStyle": {"color": colour},
        "endLabel": {
            "show": True,
            "formatter": _short(region.title),
            "color": colour,
            "fontSize": 13,
            "fontWeight": 600,
        },
        "labelLayout": {"moveOverlap": "shiftY"},
    }


def results(regions: Regions, upto: int) -> Figure:
    """How the accounts of a region changed since the start, for each inhabitant of the start."""
    changes = [region.sums[upto].account - region.sums[0].account for region in regions]
    heads = [region.sums[0].inhabitants for region in regions]
    pairs = list(zip(changes, heads, strict=True))
    return Figure(
        id="vergleich-ergebnis",
        title=_("Ergebnis je Einwohner nach Runde %(number)d") % {"number": upto},
        finding=_("Konten seit dem Start, je Einwohner: %(apart)s")
        % {
            "apart": _apart(
                [(region, _cents(*pair)) for region, pair in zip(regions, pairs, strict=True)],
                _from_cents,
            )
        },
        options=_bars(regions, [(_("€ je Einwohner"), [_cents(*pair) / 100 for pair in pairs])]),
        table=cells.table(
            (
                _("Region"),
                _("Je Einwohner"),
                _("Insgesamt"),
                _("Einwohner zum Start"),
            ),
            (
                (
                    cells.word(region.title),
                    _per_head(*pair),
                    cells.change(pair[0]),
                    cells.number(pair[1]),
                )
                for region, pair in zip(regions, pairs, strict=True)
            ),
        ),
        digits=2,
        unit="€",
        height=_height(regions),
        note=_(
            "Alle Konten einer Region zusammen, verglichen mit dem Start, geteilt durch die "
            "Einwohner zum Start."
        ),
    )


def trust(regions: Regions, upto: int) -> Figure:
    """Trust at the start and now, and how many agreements are in force."""
    value = "vertrauen"
    first = [region.sums[0].values[value] for region in regions]
    now = [region.sums[upto].values[value] for region in regions]
    moved = [(region, b - a) for region, a, b in zip(regions, first, now, strict=True)]
    return Figure(
        id="vergleich-vertrauen",
        title=_("Vertrauen nach Runde %(number)d") % {"number": upto},
        finding=_moved(moved),
        options=_bars(
            regions,
            [
                (_("Start"), [rounded(each, BP_PER_POINT, 1) for each in first]),
                (
                    _("Runde %(number)d") % {"number": upto},
                    [rounded(e, BP_PER_POINT, 1) for e in now],
                ),
            ],
            top=100,
        ),
        table=cells.table(
            (_("Region"), _("Start"), _("Jetzt"), _("Unterschied"), _("Vereinbarungen")),
            (
                (
                    cells.word(region.title),
                    cells.points(a),
                    cells.points(b),
                    cells.points_change(b - a),
                    cells.number(region.sums[upto].agreements),
                )
                for region, a, b in zip(regions, first, now, strict=True)
            ),
        ),
        digits=1,
        height=_height(regions, 2),
        note=_("Wie sehr die Gemeinden einander im Mittel vertrauen, von 0 bis 100 Punkten."),
    )


def deficits(regions: Regions, upto: int) -> Figure:
    """How many budgets of municipalities ended below zero, of all that there were."""
    short = [sum(each.short for each in _played(region, upto)) for region in regions]
    budgets = [sum(each.towns for each in _played(region, upto)) for region in regions]
    parts = [a * _ALL // b for a, b in zip(short, budgets, strict=True)]
    return Figure(
        id="vergleich-defizite",
        title=_("Haushalte im Minus bis Runde %(number)d") % {"number": upto},
        finding=_("Anteil der Haushalte im Minus: %(apart)s")
        % {"apart": _apart(list(zip(regions, parts, strict=True)), money.percent)},
        options=_bars(
            regions,
            [(_("Anteil der Haushalte"), [rounded(each, 100, 1) for each in parts])],
            top=100,
        ),
        table=cells.table(
            (_("Region"), _("Anteil"), _("Im Minus"), _("Haushalte"), _("Haushaltssicherung")),
            (
                (
                    cells.word(region.title),
                    cells.percent(part),
                    cells.number(a),
                    cells.number(b),
                    cells.number(region.sums[upto].watched),
                )
                for region, part, a, b in zip(regions, parts, short, budgets, strict=True)
            ),
        ),
        digits=1,
        unit="%",
        height=_height(regions),
        note=_(
            "Jede Gemeinde hat je Runde einen Haushalt. Im Minus heißt: Das laufende Ergebnis lag "
            "unter null. Haushaltssicherung: Gemeinden nach dieser Runde."
        ),
    )


def fund(regions: Regions, upto: int) -> Figure | None:
    """What municipalities paid to the fund and got from it; None where no region has one."""
    with_fund = [region for region in regions if region.has_fund]
    if not with_fund:
        return None
    paid = [_sum(region, upto, "paid_in") for region in with_fund]
    back = [_sum(region, upto, "paid_out") for region in with_fund]
    rest = [_sum(region, upto, "given_back") for region in with_fund]
    got = [one + two for one, two in zip(back, rest, strict=True)]
    heads = [region.sums[0].inhabitants for region in with_fund]
    net = [_cents(b - a, n) for a, b, n in zip(paid, got, heads, strict=True)]
    return Figure(
        id="vergleich-fonds",
        title=_("Fonds je Einwohner bis Runde %(number)d") % {"number": upto},
        finding=_net(list(zip(with_fund, net, strict=True))),
        options=_bars(
            with_fund,
            [
                (_("Eingezahlt"), [_cents(a, n) / 100 for a, n in zip(paid, heads, strict=True)]),
                (_("Erhalten"), [_cents(a, n) / 100 for a, n in zip(got, heads, strict=True)]),
            ],
        ),
        table=cells.table(
            (
                _("Region"),
                _("Eingezahlt je Einwohner"),
                _("Erhalten je Einwohner"),
                _("Eingezahlt"),
                _("Gefördert"),
                _("Zurückgezahlt"),
                _("Von Kreis und Land"),
                _("Noch im Fonds"),
            ),
            (_fund_row(region, upto) for region in regions),
        ),
        digits=2,
        unit="€",
        height=_height(with_fund, 2),
        note=_(
            "Was die Gemeinden eingezahlt und was sie als Förderung oder bei der Auflösung "
            "erhalten haben. Nach der letzten Runde eines Spiels wird der Fonds aufgelöst. "
            "Ein Strich steht, wo kein Fonds arbeitet."
        ),
    )


def _fund_row(region: Compared, upto: int) -> tuple[Cell, ...]:
    if not region.has_fund:
        return (cells.word(region.title), *(cells.nothing() for _column in range(7)))
    heads = region.sums[0].inhabitants
    paid, out, rest = (_sum(region, upto, name) for name in ("paid_in", "paid_out", "given_back"))
    return (
        cells.word(region.title),
        _plain_head(paid, heads),
        _plain_head(out + rest, heads),
        cells.euro(paid),
        cells.euro(out),
        cells.euro(rest),
        cells.euro(_sum(region, upto, "others_in")),
        cells.euro(region.sums[upto].fund_money),
    )


def _played(region: Compared, upto: int) -> tuple[RoundSums, ...]:
    return region.sums[1 : upto + 1]


def _sum(region: Compared, upto: int, name: str) -> int:
    return sum(getattr(each, name) for each in _played(region, upto))


def _cents(amount: int, heads: int) -> int:
    """Cents for each inhabitant, halves away from zero as ``money`` writes them."""
    cents = (abs(amount) * 200 + heads) // (2 * heads)
    return cents if amount >= 0 else -cents


def _from_cents(cents: int) -> str:
    return euro_per_head(cents, 100)


def _plain_head(amount: int, heads: int) -> Cell:
    return Cell(euro_per_head(amount, heads), _cents(amount, heads) / 100, cells.EURO)


def _per_head(amount: int, heads: int) -> Cell:
    text = euro_per_head(amount, heads)
    return Cell(f"+{text}" if amount > 0 else text, _cents(amount, heads) / 100, cells.EURO)


def _height(regions: Regions, each: int = 1) -> str:
    many = len(regions) * each
    return next((size for size, most in (("s", 4), ("m", 8), ("l", 14)) if many <= most), "xl")


def _bars(
    regions: Regions, series: Sequence[tuple[str, list[float]]], top: int | None = None
) -> dict[str, Any]:
    """Lying bars, the first region on top; the names of the regions stand beside."""
    label = {"show": len(regions) * len(series) <= _LABEL, "position": "right", "fontSize": 13}
    axis = category_axis([_short(region.title) for region in regions])
    value = value_axis(min=0, max=top) if top else value_axis()
    return base(legend=len(series) > 1, right=_ROOM) | {
        "xAxis": value,
        "yAxis": axis | {"inverse": True},
        "series": [
            bars(
                name, data, (GOLD, PETROL)[place] if len(series) > 1 else PETROL, place, label=label
            )
            for place, (name, data) in enumerate(series)
        ],
    }


def _short(title: str) -> str:
    """A name that leaves room for the figures; the whole one stands in table and list."""
    return title if len(title) <= _SIGNS else f"{title[: _SIGNS - 1]}…"


def _apart(known: Sequence[tuple[Compared, int]], text: Callable[[int], str]) -> str:
    """Which region is highest and which lowest, without saying what is better."""
    high = max(known, key=lambda each: each[1])
    low = min(known, key=lambda each: each[1])
    if len(known) == 1:
        return _("%(value)s in %(region)s.") % {"region": high[0].title, "value": text(high[1])}
    if high[1] == low[1]:
        return _("überall %(value)s.") % {"value": text(high[1])}
    return _("von %(low)s (%(least)s) bis %(high)s (%(most)s).") % {
        "low": text(low[1]),
        "least": low[0].title,
        "high": text(high[1]),
        "most": high[0].title,
    }


def _moved(moved: Sequence[tuple[Compared, int]]) -> str:
    region, change = max(moved, key=lambda each: abs(each[1]))
    if not change:
        return _("Seit dem Start hat es sich in keiner Region bewegt.")
    return _("Am weitesten bewegt hat es sich in %(region)s: %(change)s Punkte seit dem Start.") % {
        "region": region.title,
        "change": points_change(change),
    }


def _net(net: Sequence[tuple[Compared, int]]) -> str:
    """The region in which most came back for what was paid, and the least."""
    return _("Erhalten weniger eingezahlt, je Einwohner: %(apart)s") % {
        "apart": _apart(net, _from_cents)
    }
