"""Links that are capabilities: whoever holds one may look, until it is renewed."""

from datetime import date, datetime

from django.utils import timezone

from games.access import Viewer
from games.enums import LogKind
from games.errors import Illegal, NotAllowed
from games.models import ReviewLink
from games.roles import Right
from games.services.actors import leading
from games.services.receipts import Receipt
from games.services.texts import one_line

LABEL_SIGNS = 60
MOST_LINKS = 50


def renew_projector_link(
    viewer: Viewer, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give the projector a new link, which kills the old one."""
    with leading(viewer, right=Right.SCREENS, request_id=request_id, now=now) as writer:
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
    """Give the review a new link; the old one is dead at once."""
    with leading(
        viewer, right=Right.REVIEW, request_id=request_id, now=now, archived=True
    ) as writer:
        if writer.first_entry(LogKind.REVIEW_LINK_RENEWED):
            return writer.receipt
        writer.game.review_generation += 1
        writer.log(LogKind.REVIEW_LINK_RENEWED, {"generation": writer.game.review_generation})
        writer.touch_game()
    return writer.receipt


def make_review_link(
    viewer: Viewer,
    *,
    label: str,
    until: date | None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """One more link to the review, valid up to the end of the day ``until`` (None = for good).

    Raises Illegal("link_over") for a day that has passed, Illegal("too_many_links"), and Illegal
    as ``one_line`` does. The label may name people: it is not in the log.
    """
    with leading(
        viewer, right=Right.REVIEW, request_id=request_id, now=now, archived=True
    ) as writer:
        if writer.first_entry(LogKind.REVIEW_LINK_MADE):
            return writer.receipt
        label = one_line(label, field="label", limit=LABEL_SIGNS)
        if until is not None and until < timezone.localdate(writer.now):
            raise Illegal("link_over")
        links = ReviewLink.objects.filter(game=writer.game)
        if links.filter(revoked_at=None).count() >= MOST_LINKS:
            raise Illegal("too_many_links", limit=MOST_LINKS)
        made = ReviewLink.objects.create(
            game=writer.game,
            number=links.count() + 1,
            label=label,
            until=until,
            made_at=writer.now,
        )
        writer.log(LogKind.REVIEW_LINK_MADE, {"link": made.number})
        writer.touch_lead()
    return writer.receipt


def revoke_review_link(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """A link is dead at once. Raises NotAllowed("unknown_link"), also for one that is dead."""
    with leading(
        viewer, right=Right.REVIEW, request_id=request_id, now=now, archived=True
    ) as writer:
        if writer.first_entry(LogKind.REVIEW_LINK_REVOKED):
            return writer.receipt
        links = ReviewLink.objects.filter(game=writer.game, number=number, revoked_at=None)
        if not links.update(revoked_at=writer.now):
            raise NotAllowed("unknown_link")
        writer.log(LogKind.REVIEW_LINK_REVOKED, {"link": number})
        # For all: sockets that were opened with it ask anew who may look.
        writer.touch_game()
    return writer.receipt
