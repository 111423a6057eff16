"""The waiting room: who is there, in which municipality."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.models import Seat, Team
from games.selectors.frame import place
from games.selectors.present import Online, nobody
from games.selectors.regionmap import RegionMap, mark_of, region_map


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a seat, and whether their device is there."""

    name: str
    online: bool


@dataclass(frozen=True, slots=True)
class LobbyTeam:
    """One municipality of the game and the people in it."""

    id: int
    name: str
    mark: int
    people: tuple[Guest, ...]
    bot: bool


@dataclass(frozen=True, slots=True)
class Lobby:
    """The waiting room as the whole game sees it."""

    teams: tuple[LobbyTeam, ...]
    here: int
    map: RegionMap
    text: str


def lobby_teams(game_id: int, online: Online = nobody) -> tuple[LobbyTeam, ...]:
    """The municipalities of a game in their fixed order; two queries."""
    seats = Seat.objects.filter(game_id=game_id, removed_at__isnull=True).exclude(name="")
    rows = tuple(seats.values_list("pk", "team_id", "name"))
    here = online([seat_id for seat_id, _team, _name in rows])
    guests: dict[int, list[Guest]] = defaultdict(list)
    for seat_id, team_id, name in rows:
        guests[team_id].append(Guest(name, seat_id in here))
    return tuple(
        LobbyTeam(
            id=team.pk,
            name=team.name,
            mark=mark_of(team.position),
            people=tuple(guests[team.pk]),
            bot=bool(team.bot),
        )
        for team in Team.objects.filter(game_id=game_id)
    )


def live_context(viewer: Viewer, online: Online = nobody) -> Mapping[str, Any]:
    """Everything the waiting room's regions need; nothing of a single person's."""
    here = place(viewer)
    teams = lobby_teams(viewer.game_id, online)
    own = here.scenario.municipalities[here.team.town]
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "lobby": Lobby(
            teams=teams,
            here=sum(len(team.people) for team in teams),
            map=region_map(here.scenario),
            text=own.text,
        ),
    }
