"""Whom everybody waits for, until when, and what counts if nobody comes."""

from dataclasses import dataclass
from datetime import datetime

from games.enums import DecisionStatus, MissingRule, Phase, WaitEnd
from games.models import Game, Team
from games.selectors.awarding import turnout
from games.selectors.reading import decision_rows, game_row, team_rows
from games.selectors.regionmap import mark_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """The team that is waited for; ``seconds``: what is left while the game is paused."""

    team_id: int
    name: str
    mark: int
    until: datetime | None
    seconds: int | None
    then: WaitEnd

    @property
    def paused_clock(self) -> str:
        """What the stopped clock shows, as MM:SS."""
        seconds = self.seconds or 0
        return f"{seconds // 60:02d}:{seconds % 60:02d}"


def place_of(game: Game) -> str:
    """The start of ``Team.waived`` for the phase in which the game stands."""
    return f"{game.round_number}:{game.phase}:"


def waiver(team: Team, game: Game) -> MissingRule | None:
    """What counts for a team that nobody waits for any more in this phase; None: it is waited for.

    In ``awarding`` that of ``deciding`` stands for nothing: there it is asked anew.
    """
    place = place_of(game)
    if not team.waived.startswith(place):
        return None
    return MissingRule(team.waived.removeprefix(place))


def is_done(team: Team, game: Game) -> bool:
    """Whether a team has done what the phase asks of it."""
    if game.phase == Phase.DECIDING:
        row = decision_rows(game.pk, game.round_number).get(team.pk)
        return row is not None and row.status == DecisionStatus.SUBMITTED
    if team.ready_for == f"{game.round_number}:{game.phase}":
        return True
    votes = turnout(game.pk).get(team.town) if game.phase == Phase.AWARDING else None
    return votes is not None and votes.cast >= votes.due > 0


def waiting_now(game_id: int) -> Waiting | None:
    """The wait that runs or has run out without an answer; None once the team is there."""
    game = game_row(game_id)
    if not game.waiting_for:
        return None
    team = next((each for each in team_rows(game_id) if each.town == game.waiting_for), None)
    if team is None or team.bot or is_done(team, game):
        return None
    return Waiting(
        team_id=team.pk,
        name=team.name,
        mark=mark_of(team.position),
        until=game.waiting_until,
        seconds=game.waiting_seconds,
        then=WaitEnd(game.waiting_then),
    )
