"""Answers before and after the game side by side, as bars."""

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import GOLD, PETROL, Figure, bars, base, category_axis, value_axis
from games.selectors.money import decimal
from games.selectors.reflection import Results, ScaleResult, Side

HUNDRED = 100


def reflection_figure(found: Results) -> Figure | None:
    """Means of the scales that were asked; None where no scale has enough answers."""
    shown = list(found.shown)
    if not shown:
        return None
    names = [str(place) for place in range(1, len(shown) + 1)]
    options = base() | {
        "xAxis": category_axis(names),
        "yAxis": value_axis(min=1, max=5, interval=1),
        "series": [
            bars(_("vorher"), [_mean(each.before) for each in shown], GOLD, 1),
            bars(_("nachher"), [_mean(each.after) for each in shown], PETROL, 0),
        ],
    }
    return Figure(
        id="rueckmeldung",
        title=_("Vorher und nachher"),
        finding=_finding(shown),
        options=options,
        table=cells.table(
            (
                _("Aussage"),
                _("Mittel vorher"),
                _("Streuung"),
                _("Antworten"),
                _("Mittel nachher"),
                _("Streuung"),
                _("Antworten"),
            ),
            [
                (
                    cells.word(f"{name}. {each.question.text}"),
                    *_side(each.before),
                    *_side(each.after),
                )
                for name, each in zip(names, shown, strict=True)
            ],
        ),
        digits=1,
        note=_(
            "Mittel der Antworten von 1 (gar nicht) bis 5 (voll und ganz); Streuung: "
            "Standardabweichung."
        ),
    )


def _mean(side: Side | None) -> float:
    return side.mean / HUNDRED if side else 0


def _side(side: Side | None) -> tuple[Cell, Cell, Cell]:
    if side is None:
        return cells.nothing(), cells.nothing(), cells.nothing()
    return _hundredths(side.mean), _hundredths(side.spread), cells.number(side.people)


def _hundredths(value: int) -> Cell:
    return Cell(decimal(value, HUNDRED, 1), round(value / HUNDRED, 2))


def _finding(shown: list[ScaleResult]) -> str:
    """Which statement moved furthest, for those who answered both times where they are enough."""
    moved = [
        (abs(each.paired[0]), place, each.paired[0], each.paired[1])
        for place, each in enumerate(shown, start=1)
        if each.paired is not None
    ]
    if not moved or not max(moved)[0]:
        return (
            _("Wer beide Male antwortete, antwortete im Mittel gleich.")
            if moved
            else _("Ein Vergleich derselben Menschen vorher und nachher braucht mehr Antworten.")
        )
    _far, place, change, people = max(moved)
    return _(
        "Am weitesten bewegt hat sich Aussage %(place)s: um %(change)s bei den %(people)s, die "
        "vorher und nachher geantwortet haben."
    ) % {
        "place": place,
        "change": ("+" if change > 0 else "") + decimal(change, HUNDRED, 1),
        "people": people,
    }
