"""Stamps: one rising number per audience that says how fresh something is."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import F, Sum

from games.access import Viewer, ViewerKind
from games.models import Game, Team
from games.models.prepared import Prepared

_team_stamp = Prepared(
    lambda team, game: Team.objects.filter(pk=team, game_id=game).values_list(
        F("game__version") + F("version")
    ),
    2,
)
_all_stamp = Prepared(
    lambda game: Game.objects.filter(pk=game).values_list(
        F("version") + F("lead_version") + Sum("teams__version", default=0)
    )
)
_game_stamp = Prepared(lambda game: Game.objects.filter(pk=game).values_list("version"))
_versions = Prepared(
    lambda game: Team.objects.filter(game_id=game).values_list(
        "game__version", "game__lead_version", "pk", "version"
    )
)


def stamp(viewer: Viewer) -> int:
    """The stamp of what this viewer sees; read it *before* the data. One query.

    Players: game and own team; facilitator: game, all teams and what concerns facilitators alone;
    projector and review: game alone.
    Raises Game.DoesNotExist or Team.DoesNotExist where the game or team is gone.
    """
    if viewer.team_id is not None:
        found = _team_stamp.first(viewer.team_id, viewer.game_id)
        missing: type[Exception] = Team.DoesNotExist
    else:
        whole = viewer.kind is ViewerKind.FACILITATOR
        found = (_all_stamp if whole else _game_stamp).first(viewer.game_id)
        missing = Game.DoesNotExist
    if found is None:
        raise missing
    return int(found[0])


class Versions(NamedTuple):
    """What the stamps of a game follow from: of what all see, of teams, of facilitators alone."""

    game: int
    teams: Mapping[int, int]
    lead: int


def versions_of(game_id: int) -> Versions:
    """The versions of a game and of its teams, from which all its stamps follow. One query.

    Raises Game.DoesNotExist where the game is gone (or has no team).
    """
    found = _versions(game_id)
    if not found:
        raise Game.DoesNotExist
    game, lead = found[0][:2]
    return Versions(game, {pk: version for *_, pk, version in found}, lead)
