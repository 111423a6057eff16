"""Moving a game through its phases, under the lock; who may do so is decided by the callers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from games.enums import DecisionStatus, LogKind, MissingRule, Phase
from games.errors import Illegal, TooLate
from games.models import Game, Team
from games.models.game import AdvanceMode
from games.selectors.stage import next_step
from games.services.bots import bots_decide
from games.services.decisions import current_decisions
from games.services.settling import close_and_settle
from games.services.writing import Writer


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the order of play; round 0 is the lobby."""

    round_number: int
    phase: Phase

    @property
    def label(self) -> str:
        """How ``Team.ready_for`` names it."""
        return f"{self.round_number}:{self.phase}"


def position(game: Game) -> Position:
    """Where the game stands."""
    return Position(game.round_number, Phase(game.phase))


def named(round_number: int, phase: str) -> Position:
    """The place that a command names. Raises Illegal("unknown_phase") where there is no such."""
    try:
        return Position(round_number, Phase(phase))
    except ValueError:
        raise Illegal("unknown_phase", phase=phase) from None


def phase_over(wanted: Position, here: Position) -> TooLate:
    """The refusal of a command for another place than the game stands at."""
    return TooLate(
        "phase_over",
        round=wanted.round_number,
        phase=wanted.phase.value,
        now_round=here.round_number,
        now_phase=here.phase.value,
    )


def following(game: Game) -> Position | None:
    """What comes next in the order of play; None once the game has ended."""
    phases = [Phase(phase) for phase in game.round_phases]
    step = next_step(phases, Phase(game.phase), game.round_number, game.rounds)
    return Position(step.round_number, step.phase) if step else None


def go_on(writer: Writer, missing_rule: MissingRule | None = None) -> None:
    """Enter the next phase; leaving ``deciding`` closes and settles the round.

    Raises TooLate("game_ended") where nothing follows.
    """
    target = following(writer.game)
    if target is None:
        raise TooLate("game_ended")
    if writer.game.phase == Phase.DECIDING:
        close_and_settle(writer, missing_rule)
    enter(writer, target)


def enter(writer: Writer, target: Position) -> None:
    """Put the game into a phase with its time limit; bots decide when ``deciding`` starts."""
    game = writer.game
    ended = target.phase == Phase.ENDED
    writer.log(
        LogKind.GAME_ENDED if ended else LogKind.PHASE_STARTED,
        {"round": target.round_number, "phase": target.phase.value},
    )
    game.round_number, game.phase = target.round_number, target.phase
    game.phase_started_at = writer.now
    game.deadline = _deadline(game, target.phase, writer.now)
    game.paused, game.remaining_seconds = False, None
    if ended:
        game.ended_at = writer.now
    writer.touch_game()
    if target.phase == Phase.DECIDING:
        bots_decide(writer)


def _deadline(game: Game, phase: Phase, now: datetime) -> datetime | None:
    minutes = game.phase_minutes.get(phase.value, 0)
    return now + timedelta(minutes=minutes) if minutes else None


def go_on_if_all_ready(writer: Writer) -> None:
    """In READY mode: go on at once when every team of people has submitted or is ready."""
    game = writer.game
    if game.advance_mode != AdvanceMode.READY or game.paused or game.phase == Phase.LOBBY:
        return
    teams = tuple(teams_of_people(game))
    if teams and all_ready(game, teams):
        go_on(writer)


def teams_of_people(game: Game) -> Iterable[Team]:
    """Teams in which somebody sits and no bot plays."""
    people = {"seats__joined_at__isnull": False, "seats__removed_at__isnull": True}
    return Team.objects.filter(game=game, bot="", **people).distinct()


def all_ready(game: Game, teams: Iterable[Team]) -> bool:
    """Whether these teams need no more time: submitted in ``deciding``, else marked as ready."""
    if game.phase == Phase.DECIDING:
        rows = current_decisions(game.pk, game.round_number)
        submitted = {pk for pk, row in rows.items() if row.status == DecisionStatus.SUBMITTED}
        return all(team.pk in submitted for team in teams)
    return all(team.ready_for == position(game).label for team in teams)
