"""Land and vacancy: what was built on the edge and in the centre, and why vacancy moved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import (
    COLOURS,
    LEAF,
    SAND,
    TOWN_COLOURS,
    Figure,
    bars,
    base,
    category_axis,
    line,
    value_axis,
)
from games.charts.indices import round_label
from games.rules.causes import LIMIT
from games.rules.model import Cause, Measure, Settlement
from games.selectors import money

BUILT, RENEWED = "W1", "W2"
OWN_EDGE, OTHERS_EDGE = "edge", "edge_others"
MARKS = len(TOWN_COLOURS)


@dataclass(frozen=True, slots=True)
class Ground:
    """A town over the game: dwellings on the edge, units renewed, vacancy (bp) after each round.

    ``causes``: by how much vacancy moved (bp) by the codes of ``CAUSES``; they add up.
    """

    name: str
    edge: int
    centre: int
    vacancy: tuple[int, ...]
    causes: Mapping[str, int]


def built(settlements: Iterable[Settlement], town: str) -> tuple[int, int]:
    """Dwellings built on the edge and units renewed in the centre, as they were booked."""
    edge = centre = 0
    for settled in settlements:
        for posting in settled.postings:
            if (posting.rule, posting.target) == (BUILT, town):
                edge += int(posting.inputs["dwellings"])
            elif (posting.rule, posting.source) == (RENEWED, town):
                centre += int(posting.inputs["units"])
    return edge, centre


def moved(settlements: Iterable[Settlement], town: str) -> dict[str, int]:
    """What moved a town's vacancy over the game, by cause (bp)."""
    sums: dict[str, int] = {}
    for settled in settlements:
        for cause in settled.causes:
            if (cause.measure, cause.town) == (Measure.VACANCY, town):
                code = _code(cause)
                sums[code] = sums.get(code, 0) + cause.change
    return {code: change for code, change in sums.items() if change}


def _code(cause: Cause) -> str:
    return OTHERS_EDGE if cause.code == "edge" and cause.other != cause.town else cause.code


CAUSES: Mapping[str, Callable[[], str]] = {
    "drift": lambda: _("Entwicklung ohne Zutun"),
    OWN_EDGE: lambda: _("eigenes Bauland"),
    OTHERS_EDGE: lambda: _("Bauland der Nachbarn"),
    "centre": lambda: _("Innenentwicklung"),
    "project": lambda: _("Projekte"),
    "event": lambda: _("Ereignisse"),
    "correction": lambda: _("Korrekturen"),
    LIMIT: lambda: _("Grenze der Skala"),
}
"""What moves vacancy: codes with their words."""


def built_figure(towns: Sequence[Ground]) -> Figure:
    """Dwellings on the edge and units in the centre, town by town."""
    edge, centre = sum(each.edge for each in towns), sum(each.centre for each in towns)
    label = {"show": True, "position": "right", "fontSize": 13}
    return Figure(
        id="bauen",
        title=_("Gebaut: am Ortsrand und im Ortskern"),
        finding=_built_sentence(edge, centre),
        options=base()
        | {
            "xAxis": value_axis(minInterval=1),
            "yAxis": category_axis([each.name for each in towns]) | {"inverse": True},
            "series": [
                bars(_("Wohnungen am Ortsrand"), [t.edge for t in towns], SAND, 1, label=label),
                bars(_("Einheiten im Ortskern"), [t.centre for t in towns], LEAF, 0, label=label),
            ],
        },
        table=cells.table(
            (_("Gemeinde"), _("Wohnungen am Ortsrand"), _("Einheiten im Ortskern")),
            (
                (cells.word(each.name), cells.number(each.edge), cells.number(each.centre))
                for each in towns
            ),
        ),
        height="l",
    )


def _built_sentence(edge: int, centre: int) -> str:
    words = {"edge": money.number(edge), "centre": money.number(centre)}
    if not edge and not centre:
        return _("Es wurde weder am Ortsrand gebaut noch im Ortskern erneuert.")
    return (
        _(
            "Am Ortsrand entstanden %(edge)s Wohnungen, im Ortskern wurden %(centre)s Einheiten "
            "erneuert."
        )
        % words
    )


def vacancy_figure(towns: Sequence[Ground]) -> Figure:
    """Vacancy of every town after each round, in percent."""
    labels = [round_label(number) for number in range(len(towns[0].vacancy))]
    ends = sorted((each.vacancy[-1] - each.vacancy[0], each.name) for each in towns)
    return Figure(
        id="leerstand",
        title=_("Leerstand über die Runden"),
        finding=_("Seit dem Start: von %(low)s Punkten in %(least)s bis %(high)s in %(most)s.")
        % {
            "low": money.points_change(ends[0][0]),
            "least": ends[0][1],
            "high": money.points_change(ends[-1][0]),
            "most": ends[-1][1],
        },
        options=base()
        | {
            "xAxis": category_axis(labels, gap=False),
            "yAxis": value_axis(scale=True),
            "series": [
                line(
                    each.name,
                    [value / 100 for value in each.vacancy],
                    place,
                    colour=TOWN_COLOURS[place % MARKS],
                )
                for place, each in enumerate(towns)
            ],
        },
        table=cells.table(
            (_("Gemeinde"), *labels),
            (
                (cells.word(each.name), *(cells.percent(value, 2) for value in each.vacancy))
                for each in towns
            ),
        ),
        digits=1,
        unit="%",
        height="l",
    )


def causes_figure(towns: Sequence[Ground]) -> Figure:
    """Why vacancy moved: causes stacked to the change of each town."""
    codes = [code for code in CAUSES if any(code in each.causes for each in towns)]
    return Figure(
        id="ursachen",
        title=_("Was den Leerstand bewegt hat"),
        finding=_causes_sentence(towns),
        options=base()
        | {
            "xAxis": value_axis(),
            "yAxis": category_axis([each.name for each in towns]) | {"inverse": True},
            "series": [
                bars(
                    CAUSES[code](),
                    [each.causes.get(code, 0) / 100 for each in towns],
                    COLOURS[place % len(COLOURS)],
                    place,
                    stack="causes",
                )
                for place, code in enumerate(codes)
            ],
        },
        table=cells.table(
            (_("Gemeinde"), *(CAUSES[code]() for code in codes), _("zusammen")),
            (
                (
                    cells.word(each.name),
                    *(cells.moved(each.causes.get(code, 0)) for code in codes),
                    cells.moved(sum(each.causes.values())),
                )
                for each in towns
            ),
        ),
        digits=2,
        height="l",
        note=_("Veränderung in Prozentpunkten über das ganze Spiel."),
    )


def _causes_sentence(towns: Sequence[Ground]) -> str:
    sums = {code: sum(each.causes.get(code, 0) for each in towns) / len(towns) for code in CAUSES}
    up, down = max(sums, key=lambda c: sums[c]), min(sums, key=lambda c: sums[c])
    words = {
        "up": CAUSES[up](),
        "more": money.points_change(round(sums[up])),
        "down": CAUSES[down](),
        "less": money.points_change(round(sums[down])),
    }
    if words["more"] == "0" and words["less"] == "0":
        return _("Der Leerstand hat sich kaum bewegt.")
    if sums[down] >= 0:
        return _("Den Leerstand erhöhte am meisten: %(up)s (im Mittel %(more)s Punkte).") % words
    if sums[up] <= 0:
        return _("Den Leerstand senkte am meisten: %(down)s (im Mittel %(less)s Punkte).") % words
    return (
        _(
            "Den Leerstand erhöhte am meisten: %(up)s (im Mittel %(more)s Punkte); am meisten "
            "senkte ihn: %(down)s (%(less)s)."
        )
        % words
    )
