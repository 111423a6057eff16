"""The run sheet of a workshop and where one of its games stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from games.agenda.codec import from_json
from games.agenda.course import Course, Event, Fact, course_of
from games.agenda.forecast import Forecast, Moment, forecast
from games.agenda.steps import NO_TIME, Agenda, Step, StepKind
from games.enums import LogKind, Phase, WorkshopKind
from games.models import Game, LogEntry, Workshop, WorkshopEntry
from games.selectors.labels import phase_label
from games.selectors.memo import shared
from games.selectors.reading import game_row, per_chapter

_FACTS = {
    LogKind.PHASE_STARTED: Fact.PHASE,
    LogKind.GAME_ENDED: Fact.PHASE,
    LogKind.GAME_PAUSED: Fact.PAUSED,
    LogKind.GAME_RESUMED: Fact.RESUMED,
    LogKind.STEP_BEGUN: Fact.BEGUN,
    LogKind.STEP_ENDED: Fact.ENDED,
}


@shared
def agenda_of(workshop_id: int) -> Agenda:
    """The run sheet of a workshop, empty where nobody has made one; one query."""
    rows = Workshop.objects.filter(pk=workshop_id).values_list("agenda", flat=True).first()
    return from_json(rows or ())


def planned_minutes(game: Game, round_number: int, phase: Phase) -> int:
    """How long a phase is to last: by the run sheet where it knows it; 0 = no time limit."""
    minutes: int = game.phase_minutes.get(phase.value, 0)
    if not minutes:
        return 0
    step = agenda_of(game.workshop_id).of_phase(round_number, phase)
    return step.minutes if step and step.minutes else minutes


def last_change(workshop_id: int) -> int:
    """Number of the entry that last changed the run sheet in the workshop's record; 0: none yet."""
    changes = WorkshopEntry.objects.filter(
        workshop_id=workshop_id, kind=WorkshopKind.AGENDA_CHANGED
    )
    return changes.order_by("-number").values_list("number", flat=True).first() or 0


@per_chapter
def events_of(game_id: int) -> tuple[Event, ...]:
    """What the log of a game says about phases, pauses and free steps; one query."""
    entries = LogEntry.objects.filter(game_id=game_id, kind__in=_FACTS).order_by("sequence")
    rows = entries.values_list("at", "kind", "payload")
    return tuple(_event(at, LogKind(kind), payload) for at, kind, payload in rows)


def _event(at: datetime, kind: LogKind, payload: dict[str, Any]) -> Event:
    phase = payload.get("phase")
    return Event(
        at=at,
        fact=_FACTS[kind],
        round_number=payload.get("round", 0),
        phase=Phase(phase) if phase else None,
        step=payload.get("step", ""),
    )


def played_on(agenda: Agenda, events: tuple[Event, ...], now: datetime) -> Agenda:
    """The sheet on the days on which it is really played, its hours kept.

    Its first day is the one on which something began; while nothing has, the planned one, or today
    once all planned days have gone by. A rehearsal the day before and a workshop that was put off
    are so measured by their hours, not by the calendar.
    """
    if not agenda.days:
        return agenda
    if events:
        return moved_to(agenda, timezone.localdate(events[0].at))
    today = timezone.localdate(now)
    is_past = timezone.localdate(agenda.days[-1].ends_at) < today
    return moved_to(agenda, today) if is_past else agenda


def moved_to(agenda: Agenda, day: date) -> Agenda:
    """The same hours with the first day on ``day``, also where summer time lies between."""
    by = day - first_day(agenda) if agenda.days else NO_TIME
    if not by:
        return agenda

    def there(moment: datetime) -> datetime:
        return timezone.make_aware(timezone.make_naive(moment) + by)

    return Agenda(
        tuple(
            replace(each, starts_at=there(each.starts_at), ends_at=there(each.ends_at))
            for each in agenda.days
        )
    )


def first_day(agenda: Agenda) -> date:
    """The day on which a run sheet begins, which has to have one."""
    return timezone.localdate(agenda.days[0].starts_at)


def course_in(game: Game) -> Course:
    """What has happened of the run sheet in a game."""
    return course_of(agenda_of(game.workshop_id), events_of(game.pk))


def forecast_of(game: Game, now: datetime) -> Forecast:
    """Planned against actual times of the run sheet, as one game stands.

    A sheet that waits for its day is not late: until something begins, its hours are the plan's.
    """
    until = game.deadline
    if game.paused and game.remaining_seconds is not None:
        until = now + timedelta(seconds=game.remaining_seconds)
    planned, events = agenda_of(game.workshop_id), events_of(game.pk)
    waits = planned.undated and not events
    agenda = played_on(planned, events, now)
    return forecast(agenda, course_in(game), None if waits else Moment(now, until))


@dataclass(frozen=True, slots=True)
class FreeStep:
    """A free step that runs (a break, the debrief): since when, and when it is expected to end.

    For whoever shows it: the cockpit, and the projector while there is a break.
    """

    id: str
    kind: StepKind
    title: str
    began: datetime
    until: datetime


def current_free_step(game_id: int) -> FreeStep | None:
    """The free step that runs in a game, or None; ``until``: after its planned minutes."""
    game = game_row(game_id)
    agenda, course = agenda_of(game.workshop_id), course_in(game)
    step = agenda.step(course.current)
    if step is None or not step.is_free:
        return None
    began = course.actuals[step.id].began
    return FreeStep(step.id, step.kind, step_title(step), began, began + step.length)


def kind_label(kind: StepKind) -> str:
    """Name of a kind of step."""
    return {
        StepKind.ARRIVAL: _("Ankommen"),
        StepKind.INTRODUCTION: _("Einführung"),
        StepKind.PHASE: _("Phase"),
        StepKind.BREAK: _("Pause"),
        StepKind.BUFFER: _("Puffer"),
        StepKind.INTERIM: _("Zwischenrückblick"),
        StepKind.DEBRIEF: _("Auswertung"),
        StepKind.CLOSING: _("Abschluss"),
        StepKind.FREE: _("Freier Punkt"),
    }[kind]


def step_title(step: Step) -> str:
    """What a step is called: its own label, else its phase or kind."""
    if step.label:
        return step.label
    if step.phase is not None:
        return phase_title(step.round_number, step.phase)
    return kind_label(step.kind)


def phase_title(round_number: int, phase: Phase) -> str:
    """A phase of a round."""
    return _("Runde %(round)s: %(phase)s") % {
        "round": round_number,
        "phase": phase_label(phase.value),
    }


def unplanned_phases(agenda: Agenda, games: tuple[Game, ...]) -> Iterator[tuple[int, Phase]]:
    """Phases of the games' rounds that have no step, in the order of play."""
    rounds = max((game.rounds for game in games), default=0)
    phases = dict.fromkeys(Phase(each) for game in games for each in game.round_phases)
    for number in range(1, rounds + 1):
        for phase in phases:
            if agenda.of_phase(number, phase) is None:
                yield number, phase
