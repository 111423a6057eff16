"""The course of a game as its log tells it: stations, settlements that counted, what was undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from games.enums import ROUND_PHASES, LogKind, Phase
from games.models import Game, LogEntry, Settlement
from games.rules import course as rules
from games.rules.course import Course, course_from
from games.selectors.scenarios import Key

MOST_KEPT = 24
"""Games whose course stays in memory."""

EARLY = frozenset({Phase.LOBBY, Phase.BRIEFING, Phase.NEGOTIATING})
"""Phases of a round that stand where it is taken back; all others are played once more."""

_STEERED: Mapping[str, str] = {
    LogKind.MODEL_CHANGED: rules.MODEL,
    LogKind.EVENT_PLAYED: rules.EVENT,
    LogKind.EVENT_SKIPPED: rules.SKIP,
    LogKind.FIGURE_CORRECTED: rules.FIGURE,
    LogKind.VALUE_CHANGED: rules.VALUE,
}
_CLOSING = frozenset(
    {
        LogKind.DECISIONS_CLOSED,
        LogKind.AWARD_SKIPPED,
        LogKind.ROUND_SETTLED,
        LogKind.ROUNDS_UNDONE,
        LogKind.ROUNDS_RESTORED,
    }
)
"""What ends a phase and is written while the game still stands in it."""
CLOCK_KINDS = frozenset(
    {
        LogKind.TIME_EXTENDED,
        LogKind.GAME_PAUSED,
        LogKind.GAME_RESUMED,
        LogKind.WAIT_BEGUN,
    }
)
"""What moves the clock of a phase."""
_KINDS = (
    LogKind.GAME_CREATED,
    LogKind.PHASE_STARTED,
    LogKind.GAME_ENDED,
    LogKind.ROUND_SETTLED,
    LogKind.ROUNDS_UNDONE,
    LogKind.ROUNDS_RESTORED,
    LogKind.DECISIONS_CLOSED,
    LogKind.AWARD_SKIPPED,
    LogKind.STEERING_WITHDRAWN,
    *_STEERED,
    *CLOCK_KINDS,
)


class Fact(NamedTuple):
    """An entry of the log that the course is made of."""

    sequence: int
    kind: str
    at: datetime
    payload: Mapping[str, Any]


class Stored(NamedTuple):
    """Names one stored settlement: ``attempt`` counts those of its round from 1."""

    round_number: int
    attempt: int
    pk: int
    digest: str

    @property
    def key(self) -> Key:
        """What its state and rounds are kept by."""
        return self.digest, self.pk


@dataclass(frozen=True, slots=True)
class Station:
    """A phase of a round from when it began (``first``) to its last entry.

    ``shown``: the last entry before what ended it: so it stood when it was over. ``turn``: which
    attempt at its round it belongs to, counted from 1. ``undone``: the entry that made it count no
    more, 0 where it counts.
    """

    first: int
    last: int
    shown: int
    at: datetime
    round_number: int
    phase: Phase
    turn: int = 1
    undone: int = 0


@dataclass(frozen=True, slots=True)
class Undoing:
    """Rounds from ``to`` on were taken back; ``restored``: the entry that revoked it, or 0."""

    sequence: int
    at: datetime
    to: int
    reason: str
    steering: Sequence[Mapping[str, Any]]
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """The whole course. ``length``: the number of the last entry."""

    length: int
    facts: tuple[Fact, ...]
    stations: tuple[Station, ...]
    undoings: tuple[Undoing, ...]
    settled: Mapping[int, Stored]
    started: Stored | None = None

    def station(self, moment: int) -> Station:
        """Where the game stood."""
        return next(each for each in reversed(self.stations) if each.first <= moment)

    def station_of(self, number: int, phase: Phase | None = None) -> Station | None:
        """The station of a round that counted: of a phase, else where it was settled."""
        counted = [s for s in self.stations if s.round_number == number and not s.undone]
        wanted = [each for each in counted if each.phase is (phase or Phase.SETTLED)]
        if phase is None:
            wanted = wanted or counted
        return wanted[-1] if wanted else None

    def live(self, moment: int) -> Mapping[int, Stored]:
        """The settlements that counted at a moment, by round; round 0 is the start."""
        found: dict[int, Stored] = {}
        kept: dict[int, Stored] = {}
        for fact in self.until(moment):
            if fact.kind == LogKind.ROUND_SETTLED:
                stored = self.settled[fact.sequence]
                found[stored.round_number] = stored
            elif fact.kind == LogKind.ROUNDS_UNDONE:
                kept = {n: each for n, each in found.items() if n >= fact.payload["to"]}
                found = {n: each for n, each in found.items() if n not in kept}
            elif fact.kind == LogKind.ROUNDS_RESTORED:
                found |= kept
        if self.started and self.station(moment).round_number:
            found[0] = self.started
        return dict(sorted(found.items()))

    def until(self, moment: int) -> Iterator[Fact]:
        """The facts up to a moment, in order."""
        return (fact for fact in self.facts if fact.sequence <= moment)

    def next_settlement(self, moment: int, number: int) -> tuple[int, Stored] | None:
        """The entry and the settlement that a round as it stood at a moment came to.

        None where the round was taken back before that.
        """
        for fact in self.facts:
            if fact.sequence <= moment:
                continue
            if fact.kind in (LogKind.ROUNDS_UNDONE, LogKind.ROUNDS_RESTORED):
                return None
            if fact.kind == LogKind.ROUND_SETTLED:
                stored = self.settled[fact.sequence]
                if stored.round_number == number:
                    return fact.sequence, stored
        return None

    def course(self, moment: int) -> Course:
        """What the facilitator had changed by then."""
        entries: list[Mapping[str, Any]] = []
        for fact in self.until(moment):
            if fact.kind in _STEERED:
                entries.append(_entry(fact))
            elif fact.kind == LogKind.STEERING_WITHDRAWN:
                entries = [each for each in entries if each["number"] != fact.payload["number"]]
            elif fact.kind == LogKind.ROUNDS_RESTORED:
                entries = list(
                    next(u for u in self.undoings if u.restored == fact.sequence).steering
                )
        return course_from(entries)


def track_of(game: Game) -> Track:
    """The course of a game; two queries where it is new to the process."""
    return _track(game.pk, game.log_sequence, game.log_digest)


@lru_cache(maxsize=MOST_KEPT)
def _track(game_id: int, length: int, _digest: str) -> Track:
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=_KINDS, sequence__lte=length)
    names = ("sequence", "kind", "at", "payload")
    facts = tuple(Fact(*row) for row in rows.order_by("sequence").values_list(*names))
    kept = Settlement.objects.filter(game_id=game_id)
    stored = {
        (number, attempt): Stored(number, attempt, pk, digest)
        for number, attempt, pk, digest in kept.values_list(
            "round_number", "attempt", "pk", "digest"
        )
    }
    return track_from(facts, stored, length)


def track_from(
    facts: tuple[Fact, ...], stored: Mapping[tuple[int, int], Stored], length: int
) -> Track:
    """The course that facts tell, with the settlements they name."""
    settled: dict[int, Stored] = {}
    counts: dict[int, int] = {}
    settling = iter(_rounds_settled(facts))
    for sequence, number in settling:
        counts[number] = counts.get(number, 0) + 1
        settled[sequence] = stored[number, counts[number]]
    stations, undoings = _stations(facts, length)
    return Track(length, facts, stations, undoings, settled, stored.get((0, 1)))


def _rounds_settled(facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    number = 0
    for fact in facts:
        if fact.kind == LogKind.PHASE_STARTED:
            number = fact.payload["round"]
        elif fact.kind == LogKind.ROUND_SETTLED:
            yield fact.sequence, number


def _stations(
    facts: Sequence[Fact], length: int
) -> tuple[tuple[Station, ...], tuple[Undoing, ...]]:
    found: list[Station] = []
    undoings: list[Undoing] = []
    closed = 0
    for fact in facts:
        if fact.kind in _CLOSING:
            closed = closed or fact.sequence
        if fact.kind == LogKind.GAME_CREATED:
            found.append(Station(fact.sequence, length, length, fact.at, 0, Phase.LOBBY))
        elif fact.kind in (LogKind.PHASE_STARTED, LogKind.GAME_ENDED):
            _enter(found, fact, length, closed)
            closed = 0
        elif fact.kind == LogKind.ROUNDS_UNDONE:
            payload = fact.payload
            to, reason = payload["to"], payload.get("reason", "")
            undoings.append(
                Undoing(fact.sequence, fact.at, to, reason, payload.get("steering", ()))
            )
            found = [_undone(each, to, fact.sequence) for each in found]
        elif fact.kind == LogKind.ROUNDS_RESTORED and undoings:
            last = undoings[-1] = replace(undoings[-1], restored=fact.sequence)
            found = [_restored(each, last) for each in found]
    return tuple(found), tuple(undoings)


def _enter(found: list[Station], fact: Fact, length: int, closed: int) -> None:
    """The game enters a phase; ``closed``: the first entry of what ended the one before, or 0."""
    if found:
        last = fact.sequence - 1
        found[-1] = replace(found[-1], last=last, shown=closed - 1 if closed else last)
    number, phase = fact.payload["round"], Phase(fact.payload["phase"])
    turn = _turn(found, number, phase)
    found.append(Station(fact.sequence, length, length, fact.at, number, phase, turn))


def _late(phase: Phase) -> bool:
    return phase not in EARLY


def _turn(found: Sequence[Station], number: int, phase: Phase) -> int:
    before = [
        each
        for each in found
        if each.round_number == number
        and phase in ROUND_PHASES
        and (not _late(phase) or _late(each.phase))
    ]
    counted = [each.turn for each in before if not each.undone]
    return max(counted) if counted else 1 + max((each.turn for each in before), default=0)


def _undone(station: Station, to: int, sequence: int) -> Station:
    again = station.round_number > to or (station.round_number == to and _late(station.phase))
    return replace(station, undone=sequence) if again and not station.undone else station


def _restored(station: Station, undoing: Undoing) -> Station:
    if station.undone == undoing.sequence:
        return replace(station, undone=0)
    if undoing.sequence < station.first and not station.undone:
        return replace(station, undone=undoing.restored)
    return station


def _entry(fact: Fact) -> Mapping[str, Any]:
    payload = dict(fact.payload)
    number, reason = payload.pop("round"), payload.pop("reason", "")
    return {
        "number": fact.sequence,
        "kind": _STEERED[fact.kind],
        "round_number": number,
        "reason": reason,
        "content": payload,
    }
