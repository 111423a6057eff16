"""Services: how good they are, where they got better or worse, and what was decided about them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import Figure
from games.charts.pictures.forms import heat
from games.charts.pictures.look import Look
from games.charts.pictures.spans import span_title, town_names
from games.rules.model import Level, ServiceResult
from games.selectors import money
from games.selectors.panel_columns import Moment

POINT = 100
"""Ten-thousandths in a point."""
FULL_POINTS = 100

Results = Mapping[str, Mapping[str, ServiceResult]]


def draw(look: Look) -> tuple[Figure, ...]:
    """Quality, its change, decisions."""
    return (_quality(look), _change(look), _levels(look))


def _last(look: Look) -> int:
    return look.round or look.record.rounds


def _results(look: Look, number: int) -> Results:
    return look.record.settlements[number - 1].services


def _services(look: Look) -> dict[str, str]:
    """Services that somebody has or had, in the order of the scenario."""
    used = {
        name
        for settled in look.record.settlements
        for own in settled.services.values()
        for name in own
    }
    found = look.record.scenario.services.values()
    return {service.id: service.name for service in found if service.id in used}


def quality_of(results: Results, town: str, service: str) -> int | None:
    """Quality in ten-thousandths, None where there is none."""
    found = results.get(town, {}).get(service)
    return found.quality if found else None


def _quality(look: Look) -> Figure:
    towns, names, number = town_names(look), _services(look), _last(look)
    results = _results(look, number)
    found = [[quality_of(results, town, service) for service in names] for town in towns]
    return Figure(
        id="qualitaet",
        title=_("Qualität der Dienste nach Runde %(number)d") % {"number": number},
        finding=_quality_finding(look, found),
        options=heat(
            list(names.values()),
            list(towns.values()),
            [[None if each is None else each / POINT for each in row] for row in found],
            (0, FULL_POINTS),
            [["" if each is None else money.points(each) for each in row] for row in found],
        ),
        table=cells.table(
            (_("Gemeinde"), *names.values()),
            [
                [
                    cells.word(name),
                    *(cells.nothing() if each is None else cells.points(each) for each in row),
                ]
                for (town, name), row in zip(towns.items(), found, strict=True)
            ],
        ),
        height="l",
        note=_(
            "Von 0 bis 100 Punkten, was die Menschen der Gemeinde davon haben, auch gemeinsam "
            "oder nebenan."
        ),
    )


def _quality_finding(look: Look, found: list[list[int | None]]) -> str:
    towns, names = list(town_names(look).values()), list(_services(look).values())
    places = [
        (each, towns[y], names[x])
        for y, row in enumerate(found)
        for x, each in enumerate(row)
        if each is not None
    ]
    if not places:
        return _("Zu dieser Runde gibt es keine Angaben.")
    low, high = min(places), max(places)
    return _(
        "Am besten steht %(best)s in %(there)s (%(most)s Punkte), am schwächsten %(least)s in "
        "%(here)s (%(few)s)."
    ) % {
        "best": high[2],
        "there": high[1],
        "most": money.points(high[0]),
        "least": low[2],
        "here": low[1],
        "few": money.points(low[0]),
    }


def _change(look: Look) -> Figure:
    """Against the round before; with all rounds, the last against the first."""
    towns, names, number = town_names(look), _services(look), _last(look)
    other = max(1, number - 1) if look.round else 1
    old, now = _results(look, other), _results(look, number)
    found = [
        [_moved(quality_of(old, town, each), quality_of(now, town, each)) for each in names]
        for town in towns
    ]
    most = max((abs(each) for row in found for each in row if each is not None), default=0) or 1
    return Figure(
        id="qualitaet-aenderung",
        title=_("Veränderung der Qualität von Runde %(first)d bis %(last)d")
        % {"first": other, "last": number},
        finding=_change_finding(found),
        options=heat(
            list(names.values()),
            list(towns.values()),
            [[None if each is None else each / POINT for each in row] for row in found],
            (-most / POINT, most / POINT),
            [["" if each is None else money.points_change(each) for each in row] for row in found],
        ),
        table=cells.table(
            (_("Gemeinde"), *names.values()),
            [
                [
                    cells.word(name),
                    *(
                        cells.nothing() if each is None else cells.points_change(each)
                        for each in row
                    ),
                ]
                for (town, name), row in zip(towns.items(), found, strict=True)
            ],
        ),
        height="l",
        dense=True,
        note=_("In Punkten. Dienste altern jedes Jahr, wenn niemand erneuert."),
    )


def _moved(old: int | None, now: int | None) -> int | None:
    return None if old is None or now is None else now - old


def _change_finding(found: list[list[int | None]]) -> str:
    moved = [each for row in found for each in row if each is not None]
    return _("%(better)d Dienste sind besser geworden, %(worse)d schlechter, %(same)d gleich.") % {
        "better": sum(each > 0 for each in moved),
        "worse": sum(each < 0 for each in moved),
        "same": sum(each == 0 for each in moved),
    }


SIGNS = {Level.SAVE: "−", Level.HOLD: "=", Level.RENEW: "+", Level.CLOSE: "×"}
WEIGHTS = {Level.SAVE: -1, Level.HOLD: 0, Level.RENEW: 1, Level.CLOSE: -2}


def decided(look: Look) -> dict[tuple[str, str], list[Level]]:
    """What each municipality decided about each service it had a say in, round by round."""
    record, found = look.record, dict[tuple[str, str], list[Level]]()
    rounds = range(1, record.rounds + 1) if look.round is None else (look.round,)
    for number in rounds:
        for town, state in record.states[number - 1].towns.items():
            moment = Moment(record, number, town)
            for service in state.services:
                level = moment.level(service)
                if level is not None:
                    found.setdefault((town, service), []).append(level)
    return found


def _levels(look: Look) -> Figure:
    towns, found = town_names(look), decided(look)
    names = {
        each: name for each, name in _services(look).items() if any(each == s for _t, s in found)
    }
    rows = [[found.get((town, service)) for service in names] for town in towns]
    most = look.record.rounds if look.round is None else 1
    return Figure(
        id="beschluesse",
        title=_("Beschlüsse zu den Diensten, %(span)s") % {"span": span_title(look)},
        finding=_levels_finding(found),
        options=heat(
            list(names.values()),
            list(towns.values()),
            [[None if each is None else _weight(each) for each in row] for row in rows],
            (-most, most),
            [["" if each is None else _signs(each) for each in row] for row in rows],
        ),
        table=cells.table(
            (_("Gemeinde"), *names.values()),
            [
                [
                    cells.word(name),
                    *(
                        cells.nothing() if each is None else cells.word(_words(each))
                        for each in row
                    ),
                ]
                for (town, name), row in zip(towns.items(), rows, strict=True)
            ],
        ),
        height="l",
        dense=True,
        note=_(
            "+ erneuern, = halten, − sparen, × schließen; eine Stelle je Runde. Nur eigene, "
            "offene Einrichtungen."
        ),
    )


def _weight(levels: list[Level]) -> int:
    return sum(WEIGHTS[each] for each in levels)


def _signs(levels: list[Level]) -> str:
    return " ".join(SIGNS[each] for each in levels)


def _words(levels: list[Level]) -> str:
    names = {
        Level.SAVE: _("sparen"),
        Level.HOLD: _("halten"),
        Level.RENEW: _("erneuern"),
        Level.CLOSE: _("schließen"),
    }
    return ", ".join(names[each] for each in levels)


def _levels_finding(found: Mapping[tuple[str, str], list[Level]]) -> str:
    every = [level for levels in found.values() for level in levels]
    return _(
        "Beschlossen wurde %(renew)d-mal erneuern, %(save)d-mal sparen und %(close)d-mal "
        "schließen, "
        "sonst halten."
    ) % {
        "renew": every.count(Level.RENEW),
        "save": every.count(Level.SAVE),
        "close": every.count(Level.CLOSE),
    }
