"""Commands of the two kinds of people: rights are looked up again under the lock.

The facilitator may act for a team that cannot: as its deputy, through the same commands. Such a
viewer has the team and the account, and no seat.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from games.access import Viewer, ViewerKind
from games.enums import DecisionSource, Role
from games.errors import NotAllowed, RoleMayNot
from games.models import Game, Seat, Team, WorkshopMember
from games.models.prepared import Prepared
from games.roles import Right, rights_of
from games.services.writing import Writer, writing


@contextmanager
def leading(
    viewer: Viewer,
    *,
    right: Right = Right.COURSE,
    request_id: str = "",
    now: datetime | None = None,
    archived: bool = False,
) -> Iterator[Writer]:
    """A command of somebody who leads the game or helps, and whose role includes the ``right``.

    ``archived``: also for a game in the archive. Raises NotAllowed for strangers and RoleMayNot
    where the role does not reach that far.
    """
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")
    with writing(
        viewer.game_id,
        request_id=request_id,
        user_id=viewer.user_id,
        now=now,
        archived=archived,
    ) as writer:
        check_right(writer.game, viewer.user_id, right)
        yield writer


def check_right(game: Game, user_id: int | None, right: Right) -> None:
    """Raises NotAllowed where an account has no role in the game, RoleMayNot for too small a one.

    Roles are asked for anew: one that was taken away a moment ago no longer counts.
    """
    row = _role.first(game.workshop_id, user_id or 0)
    if row is None or row[1] not in (None, game.pk):
        raise NotAllowed("not_facilitator")
    role = Role(row[0])
    if right not in rights_of(role):
        raise RoleMayNot("role_may_not", role=role.value, right=right.value)


_role = Prepared(
    lambda workshop, user: WorkshopMember.objects.filter(
        workshop_id=workshop, user_id=user
    ).values_list("role", "game_id"),
    2,
)


DEPUTY_NAME = "Spielleitung"
"""Who a field's last change is by where a deputy made it; as names of people it is stored."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts for a team: somebody in one of its seats, or its deputy."""

    team: Team
    name: str
    source: DecisionSource

    @property
    def team_id(self) -> int:
        """Primary key of the team."""
        return self.team.pk


def hand_of(seat: Seat) -> Hand:
    """Somebody in a seat of the team."""
    return Hand(seat.team, seat.name, DecisionSource.TEAM)


@contextmanager
def playing(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Iterator[tuple[Writer, Hand]]:
    """A command for a team, of somebody in a seat of it or of its deputy.

    Seat and team are as they are under the lock. Raises NotAllowed where the seat has been removed
    or moved to another team since, and for a deputy who does not lead the game.
    """
    if viewer.seat_id is None and None not in (viewer.team_id, viewer.user_id):
        with _deputising(viewer, request_id, now) as acting:
            yield acting
        return
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        yield writer, hand_of(seat)


@contextmanager
def _deputising(
    viewer: Viewer, request_id: str, now: datetime | None
) -> Iterator[tuple[Writer, Hand]]:
    with writing(viewer.game_id, request_id=request_id, user_id=viewer.user_id, now=now) as writer:
        team = Team.objects.filter(pk=viewer.team_id or 0, game=writer.game).first()
        check_right(writer.game, viewer.user_id, Right.DEPUTY)
        if team is None:
            raise NotAllowed("not_facilitator")
        yield writer, Hand(team, DEPUTY_NAME, DecisionSource.DEPUTY)


@contextmanager
def sitting(
    viewer: Viewer,
    *,
    request_id: str = "",
    now: datetime | None = None,
    archived: bool = False,
) -> Iterator[tuple[Writer, Seat]]:
    """As ``playing`` for what only people of the team do: write, answer, call. No deputies."""
    if viewer.seat_id is None or viewer.team_id is None:
        raise NotAllowed("not_player")
    with writing(
        viewer.game_id,
        request_id=request_id,
        seat_id=viewer.seat_id,
        now=now,
        archived=archived,
    ) as writer:
        yield writer, _seat(viewer.game_id, viewer.seat_id, viewer.team_id)


def _seat(game_id: int, seat_id: int, team_id: int) -> Seat:
    seat = _sitting.first(seat_id, game_id, team_id)
    if seat is None:
        raise NotAllowed("no_seat")
    return seat


_sitting = Prepared(
    lambda seat, game, team: Seat.objects.filter(
        pk=seat, game_id=game, team_id=team, removed_at__isnull=True
    ).select_related("team"),
    3,
)
