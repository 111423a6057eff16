"""Moving a game through its phases, under the lock; who may do so is decided by the callers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from games.enums import DRAFTING_PHASES, ROUND_PHASES, DecisionStatus, LogKind, MissingRule, Phase
from games.errors import Illegal, TooLate
from games.models import Game, Team
from games.models.game import AdvanceMode
from games.rules.board import board_decides, fund_of, has_business, table
from games.selectors.agenda import planned_minutes
from games.selectors.course import course_of, model_of
from games.selectors.decided import decided
from games.selectors.scenarios import scenario_of, state_before
from games.selectors.stage import next_step
from games.selectors.waiting import waiver
from games.services.bots import bots_decide, bots_vote
from games.services.decisions import current_decisions
from games.services.offer_bots import publish_plans
from games.services.settling import close_decisions, settle_round
from games.services.writing import Writer

CLOSING_PHASES = frozenset({Phase.DECIDING, Phase.AWARDING})
"""Phases whose end fixes something of the teams'; whoever moves on is told who is still open."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the order of play; round 0 is the lobby."""

    round_number: int
    phase: Phase

    @property
    def label(self) -> str:
        """How ``Team.ready_for`` names it."""
        return f"{self.round_number}:{self.phase}"

    def before(self, other: Self) -> bool:
        """Whether it comes earlier in the order of play."""
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int]:
        return self.round_number, list(Phase).index(self.phase)


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
    """Enter the next phase.

    Leaving ``deciding`` fixes the decisions; the round is settled then, or, where the board of the
    fund still votes, when ``awarding`` is left. Without anything to decide for the board the round
    goes without that phase.

    Raises TooLate("game_ended") where nothing follows.
    """
    target = following(writer.game)
    if target is None:
        raise TooLate("game_ended")
    if writer.game.phase == Phase.DECIDING:
        close_decisions(writer, missing_rule)
        if target.phase == Phase.AWARDING and not _board_has_business(writer.game):
            target = _without_award(writer, target)
    if writer.game.phase in CLOSING_PHASES and target.phase != Phase.AWARDING:
        settle_round(writer)
    enter(writer, target)


def _board_has_business(game: Game) -> bool:
    scenario, state = scenario_of(game), state_before(game)
    variant = fund_of(scenario, model_of(game))
    if variant is None:
        return False
    decisions = decided(game, current_decisions(game.pk, game.round_number))
    return has_business(scenario, variant, table(scenario, state, decisions))


def _without_award(writer: Writer, target: Position) -> Position:
    """The phase after the award, which is taken out of this round (``_phases_of`` puts it back)."""
    game = writer.game
    after = game.round_phases[game.round_phases.index(target.phase.value) + 1]
    game.round_phases = [each for each in game.round_phases if each != target.phase]
    writer.log(LogKind.AWARD_SKIPPED, {})
    return Position(target.round_number, Phase(after))


def enter(writer: Writer, target: Position) -> None:
    """Put the game into a phase with its time limit; bots publish, decide and vote in theirs.

    The limit is that of the run sheet where it knows the phase; the log keeps it (0 = none).
    """
    game = writer.game
    ended = target.phase == Phase.ENDED
    minutes = planned_minutes(game, target.round_number, target.phase)
    where = {"round": target.round_number, "phase": target.phase.value}
    if ended:
        writer.log(LogKind.GAME_ENDED, where)
    else:
        writer.log(LogKind.PHASE_STARTED, {**where, "seconds": 60 * minutes})
    if target.phase in DRAFTING_PHASES:
        game.round_phases = _phases_of(game, target.round_number)
    game.round_number, game.phase = target.round_number, target.phase
    game.phase_started_at = writer.now
    game.deadline = writer.now + timedelta(minutes=minutes) if minutes else None
    game.paused, game.remaining_seconds = False, None
    wait_for_nobody(game)
    if ended:
        game.ended_at = writer.now
    writer.touch_game()
    if target.phase == Phase(game.round_phases[0]):
        publish_plans(writer)
    if target.phase == Phase.DECIDING:
        bots_decide(writer)
    elif target.phase == Phase.AWARDING:
        bots_vote(writer)


def _phases_of(game: Game, round_number: int) -> list[str]:
    """The phases of a round, before it is known whether anybody applies.

    A model that was changed may bring a board that votes, or end it; the round before may have gone
    without its award.
    """
    phases = list(game.round_phases)
    kinds = (LogKind.MODEL_CHANGED, LogKind.AWARD_SKIPPED)
    if not game.log.filter(kind__in=kinds).exists():
        return phases
    model = course_of(game).model_in(round_number, game.cooperation_model)
    votes = board_decides(fund_of(scenario_of(game), model))
    wanted = {*phases} - {Phase.AWARDING.value} | ({Phase.AWARDING.value} if votes else set())
    return [phase.value for phase in ROUND_PHASES if phase in wanted]


def wait_for_nobody(game: Game) -> None:
    """No team is waited for any more."""
    game.waiting_for, game.waiting_then = "", ""
    game.waiting_until, game.waiting_seconds = None, None


def stop_clock(writer: Writer) -> None:
    """Let the clock stand with the rest that is left, also that of a wait for a team."""
    game, now = writer.game, writer.now
    rest = _rest(game.deadline, now)
    game.paused, game.deadline, game.remaining_seconds = True, None, rest
    game.waiting_until, game.waiting_seconds = None, _rest(game.waiting_until, now)
    writer.log(LogKind.GAME_PAUSED, {"remaining_seconds": rest})
    writer.touch_game()


def run_clock(writer: Writer) -> None:
    """Let the clock go on with what was left."""
    game = writer.game
    if game.remaining_seconds is not None:
        game.deadline = writer.now + timedelta(seconds=game.remaining_seconds)
    if game.waiting_seconds is not None:
        game.waiting_until = writer.now + timedelta(seconds=game.waiting_seconds)
    game.paused, game.remaining_seconds, game.waiting_seconds = False, None, None
    writer.log(LogKind.GAME_RESUMED, {})
    writer.touch_game()


def _rest(end: datetime | None, now: datetime) -> int | None:
    return max(0, math.ceil((end - now).total_seconds())) if end is not None else None


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
    """Whether these teams need no more time: submitted in ``deciding``, else marked as ready.

    A team that nobody waits for any more (``Team.waived``) holds nothing up.
    """
    teams = [team for team in teams if waiver(team, game) is None]
    if game.phase == Phase.DECIDING:
        rows = current_decisions(game.pk, game.round_number)
        submitted = {pk for pk, row in rows.items() if row.status == DecisionStatus.SUBMITTED}
        return all(team.pk in submitted for team in teams)
    return all(team.ready_for == position(game).label for team in teams)
