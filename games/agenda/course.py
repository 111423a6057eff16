"""What really happened: from facts of the log to begin and end of each step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from games.agenda.steps import NO_TIME, Agenda, Step, StepKind
from games.enums import Phase


class Fact(StrEnum):
    """What a fact says."""

    PHASE = "phase"
    PAUSED = "paused"
    RESUMED = "resumed"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Event:
    """A past fact: a phase was entered, the clock stood or ran again, a free step began or ended.

    ``step`` is the id of a free step; the end of the game is PHASE with ``Phase.ENDED``.
    """

    at: datetime
    fact: Fact
    round_number: int = 0
    phase: Phase | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class Actual:
    """When a step began and ended (None: it runs), and how long the clock stood meanwhile."""

    began: datetime
    ended: datetime | None = None
    paused: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Course:
    """What happened so far: the steps that began, by id; the one that runs; since when a pause."""

    actuals: dict[str, Actual] = field(default_factory=dict)
    current: str = ""
    paused_since: datetime | None = None
    over: bool = False


class _Tale:
    """Reads facts in the order in which they happened."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._place = {step.id: place for place, step in enumerate(agenda.steps)}
        self._actuals: dict[str, Actual] = {}
        self._undone: dict[str, Actual] = {}
        self._phase = ""
        self._current = ""
        self._paused_since: datetime | None = None
        self._over = False

    def read(self, event: Event) -> None:
        """Take one fact in."""
        if event.fact is Fact.PHASE:
            self._enter(event)
        elif event.fact is Fact.PAUSED:
            self._paused_since = self._paused_since or event.at
        elif event.fact is Fact.RESUMED:
            self._resume(event.at)
        elif event.fact is Fact.BEGUN and event.step in self._place:
            self._go(event.step, event.at)
        elif event.fact is Fact.ENDED and self._current == event.step:
            self._go("" if self._over else self._phase, event.at)

    def _enter(self, event: Event) -> None:
        self._resume(event.at)
        step = _step_of(self._agenda, event)
        self._close(event.at)
        self._phase = step.id if step else ""
        self._over = event.phase is Phase.ENDED
        if step is not None:
            self._jump(step)
        self._go(self._phase, event.at)

    def _jump(self, step: Step) -> None:
        """Rounds were taken back, or that was undone: what comes after has not happened (yet)."""
        here = self._place[step.id]
        later = [each for each in self._actuals if self._is_played_after(each, here)]
        for each in later:
            self._undone[each] = self._actuals.pop(each)
        for each in [each for each in self._undone if self._place[each] < here]:
            self._actuals[each] = self._undone.pop(each)

    def _is_played_after(self, step_id: str, here: int) -> bool:
        step = self._agenda.step(step_id)
        assert step is not None, "only steps of the run sheet are noted"
        played = step.kind is StepKind.PHASE or step.kind is StepKind.DEBRIEF
        return played and self._place[step_id] > here

    def _go(self, step_id: str, at: datetime) -> None:
        self._close(at)
        self._current = step_id
        if step_id:
            before = self._actuals.get(step_id)
            began, paused = (before.began, before.paused) if before else (at, NO_TIME)
            self._actuals[step_id] = Actual(began, None, paused)

    def _close(self, at: datetime) -> None:
        running = self._actuals.get(self._current)
        if running is not None:
            self._note_pause(at)
            running = self._actuals[self._current]
            self._actuals[self._current] = Actual(running.began, at, running.paused)
        self._current = ""

    def _resume(self, at: datetime) -> None:
        self._note_pause(at)
        self._paused_since = None

    def _note_pause(self, at: datetime) -> None:
        """Count what the clock stood until now for the step that runs."""
        running = self._actuals.get(self._current)
        if self._paused_since is None or running is None:
            return
        stood = max(at - self._paused_since, NO_TIME)
        self._actuals[self._current] = Actual(running.began, running.ended, running.paused + stood)
        self._paused_since = at

    @property
    def course(self) -> Course:
        """What was read so far."""
        return Course(dict(self._actuals), self._current, self._paused_since, self._over)


def _step_of(agenda: Agenda, event: Event) -> Step | None:
    if event.phase is Phase.DEBRIEF:
        return next((s for s in agenda.steps if s.kind is StepKind.DEBRIEF), None)
    if event.phase is None:
        return None
    return agenda.of_phase(event.round_number, event.phase)


def course_of(agenda: Agenda, events: Iterable[Event]) -> Course:
    """What the facts (in their order) say about the steps of a run sheet.

    A phase without a step of its own belongs to none: time passes, no step runs.
    """
    tale = _Tale(agenda)
    for event in events:
        tale.read(event)
    return tale.course
