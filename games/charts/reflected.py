"""Answers before and after the game side by side, as bars."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import GOLD, PETROL, Figure, bars, base, category_axis, value_axis
from games.selectors.money import decimal, rounded
from games.selectors.reflection_results import Results, ScaleResult, Side, Spread

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
                _("Wer beide Male antwortete"),
            ),
            [
                (
                    cells.word(f"{name}. {each.question.text}"),
                    *_side(each.before),
                    *_side(each.after),
                    _direction(each.moved),
                )
                for name, each in zip(names, shown, strict=True)
            ],
        ),
        digits=1,
        note=_(
            "Mittel der Antworten von 1 (gar nicht) bis 5 (voll und ganz). Eine Gruppe, die fast "
            "einstimmig am Rand liegt, zählt etwas weiter innen: Sonst wüsste man von allen, was "
            "sie gesagt haben. Streuung steht da ab zwei Gruppen."
        ),
    )


def _mean(side: Side | None) -> float:
    return side.mean / HUNDRED if side else 0


def _side(side: Side | None) -> tuple[Cell, Cell, Cell]:
    if side is None:
        return cells.nothing(), cells.nothing(), cells.nothing()
    return _hundredths(side.mean), _lying(side.spread), cells.number(side.people)


def _lying(spread: Spread) -> Cell:
    words: Mapping[Spread, str] = {
        "close": _("nah beieinander"),
        "mixed": _("gemischt"),
        "wide": _("weit auseinander"),
    }
    return cells.word(words[spread]) if spread else cells.nothing()


def _direction(moved: int | None) -> Cell:
    words = {-1: _("weniger Zustimmung"), 0: _("etwa gleich"), 1: _("mehr Zustimmung")}
    return cells.nothing() if moved is None else cells.word(words[moved])


def _hundredths(value: int) -> Cell:
    return Cell(decimal(value, HUNDRED, 1), rounded(value, HUNDRED, 1))


def _finding(shown: list[ScaleResult]) -> str:
    """Which statements those who answered both times agree with more or less than before."""
    moved = [(place, each.moved) for place, each in enumerate(shown, start=1)]
    if all(way is None for _place, way in moved):
        return _("Ein Vergleich derselben Menschen vorher und nachher braucht mehr Antworten.")
    up = ", ".join(str(place) for place, way in moved if way == 1)
    down = ", ".join(str(place) for place, way in moved if way == -1)
    if up and down:
        text = _(
            "Wer beide Male antwortete, stimmt nachher mehr zu bei Aussage %(up)s, weniger bei "
            "Aussage %(down)s."
        )
    elif up:
        text = _("Wer beide Male antwortete, stimmt nachher mehr zu bei Aussage %(up)s.")
    elif down:
        text = _("Wer beide Male antwortete, stimmt nachher weniger zu bei Aussage %(down)s.")
    else:
        return _("Wer beide Male antwortete, antwortete im Mittel etwa gleich.")
    return text % {"up": up, "down": down}
