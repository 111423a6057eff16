"""The region over the rounds, with what happened in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import Figure
from games.charts.indices import indices_figure
from games.charts.marked import marked
from games.charts.pictures.forms import heat
from games.charts.pictures.look import Look
from games.charts.pictures.spans import agreement_names, town_names
from games.charts.towns import towns_figure
from games.rules.model import Settlement
from games.selectors import money
from games.selectors.labels import value_label
from games.selectors.news import cards_news
from games.selectors.rounds import VALUES

POINT = 100
"""Ten-thousandths in a point."""
TOTAL = "gesamt"


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    values: tuple[int, ...]


def draw(look: Look) -> tuple[Figure, ...]:
    """The values of the region, and the total of each municipality."""
    return (indices(look), _towns(look), _ends(look))


def indices(look: Look) -> Figure:
    """The values of the region over the rounds, with what happened and what was marked."""
    names = [value_label(name) for name in VALUES]
    rows = [
        _Row(number, tuple(getattr(state.region, name) if state.region else 0 for name in VALUES))
        for number, state in enumerate(look.record.states)
    ]
    return replace(marked(indices_figure(names, rows), moments(look), look.marks), id="werte")


def moments(look: Look) -> dict[int, list[str]]:
    """What happened by round: cards, agreements that were founded, ended, another model."""
    found: dict[int, list[str]] = {}
    for settled in look.record.settlements:
        told = [*_cards(look, settled), *_agreements(look, settled)]
        if told:
            found[settled.round] = told
    return found


def _cards(look: Look, settled: Settlement) -> list[str]:
    scenario = look.record.scenario
    played = look.record.course.played.get(settled.round)
    cards = cards_news(scenario, played.cards) if played else ()
    told = [_("Korrektur der Spielleitung") if each.correction else each.name for each in cards]
    model = look.record.course.models.get(settled.round, "")
    if model in scenario.models:
        told.append(_("Modell: %(name)s") % {"name": scenario.models[model].name})
    event = scenario.events.get(settled.event.id) if settled.event else None
    return [event.name, *told] if event else told


def _agreements(look: Look, settled: Settlement) -> list[str]:
    old = {each.id for each in look.record.states[settled.round - 1].agreements}
    new = {each.id for each in settled.state_after.agreements}
    names = agreement_names(look, sorted(old | new))
    return [
        *(_("beschlossen: %(name)s") % {"name": names[each]} for each in sorted(new - old)),
        *(_("beendet: %(name)s") % {"name": names[each]} for each in sorted(old - new)),
    ]


def _towns(look: Look) -> Figure:
    towns = town_names(look)
    history = [[state.towns[town].values.gesamt for state in look.record.states] for town in towns]
    names = list(towns.values())
    figure = towns_figure("gesamtwert", _("Gesamtwert je Gemeinde"), names, history)
    rows = [
        [cells.word(name), *(cells.points(value) for value in values)]
        for name, values in zip(names, history, strict=True)
    ]
    return replace(figure, height="m", table=cells.table(figure.table.head, rows))


def _ends(look: Look) -> Figure:
    """How far each value of each municipality moved from the start to the end."""
    towns, names = town_names(look), {name: value_label(name) for name in VALUES}
    first, last = look.record.states[0], look.record.states[-1]
    moved = {
        town: [
            getattr(last.towns[town].values, v) - getattr(first.towns[town].values, v)
            for v in names
        ]
        for town in towns
    }
    most = max(abs(each) for row in moved.values() for each in row) or 1
    texts = {town: [money.points_change(each) for each in row] for town, row in moved.items()}
    return Figure(
        id="veraenderung",
        title=_("Veränderung der Werte vom Start bis zum Ende"),
        finding=_ends_finding(towns, {town: row[-1] for town, row in moved.items()}),
        options=heat(
            list(names.values()),
            list(towns.values()),
            [[each / POINT for each in moved[town]] for town in towns],
            (-most / POINT, most / POINT),
            [texts[town] for town in towns],
        ),
        table=cells.table(
            (_("Gemeinde"), *names.values()),
            [
                [cells.word(name), *map(cells.points_change, moved[town])]
                for town, name in towns.items()
            ],
        ),
        height="m",
        note=_("In Punkten von 100."),
    )


def _ends_finding(towns: Mapping[str, str], totals: Mapping[str, int]) -> str:
    up = sum(total > 0 for total in totals.values())
    best = max(totals, key=lambda town: totals[town])
    return _(
        "Bei %(up)d von %(all)d Gemeinden ist der Gesamtwert gestiegen; am meisten gewinnt "
        "%(best)s "
        "(%(change)s Punkte)."
    ) % {
        "up": up,
        "all": len(totals),
        "best": towns[best],
        "change": money.points_change(totals[best]),
    }
