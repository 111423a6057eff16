"""Reading the rows of decisions under the lock."""

from games.models import Team, TeamDecision


def current_decision(team: Team, round_number: int) -> TeamDecision | None:
    """The team's decision of a round (of its latest attempt), or None where nothing is saved."""
    rows = TeamDecision.objects.filter(team=team, round_number=round_number)
    return rows.order_by("-attempt").first()


def current_decisions(game_id: int, round_number: int) -> dict[int, TeamDecision]:
    """The decisions of all teams of a game for a round, by the team's primary key."""
    rows = TeamDecision.objects.filter(team__game_id=game_id, round_number=round_number)
    return {row.team_id: row for row in rows.order_by("attempt")}
