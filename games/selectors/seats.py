"""One seat or team at a time, for the facilitator's commands."""

from dataclasses import dataclass

from django.db.models import Count

from games.access import Viewer, require_facilitator
from games.enums import DRAFTING_PHASES, DecisionStatus, Phase
from games.errors import NotAllowed
from games.models import Device, Seat, Team
from games.selectors.cockpit import cockpit
from games.selectors.reading import decision_rows, game_row
from games.selectors.regionmap import mark_of
from games.selectors.team_matrix import TeamState


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A municipality to choose; ``bot`` names the strategy that plays it ("" = people)."""

    id: int
    name: str
    mark: int
    bot: str


@dataclass(frozen=True, slots=True)
class Desk:
    """How far the team of a seat has come, and who stays if this person goes.

    ``alone``: nobody else sits there. ``decided`` of ``to_decide`` fields; 0 of 0: nothing to do.
    """

    state: TeamState
    decided: int
    to_decide: int
    alone: bool
    mates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat with the code that moves it to another device, and where it could be moved to.

    ``removed``: it was taken away and can be given back. ``devices`` hold it. ``needs_reason``:
    people play, so that whoever moves somebody says why.
    """

    id: int
    name: str
    code: str
    team: TeamChoice
    teams: tuple[TeamChoice, ...]
    removed: bool
    devices: int
    desk: Desk
    needs_reason: bool
    over: bool


def seat_card(viewer: Viewer, seat_id: int) -> SeatCard:
    """A seat of the facilitator's own game. Raises NotAllowed where there is none."""
    require_facilitator(viewer)
    seat = Seat.objects.filter(pk=seat_id, game_id=viewer.game_id).first()
    if seat is None:
        raise NotAllowed("unknown_seat")
    game, teams = game_row(viewer.game_id), team_choices(viewer)
    return SeatCard(
        id=seat.pk,
        name=seat.name,
        code=seat.code,
        team=next(each for each in teams if each.id == seat.team_id),
        teams=teams,
        removed=seat.removed_at is not None,
        devices=Device.objects.filter(seat=seat).count(),
        desk=_desk(viewer, seat),
        needs_reason=game.phase != Phase.LOBBY,
        over=game.phase == Phase.ENDED,
    )


def _desk(viewer: Viewer, seat: Seat) -> Desk:
    rows = cockpit(viewer, lambda _seats: ()).teams
    row = next(each for each in rows if each.id == seat.team_id)
    mates = tuple(each.name for each in row.seats if each.name and each.id != seat.pk)
    return Desk(row.state, row.decided, row.to_decide, not mates, mates)


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


def mates(viewer: Viewer) -> dict[int, str]:
    """Names of those who sit in the viewer's team, by seat; one query."""
    rows = Seat.objects.filter(team_id=viewer.team_id or 0, removed_at__isnull=True).exclude(
        name=""
    )
    return dict(rows.values_list("pk", "name"))


def devices_of(viewer: Viewer) -> dict[int, int]:
    """How many devices hold the seats of each municipality, by team; one query."""
    require_facilitator(viewer)
    rows = Device.objects.filter(seat__game_id=viewer.game_id, seat__removed_at__isnull=True)
    counted = rows.values("seat__team_id").annotate(count=Count("pk"))
    return dict(counted.values_list("seat__team_id", "count"))


def people_of(viewer: Viewer, team_id: int) -> tuple[str, ...]:
    """Names of those who sit in a municipality of the facilitator's own game."""
    require_facilitator(viewer)
    return people_of_team(viewer.game_id, team_id)


def people_of_team(game_id: int, team_id: int) -> tuple[str, ...]:
    """Names of those who sit in a municipality; one query."""
    rows = Seat.objects.filter(game_id=game_id, team_id=team_id, removed_at__isnull=True)
    return tuple(rows.exclude(name="").values_list("name", flat=True))


def needs_reason(viewer: Viewer) -> bool:
    """Whether people play, so that a change of seats needs a reason."""
    require_facilitator(viewer)
    return game_row(viewer.game_id).phase != Phase.LOBBY


def is_running(viewer: Viewer) -> bool:
    """Whether a round has begun, so that there is something to decide."""
    require_facilitator(viewer)
    return game_row(viewer.game_id).round_number > 0


def has_draft(viewer: Viewer, team_id: int) -> bool:
    """Whether a bot that took the team over now would replace a draft of its people."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    if game.phase not in DRAFTING_PHASES:
        return False
    row = decision_rows(game.pk, game.round_number).get(team_id)
    return row is not None and row.status == DecisionStatus.DRAFT
