"""Teams that everybody has left and that nobody plays: an event of their own would hit nobody."""

from collections.abc import Collection
from datetime import datetime

from games.enums import DecisionSource, LogKind
from games.errors import Illegal
from games.models import Game, LogEntry
from games.selectors.reading import decision_rows, seat_rows, team_rows

_LEFT = (LogKind.SEAT_LEFT, LogKind.SEAT_REMOVED, LogKind.PEOPLE_MERGED)


def check_played(game: Game, towns: Collection[str]) -> None:
    """Raises Illegal("nobody_plays") where one of the towns was left by all.

    A town that never had people of its own may be played on paper, and one that a bot plays or
    that the facilitator has decided for in this round is played.
    """
    taken = {seat.team_id for seat in seat_rows(game.pk) if seat.name and not seat.removed_at}
    decisions = decision_rows(game.pk, game.round_number)
    for team in team_rows(game.pk):
        if team.town not in towns or team.bot or team.pk in taken:
            continue
        row = decisions.get(team.pk)
        since = _left_at(game, team.town, team.pk)
        if since and (row is None or row.source != DecisionSource.DEPUTY):
            raise Illegal("nobody_plays", team=team.name, since=since)


def _left_at(game: Game, town: str, team_id: int) -> datetime | None:
    """When the last person left; None where nobody ever did."""
    rows = LogEntry.objects.filter(game=game, kind__in=_LEFT).order_by("-sequence")
    for entry in rows:
        merged = entry.kind == LogKind.PEOPLE_MERGED
        if entry.payload.get("from") == town if merged else entry.team_id == team_id:
            return entry.at
    return None
