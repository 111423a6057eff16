"""Forecasts of the children against what came; the age structure at the start and at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import (
    INK,
    PETROL,
    SAND,
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
from games.charts.people import GROUPS, old_share
from games.rules.money import FULL, rdiv
from games.selectors import money

NARROW, WIDE = "#4c8c95", "#c9a063"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of the children: what was reckoned with, and the edges of its fan.

    ``low`` and ``high`` as it was, ``alone_low`` and ``alone_high`` without data of others.
    """

    expected: int
    low: int
    high: int
    alone_low: int
    alone_high: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Children 0-5 after each round from the start, and the forecasts made then.

    ``years``: how far ahead a forecast looks. ``made[n]`` was made after round n.
    """

    name: str
    came: Sequence[int]
    made: Sequence[Forecast]
    years: int

    @property
    def rounds(self) -> int:
        """How many rounds were played."""
        return len(self.came) - 1

    @property
    def length(self) -> int:
        """How many points the chart has: the first forecast is drawn to its end."""
        return max(self.rounds, self.years) + 1

    def of(self, number: int) -> Forecast | None:
        """The forecast for a round, None where the first one looks further ahead."""
        made = number - self.years
        return self.made[made] if 0 <= made < len(self.made) else None

    @property
    def checked(self) -> tuple[int, ...]:
        """The rounds played for which there was a forecast."""
        return tuple(n for n in range(self.rounds + 1) if self.of(n))

    def hit(self, number: int) -> bool:
        """Whether what came lies within the fan."""
        found = self.of(number)
        return found is not None and found.low <= self.came[number] <= found.high


def foreseen_figure(values: Foreseen) -> Figure:
    """The fan made three years before, round after round, and what came."""
    labels = [round_label(number) for number in range(values.length)]
    series: list[Any] = []
    if any((f.low, f.high) != (f.alone_low, f.alone_high) for f in values.made):
        series += band(
            _("ohne geteilte Daten"),
            _path(values, [f.alone_low for f in values.made]),
            _path(values, [f.alone_high for f in values.made]),
            WIDE,
            "alone",
        )
    series += band(
        _("Prognose"),
        _path(values, [f.low for f in values.made]),
        _path(values, [f.high for f in values.made]),
        NARROW,
        "made",
    )
    series += [
        line(_("erwartet"), _path(values, [f.expected for f in values.made]), 1, colour=INK),
        line(_("so kam es"), [*values.came, *_after(values)], 0, colour=PETROL),
    ]
    return Figure(
        id="prognose",
        title=_("Kinder unter 6, %(place)s: Prognose und was kam") % {"place": values.name},
        finding=_foreseen_sentence(values),
        options=over_years(labels, series),
        table=_foreseen_table(values),
        height="l",
        note=_(
            "Jede Prognose blickt %(years)d Jahre voraus; der Fächer zeigt, was %(years)d Jahre "
            "vorher gesehen wurde. Bis zur ersten sind die Linien gerade gezogen."
        )
        % {"years": values.years},
    )


def _after(values: Foreseen) -> list[None]:
    return [None] * (values.length - len(values.came))


def _path(values: Foreseen, ends: Sequence[int]) -> list[float]:
    """From what was known at the start straight to the first forecast, then one after the other."""
    today, years = values.came[0], values.years
    way = [today + (ends[0] - today) * number / years for number in range(years)]
    return [*way, *ends][: values.length]


def _foreseen_sentence(values: Foreseen) -> str:
    checked = values.checked
    if not checked:
        return _("Die erste Prognose blickt weiter voraus, als gespielt wurde.")
    last = values.of(checked[-1])
    assert last is not None
    words = {
        "hits": sum(values.hit(number) for number in checked),
        "count": len(checked),
        "came": money.number(values.came[checked[-1]]),
        "low": money.number(last.low),
        "high": money.number(last.high),
        "years": values.years,
    }
    return (
        _(
            "In %(hits)d von %(count)d Runden lag die Zahl im Fächer der Prognose; am Ende waren "
            "es %(came)s Kinder, %(years)d Jahre vorher zeigte der Fächer %(low)s bis %(high)s."
        )
        % words
    )


def _foreseen_table(values: Foreseen) -> Table:
    head = (
        _("Nach"),
        _("Kinder"),
        _("erwartet"),
        _("mindestens"),
        _("höchstens"),
        _("im Fächer"),
    )
    return cells.table(head, (_foreseen_row(values, number) for number in range(values.length)))


def _foreseen_row(values: Foreseen, number: int) -> tuple[Cell, ...]:
    played = number <= values.rounds
    came = cells.number(values.came[number]) if played else cells.nothing()
    found = values.of(number)
    if found is None:
        return (cells.word(round_label(number)), came, *(cells.nothing() for _each in range(4)))
    hit = cells.word(_("ja") if values.hit(number) else _("nein")) if played else cells.nothing()
    return (
        cells.word(round_label(number)),
        came,
        cells.number(found.expected),
        cells.number(found.low),
        cells.number(found.high),
        hit,
    )


def ages_figure(name: str, then: Sequence[int], now: Sequence[int], *, protected: bool) -> Figure:
    """People by age group at the start and at the end, in percent of all.

    ``protected``: small numbers may have been moved by a person or two.
    """
    before, after = _shares(then), _shares(now)
    label = {"show": True, "position": "top", "fontSize": 12}
    return Figure(
        id="alter",
        title=_("Altersaufbau, %(place)s: Start und Ende") % {"place": name},
        finding=_("65 oder älter sind am Ende %(now)s der Menschen, beim Start waren es %(then)s.")
        % {"now": money.percent(old_share(now)), "then": money.percent(old_share(then))},
        options=base()
        | {
            "xAxis": category_axis(GROUPS),
            "yAxis": value_axis(),
            "series": [
                bars(_("Start"), [share / 100 for share in before], SAND, 0, label=label),
                bars(_("Ende"), [share / 100 for share in after], PETROL, 2, label=label),
            ],
        },
        table=cells.table(
            (_("Alter"), _("Start"), _("Start in %"), _("Ende"), _("Ende in %"), _("Veränderung")),
            (
                (
                    cells.word(group),
                    cells.number(then[place]),
                    cells.percent(before[place]),
                    cells.number(now[place]),
                    cells.percent(after[place]),
                    cells.signed(now[place] - then[place]),
                )
                for place, group in enumerate(GROUPS)
            ),
        ),
        digits=1,
        unit="%",
        height="l",
        note=_("Alter in Jahren. Gruppen von ein oder zwei Personen sind geschützt.")
        if protected
        else _("Alter in Jahren."),
    )


def _shares(people: Sequence[int]) -> list[int]:
    whole = sum(people)
    return [rdiv(count * FULL, whole) if whole else 0 for count in people]
