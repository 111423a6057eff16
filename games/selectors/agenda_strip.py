"""The run sheet at a glance: now, next, how late, when the day ends, what is left to look back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.access import WorkshopViewer
from games.agenda.forecast import Forecast, Row
from games.agenda.share import Remedy, Share, Suggestion, share_of, suggestions
from games.agenda.steps import MINUTE, StepKind
from games.models import Game, Workshop
from games.selectors.agenda import FreeStep, agenda_of, current_free_step, forecast_of, step_title
from games.selectors.labels import phase_label
from games.selectors.memo import one_reading
from games.selectors.money import MINUS
from games.selectors.reading import game_row

SHOWN_ADVICE = 3
SHOWN_STEPS = 2
LONG_MINUTES, DAY_MINUTES = 90, 24 * 60


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the sheet as the strip names it; ``late``: minutes against the plan."""

    title: str
    start: datetime
    end: datetime
    planned_start: datetime
    planned_end: datetime
    late: int


@dataclass(frozen=True, slots=True)
class Advice:
    """One way to win minutes; ``code`` names it to the form that takes it over."""

    code: str
    text: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Startable:
    """A free step that can be begun now."""

    id: str
    title: str
    minutes: int
    is_break: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a game stands in the run sheet at a moment.

    ``late`` is the deviation of what runs (or comes next) in minutes, ``end_late`` that of the end
    of the day if every step keeps its minutes; buffers have been reckoned with in it. ``undated``:
    the sheet waits for its day.
    """

    at: datetime
    now: Place | None
    next: Place | None
    late: int
    ends_at: datetime
    planned_end: datetime
    end_late: int
    share: Share
    advice: tuple[Advice, ...]
    running: FreeStep | None
    startable: tuple[Startable, ...]
    over: bool
    undated: bool

    @property
    def late_label(self) -> str:
        """The deviation in words."""
        return span_label(self.late)

    @property
    def end_label(self) -> str:
        """The deviation of the end in words."""
        return span_label(self.end_late)


def strip_of(game_id: int, now: datetime) -> Strip | None:
    """The strip of a game; None where its workshop has no run sheet. For facilitators alone."""
    game = game_row(game_id)
    seen = forecast_of(game, now)
    if not seen.rows:
        return None
    return _strip(game, seen, now)


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """Where one region of a workshop stands in the run sheet."""

    public_id: UUID
    name: str
    strip: Strip | None


@one_reading()
def places_of(viewer: WorkshopViewer, now: datetime) -> tuple[RegionPlace, ...]:
    """The regions that a member may see, as they stand in the run sheet."""
    games = Game.objects.filter(workshop_id=viewer.workshop_id, is_rehearsal=False)
    if viewer.game_id is not None:
        games = games.filter(pk=viewer.game_id)
    return tuple(
        RegionPlace(game.public_id, game.name, strip_of(game.pk, now))
        for game in games.order_by("pk").only("public_id", "name")
    )


def is_together(workshop_id: int) -> bool:
    """Whether several regions follow one clock, so that steps begin in all of them at once."""
    one_clock = Workshop.objects.filter(pk=workshop_id, one_clock=True).exists()
    return one_clock and Game.objects.filter(workshop_id=workshop_id).count() > 1


def strip_context(game_id: int, now: datetime) -> dict[str, object]:
    """What the strip's template needs: the strip, and the workshop's name in addresses."""
    workshop = Workshop.objects.values_list("public_id", flat=True).get(games=game_id)
    return {"strip": strip_of(game_id, now), "workshop_id": workshop}


def _strip(game: Game, seen: Forecast, now: datetime) -> Strip:
    here, then = seen.current, seen.following
    planned_end = seen.agenda.days[seen.day].ends_at
    ends_at = seen.ends_at(seen.day)
    return Strip(
        at=now,
        now=_place(here),
        next=_place(then),
        late=_late(here, then),
        ends_at=ends_at,
        planned_end=planned_end,
        end_late=minutes_of(ends_at - _by_plan(seen)),
        share=share_of(seen),
        advice=tuple(advice_of(each) for each in suggestions(seen))[:SHOWN_ADVICE],
        running=current_free_step(game.pk),
        startable=tuple(_startable(seen))[:SHOWN_STEPS],
        over=seen.over and here is None,
        undated=agenda_of(game.workshop_id).undated,
    )


def _by_plan(seen: Forecast) -> datetime:
    """When the day would be over by its steps' planned minutes."""
    rows = seen.of_day(seen.day)
    return max((row.planned_end for row in rows), default=seen.agenda.days[seen.day].ends_at)


def _late(here: Row | None, then: Row | None) -> int:
    if here is not None:
        return minutes_of(here.delay)
    return minutes_of(then.start - then.planned_start) if then is not None else 0


def _place(row: Row | None) -> Place | None:
    if row is None:
        return None
    title, late = step_title(row.step), minutes_of(row.delay)
    return Place(title, row.start, row.end, row.planned_start, row.planned_end, late)


def _startable(seen: Forecast) -> Iterator[Startable]:
    """The next free steps that have not begun; the arrival runs by itself."""
    for row in seen.rows:
        step = row.step
        if row.state == "open" and step.is_free and step.kind is not StepKind.ARRIVAL:
            is_break = step.kind is StepKind.BREAK
            yield Startable(step.id, step_title(step), step.minutes, is_break)


def minutes_of(time: timedelta) -> int:
    """Whole minutes, to the nearest one."""
    return round(time / MINUTE)


def span_label(minutes: int) -> str:
    """A deviation in words: +7 min, −1:30 h, +3 Tage."""
    size, sign = abs(minutes), "+" if minutes > 0 else MINUS
    if size < LONG_MINUTES:
        return _("%(time)s min") % {"time": f"{sign}{size}"}
    if size < DAY_MINUTES:
        return _("%(time)s h") % {"time": f"{sign}{size // 60}:{size % 60:02d}"}
    days = round(size / DAY_MINUTES)
    text = ngettext("%(sign)s%(days)s Tag", "%(sign)s%(days)s Tage", days)
    return text % {"sign": sign, "days": days}


def advice_of(found: Suggestion) -> Advice:
    """A suggestion in words."""
    return Advice(found.code, _sentence(found), found.minutes)


def _sentence(found: Suggestion) -> str:
    if found.remedy is Remedy.LEAVE_OUT:
        return _("Runde %(round)s weglassen") % {"round": found.what}
    if found.remedy is Remedy.SHORTEN:
        return _("%(phase)s in den nächsten Runden kürzen") % {"phase": phase_label(found.what)}
    if found.remedy is Remedy.BREAKS:
        return _("Pausen kürzen")
    text = ngettext(
        "%(count)s Minute später aufhören", "%(count)s Minuten später aufhören", found.minutes
    )
    return text % {"count": found.minutes}
