"""How the clock of a phase stood at a moment, from what the log tells.

How long a phase is to last stands at its beginning. Games of before do not have that: whether there
was a limit at all is known from how the game was made; which one, only once the clock had stood.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from games.enums import LogKind, Phase
from games.selectors.moments.track import CLOCK_KINDS, Fact, Station, Track

Limit = Literal["none", "known", "unknown"]


@dataclass(frozen=True, slots=True)
class Clock:
    """How the clock stood: seconds that the phase had run, the deadline, and seconds to it.

    ``left`` is negative after the deadline. While the clock stands still ``left`` is what was kept
    and ``until`` None; without a time limit, and where it is not known, both are None.
    """

    ran: int
    paused: bool
    limit: Limit
    until: datetime | None
    left: int | None

    @property
    def minutes(self) -> str:
        """What it had run, as M:SS."""
        return _minutes(self.ran)

    @property
    def rest(self) -> str:
        """What was left, or by how much it was over, as M:SS; "" where there is no such."""
        return "" if self.left is None else _minutes(abs(self.left))

    @property
    def is_over(self) -> bool:
        """Whether the deadline had passed."""
        return self.left is not None and self.left < 0


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


@dataclass(slots=True)
class _Running:
    """The clock while the log is read; as ``services.phases`` and ``flow`` set it."""

    known: bool
    until: datetime | None
    rest: int | None = None
    stopped: datetime | None = None
    stood: timedelta = timedelta()

    def take(self, fact: Fact) -> None:
        """What an entry does to it."""
        if fact.kind == LogKind.GAME_PAUSED:
            self._stop(fact)
        elif fact.kind == LogKind.GAME_RESUMED:
            self._run(fact.at)
        elif self.stopped is not None:
            self._add(fact)
        elif self.known:
            self._move(fact)

    def _stop(self, fact: Fact) -> None:
        self.known = self.known or "remaining_seconds" in fact.payload
        self.rest, self.until = fact.payload.get("remaining_seconds"), None
        self.stopped = fact.at

    def _run(self, at: datetime) -> None:
        if self.stopped is not None:
            self.stood += at - self.stopped
        self.until = at + timedelta(seconds=self.rest) if self.rest is not None else None
        self.rest, self.stopped = None, None

    def _add(self, fact: Fact) -> None:
        seconds = int(fact.payload.get("seconds", 0))
        if fact.kind == LogKind.TIME_EXTENDED:
            self.rest = max(0, (self.rest or 0) + seconds)
        elif self.rest is not None:
            self.rest = max(self.rest, seconds)

    def _move(self, fact: Fact) -> None:
        by = timedelta(seconds=int(fact.payload.get("seconds", 0)))
        if fact.kind == LogKind.TIME_EXTENDED:
            self.until = max(max(self.until or fact.at, fact.at) + by, fact.at)
        elif self.until is not None:
            self.until = max(self.until, fact.at + by)


def clock_at(track: Track, moment: int, at: datetime) -> Clock | None:
    """The clock at a moment (at time ``at``); None where the game was in no round."""
    station = track.station(moment)
    if station.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED):
        return None
    facts = [fact for fact in track.until(moment) if fact.sequence >= station.first]
    running = _begun(station, facts[0], _minutes_of(track.facts))
    for fact in facts:
        if fact.kind in CLOCK_KINDS:
            running.take(fact)
    return _clock(running, station, at)


def _begun(station: Station, began: Fact, minutes: Mapping[str, int] | None) -> _Running:
    """The clock as a phase begins."""
    seconds = began.payload.get("seconds")
    if seconds is None:
        without = minutes is not None and not minutes.get(station.phase.value)
        return _Running(known=without, until=None)
    return _Running(known=True, until=station.at + timedelta(seconds=seconds) if seconds else None)


def _minutes_of(facts: Iterable[Fact]) -> Mapping[str, int] | None:
    """Minutes by phase as the game was made; None where that is not told."""
    made: Mapping[str, Any] = next(
        (fact.payload for fact in facts if fact.kind == LogKind.GAME_CREATED), {}
    )
    return made.get("minutes")


def _clock(running: _Running, station: Station, at: datetime) -> Clock:
    ran = (running.stopped or at) - station.at - running.stood
    paused = running.stopped is not None
    left = running.rest
    if running.until is not None:
        left = math.ceil((running.until - at).total_seconds())
    limit: Limit = "unknown" if not running.known else "none" if left is None else "known"
    return Clock(max(0, int(ran.total_seconds())), paused, limit, running.until, left)
