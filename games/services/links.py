"""Links that are capabilities: whoever holds one may look, until it is renewed."""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind
from games.services.actors import leading
from games.services.receipts import Receipt


def renew_projector_link(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give the projector a new link, which kills the old one. The owner's alone (NotAllowed)."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.PROJECTOR_LINK_RENEWED):
            return writer.receipt
        writer.game.projector_generation += 1
        generation = writer.game.projector_generation
        writer.log(LogKind.PROJECTOR_LINK_RENEWED, {"generation": generation})
        writer.touch_game()
    return writer.receipt


def renew_review_link(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give the review a new link; the old one is dead at once. The owner's alone (NotAllowed)."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.REVIEW_LINK_RENEWED):
            return writer.receipt
        writer.game.review_generation += 1
        writer.log(LogKind.REVIEW_LINK_RENEWED, {"generation": writer.game.review_generation})
        writer.touch_game()
    return writer.receipt
