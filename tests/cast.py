"""The people of all tests, in a game made by the services.

Frieda leads the game. Anna and Ben share a team (the first, Obertal in "einstieg"), Dora sits in
the second. Carl plays in another game, which Franz leads: both are strangers here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from games.access import Viewer, ViewerKind, sign_device_token
from games.enums import ROUND_PHASES, Phase, Role
from games.models import Game, Team
from games.services import flow, joining
from games.services.games import GamePlan, create_game
from tests.factories import ScenarioVersionFactory, UserFactory

UNAWARDED = tuple(phase for phase in ROUND_PHASES if phase != Phase.AWARDING)
"""Phases of games in which the board of the fund has no phase of its own."""
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CLIENT = "192.0.2.7"


@dataclass(frozen=True)
class Person:
    """A viewer with what a browser would hold: a cookie (players) or an account."""

    viewer: Viewer
    cookie: str = ""
    user: object = None


@dataclass(frozen=True)
class Cast:
    game: Game
    frieda: Person
    anna: Person
    ben: Person
    dora: Person
    carl: Person
    franz: Person

    @property
    def teams(self) -> list[Team]:
        return list(Team.objects.filter(game=self.game))

    def fresh(self) -> Game:
        """The game as it is stored now."""
        return Game.objects.get(pk=self.game.pk)

    def play_until(self, phase: str, *, round_number: int = 1, now: datetime = NOW) -> Game:
        """Frieda presses "next" until the game stands in the phase of the round."""
        game = self.fresh()
        if game.phase == "lobby":
            flow.start_game(self.frieda.viewer, now=now)
        while (game := self.fresh()) and (game.round_number, game.phase) != (round_number, phase):
            assert game.phase != "ended", f"no phase {phase} in round {round_number}"
            flow.advance(
                self.frieda.viewer,
                expected_round=game.round_number,
                expected_phase=game.phase,
                now=now,
            )
        return game


def found_game(owner, *, now: datetime = NOW, scenario: str = "einstieg", **options) -> Game:
    """A game in the lobby with three rounds, settled as soon as deciding is left."""
    ScenarioVersionFactory(slug=scenario)
    wanted = {
        "name": "Übung",
        "rounds": 3,
        "cooperation_model": "alles",
        "seed": "einstieg",
        "round_phases": UNAWARDED,
    }
    plan = GamePlan(scenario_slug=scenario, **{**wanted, **options})
    public_id = create_game(owner.pk, plan, now=now)
    return Game.objects.get(public_id=public_id)


def sit_down(game: Game, name: str, place: int, *, now: datetime = NOW) -> Person:
    """Join a team by its place in the list (from 0), with the game's code."""
    team = Team.objects.filter(game=game)[place]
    joined = joining.join(code=game.join_code, name=name, team_id=team.pk, client=CLIENT, now=now)
    viewer = Viewer(ViewerKind.PLAYER, game.pk, team_id=team.pk, seat_id=joined.seat_id)
    return Person(viewer, cookie=sign_device_token(joined.device_token))


def leader(game: Game) -> Person:
    """The facilitator of a game."""
    viewer = Viewer(ViewerKind.FACILITATOR, game.pk, user_id=game.owner_id, role=Role.LEAD)
    return Person(viewer, user=game.owner)


def assemble(**options) -> Cast:
    """The whole cast, the game still in the lobby; ``options`` go to its ``GamePlan``."""
    game = found_game(UserFactory(username="frieda"), **options)
    other = found_game(UserFactory(username="franz"), name="Nachbarspiel")
    return Cast(
        game=game,
        frieda=leader(game),
        anna=sit_down(game, "Anna", 0),
        ben=sit_down(game, "Ben", 0),
        dora=sit_down(game, "Dora", 1),
        carl=sit_down(other, "Carl", 0),
        franz=leader(other),
    )
