"""Stamps: one rising number per audience that says how fresh something is."""

from django.db.models import F, Sum

from games.access import Viewer, ViewerKind
from games.models import Game, Team


def stamp(viewer: Viewer) -> int:
    """The stamp of what this viewer sees; read it *before* the data. One query.

    Players: game and own team; facilitator: game and all teams; projector and review: game alone.
    Raises Game.DoesNotExist or Team.DoesNotExist where the game or team is gone.
    """
    if viewer.team_id is not None:
        teams = Team.objects.filter(pk=viewer.team_id, game_id=viewer.game_id)
        return int(teams.values_list(F("game__version") + F("version"), flat=True).get())
    games = Game.objects.filter(pk=viewer.game_id)
    if viewer.kind is ViewerKind.FACILITATOR:
        both = F("version") + Sum("teams__version", default=0)
        return int(games.values_list(both, flat=True).get())
    return games.values_list("version", flat=True).get()


def versions_of(game_id: int) -> tuple[int, dict[int, int]]:
    """The version of a game and those of its teams, from which all its stamps follow. One query.

    Raises Game.DoesNotExist where the game is gone (or has no team).
    """
    rows = Team.objects.filter(game_id=game_id).values_list("game__version", "pk", "version")
    found = list(rows)
    if not found:
        raise Game.DoesNotExist
    return found[0][0], {pk: version for _, pk, version in found}
