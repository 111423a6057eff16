"""Making a game."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from games.enums import ROUND_PHASES, LogKind, MissingRule, Phase
from games.errors import Illegal
from games.models import Game, Seat, Team
from games.models.game import AdvanceMode
from games.rules.model import Scenario
from games.selectors.scenarios import scenario_of
from games.services.codes import new_code, new_codes
from games.services.scenarios import newest_version
from games.services.texts import one_line
from games.services.writing import founding

_REQUESTS = uuid.UUID("5b0c3a52-6d0f-4d4e-9a5e-0f3c86a3c1d7")

NAME_SIGNS = 120
SEED_SIGNS = 64
MAX_ROUNDS = 12
MAX_PHASE_MINUTES = 24 * 60
MAX_PREPARED_SEATS = 8


def create_game(
    *,
    owner_id: int,
    scenario_slug: str,
    name: str,
    rounds: int,
    cooperation_model: str = "",
    phase_minutes: Mapping[str, int] | None = None,
    round_phases: Sequence[str] = ROUND_PHASES,
    advance_mode: str = AdvanceMode.MANUAL,
    missing_rule: str = MissingRule.DRAFT,
    seed: str = "",
    seats_per_team: int = 0,
    is_demo: bool = False,
    request_id: str = "",
    now: datetime | None = None,
) -> uuid.UUID:
    """Create a game in the lobby, one team for each municipality, in its order.

    Empty ``cooperation_model`` = the scenario's own, empty ``seed`` = drawn at random; minutes of
    a phase that is missing or 0 mean no time limit; ``seats_per_team`` seats with codes are
    prepared for printed cards. Returns the public id; sent again with the same ``request_id``,
    that of the first time. Raises Illegal for values the scenario does not know.
    """
    now = now or timezone.now()
    public_id = _public_id(owner_id, request_id)
    if request_id and Game.objects.filter(public_id=public_id).exists():
        return public_id
    game = Game(
        public_id=public_id,
        name=one_line(name, field="name", limit=NAME_SIGNS),
        owner_id=owner_id,
        scenario=newest_version(scenario_slug),
        cooperation_model=cooperation_model,
        seed=seed.strip() or secrets.token_hex(6),
        rounds=rounds,
        round_phases=_checked_phases(round_phases),
        phase_minutes=_checked_minutes(phase_minutes or {}),
        advance_mode=advance_mode,
        missing_rule=missing_rule,
        join_code=new_code(),
        is_demo=is_demo,
        created_at=now,
    )
    scenario = scenario_of(game)
    game.cooperation_model = cooperation_model or scenario.model
    _check(game, scenario, seats_per_team)
    try:
        _found(game, scenario, seats_per_team)
    except IntegrityError:
        # The same request a moment earlier, in another process.
        if not Game.objects.filter(public_id=public_id).exists():
            raise
    return public_id


def _public_id(owner_id: int, request_id: str) -> uuid.UUID:
    """Random, or the same each time for one request of one facilitator."""
    return uuid.uuid5(_REQUESTS, f"{owner_id}:{request_id}") if request_id else uuid.uuid4()


def _found(game: Game, scenario: Scenario, seats_per_team: int) -> None:
    with founding(game, user_id=game.owner_id, now=game.created_at) as writer:
        _seat(game, scenario, seats_per_team)
        writer.log(
            LogKind.GAME_CREATED,
            {
                "scenario": game.scenario.digest,
                "model": game.cooperation_model,
                "seed": game.seed,
                "rounds": game.rounds,
                "phases": game.round_phases,
                "minutes": game.phase_minutes,
                "advance": str(game.advance_mode),
                "missing": str(game.missing_rule),
                "seats": seats_per_team,
            },
        )


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
