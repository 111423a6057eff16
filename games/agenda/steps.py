"""The run sheet of a workshop: days, and on each day steps with planned minutes.

Times are aware moments; lengths are whole minutes in the plan. Nothing here knows tables or the
clock: what happened and what time it is are handed in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from games.enums import Phase

MINUTE = timedelta(minutes=1)
NO_TIME = timedelta()
NO_DAY = date(2000, 1, 3)
"""First day of a run sheet for which nobody has named a day yet."""


class StepKind(StrEnum):
    """What a step of the run sheet is for."""

    ARRIVAL = "arrival"
    INTRODUCTION = "introduction"
    PHASE = "phase"
    BREAK = "break"
    BUFFER = "buffer"
    INTERIM = "interim"
    DEBRIEF = "debrief"
    CLOSING = "closing"
    FREE = "free"


LOOKING_BACK = frozenset({StepKind.INTERIM, StepKind.DEBRIEF})
"""Steps in which the group talks about what it played."""

OFF_PLAY = frozenset({StepKind.ARRIVAL, StepKind.BREAK, StepKind.BUFFER})
"""Steps that are not counted as time of the game day (docs/decisions: the debrief's share)."""

BY_HAND = frozenset(StepKind) - {StepKind.PHASE, StepKind.BUFFER}
"""Free steps: somebody begins and ends them; phases and buffers come by themselves."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the run sheet; ``label`` "" = the name of its kind.

    ``round_number`` and ``phase`` tie a step of kind PHASE to the game (0 and None otherwise).
    """

    id: str
    kind: StepKind
    minutes: int
    label: str = ""
    round_number: int = 0
    phase: Phase | None = None

    @property
    def length(self) -> timedelta:
        """The planned minutes."""
        return self.minutes * MINUTE

    @property
    def is_free(self) -> bool:
        """Begun and ended by hand."""
        return self.kind in BY_HAND


Change = Callable[[Step], Step | None]
"""From a step to what stands in its place; None: nothing."""


@dataclass(frozen=True, slots=True)
class Day:
    """A stretch without a night in it: when it starts, when people want to go home, its steps."""

    starts_at: datetime
    ends_at: datetime
    steps: tuple[Step, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes of its steps together."""
        return sum(step.minutes for step in self.steps)

    @property
    def span(self) -> int:
        """Minutes from start to end."""
        return int((self.ends_at - self.starts_at) / MINUTE)

    @property
    def spare(self) -> int:
        """Minutes that no step takes; negative: more steps than time."""
        return self.span - self.minutes


@dataclass(frozen=True, slots=True)
class Agenda:
    """The run sheet: one day or several."""

    days: tuple[Day, ...] = ()

    @property
    def undated(self) -> bool:
        """Its hours stand and how far its days lie apart, but not yet on which day it begins."""
        return bool(self.days) and self.days[0].starts_at.year == NO_DAY.year

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(step for day in self.days for step in day.steps)

    def step(self, step_id: str) -> Step | None:
        """The step of this id, if there is one."""
        return next((step for step in self.steps if step.id == step_id), None)

    def of_phase(self, round_number: int, phase: Phase) -> Step | None:
        """The step tied to a phase of a round."""
        wanted = (round_number, phase)
        found = (s for s in self.steps if (s.round_number, s.phase) == wanted)
        return next(found, None)

    @property
    def rounds(self) -> tuple[int, ...]:
        """Numbers of the rounds that have a step, in order."""
        return tuple(sorted({s.round_number for s in self.steps if s.kind is StepKind.PHASE}))

    def with_minutes(self, minutes: dict[str, int]) -> "Agenda":
        """The same with other lengths, by the steps' ids."""
        return self._mapped(
            lambda step: replace(step, minutes=minutes[step.id]) if step.id in minutes else step
        )

    def without(self, ids: frozenset[str]) -> "Agenda":
        """The same without these steps."""
        return self._mapped(lambda step: None if step.id in ids else step)

    def _mapped(self, change: Change) -> "Agenda":
        days = (replace(day, steps=tuple(_kept(day.steps, change))) for day in self.days)
        return Agenda(tuple(days))


def _kept(steps: tuple[Step, ...], change: Change) -> Iterator[Step]:
    for step in steps:
        changed = change(step)
        if changed is not None:
            yield changed
