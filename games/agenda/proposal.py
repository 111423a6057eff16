"""A first run sheet from what a game is set up with: it fits the time, if the time allows it.

Fixed parts come first (arrival, introduction, breaks), then 30 % to look back, then the rounds;
what they do not need becomes buffer. Where the rounds need more than is left, their phases get
shorter, down to a few minutes each; what still does not fit is left to the warning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from math import ceil

from games.agenda.share import WANTED_PERCENT
from games.agenda.steps import MINUTE, Agenda, Day, Step, StepKind
from games.enums import Phase

UNTIMED_MINUTES: Mapping[Phase, int] = {
    Phase.BRIEFING: 5,
    Phase.NEGOTIATING: 10,
    Phase.DECIDING: 10,
    Phase.AWARDING: 10,
    Phase.SETTLED: 5,
    Phase.RECAP: 5,
}
"""Minutes to reckon with for phases that have no time limit in the game."""

LEAST_PHASE = 3
MOST_BACK_PERCENT = 40
SHORT_DAY, HALF_DAY, LUNCH_DAY = 150, 270, 330
LUNCH, COFFEE = 45, 15


@dataclass(frozen=True, slots=True)
class Rounds:
    """What is to be played: how many rounds, and the minutes of their phases in order of play."""

    number: int
    minutes: Mapping[Phase, int]

    @property
    def needed(self) -> int:
        """Minutes of one round."""
        return sum(self.minutes.values())


def rounds_of(number: int, phases: Sequence[str], minutes: Mapping[str, int]) -> Rounds:
    """The rounds of a game; phases without a time limit are reckoned with usual minutes."""
    named = [Phase(phase) for phase in phases]
    return Rounds(number, {p: minutes.get(p) or UNTIMED_MINUTES[p] for p in named})


def propose(rounds: Rounds, spans: Sequence[tuple[datetime, datetime]]) -> Agenda:
    """A run sheet for these days (start and end of each), rounds spread over them."""
    frames = [_Frame(number, len(spans), *span) for number, span in enumerate(spans)]
    back = _looking_back(frames)
    played = _spread(rounds.number, [frame.free(back) for frame in frames])
    ids = _Ids()
    first, days = 1, []
    for frame, many in zip(frames, played, strict=True):
        numbers = range(first, first + many)
        days.append(_day(ids, frame, rounds, numbers, back))
        first += many
    return Agenda(tuple(days))


class _Ids:
    """Short names for steps, new each time."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def step(self, kind: StepKind, minutes: int, **more: object) -> Step:
        return Step(f"s{next(self._numbers)}", kind, minutes, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a day has besides rounds and debrief."""

    number: int
    days: int
    starts_at: datetime
    ends_at: datetime

    @property
    def span(self) -> int:
        return int((self.ends_at - self.starts_at) / MINUTE)

    @property
    def is_first(self) -> bool:
        return self.number == 0

    @property
    def is_last(self) -> bool:
        return self.number == self.days - 1

    @property
    def opening(self) -> list[tuple[StepKind, int]]:
        """Arrival and introduction; on later days a short coming together."""
        if not self.is_first:
            return [(StepKind.INTRODUCTION, 10)]
        short = self.span <= SHORT_DAY
        return [(StepKind.ARRIVAL, 10 if short else 15), (StepKind.INTRODUCTION, 15)]

    @property
    def pauses(self) -> list[int]:
        """Minutes of the breaks, in order."""
        if self.span <= SHORT_DAY:
            return []
        return [COFFEE] if self.span <= LUNCH_DAY else [COFFEE, LUNCH, COFFEE]

    @property
    def buffer(self) -> int:
        """Minutes kept back, in full five."""
        return max(5, 5 * round(self.span / 100))

    @property
    def interim(self) -> int:
        """A day that is not the last ends with a short looking back."""
        return 0 if self.is_last else 15

    @property
    def played(self) -> int:
        """Minutes of the game day: all but arrival, breaks and buffers."""
        arrival = sum(minutes for kind, minutes in self.opening if kind is StepKind.ARRIVAL)
        return max(0, self.span - arrival - sum(self.pauses) - self.buffer)

    def free(self, back: int) -> int:
        """Minutes left for rounds; ``back`` is what the last day keeps for the debrief."""
        fixed = sum(minutes for _kind, minutes in self.opening)
        kept = back if self.is_last else self.interim
        return max(0, self.span - fixed - sum(self.pauses) - self.buffer - kept)


def _looking_back(frames: Sequence[_Frame]) -> int:
    """Minutes of the debrief on the last day: with the looking back of other days 30 % of all."""
    wanted = ceil(WANTED_PERCENT * sum(frame.played for frame in frames) / 100)
    return max(0, wanted - sum(frame.interim for frame in frames))


def _spread(rounds: int, room: Sequence[int]) -> list[int]:
    """How many rounds each day gets, by the room it has (largest remainders first)."""
    total = sum(room) or 1
    shares = [rounds * each / total for each in room]
    given = [int(share) for share in shares]
    by_rest = sorted(range(len(room)), key=lambda day: given[day] - shares[day])
    for day in by_rest[: rounds - sum(given)]:
        given[day] += 1
    return given


def _day(ids: _Ids, frame: _Frame, rounds: Rounds, numbers: range, back: int) -> Day:
    room = frame.free(back)
    minutes = _fitted(rounds, len(numbers), room)
    spare = max(0, room - sum(map(sum, minutes)))
    longer = min(spare, _bearable(frame, back)) if frame.is_last else 0
    steps = [ids.step(kind, length) for kind, length in frame.opening]
    steps += _middle(ids, frame, list(zip(numbers, minutes, strict=True)), tuple(rounds.minutes))
    steps.append(ids.step(StepKind.BUFFER, frame.buffer + spare - longer))
    steps.append(
        ids.step(StepKind.DEBRIEF, back + longer)
        if frame.is_last
        else ids.step(StepKind.INTERIM, frame.interim)
    )
    return Day(frame.starts_at, frame.ends_at, tuple(steps))


def _bearable(frame: _Frame, back: int) -> int:
    """How much longer than needed the debrief may get before people tire."""
    return max(0, MOST_BACK_PERCENT * frame.played // 100 - back)


def _fitted(rounds: Rounds, many: int, room: int) -> list[list[int]]:
    """Minutes of the phases of each round of a day: as wished, or shorter so that they fit."""
    wished = [list(rounds.minutes.values()) for _round in range(many)]
    excess = sum(map(sum, wished)) - room
    if excess <= 0:
        return wished
    for minutes in wished:
        for place, each in enumerate(minutes):
            fair = room * each // (many * rounds.needed)
            minutes[place] = min(each, max(LEAST_PHASE, fair))
    return wished


def _middle(
    ids: _Ids, frame: _Frame, played: list[tuple[int, list[int]]], phases: tuple[Phase, ...]
) -> list[Step]:
    """The rounds with the breaks between them, about evenly spread."""
    pauses = frame.pauses
    after = [round((place + 1) * len(played) / (len(pauses) + 1)) for place in range(len(pauses))]
    steps: list[Step] = []
    for place in range(len(played) + 1):
        steps += [
            ids.step(StepKind.BREAK, minutes)
            for at, minutes in zip(after, pauses, strict=True)
            if at == place
        ]
        if place < len(played):
            number, minutes = played[place]
            steps += [
                ids.step(StepKind.PHASE, length, round_number=number, phase=phase)
                for phase, length in zip(phases, minutes, strict=True)
            ]
    return steps


@dataclass(frozen=True, slots=True)
class Template:
    """A usual shape of a workshop: for each day hours from midnight until start and end."""

    name: str
    days: tuple[tuple[float, float], ...]
    apart: int = 1

    def spans(self, midnight: datetime) -> list[tuple[datetime, datetime]]:
        """Its days from this midnight on (``apart`` days between them)."""
        gap = timedelta(days=self.apart)
        return [
            (midnight + n * gap + timedelta(hours=a), midnight + n * gap + timedelta(hours=b))
            for n, (a, b) in enumerate(self.days)
        ]


TEMPLATES = {
    each.name: each
    for each in (
        Template("half_day", ((9, 13),)),
        Template("full_day", ((9, 16.5),)),
        Template("two_evenings", ((18, 21), (18, 21)), apart=2),
    )
}
