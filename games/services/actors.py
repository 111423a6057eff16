"""Commands of the two kinds of people: rights are looked up again under the lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from games.access import Viewer, ViewerKind
from games.errors import NotAllowed
from games.models import Seat
from games.services.writing import Writer, writing


@contextmanager
def leading(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Iterator[Writer]:
    """A command of the facilitator who owns the game. Raises NotAllowed for anybody else."""
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")
    with writing(viewer.game_id, request_id=request_id, user_id=viewer.user_id, now=now) as writer:
        if writer.game.owner_id != viewer.user_id:
            raise NotAllowed("not_facilitator")
        yield writer


@contextmanager
def playing(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Iterator[tuple[Writer, Seat]]:
    """A command of a player, with the seat and its team as they are under the lock.

    Raises NotAllowed where the seat has been removed or moved to another team since.
    """
    if viewer.seat_id is None or viewer.team_id is None:
        raise NotAllowed("not_player")
    with writing(viewer.game_id, request_id=request_id, seat_id=viewer.seat_id, now=now) as writer:
        yield writer, _seat(viewer.game_id, viewer.seat_id, viewer.team_id)


def _seat(game_id: int, seat_id: int, team_id: int) -> Seat:
    seats = Seat.objects.select_related("team").filter(removed_at__isnull=True)
    try:
        return seats.get(pk=seat_id, game_id=game_id, team_id=team_id)
    except Seat.DoesNotExist:
        raise NotAllowed("no_seat") from None
