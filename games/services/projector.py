"""What the projector shows, steered by the facilitator.

The choice alone is kept: what there is of it to show is asked anew each time (``selectors.wall``).
"""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, ProjectorBlank, ProjectorView
from games.errors import Illegal
from games.roles import Right
from games.selectors.wall import can_show
from games.services.actors import leading
from games.services.receipts import Receipt
from games.services.writing import Writer


def show(
    viewer: Viewer,
    *,
    view: str,
    item: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put a view on the projector, lit again where it was dark.

    ``item`` names the chart or the posting, "" for all other views. Raises Illegal("unknown_view"),
    Illegal("nothing_to_show") where there is nothing of it that the room may see, and NotAllowed
    or RoleMayNot as ``leading``.
    """
    if view not in set(ProjectorView):
        raise Illegal("unknown_view", value=view)
    with leading(viewer, right=Right.SCREENS, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.PROJECTOR_STEERED):
            return writer.receipt
        if not can_show(writer.game, ProjectorView(view), item):
            raise Illegal("nothing_to_show", view=view)
        writer.game.projector_view, writer.game.projector_item = view, item
        writer.game.projector_blank = ProjectorBlank.OFF
        _log(writer)
    return writer.receipt


def darken(
    viewer: Viewer, *, blank: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Darken the projector (with or without the word for a break), or ("") light it again.

    The view stays chosen and comes back with the light. Raises Illegal("unknown_view"), and
    NotAllowed or RoleMayNot as ``leading``.
    """
    if blank not in set(ProjectorBlank):
        raise Illegal("unknown_view", value=blank)
    with leading(viewer, right=Right.SCREENS, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.PROJECTOR_STEERED):
            return writer.receipt
        writer.game.projector_blank = blank
        _log(writer)
    return writer.receipt


def _log(writer: Writer) -> None:
    game = writer.game
    shown = {"view": game.projector_view, "item": game.projector_item}
    writer.log(LogKind.PROJECTOR_STEERED, {**shown, "blank": game.projector_blank})
    writer.touch_game()
