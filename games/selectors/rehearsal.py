"""A rehearsal as its facilitator reads it: how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from games.enums import Light, RehearsalState
from games.models import Game, Rehearsal, Seat, Team
from games.selectors.money import number
from games.selectors.preflight import rated
from games.selectors.preflight_words import LIGHTS, age_words, trouble_words

MOST_BOTS = 40
PEOPLE_A_TEAM = 4
_ORDER = list(Light)

STATES = {
    RehearsalState.WAITING: gettext_noop("wartet"),
    RehearsalState.RUNNING: gettext_noop("läuft"),
    RehearsalState.DONE: gettext_noop("durchgespielt"),
    RehearsalState.CANCELLED: gettext_noop("von Ihnen abgebrochen"),
    RehearsalState.ABORTED: gettext_noop("abgebrochen"),
}

STEPS = {
    "reach": gettext_noop("Wege zum Server probieren"),
    "login": gettext_noop("Spielleitung meldet sich an"),
    "projector": gettext_noop("Leinwand folgt"),
    "join": gettext_noop("Bots treten mit dem Code bei"),
    "start": gettext_noop("Spiel beginnt"),
    "page": gettext_noop("Seiten laden"),
    "decide": gettext_noop("Bots entscheiden und geben ab"),
    "save": gettext_noop("Entwurf speichern"),
    "submit": gettext_noop("Abgeben"),
    "arrival": gettext_noop("Änderung kommt bei anderen an"),
    "award": gettext_noop("Gremium sieht die Anträge"),
    "settle": gettext_noop("Abrechnung lesen"),
    "advance": gettext_noop("Weiterschalten"),
    "end": gettext_noop("Spiel beenden"),
    "review": gettext_noop("Rückschau öffnen"),
}

REASONS = {
    "server_ended": gettext_noop("Der Server wurde beendet oder neu gestartet."),
    "too_long": gettext_noop("Nach fünf Minuten war sie noch nicht fertig."),
    "bots_ended": gettext_noop(
        "Die Bots sind unerwartet ausgefallen; das Protokoll des Servers sagt mehr."
    ),
}

_CODES = {
    "no_update": gettext_noop("nicht binnen %(seconds)s s angekommen"),
    "nothing_saved": gettext_noop("keine Änderung wurde angenommen"),
    "not_submitted": gettext_noop("die Abgabe wurde nicht angenommen"),
    "nobody_joined": gettext_noop("kein Bot kam hinein"),
    "login": gettext_noop("die Anmeldung wurde abgelehnt"),
    "projector_behind": gettext_noop("die Leinwand zeigt einen anderen Stand als das Cockpit"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of time that is measured, in milliseconds, and what is too long for it."""

    kind: str
    title: str
    care: int
    bad: int


MEASURES = (
    Measure("join", gettext_noop("Beitreten: Code, Name, Platz"), 3_000, 10_000),
    Measure("page", gettext_noop("Eine Seite laden"), 1_500, 5_000),
    Measure("save", gettext_noop("Entwurf speichern, bis zum Beleg"), 1_000, 3_000),
    Measure("arrival", gettext_noop("Änderung auf einem anderen Bildschirm"), 1_000, 5_000),
    Measure("submit", gettext_noop("Abgeben"), 1_000, 3_000),
    Measure("turn", gettext_noop("Weiterschalten, mit Abrechnung"), 2_000, 8_000),
    Measure("turn_arrival", gettext_noop("Neue Phase auf allen Bildschirmen"), 1_000, 5_000),
    Measure("settlement", gettext_noop("Abrechnung öffnen, alle zugleich"), 3_000, 10_000),
)


@dataclass(frozen=True, slots=True)
class Lit:
    """A code of a light with its word."""

    light: str
    word: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to the server: whether pages and sockets came by it, and how quickly."""

    title: str
    address: str
    lit: Lit
    text: str
    paces: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Times of one kind, in milliseconds; ``lost`` never came."""

    title: str
    lit: Lit
    n: int
    p50: int
    p95: int
    worst: int
    lost: int
    limit: int


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """One rehearsal."""

    id: int
    state: str
    state_word: str
    active: bool
    cancelling: bool
    bots: int
    rounds: int
    percent: int
    step: str
    requested_at: datetime
    ended_at: datetime | None
    age: str
    seconds: int
    lit: Lit
    verdict: str
    joined: int
    played: int
    ways: tuple[WayRow, ...]
    figures: tuple[FigureRow, ...]
    troubles: tuple[str, ...]


def newest(game_id: int, now: datetime) -> RehearsalView | None:
    """The newest rehearsal of a game, with its age at this moment."""
    row = Rehearsal.objects.filter(game_id=game_id).first()
    return _view(row, now) if row else None


def expected_bots(game_id: int) -> int:
    """As many bots as people are expected, at most 40.

    Seats, those whom the workshop expects (shared among its regions), or four a team.
    """
    game = Game.objects.select_related("workshop").get(pk=game_id)
    seats = Seat.objects.filter(game=game, removed_at__isnull=True).count()
    regions = max(1, Game.objects.filter(workshop=game.workshop_id).count())
    said = -(-game.workshop.expected_people // regions)
    guessed = PEOPLE_A_TEAM * Team.objects.filter(game=game).count()
    return min(MOST_BOTS, max(seats, said) or guessed)


def newest_state(game_id: int, now: datetime) -> dict[str, Any] | None:
    """The newest rehearsal for ``state.json``: when, how it came out, and what was measured."""
    row = Rehearsal.objects.filter(game_id=game_id).first()
    if row is None:
        return None
    view = _view(row, now)
    return {
        "state": row.state,
        "light": view.lit.light,
        "percent": row.percent,
        "bots": row.bots,
        "rounds": row.rounds,
        "started_at": row.started_at.isoformat() if row.started_at else None,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        "outcome": row.outcome,
    }


def _view(row: Rehearsal, now: datetime) -> RehearsalView:
    outcome: Mapping[str, Any] = row.outcome or {}
    figures = _figure_rows(outcome)
    ways = _way_rows(outcome)
    light = _light(row, outcome, ways, figures)
    began, ended = row.started_at, row.ended_at
    return RehearsalView(
        id=row.pk,
        state=row.state,
        state_word=_(STATES[RehearsalState(row.state)]),
        active=bool(row.active),
        cancelling=row.cancel_asked and bool(row.active),
        bots=row.bots,
        rounds=row.rounds,
        percent=row.percent,
        step=_(STEPS[row.step]) if row.step in STEPS else _("Gleich geht es los"),
        requested_at=row.requested_at,
        ended_at=ended,
        age=age_words(int((now - ended).total_seconds())) if ended else "",
        seconds=int((ended - began).total_seconds()) if began and ended else 0,
        lit=_lit(light),
        verdict=_verdict(row, outcome, light, ways, figures),
        joined=int(outcome.get("joined", 0)),
        played=int(outcome.get("rounds", 0)),
        ways=ways,
        figures=figures,
        troubles=tuple(_trouble(each) for each in outcome.get("troubles", ())),
    )


def _lit(light: Light) -> Lit:
    return Lit(light.value, _(LIGHTS[light]))


def _way_rows(outcome: Mapping[str, Any]) -> tuple[WayRow, ...]:
    titles = {"public": _("Öffentlicher Weg"), "direct": _("Direkter Weg")}
    by_way = outcome.get("figures", {}).get("by_way", {})
    return tuple(
        WayRow(titles.get(name, name), said["address"], *_way(said), _paces(by_way.get(name, {})))
        for name, said in sorted(outcome.get("ways", {}).items(), reverse=True)
    )


def _way(said: Mapping[str, Any]) -> tuple[Lit, str]:
    trouble = said.get("trouble")
    if not trouble:
        text = _("Seite in %(http)s ms, WebSocket in %(socket)s ms")
        figures = {"http": said["http_ms"], "socket": said["socket_ms"]}
        return _lit(Light.GOOD), text % figures
    what = trouble_words(trouble["code"])
    if said.get("http_ms") is None:
        return _lit(Light.BAD), _("Keine Seite: %(what)s") % {"what": what}
    text = _("Seite in %(http)s ms, WebSockets nicht (%(what)s): gespielt durch Nachfragen")
    return _lit(Light.CARE), text % {"http": said["http_ms"], "what": what}


def _paces(said: Mapping[str, Mapping[str, int]]) -> str:
    """How long saving and its news took by this way; empty where nothing was measured."""
    save, arrival = said.get("save", {}).get("p95"), said.get("arrival", {}).get("p95")
    if save is None or arrival is None:
        return ""
    text = _("95 von 100 Entwürfen waren in %(save)s ms gespeichert und in %(arrival)s ms zu sehen")
    return text % {"save": number(save), "arrival": number(arrival)}


def _figure_rows(outcome: Mapping[str, Any]) -> tuple[FigureRow, ...]:
    all_of_them = outcome.get("figures", {}).get("all", {})
    return tuple(
        _figure_row(measure, all_of_them[measure.kind])
        for measure in MEASURES
        if measure.kind in all_of_them
    )


def _figure_row(measure: Measure, said: Mapping[str, int]) -> FigureRow:
    lost = said["lost"]
    light = Light.BAD if lost else rated(said.get("p95", 0), measure.care, measure.bad)
    return FigureRow(
        title=_(measure.title),
        lit=_lit(light),
        n=said["n"],
        p50=said.get("p50", 0),
        p95=said.get("p95", 0),
        worst=said.get("max", 0),
        lost=lost,
        limit=measure.care,
    )


def _parts(ways: tuple[WayRow, ...], figures: tuple[FigureRow, ...]) -> list[tuple[str, Lit]]:
    """Everything with a light, by its title."""
    return [(way.title, way.lit) for way in ways] + [(row.title, row.lit) for row in figures]


def _light(
    row: Rehearsal,
    outcome: Mapping[str, Any],
    ways: tuple[WayRow, ...],
    figures: tuple[FigureRow, ...],
) -> Light:
    if row.state != RehearsalState.DONE:
        return Light.UNKNOWN
    seen = [Light(lit.light) for _title, lit in _parts(ways, figures)]
    played = [each for each in outcome.get("troubles", ()) if each["step"] != "reach"]
    if played or outcome.get("joined", 0) < row.bots:
        seen.append(Light.BAD)
    if not outcome.get("complete"):
        seen.append(Light.CARE)
    return max(seen, key=_ORDER.index, default=Light.BAD)


def _verdict(
    row: Rehearsal,
    outcome: Mapping[str, Any],
    light: Light,
    ways: tuple[WayRow, ...],
    figures: tuple[FigureRow, ...],
) -> str:
    if row.state == RehearsalState.ABORTED:
        return _(REASONS[outcome.get("reason", "server_ended")])
    if row.state != RehearsalState.DONE:
        return ""
    if light is Light.GOOD:
        return _("Alles hat geklappt, und schnell genug.")
    worst = [title for title, lit in _parts(ways, figures) if lit.light == light.value]
    if worst:
        return _("Schwächstes Glied: %(title)s.") % {"title": worst[0]}
    if light is Light.CARE:
        return _("Die Zeit reichte nicht für alle Runden; was gespielt wurde, hat geklappt.")
    return _("Es hat nicht alles geklappt, siehe unten.")


def _trouble(said: Mapping[str, Any]) -> str:
    """Where, by which way, what, and how often."""
    step = _(STEPS[said["step"]]) if said["step"] in STEPS else said["step"]
    code, figures = said["code"], said.get("figures", {})
    what = _(_CODES[code]) % figures if code in _CODES else trouble_words(code)
    if reason := figures.get("reason") or figures.get("status"):
        what = f"{what} ({reason})"
    ways = {"public": _("öffentliche Adresse"), "direct": _("direkt")}
    where = f" · {ways[said['way']]}" if said["way"] in ways else ""
    times = f" · {said['count']} ×" if said["count"] > 1 else ""
    return f"{step}{where}: {what}{times}"
