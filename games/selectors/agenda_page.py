"""The page of the run sheet: planned against actual for one region, the plan's share, advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from games.access import WorkshopViewer
from games.agenda.forecast import Forecast, Row, plan
from games.agenda.proposal import Rounds, propose, rounds_of
from games.agenda.share import Share, share_of, suggestions
from games.agenda.steps import Agenda, StepKind
from games.errors import Illegal
from games.models import Game, Workshop
from games.roles import Right
from games.selectors.agenda import (
    agenda_of,
    forecast_of,
    kind_label,
    last_change,
    phase_title,
    step_title,
    unplanned_phases,
)
from games.selectors.agenda_strip import Advice, advice_of, minutes_of
from games.selectors.memo import one_reading

ROWS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Times:
    """Times of a step; ``start`` and ``end`` are real ones for what is done, else expected."""

    title: str
    planned_start: datetime
    planned_end: datetime
    start: datetime
    end: datetime
    state: str
    late: int
    paused: int


@dataclass(frozen=True, slots=True)
class DayTimes:
    """A day in figures: minutes of its steps, minutes left over (negative: too many)."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    spare: int
    expected_end: datetime


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region whose course can be laid beside the plan."""

    public_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """Everything the page shows besides the rows themselves.

    ``seen`` is the last change of the sheet, as a form has to name it; ``started``: there are
    actual times.
    """

    public_id: UUID
    title: str
    day: date | None
    seen: int
    may_edit: bool
    can_take_back: bool
    agenda: Agenda
    days: tuple[DayTimes, ...]
    times: Mapping[str, Times]
    share: Share
    advice: tuple[Advice, ...]
    regions: tuple[RegionChoice, ...]
    region: UUID | None
    started: bool
    kinds: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    at: datetime

    @property
    def phase_titles(self) -> Mapping[str, str]:
        """Names of the phases that are not in the sheet, by what a control sends."""
        return dict(self.phases)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of the printed sheet."""

    start: datetime
    minutes: int
    title: str
    is_phase: bool


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One page of A4: a day, or a part of a long one."""

    day: int
    starts_at: datetime
    ends_at: datetime
    rows: tuple[PaperRow, ...]


def paper_of(agenda: Agenda) -> tuple[PaperSheet, ...]:
    """The plan as it is printed, without what has happened since."""
    view, sheets = plan(agenda), []
    for number, day in enumerate(agenda.days):
        rows = tuple(
            PaperRow(
                start=row.planned_start,
                minutes=row.step.minutes,
                title=step_title(row.step),
                is_phase=row.step.kind is StepKind.PHASE,
            )
            for row in view.of_day(number)
        )
        for first in range(0, max(1, len(rows)), ROWS_A_PAGE):
            part = rows[first : first + ROWS_A_PAGE]
            sheets.append(PaperSheet(number + 1, day.starts_at, day.ends_at, part))
    return tuple(sheets)


@one_reading()
def agenda_page(viewer: WorkshopViewer, now: datetime, region: UUID | None = None) -> AgendaPage:
    """The run sheet of a workshop, beside the course of the named (or the first) region."""
    workshop = Workshop.objects.get(pk=viewer.workshop_id)
    games = _games(viewer)
    game = next((each for each in games if each.public_id == region), games[0] if games else None)
    # Asked for first: the sheet may be newer than that, never older.
    seen_change = last_change(workshop.pk)
    agenda = agenda_of(workshop.pk)
    seen = forecast_of(game, now) if game else plan(agenda)
    return AgendaPage(
        public_id=workshop.public_id,
        title=workshop.title,
        day=workshop.date,
        seen=seen_change,
        may_edit=viewer.may(Right.COURSE),
        can_take_back=bool(seen_change),
        agenda=agenda,
        days=tuple(_day_times(seen, number) for number in range(len(agenda.days))),
        times={row.step.id: _times(row) for row in seen.rows},
        share=share_of(seen),
        advice=tuple(advice_of(each) for each in suggestions(seen)),
        regions=tuple(RegionChoice(each.public_id, each.name) for each in games),
        region=game.public_id if game else None,
        started=any(row.state in ("done", "now") for row in seen.rows),
        kinds=tuple((k.value, kind_label(k)) for k in StepKind if k is not StepKind.PHASE),
        phases=tuple(
            (f"phase:{number}:{phase.value}", phase_title(number, phase))
            for number, phase in unplanned_phases(agenda, games)
        ),
        at=now,
    )


def _games(viewer: WorkshopViewer) -> tuple[Game, ...]:
    rows = Game.objects.filter(workshop_id=viewer.workshop_id, is_rehearsal=False).order_by("pk")
    if viewer.game_id is not None:
        rows = rows.filter(pk=viewer.game_id)
    return tuple(rows)


def _day_times(seen: Forecast, number: int) -> DayTimes:
    day = seen.agenda.days[number]
    return DayTimes(day.starts_at, day.ends_at, day.minutes, day.spare, seen.ends_at(number))


def _times(row: Row) -> Times:
    return Times(
        title=step_title(row.step),
        planned_start=row.planned_start,
        planned_end=row.planned_end,
        start=row.start,
        end=row.end,
        state=row.state,
        late=minutes_of(row.delay),
        paused=minutes_of(row.paused),
    )


def proposed(viewer: WorkshopViewer, spans: list[tuple[datetime, datetime]]) -> Agenda:
    """A run sheet for these days from what the workshop's games are set up with.

    The game with the most rounds counts, each phase as long as in the slowest of them. Raises
    Illegal("no_game_to_plan") where there is none yet.
    """
    games = _games(viewer)
    if not games:
        raise Illegal("no_game_to_plan")
    longest = max(games, key=lambda game: game.rounds)
    return propose(_rounds(longest, games), spans)


def _rounds(longest: Game, games: tuple[Game, ...]) -> Rounds:
    slowest = {
        phase: max(game.phase_minutes.get(phase, 0) for game in games)
        for phase in longest.round_phases
    }
    return rounds_of(longest.rounds, longest.round_phases, slowest)


def advised(viewer: WorkshopViewer, code: str, region: UUID, now: datetime) -> Agenda:
    """The run sheet as a suggestion changes it.

    Raises Illegal("advice_gone") where it is not made any more: the day went on meanwhile.
    """
    game = next((each for each in _games(viewer) if each.public_id == region), None)
    offered = suggestions(forecast_of(game, now)) if game else ()
    for each in offered:
        if each.code == code:
            return each.after
    raise Illegal("advice_gone")
