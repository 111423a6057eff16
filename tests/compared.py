"""Workshops whose regions are played to the end by strategies, for laying them side by side."""

from datetime import datetime, timedelta

from games.access import WorkshopViewer
from games.enums import Role
from games.models import Game, Team, Workshop
from games.services import flow, seats
from games.services.games import GamePlan
from games.services.workshops import WorkshopPlan, create_workshop
from tests.cast import NOW, UNAWARDED, leader
from tests.factories import ScenarioVersionFactory
from tests.recorded import BOTS


def region(name, model, *, scenario="einstieg", rounds=2) -> GamePlan:
    """A region of a workshop to be made."""
    ScenarioVersionFactory(slug=scenario)
    return GamePlan(
        name=name,
        scenario_slug=scenario,
        rounds=rounds,
        cooperation_model=model,
        round_phases=UNAWARDED,
    )


def workshop_of(owner, title, *plans, now: datetime = NOW) -> WorkshopViewer:
    """A workshop with these regions in their lobbies, and its lead."""
    public_id = create_workshop(owner.pk, WorkshopPlan(title, plans), now=now)
    return WorkshopViewer(Workshop.objects.get(public_id=public_id).pk, owner.pk, Role.LEAD)


def regions_of(viewer) -> list[Game]:
    """The games of a workshop in their order."""
    return list(Game.objects.filter(workshop_id=viewer.workshop_id).order_by("pk"))


def play(game, *, until: int | None = None) -> Game:
    """Strategies play the game to the debrief, or until round ``until`` is settled."""
    lead = leader(game).viewer
    if game.phase == "lobby":
        for team, bot in zip(Team.objects.filter(game=game), BOTS, strict=False):
            seats.set_bot(lead, team_id=team.pk, bot=bot, now=NOW)
        flow.start_game(lead, now=NOW)
    while (game := Game.objects.get(pk=game.pk)).phase != "debrief":
        if (game.round_number, game.phase) == (until, "settled"):
            break
        flow.advance(
            lead,
            expected_round=game.round_number,
            expected_phase=game.phase,
            now=NOW + timedelta(hours=game.round_number),
        )
    return game
