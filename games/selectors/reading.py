"""The rows that several screens of a game show, read once for all of them (``memo.one_reading``).

Where a reading is allowed to keep, what only changes with the course of a game (seats, settled
rounds, phases) is kept from change to change: the log says whether there was anything but everyday
work since, as every change is in it. Never change a row that comes from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from games.models import Game, LogEntry, ScenarioVersion, Seat, Team, TeamDecision
from games.models.prepared import Prepared
from games.selectors.logkinds import EVERYDAY, PRIVATE
from games.selectors.memo import Newest, keeping, shared

P = ParamSpec("P")
T = TypeVar("T")

NEWEST_ENTRIES = 10
MOST_KEPT = 512


_game = Prepared(lambda game: Game.objects.filter(pk=game))
_teams = Prepared(lambda game: Team.objects.filter(game_id=game).order_by("position"))
_decisions = Prepared(
    lambda game, number: TeamDecision.objects.filter(
        team__game_id=game, round_number=number
    ).order_by("attempt"),
    2,
)


@shared
def game_row(game_id: int) -> Game:
    """The game with its scenario (but not the scenario's content); one query."""
    return with_scenario(_game.first(game_id))


def with_scenario(game: Game | None) -> Game:
    """A game as it was read, with its scenario. Raises Game.DoesNotExist for None."""
    if game is None:
        raise Game.DoesNotExist
    game.scenario = _scenario(game.public_id, game.scenario_id)
    return game


@lru_cache(maxsize=256)
def _scenario(_public_id: UUID, scenario_id: int) -> ScenarioVersion:
    # A game keeps its scenario for life.
    return ScenarioVersion.objects.defer("content").get(pk=scenario_id)


@shared
def team_rows(game_id: int) -> tuple[Team, ...]:
    """The teams in seating order; one query."""
    return tuple(_teams(game_id))


@shared
def decision_rows(game_id: int, round_number: int) -> dict[int, TeamDecision]:
    """The decisions of a round (of its latest attempt) by team; one query."""
    return {row.team_id: row for row in _decisions(game_id, round_number)}


class Line(NamedTuple):
    """A log entry as read."""

    sequence: int
    at: datetime
    kind: str
    round_number: int
    phase: str
    team_id: int | None
    seat_id: int | None
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Log:
    """The log up to ``sequence``: its last entry that was not everyday work, and the newest lines.

    What is private to a team is left out of the lines.
    """

    sequence: int
    chapter: int
    lines: tuple[Line, ...]


class Chapter(NamedTuple):
    """A stretch of a game in which nothing but everyday work happens; 0: without any log."""

    game: UUID
    number: int


@shared
def log_of(game_id: int) -> Log:
    """The log of a game, the newest lines first; one query where it is new to the process."""
    game = game_row(game_id)
    known = _logs.get(game.public_id) if keeping() else None
    if known is None or known.sequence > game.log_sequence:
        known = _newest_lines(game)
    elif known.sequence < game.log_sequence:
        known = _went_on(known, game_id)
    if keeping():
        _logs.put(game.public_id, known)
    return known


def _newest_lines(game: Game) -> Log:
    rows = LogEntry.objects.filter(game_id=game.pk).order_by("-sequence")
    shown = rows.exclude(kind__in=PRIVATE).values_list(*Line._fields)
    lines = tuple(Line(*row) for row in shown[:NEWEST_ENTRIES])
    chapters = rows.exclude(kind__in=EVERYDAY) if keeping() else rows.none()
    return Log(
        sequence=max([game.log_sequence, *(line.sequence for line in lines)]),
        chapter=chapters.values_list("sequence", flat=True).first() or 0,
        lines=lines,
    )


_lines_after = Prepared(
    lambda game, sequence: (
        LogEntry.objects.filter(game_id=game, sequence__gt=sequence)
        .order_by("sequence")
        .values_list(*Line._fields)
    ),
    2,
)


def _went_on(known: Log, game_id: int) -> Log:
    found = [Line(*row) for row in _lines_after(game_id, known.sequence)]
    chapters = [line.sequence for line in found if line.kind not in EVERYDAY]
    shown = [line for line in found if line.kind not in PRIVATE]
    return Log(
        sequence=found[-1].sequence if found else known.sequence,
        chapter=chapters[-1] if chapters else known.chapter,
        lines=(*reversed(shown), *known.lines)[:NEWEST_ENTRIES],
    )


@shared
def chapter_of(game_id: int) -> Chapter:
    """The same value as long as nothing but everyday work happens in a game."""
    return Chapter(game_row(game_id).public_id, log_of(game_id).chapter)


def per_chapter(read: Callable[P, T]) -> Callable[P, T]:
    """Mark a read (first argument: the game) whose result everyday work does not change."""

    @wraps(read)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        if not keeping():
            return read(*args, **kwargs)
        # Asked for first: what is read then may be newer than its key, never older.
        game_id: Any = args[0]
        key = (read, chapter_of(game_id), args, tuple(sorted(kwargs.items())))
        found = _chapters.get(key)
        if found is None:
            found = (read(*args, **kwargs),)
            _chapters.put(key, found)
        result: T = found[0]
        return result

    return kept


_logs: Newest[Log] = Newest(MOST_KEPT)
_chapters: Newest[tuple[Any]] = Newest(MOST_KEPT)


@shared
@per_chapter
def seat_rows(game_id: int) -> tuple[Seat, ...]:
    """All seats a game ever had, also those taken away; one query."""
    return tuple(Seat.objects.filter(game_id=game_id).order_by("pk"))
