"""Reading the rows of decisions under the lock."""

from games.models import Team, TeamDecision
from games.models.prepared import Prepared

MOST_ROUNDS = 32_767
"""The largest number the column of rounds takes."""

_latest = Prepared(
    lambda team, number: TeamDecision.objects.filter(team_id=team, round_number=number).order_by(
        "-attempt"
    )[:1],
    2,
)

_of_round = Prepared(
    lambda game, number: TeamDecision.objects.filter(
        team__game_id=game, round_number=number
    ).order_by("attempt"),
    2,
)


def current_decision(team: Team, round_number: int) -> TeamDecision | None:
    """The team's decision of a round (of its latest attempt), or None where nothing is saved."""
    if round_number > MOST_ROUNDS:
        return None
    row = _latest.first(team.pk, round_number)
    if row is not None:
        row.team = team
    return row


def current_decisions(game_id: int, round_number: int) -> dict[int, TeamDecision]:
    """The decisions of all teams of a game for a round, by the team's primary key."""
    return {row.team_id: row for row in _of_round(game_id, round_number)}
