"""Making a game."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from games.enums import ROUND_PHASES, LogKind, MissingRule, Phase
from games.errors import Illegal
from games.models import Game, Seat, Team
from games.models.game import AdvanceMode
from games.rules.board import board_decides, fund_of
from games.rules.model import Options, Scenario
from games.selectors.scenarios import scenario_of
from games.services.codes import new_code, new_codes
from games.services.scenarios import newest_version
from games.services.texts import one_line
from games.services.writing import Writer, founding, inserting

_REQUESTS = uuid.UUID("5b0c3a52-6d0f-4d4e-9a5e-0f3c86a3c1d7")

NAME_SIGNS = 120
SEED_SIGNS = 64
MAX_ROUNDS = 12
MAX_PHASE_MINUTES = 24 * 60
MAX_PREPARED_SEATS = 8


@dataclass(frozen=True, slots=True)
class GamePlan:
    """A game to be made.

    Empty ``cooperation_model`` = the scenario's own; ``options`` by name (``rules.model.Options``),
    what is missing is as the scenario says; empty ``seed`` = drawn at random; minutes of
    a phase that is missing or 0 mean no time limit; ``awarding`` is left out where the model has no
    fund that people decide on; ``seats_per_team`` seats with codes are prepared for printed cards.
    """

    name: str
    scenario_slug: str
    rounds: int
    cooperation_model: str = ""
    options: Mapping[str, bool] = field(default_factory=dict)
    round_phases: Sequence[str] = ROUND_PHASES
    phase_minutes: Mapping[str, int] = field(default_factory=dict)
    advance_mode: str = AdvanceMode.MANUAL
    missing_rule: str = MissingRule.DRAFT
    seed: str = ""
    seats_per_team: int = 0


def create_game(
    owner_id: int,
    plan: GamePlan,
    *,
    is_demo: bool = False,
    request_id: str = "",
    now: datetime | None = None,
) -> uuid.UUID:
    """Create a game in the lobby, one team for each municipality, in its order.

    Returns the public id; sent again with the same ``request_id``, that of the first time. Raises
    Illegal for values the scenario does not know.
    """
    now = now or timezone.now()
    public_id = _public_id(owner_id, request_id)
    if request_id and Game.objects.filter(public_id=public_id).exists():
        return public_id
    planned = plan_game(owner_id, plan, now)
    planned.game.public_id, planned.game.is_demo = public_id, is_demo
    try:
        _found(planned.game, planned.scenario, plan.seats_per_team)
    except IntegrityError:
        # The same request a moment earlier, in another process.
        if not Game.objects.filter(public_id=public_id).exists():
            raise
    return public_id


@dataclass(frozen=True, slots=True)
class PlannedGame:
    """A game that has been checked and is not stored yet."""

    game: Game
    scenario: Scenario
    seats_per_team: int

    def insert(self) -> None:
        """Store it, in the transaction of whoever founds several at once."""
        game = self.game
        with inserting(game, user_id=game.owner_id, now=game.created_at) as writer:
            _fill(writer, self.scenario, self.seats_per_team)


def plan_game(owner_id: int, plan: GamePlan, now: datetime) -> PlannedGame:
    """Check a plan and store nothing. Raises Illegal as ``create_game`` does."""
    game = Game(
        name=one_line(plan.name, field="name", limit=NAME_SIGNS),
        owner_id=owner_id,
        scenario=newest_version(plan.scenario_slug),
        cooperation_model=plan.cooperation_model,
        options=_checked_options(plan.options),
        seed=plan.seed.strip() or secrets.token_hex(6),
        rounds=plan.rounds,
        round_phases=_checked_phases(plan.round_phases),
        phase_minutes=_checked_minutes(plan.phase_minutes),
        advance_mode=plan.advance_mode,
        missing_rule=plan.missing_rule,
        join_code=new_code(),
        created_at=now,
    )
    scenario = scenario_of(game)
    game.cooperation_model = plan.cooperation_model or scenario.model
    _check(game, scenario, plan.seats_per_team)
    _leave_out_the_award(game, scenario)
    return PlannedGame(game, scenario, plan.seats_per_team)


def copy_settings(source: Game, *, owner_id: int, now: datetime) -> Game:
    """A game with the same scenario, model, options, phases and rules for a rehearsal with bots.

    In the lobby, without people and with chance of its own; the facilitator alone moves it on.
    """
    copy = Game(
        name=source.name,
        owner_id=owner_id,
        scenario=source.scenario,
        cooperation_model=source.cooperation_model,
        options=source.options,
        seed=secrets.token_hex(6),
        rounds=source.rounds,
        round_phases=source.round_phases,
        phase_minutes=source.phase_minutes,
        advance_mode=AdvanceMode.MANUAL,
        missing_rule=source.missing_rule,
        join_code=new_code(),
        is_rehearsal=True,
        created_at=now,
    )
    _found(copy, scenario_of(copy), seats_per_team=0)
    return copy


def _public_id(owner_id: int, request_id: str) -> uuid.UUID:
    """Random, or the same each time for one request of one facilitator."""
    return uuid.uuid5(_REQUESTS, f"{owner_id}:{request_id}") if request_id else uuid.uuid4()


def _found(game: Game, scenario: Scenario, seats_per_team: int) -> None:
    with founding(game, user_id=game.owner_id, now=game.created_at) as writer:
        _fill(writer, scenario, seats_per_team)


def _fill(writer: Writer, scenario: Scenario, seats_per_team: int) -> None:
    """Teams, prepared seats and the first entry of the log."""
    game = writer.game
    _seat(game, scenario, seats_per_team)
    writer.log(
        LogKind.GAME_CREATED,
        {
            "scenario": game.scenario.digest,
            "model": game.cooperation_model,
            "options": game.options,
            "seed": game.seed,
            "rounds": game.rounds,
            "phases": game.round_phases,
            "minutes": game.phase_minutes,
            "advance": str(game.advance_mode),
            "missing": str(game.missing_rule),
            "seats": seats_per_team,
        },
    )


def _leave_out_the_award(game: Game, scenario: Scenario) -> None:
    """Without a fund that people decide on there is nothing to award by vote."""
    if not board_decides(fund_of(scenario, game.cooperation_model)):
        game.round_phases = [each for each in game.round_phases if each != Phase.AWARDING]
        game.phase_minutes.pop(Phase.AWARDING.value, None)


def _checked_options(options: Mapping[str, bool]) -> dict[str, bool]:
    known = sorted(each.name for each in fields(Options))
    for name in options:
        if name not in known:
            raise Illegal("unknown_option", option=name, known=known)
    return {name: bool(value) for name, value in sorted(options.items())}


def _checked_phases(phases: Sequence[str]) -> list[str]:
    """Phases of a round in the order of play; deciding and settling cannot be left out."""
    chosen = [phase.value for phase in ROUND_PHASES if phase in phases]
    needed = {Phase.DECIDING, Phase.SETTLED}
    if len(chosen) != len(phases) or not needed.issubset(chosen):
        raise Illegal("round_phases", phases=list(phases), known=[p.value for p in ROUND_PHASES])
    return chosen


def _checked_minutes(minutes: Mapping[str, int]) -> dict[str, int]:
    for phase, value in minutes.items():
        if phase not in ROUND_PHASES or not 0 <= value <= MAX_PHASE_MINUTES:
            raise Illegal("phase_minutes", phase=phase, value=value, maximum=MAX_PHASE_MINUTES)
    return {str(phase): value for phase, value in minutes.items() if value}


def _check(game: Game, scenario: Scenario, seats_per_team: int) -> None:
    if scenario.options.joint_building and scenario.threshold is None:
        raise Illegal("nothing_to_build", scenario=scenario.name)
    if game.cooperation_model not in scenario.models:
        raise Illegal("unknown_model", model=game.cooperation_model, known=sorted(scenario.models))
    if not 1 <= game.rounds <= MAX_ROUNDS:
        raise Illegal("rounds_out_of_range", value=game.rounds, minimum=1, maximum=MAX_ROUNDS)
    if game.advance_mode not in AdvanceMode.values:
        raise Illegal("unknown_advance_mode", mode=game.advance_mode)
    if game.missing_rule not in {rule.value for rule in MissingRule}:
        raise Illegal("unknown_missing_rule", rule=game.missing_rule)
    if len(game.seed) > SEED_SIGNS:
        raise Illegal("text_too_long", field="seed", limit=SEED_SIGNS, length=len(game.seed))
    if not 0 <= seats_per_team <= MAX_PREPARED_SEATS:
        raise Illegal("seats_out_of_range", value=seats_per_team, maximum=MAX_PREPARED_SEATS)


def _seat(game: Game, scenario: Scenario, seats_per_team: int) -> None:
    teams = Team.objects.bulk_create(
        Team(game=game, town=town.id, name=town.name, position=position)
        for position, town in enumerate(scenario.municipalities.values())
    )
    codes = iter(new_codes(len(teams) * seats_per_team))
    Seat.objects.bulk_create(
        Seat(game=game, team=team, code=next(codes))
        for team in teams
        for _ in range(seats_per_team)
    )
