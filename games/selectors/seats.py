"""One seat or team at a time, for the facilitator's commands."""

from dataclasses import dataclass

from games.access import Viewer
from games.enums import DRAFTING_PHASES, DecisionStatus
from games.errors import NotAllowed
from games.models import Seat, Team
from games.selectors.cockpit import require_facilitator
from games.selectors.reading import decision_rows, game_row
from games.selectors.regionmap import mark_of


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A municipality to choose; ``bot`` names the strategy that plays it ("" = people)."""

    id: int
    name: str
    mark: int
    bot: str


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat with the code that moves it to another device, and where it could be moved to."""

    id: int
    name: str
    code: str
    team: TeamChoice
    teams: tuple[TeamChoice, ...]


def seat_card(viewer: Viewer, seat_id: int) -> SeatCard:
    """A seat of the facilitator's own game. Raises NotAllowed where there is none."""
    require_facilitator(viewer)
    seat = Seat.objects.filter(pk=seat_id, game_id=viewer.game_id, removed_at__isnull=True).first()
    if seat is None:
        raise NotAllowed("unknown_seat")
    teams = team_choices(viewer)
    team = next(each for each in teams if each.id == seat.team_id)
    return SeatCard(seat.pk, seat.name, seat.code, team, teams)


def team_choices(viewer: Viewer) -> tuple[TeamChoice, ...]:
    """The municipalities of the facilitator's own game."""
    require_facilitator(viewer)
    rows = Team.objects.filter(game_id=viewer.game_id).order_by("position")
    return tuple(TeamChoice(row.pk, row.name, mark_of(row.position), row.bot) for row in rows)


def team_choice(viewer: Viewer, team_id: int) -> TeamChoice:
    """One municipality of the facilitator's own game. Raises NotAllowed where there is none."""
    found = next((team for team in team_choices(viewer) if team.id == team_id), None)
    if found is None:
        raise NotAllowed("unknown_team")
    return found


def has_draft(viewer: Viewer, team_id: int) -> bool:
    """Whether a bot that took the team over now would replace a draft of its people."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    if game.phase not in DRAFTING_PHASES:
        return False
    row = decision_rows(game.pk, game.round_number).get(team_id)
    return row is not None and row.status == DecisionStatus.DRAFT
