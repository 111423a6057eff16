"""How much of the day is left to look back, and what can be done where that becomes too little."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from math import ceil

from games.agenda.forecast import Forecast, Row
from games.agenda.steps import LOOKING_BACK, MINUTE, NO_TIME, OFF_PLAY, Agenda, StepKind

WANTED_PERCENT = 30
"""The debrief gets at least this part of the time of the game day."""

SHORTER_BY = 5
SHORTEST_PHASE = 5
SHORTEST_BREAK = 10


@dataclass(frozen=True, slots=True)
class Share:
    """The debrief if the days end on time, in whole minutes; ``base`` is what it is a part of.

    ``planned`` are its minutes by the run sheet, ``overrun`` by how much the rest is too long.
    """

    minutes: int
    base: int
    planned: int
    overrun: int

    @property
    def percent(self) -> int:
        """Part of the base in whole percent, rounded down: 29.9 is not enough."""
        return 100 * self.minutes // self.base if self.base else 0

    @property
    def is_enough(self) -> bool:
        """At least 30 %; a run sheet without any play has nothing to look back on."""
        return 100 * self.minutes >= WANTED_PERCENT * self.base

    @property
    def wanted(self) -> int:
        """The fewest minutes that are enough."""
        return ceil(WANTED_PERCENT * self.base / 100)

    @property
    def missing(self) -> int:
        """Minutes that it lacks."""
        return max(0, self.wanted - self.minutes)


def share_of(view: Forecast) -> Share:
    """The debrief's share if every day ends when people want to go home.

    What a day takes too long is taken from what is still to come of its looking back.
    """
    cuts = [min(view.overrun(day), _open(view, day)) for day in range(len(view.agenda.days))]
    cut = sum(cuts, NO_TIME)
    back = _sum(view, lambda row: row.step.kind in LOOKING_BACK)
    base = _sum(view, lambda row: row.step.kind not in OFF_PLAY)
    over = sum((view.overrun(day) for day in range(len(view.agenda.days))), NO_TIME)
    planned = sum(s.minutes for s in view.agenda.steps if s.kind in LOOKING_BACK)
    return Share(_whole(back - cut), _whole(base - cut), planned, ceil(over / MINUTE))


def _open(view: Forecast, day: int) -> timedelta:
    rows = (r for r in view.of_day(day) if r.step.kind in LOOKING_BACK)
    return sum((r.length for r in rows if r.state in ("open", "now")), NO_TIME)


def _sum(view: Forecast, wanted: Callable[[Row], bool]) -> timedelta:
    return sum((row.length for row in view.rows if wanted(row)), NO_TIME)


def _whole(time: timedelta) -> int:
    return int(time / MINUTE)


class Remedy(StrEnum):
    """What can be done to have more time for the debrief."""

    LEAVE_OUT = "leave_out"
    SHORTEN = "shorten"
    BREAKS = "breaks"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to win minutes: ``what`` is the round or the phase, ``after`` the changed sheet.

    What is won makes the day end on time first; the rest of what is missing goes to the debrief.
    """

    remedy: Remedy
    what: str
    minutes: int
    after: Agenda

    @property
    def code(self) -> str:
        """Its name, as a form sends it."""
        return f"{self.remedy}:{self.what}"


def suggestions(view: Forecast) -> tuple[Suggestion, ...]:
    """What would win minutes for the debrief, the most first; empty while it has enough."""
    target = _last_looking_back(view)
    if not share_of(view).missing or target is None:
        return ()
    won = [*_rounds(view), *_phases(view), *_breaks(view)]
    won.sort(key=lambda each: -each.minutes)
    won.append(_later(view, target.day))
    return tuple(replace(each, after=_handed_on(view, each, target)) for each in won)


def _last_looking_back(view: Forecast) -> Row | None:
    rows = [r for r in view.rows if r.step.kind in LOOKING_BACK and r.state in ("open", "now")]
    return rows[-1] if rows else None


def _handed_on(view: Forecast, found: Suggestion, target: Row) -> Agenda:
    """The changed sheet with what the day's end does not need given to the looking back."""
    needed = share_of(view).missing + _beyond(view, target.day)
    wanted = found.minutes if found.remedy is Remedy.LATER else min(found.minutes, needed)
    more = wanted - ceil(view.overrun(target.day) / MINUTE)
    return found.after.with_minutes({target.step.id: target.step.minutes + max(0, more)})


def _beyond(view: Forecast, day: int) -> int:
    """Minutes that a day is too long even without any of its looking back."""
    return ceil(max(NO_TIME, view.overrun(day) - _open(view, day)) / MINUTE)


def _untouched(view: Forecast, kind: StepKind) -> list[Row]:
    return [row for row in view.rows if row.state == "open" and row.step.kind is kind]


def _rounds(view: Forecast) -> Iterator[Suggestion]:
    """The last round, if nothing of it has begun and it is not the only one."""
    numbers = view.agenda.rounds
    last = [row for row in view.rows if numbers and row.step.round_number == numbers[-1]]
    if len(numbers) > 1 and all(row.state == "open" for row in last):
        ids = frozenset(row.step.id for row in last)
        minutes = sum(row.step.minutes for row in last)
        yield Suggestion(Remedy.LEAVE_OUT, str(numbers[-1]), minutes, view.agenda.without(ids))


def _phases(view: Forecast) -> Iterator[Suggestion]:
    """Each phase a little shorter in all the rounds to come."""
    ahead = _untouched(view, StepKind.PHASE)
    for phase in dict.fromkeys(row.step.phase for row in ahead):
        rows = [row for row in ahead if row.step.phase == phase]
        yield from _shorter(view, Remedy.SHORTEN, str(phase), rows)


def _breaks(view: Forecast) -> Iterator[Suggestion]:
    return _shorter(view, Remedy.BREAKS, "", _untouched(view, StepKind.BREAK))


def _shorter(
    view: Forecast, remedy: Remedy, what: str, rows: Sequence[Row]
) -> Iterator[Suggestion]:
    least = SHORTEST_BREAK if remedy is Remedy.BREAKS else SHORTEST_PHASE
    cuts = {r.step.id: min(SHORTER_BY, max(0, r.step.minutes - least)) for r in rows}
    won = sum(cuts.values())
    if won:
        left = {r.step.id: r.step.minutes - cuts[r.step.id] for r in rows}
        yield Suggestion(remedy, what, won, view.agenda.with_minutes(left))


def _later(view: Forecast, day: int) -> Suggestion:
    """The day that still looks back ends later, by full five minutes; they are play time, too."""
    share = share_of(view)
    rest = 100 - WANTED_PERCENT
    needed = ceil((WANTED_PERCENT * share.base - 100 * share.minutes) / rest)
    needed += _beyond(view, day)
    minutes = SHORTER_BY * ceil(needed / SHORTER_BY)
    days = list(view.agenda.days)
    days[day] = replace(days[day], ends_at=days[day].ends_at + minutes * MINUTE)
    return Suggestion(Remedy.LATER, "", minutes, Agenda(tuple(days)))
