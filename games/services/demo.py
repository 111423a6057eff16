"""A fresh game to try things out, described as JSON (contract: docs/schnittstellen.md)."""

import uuid
from datetime import datetime
from typing import Any

from django.urls import reverse

from games.access import Viewer, ViewerKind, link_token
from games.enums import ROUND_PHASES, Phase, Role
from games.errors import GameError
from games.models import Game, Seat, Team
from games.models.game import AdvanceMode
from games.services import accounts, flow, seats
from games.services.bots import DEFAULT_BOT
from games.services.games import GamePlan, create_game
from games.services.scenarios import load_scenarios

SEATS_PER_TEAM = 2
NAME = "Probespiel"
ALONE = (Phase.BRIEFING, Phase.DECIDING, Phase.SETTLED)
"""Phases for one team among bots: there is nobody to negotiate or to look back with."""


def create_demo(
    *,
    base_url: str,
    scenario: str = "mittelaue",
    model: str = "alles",
    rounds: int = 4,
    facilitator: str = "",
    running: bool = False,
    seed: str = "",
    now: datetime | None = None,
) -> dict[str, Any]:
    """Create a game in the lobby, two seats with codes in each team.

    Loads the scenarios first. The facilitator is a new account with a random password, or
    ``facilitator``, an existing one (its password is not told: None). ``running``: bots play every
    team but the first, the game has started and goes on as soon as that team is ready, without the
    phases that only people among themselves need. Raises Illegal for unknown names.
    """
    load_scenarios(now=now)
    account = (
        accounts.find_facilitator(facilitator)
        if facilitator
        else accounts.create_guest_facilitator()
    )
    try:
        plan = GamePlan(
            NAME,
            scenario,
            rounds,
            cooperation_model=model,
            seed=seed,
            seats_per_team=SEATS_PER_TEAM,
            round_phases=ALONE if running else ROUND_PHASES,
            advance_mode=AdvanceMode.READY if running else AdvanceMode.MANUAL,
        )
        public_id = create_game(account.user_id, plan, is_demo=True, now=now)
    except GameError:
        if not facilitator:
            accounts.discard(account)
        raise
    if running:
        _start_with_bots(public_id, account.user_id, now)
    return _described(public_id, account, base_url.rstrip("/"))


def _start_with_bots(public_id: uuid.UUID, user_id: int, now: datetime | None) -> None:
    game = Game.objects.get(public_id=public_id)
    viewer = Viewer(ViewerKind.FACILITATOR, game.pk, user_id=user_id, role=Role.LEAD)
    for team in Team.objects.filter(game=game)[1:]:
        seats.set_bot(viewer, team_id=team.pk, bot=DEFAULT_BOT, now=now)
    flow.start_game(viewer, fill_with_bots=False, now=now)


def _described(public_id: uuid.UUID, account: accounts.Account, base: str) -> dict[str, Any]:
    game = Game.objects.get(public_id=public_id)

    def url(name: str, *parts: object) -> str:
        return base + reverse(name, args=parts)

    places = Seat.objects.filter(game=game).select_related("team")
    return {
        "facilitator": {
            "username": account.username,
            "password": account.password,
            "login_url": url("login"),
        },
        "game": {
            "id": str(public_id),
            "name": game.name,
            "cockpit_url": url("cockpit", public_id),
        },
        "join": {"code": game.join_code, "url": url("join_code", game.join_code)},
        "seats": [
            {"team": seat.team.name, "code": seat.code, "url": url("join_code", seat.code)}
            for seat in places.order_by("team__position", "pk")
        ],
        "projector_url": url("projector", link_token(ViewerKind.PROJECTOR, game)),
        "review_url": url("review", link_token(ViewerKind.REVIEW, game)),
    }
