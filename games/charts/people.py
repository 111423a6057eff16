"""Charts of the demographic screens: age, change, forecast, demand. Figures in, options out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import (
    COLOURS,
    GOLD,
    INK,
    INK_2,
    PETROL,
    SAND,
    TOWN_COLOURS,
    Figure,
    Table,
    band,
    bars,
    base,
    category_axis,
    line,
    over_years,
    value_axis,
)
from games.charts.indices import round_label
from games.rules.money import FULL, part, rdiv
from games.selectors import money

GROUPS = ("0–5", "6–17", "18–29", "30–64", "65–79", "80+")
"""The six age groups of the rules."""
OLD = slice(4, 6)
MARKS = len(TOWN_COLOURS)


def ages(
    own: str, people: Sequence[int], others: str, other_people: Sequence[int] | None
) -> Figure:
    """Age structure of a town in percent, beside that of the others who share theirs (or None)."""
    mine = _shares(people)
    series = [bars(own, _percents(mine), PETROL, 2, label=_on_top())]
    head = [_("Alter"), own, _("%(town)s in %%") % {"town": own}]
    rows = [[g, money.number(n), _share(s)] for g, n, s in zip(GROUPS, people, mine, strict=True)]
    finding = _("%(share)s der Menschen sind 65 oder älter.") % {"share": _share(old_share(people))}
    if other_people is not None:
        theirs = _shares(other_people)
        series.append(bars(others, _percents(theirs), SAND, 0, label=_on_top()))
        head.append(_("%(town)s in %%") % {"town": others})
        rows = [[*row, _share(share)] for row, share in zip(rows, theirs, strict=True)]
        finding = _(
            "%(share)s der Menschen sind 65 oder älter, bei den Nachbarn, die teilen, %(other)s."
        ) % {"share": _share(old_share(people)), "other": _share(old_share(other_people))}
    return Figure(
        id="alter",
        title=_("Altersaufbau"),
        finding=finding,
        options=base() | {"xAxis": category_axis(GROUPS), "yAxis": value_axis(), "series": series},
        table=_table(head, rows),
        digits=1,
        unit="%",
        note=_("Alter in Jahren."),
    )


def change(history: Sequence[Sequence[int]]) -> Figure:
    """People by age group after each round, from the start (at least one entry)."""
    labels = [round_label(number) for number in range(len(history))]
    series = [
        bars(
            name,
            [people[index] for people in history],
            COLOURS[index],
            index,
            stack="people",
            barMaxWidth=56,
        )
        for index, name in enumerate(GROUPS)
    ]
    return Figure(
        id="entwicklung",
        title=_("Einwohner nach Alter, Runde für Runde"),
        finding=_change_sentence(history[0], history[-1]),
        options=base() | {"xAxis": category_axis(labels), "yAxis": value_axis(), "series": series},
        table=cells.table(
            (_("Nach"), *GROUPS, _("zusammen")),
            (
                (cells.word(label), *map(cells.number, people), cells.number(sum(people)))
                for label, people in zip(labels, history, strict=True)
            ),
        ),
    )


def _change_sentence(first: Sequence[int], last: Sequence[int]) -> str:
    moved = [now - then for then, now in zip(first, last, strict=True)]
    most = max(range(len(moved)), key=lambda index: abs(moved[index]))
    if not moved[most]:
        return _("%(people)s Menschen leben hier.") % {"people": money.number(sum(last))}
    return _(
        "Seit dem Start %(change)s Menschen; am stärksten ändert sich das Alter %(group)s "
        "(%(most)s)."
    ) % {
        "change": money.signed(sum(moved)),
        "group": GROUPS[most],
        "most": money.signed(moved[most]),
    }


@dataclass(frozen=True, slots=True)
class Fan:
    """The forecast of children: what was, what is expected, and how sure that is.

    ``history``: children 0-5 after each round from the start; ``expected``: after ``years`` more;
    ``now`` and ``alone``: half the width of the fan in ten-thousandths as it is, and without data
    of others.
    """

    history: Sequence[int]
    first_year: int
    years: int
    expected: int
    now: int
    alone: int

    def edge(self, width: int) -> int:
        """The outer edge of a fan of this half width (negative: the lower one), in children."""
        return part(self.expected, FULL + width)

    @property
    def lower(self) -> int:
        """Children to reckon with at least."""
        return self.edge(-self.now)

    @property
    def upper(self) -> int:
        """Children to reckon with at most."""
        return self.edge(self.now)


def fan(values: Fan) -> Figure:
    """The fan of the children's forecast, narrower where data are shared."""
    past = len(values.history)
    labels = [str(values.first_year + index) for index in range(past + values.years)]
    ahead = [None] * (past - 1)
    series: list[Any] = []
    if values.now < values.alone:
        series += _fan_band(values, values.alone, _("ohne geteilte Daten"), "#c9a063", "alone")
    series += _fan_band(values, values.now, _("Ihre Prognose"), "#4c8c95", "now")
    series += [
        line(_("bisher"), list(values.history) + [None] * values.years, 0, colour=INK),
        line(
            _("mittlere Erwartung"),
            [*ahead, values.history[-1], *([None] * (values.years - 1)), values.expected],
            1,
            colour=INK,
            connectNulls=True,
        ),
    ]
    return Figure(
        id="prognose",
        title=_("Kinder unter 6: Prognose"),
        finding=_(
            "Heute %(now)s Kinder; in %(years)d Jahren %(lower)s bis %(upper)s, erwartet %(mid)s."
        )
        % {
            "now": money.number(values.history[-1]),
            "years": values.years,
            "lower": money.number(values.lower),
            "upper": money.number(values.upper),
            "mid": money.number(values.expected),
        },
        options=over_years(labels, series),
        table=_fan_table(values, labels),
        note=_("Gerechnet ist das Ende des Fächers; dazwischen sind die Linien gerade gezogen."),
    )


def _fan_band(values: Fan, width: int, name: str, colour: str, stack: str) -> Any:
    today, past = values.history[-1], len(values.history)
    low, high = [
        [*values.history]
        + [today + (end - today) * year / values.years for year in range(1, values.years + 1)]
        for end in (values.edge(-width), values.edge(width))
    ]
    assert len(low) == past + values.years
    return band(name, low, high, colour, stack)


def _fan_table(values: Fan, labels: Sequence[str]) -> Table:
    rows = [
        [label, money.number(count), "–", "–"]
        for label, count in zip(labels, values.history, strict=False)
    ]
    rows.append(
        [
            labels[-1],
            money.number(values.expected),
            _range(values.lower, values.upper),
            _range(values.edge(-values.alone), values.edge(values.alone)),
        ]
    )
    head = [_("Jahr"), _("Kinder"), _("Ihre Prognose"), _("ohne geteilte Daten")]
    return _table(head, rows)


@dataclass(frozen=True, slots=True)
class Demand:
    """Wanted and own places of a service after each round, and wanted at the forecast's end."""

    id: str
    title: str
    wanted: Sequence[int]
    places: Sequence[int]
    ahead: tuple[int, int] | None


def demand(values: Demand) -> Figure:
    """Who wants a place, beside the places of the own municipality."""
    labels = [round_label(number) for number in range(len(values.wanted))]
    series = [
        bars(_("Bedarf im Ort"), values.wanted, PETROL, 1, barMaxWidth=48),
        line(_("Plätze im Ort"), values.places, 1, colour=GOLD, step="middle"),
    ]
    return Figure(
        id=values.id,
        title=values.title,
        finding=_demand_sentence(values),
        options=base() | {"xAxis": category_axis(labels), "yAxis": value_axis(), "series": series},
        table=_table(
            [_("Nach"), _("Bedarf"), _("Plätze"), _("frei")],
            [
                [label, money.number(want), money.number(have), money.signed(have - want)]
                for label, want, have in zip(labels, values.wanted, values.places, strict=True)
            ],
        ),
        height="s",
    )


def _demand_sentence(values: Demand) -> str:
    want, have = values.wanted[-1], values.places[-1]
    words = {
        "want": money.number(want),
        "have": money.number(have),
        "gap": money.number(abs(have - want)),
    }
    if not have:
        text = _("%(want)s brauchen einen Platz; im Ort gibt es keine Einrichtung.") % words
    elif want > have:
        text = _("%(want)s brauchen einen Platz, es gibt %(have)s: %(gap)s fehlen.") % words
    else:
        text = _("%(want)s brauchen einen Platz, es gibt %(have)s: %(gap)s sind frei.") % words
    if values.ahead is None:
        return text
    low, high = values.ahead
    return f"{text} " + _("Nach der Prognose werden es %(range)s.") % {"range": _range(low, high)}


def timeline(towns: Sequence[str], history: Sequence[Sequence[int]]) -> Figure:
    """Inhabitants of all towns after each round, at the start of the game each 100."""
    labels = [round_label(number) for number in range(len(history[0]))]
    index = [[_against(count, counts[0]) for count in counts] for counts in history]
    series = [
        line(town, [value / 100 for value in values], place, colour=TOWN_COLOURS[place % MARKS])
        for place, (town, values) in enumerate(zip(towns, index, strict=True))
    ]
    ends = sorted(zip((values[-1] for values in index), towns, strict=True))
    finding = _("Noch ist keine Runde gespielt: Alle beginnen bei 100.")
    if len(labels) > 1:
        finding = _(
            "%(best)s steht bei %(high)s, %(least)s bei %(low)s; beim Start hatten alle 100."
        ) % {
            "best": ends[-1][1],
            "high": money.decimal(ends[-1][0], 100, 1),
            "least": ends[0][1],
            "low": money.decimal(ends[0][0], 100, 1),
        }
    return Figure(
        id="zeitlinie",
        title=_("Einwohner über die Runden, Start = 100"),
        finding=finding,
        options=base()
        | {
            "xAxis": category_axis(labels, gap=False),
            "yAxis": value_axis(scale=True),
            "series": series,
        },
        table=cells.table(
            (_("Gemeinde"), *labels),
            (
                (cells.word(town), *map(cells.number, counts))
                for town, counts in zip(towns, history, strict=True)
            ),
        ),
        digits=1,
        height="l",
    )


def _against(count: int, start: int) -> int:
    return rdiv(count * FULL, start) if start else 0


def old_share(people: Sequence[int]) -> int:
    """People of 65 and more in ten-thousandths of all."""
    whole = sum(people)
    return rdiv(sum(people[OLD]) * FULL, whole) if whole else 0


def _on_top() -> dict[str, Any]:
    return {"show": True, "position": "top", "fontSize": 12, "color": INK_2}


def _shares(people: Sequence[int]) -> list[int]:
    """Each group in ten-thousandths of all."""
    whole = sum(people)
    return [rdiv(count * FULL, whole) if whole else 0 for count in people]


def _percents(shares: Sequence[int]) -> list[float]:
    return [share / 100 for share in shares]


def _share(share: int) -> str:
    return money.percent(share)


def _range(low: int, high: int) -> str:
    return f"{money.number(low)}–{money.number(high)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(head), tuple(tuple(row) for row in rows))
