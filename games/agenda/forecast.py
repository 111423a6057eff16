"""Planned against actual: where each step stands, and when the rest will be if nothing changes.

Following steps move; a buffer gives up its minutes before anything behind it moves. Nothing is ever
advanced from here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

from games.agenda.course import Actual, Course
from games.agenda.steps import MINUTE, NO_TIME, Agenda, Day, Step, StepKind

_EARLIEST = datetime.min.replace(tzinfo=UTC)

State = Literal["done", "now", "open", "skipped"]


@dataclass(frozen=True, slots=True)
class Row:
    """A step with its planned and its real or expected times."""

    step: Step
    day: int
    planned_start: datetime
    planned_end: datetime
    start: datetime
    end: datetime
    state: State
    paused: timedelta = NO_TIME

    @property
    def length(self) -> timedelta:
        """How long it took, or will."""
        return self.end - self.start

    @property
    def delay(self) -> timedelta:
        """How much later it ends than planned; negative: earlier."""
        return self.end - self.planned_end


@dataclass(frozen=True, slots=True)
class Moment:
    """What the clock says: the time, and until when the running phase goes by its deadline.

    ``running_until``: None without a time limit; while paused as if it went on now.
    """

    now: datetime
    running_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole run sheet as it stands."""

    agenda: Agenda
    rows: tuple[Row, ...]
    over: bool = False

    @property
    def current(self) -> Row | None:
        """The step that runs."""
        return next((row for row in self.rows if row.state == "now"), None)

    @property
    def following(self) -> Row | None:
        """The next step that takes time."""
        return next((row for row in self.rows if row.state == "open" and row.length), None)

    @property
    def day(self) -> int:
        """Index of the day that is played: that of the running or the next step."""
        here = self.current or self.following
        return here.day if here else max(0, len(self.agenda.days) - 1)

    def of_day(self, day: int) -> tuple[Row, ...]:
        """The rows of one day."""
        return tuple(row for row in self.rows if row.day == day)

    def ends_at(self, day: int) -> datetime:
        """When a day will be over if every step keeps its minutes."""
        return max((row.end for row in self.of_day(day)), default=self.agenda.days[day].ends_at)

    def overrun(self, day: int) -> timedelta:
        """How much longer that is than the day's end; never negative."""
        return max(self.ends_at(day) - self.agenda.days[day].ends_at, NO_TIME)


def plan(agenda: Agenda) -> Forecast:
    """The run sheet before anything happened."""
    return forecast(agenda, Course(), None)


def forecast(agenda: Agenda, course: Course, moment: Moment | None) -> Forecast:
    """Where the run sheet stands; ``moment`` None: as it was planned."""
    walk = _Walk(agenda, course, moment)
    for number, day in enumerate(agenda.days):
        walk.through(number, day)
    return Forecast(agenda, tuple(walk.rows), course.over)


class _Walk:
    """Goes through the steps in order, carrying the time at which the next one can begin."""

    def __init__(self, agenda: Agenda, course: Course, moment: Moment | None) -> None:
        self.rows: list[Row] = []
        self._course = course
        self._moment = moment
        self._cursor: datetime | None = None
        self._excess = NO_TIME
        begun = [(i, step) for i, step in enumerate(agenda.steps) if step.id in course.actuals]
        # A break that is taken early leaves nothing out: the game says what has gone by.
        self._last_begun = max((i for i, step in begun if not step.is_free), default=-1)
        self._anything_begun = bool(begun)
        self._here = _waits_at(agenda, course, moment)
        self._rest_until = _night(agenda, course, moment)
        self._free_from = self._end_of_current(agenda)

    def _end_of_current(self, agenda: Agenda) -> datetime:
        """Before the running step is over, nothing else begins, wherever it stands in the sheet."""
        step, actual = agenda.step(self._here), self._course.actuals.get(self._here)
        if step is None or actual is None:
            return min((day.starts_at for day in agenda.days), default=_EARLIEST)
        return self._end_of(step, actual)

    def through(self, number: int, day: Day) -> None:
        """One day; it begins when it was planned to, or once the day before is through."""
        self._cursor = max(self._cursor or day.starts_at, day.starts_at)
        self._excess = -min(day.spare, 0) * MINUTE
        planned = day.starts_at
        for step in day.steps:
            row = self._row(step, number, planned)
            self.rows.append(row)
            planned = row.planned_end
            self._cursor = max(self._cursor, row.end)

    def _row(self, step: Step, day: int, planned: datetime) -> Row:
        start, end, state, paused = self._times(step, planned)
        return Row(step, day, planned, planned + step.length, start, end, state, paused)

    def _times(self, step: Step, planned: datetime) -> tuple[datetime, datetime, State, timedelta]:
        assert self._cursor is not None, "a day has begun"
        actual = self._course.actuals.get(step.id)
        if actual is not None and actual.ended is not None:
            return actual.began, actual.ended, "done", actual.paused
        if actual is not None:
            return actual.began, self._end_of(step, actual), "now", self._stood(actual)
        passed = len(self.rows) < self._last_begun or self._course.over
        if passed or (step.kind is StepKind.ARRIVAL and self._anything_begun):
            return self._passed(step)
        if step.id == self._here:
            return self._cursor, self._ready(self._cursor + step.length), "now", NO_TIME
        start = max(self._cursor, self._free_from) if self._here else self._ready(self._cursor)
        late = start - planned + self._excess
        return start, start + _fitting(step, late), "open", NO_TIME

    def _passed(self, step: Step) -> tuple[datetime, datetime, State, timedelta]:
        """A step that others went past: the first of them ended the arrival, buffers are used."""
        assert self._cursor is not None, "a day has begun"
        if step.kind is StepKind.ARRIVAL:
            begun = (each.began for each in self._course.actuals.values())
            first = min(begun, default=self._cursor)
            return self._cursor, max(first, self._cursor), "done", NO_TIME
        quiet = step.kind is StepKind.BUFFER
        return self._cursor, self._cursor, "done" if quiet else "skipped", NO_TIME

    def _stood(self, actual: Actual) -> timedelta:
        since = self._course.paused_since
        if since is None or self._moment is None:
            return actual.paused
        return actual.paused + max(self._moment.now - since, NO_TIME)

    def _end_of(self, step: Step, actual: Actual) -> datetime:
        """The running step ends at the deadline, else after its minutes; never before now."""
        if self._moment is None:
            return actual.began + step.length
        by_plan = actual.began + step.length + self._stood(actual)
        tied = step.kind is StepKind.PHASE
        wanted = self._moment.running_until if tied else None
        end = max(wanted or by_plan, self._moment.now)
        return max(end, self._rest_until) if self._rest_until else end

    def _ready(self, at: datetime) -> datetime:
        return max(at, self._moment.now) if self._moment else at


def _fitting(step: Step, late: timedelta) -> timedelta:
    """The minutes of an open step; a buffer makes up for what went before it.

    A day with more steps than time is late from its beginning.
    """
    if step.kind is not StepKind.BUFFER:
        return step.length
    return max(step.length - max(late, NO_TIME), NO_TIME)


def _waits_at(agenda: Agenda, course: Course, moment: Moment | None) -> str:
    """The arrival runs from its planned start until something begins; "" where nothing waits."""
    if course.current:
        return course.current
    first = next(iter(agenda.steps), None)
    if moment is None or course.actuals or first is None or first.kind is not StepKind.ARRIVAL:
        return ""
    return first.id if moment.now >= agenda.days[0].starts_at else ""


def _night(agenda: Agenda, course: Course, moment: Moment | None) -> datetime | None:
    """Between two days, with the game paused: when the next day starts."""
    if moment is None or course.paused_since is None:
        return None
    for day, after in pairwise(agenda.days):
        if day.ends_at < moment.now < after.starts_at:
            return after.starts_at
    return None
