"""The seven V as a net of seven axes: what people think of themselves, before what was reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.cells import Cell
from games.charts.figure import AXIS, GOLD, INK, LINE, PETROL, Figure, base
from games.selectors import money

FULL_POINTS = 100


@dataclass(frozen=True, slots=True)
class Axis:
    """One V: its name and question, and its values (ten-thousandths, None = there is none).

    ``felt``: the mean of the answers in the reflection; ``reckoned``: from the record.
    """

    name: str
    text: str
    felt: int | None
    reckoned: int | None


def seven_v_figure(place: str, axes: Sequence[Axis], hint: str) -> Figure:
    """Both lines, the self-rating first; without answers the reckoned one alone, which it says."""
    rated = any(axis.felt is not None for axis in axes)
    series = [_line(_("aus dem Spiel berechnet"), [a.reckoned for a in axes], PETROL, "solid")]
    if rated:
        series.insert(0, _line(_("Selbsteinschätzung"), [a.felt for a in axes], GOLD, "dashed"))
    missing = ", ".join(axis.name for axis in axes if axis.reckoned is None)
    notes = [hint + "." if not hint.endswith(".") else hint]
    if missing:
        notes.append(
            _("Ohne Wert, weil das Spiel keinen Anlass gab: %(names)s.") % {"names": missing}
        )
    return Figure(
        id="sieben-v",
        title=_("Sieben V der Zusammenarbeit, %(place)s") % {"place": place},
        finding=_finding(axes, rated=rated),
        options={
            **{key: value for key, value in base().items() if key != "grid"},
            "tooltip": {"show": False},
            "radar": _axes(axes),
            "series": [{"type": "radar", "data": series}],
        },
        table=cells.table(
            (_("Begriff"), _("Selbsteinschätzung"), _("berechnet"), _("Frage")),
            (
                (
                    cells.word(axis.name),
                    _value(axis.felt),
                    _value(axis.reckoned),
                    cells.word(axis.text),
                )
                for axis in axes
            ),
        ),
        digits=0,
        height="l",
        square=True,
        note=" ".join(notes),
    )


def _value(value: int | None) -> Cell:
    return cells.nothing() if value is None else cells.points(value, 0)


def _axes(axes: Sequence[Axis]) -> Mapping[str, object]:
    return {
        "center": ["50%", "55%"],
        "radius": "72%",
        "splitNumber": 5,
        "indicator": [{"name": axis.name, "max": FULL_POINTS, "min": 0} for axis in axes],
        "axisName": {"color": INK, "fontSize": 14},
        "splitArea": {"show": False},
        "splitLine": {"lineStyle": {"color": LINE}},
        "axisLine": {"lineStyle": {"color": AXIS}},
    }


def _line(name: str, values: Sequence[int | None], colour: str, dash: str) -> Mapping[str, object]:
    return {
        "name": name,
        "value": [
            "-" if value is None else money.rounded(value, cells.POINTS_EACH, 0) for value in values
        ],
        "symbol": "rect" if dash == "solid" else "circle",
        "symbolSize": 9,
        "lineStyle": {"width": 3, "color": colour, "type": dash},
        "itemStyle": {"color": colour},
        "areaStyle": {"color": colour, "opacity": 0.12 if dash == "solid" else 0},
    }


def _finding(axes: Sequence[Axis], *, rated: bool) -> str:
    known = [(axis.reckoned, axis.name) for axis in axes if axis.reckoned is not None]
    if not known:
        return _("Dieses Spiel gab für keinen der Begriffe einen Anlass.")
    most, least = max(known), min(known)
    words = {
        "best": most[1],
        "high": money.points(most[0]),
        "least": least[1],
        "low": money.points(least[0]),
    }
    if not rated:
        text = _(
            "Berechnet am höchsten: %(best)s (%(high)s von 100), am niedrigsten: %(least)s "
            "(%(low)s); eine Selbsteinschätzung liegt nicht vor."
        )
        return text % words
    return _compared(axes, words)


def _compared(axes: Sequence[Axis], words: Mapping[str, str]) -> str:
    both = [
        (abs(axis.felt - axis.reckoned), axis.name, axis.felt, axis.reckoned)
        for axis in axes
        if axis.felt is not None and axis.reckoned is not None
    ]
    if not both:
        text = _(
            "Berechnet am höchsten: %(best)s (%(high)s von 100), am niedrigsten: %(least)s "
            "(%(low)s)."
        )
        return text % words
    _gap, name, felt, reckoned = max(both)
    return _(
        "Am weitesten auseinander liegen Selbsteinschätzung und Rechnung bei %(name)s: %(felt)s zu "
        "%(reckoned)s von 100."
    ) % {"name": name, "felt": money.points(felt), "reckoned": money.points(reckoned)}
