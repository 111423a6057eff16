"""Drafts of offers: private to the team that writes them, edited by several people at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import OPEN_OFFERS, LogKind, OfferStatus
from games.errors import Illegal, NotAllowed, StaleRevision
from games.models import Offer, OfferDraft
from games.rules import terms as papers
from games.rules.codec import CodecError, terms_from_json, terms_to_json
from games.services.actors import Hand, playing
from games.services.offers import Table, at_table, check_open
from games.services.receipts import Receipt
from games.services.writing import Writer

MOST_OFFERS = 30
"""Open offers of a team in a round: far beyond what anybody has time for."""


@dataclass(frozen=True, slots=True)
class OfferSaved:
    """A draft of an offer: receipt, the offer's number, the revision to name next time."""

    receipt: Receipt
    number: int
    revision: int


def create_offer(
    viewer: Viewer,
    *,
    round_number: int,
    content: Mapping[str, Any],
    request_id: str = "",
    now: datetime | None = None,
) -> OfferSaved:
    """Put a new draft on the own desk (``content``: JSON of terms; the own town is added).

    Raises TooLate("round_closed"), Illegal("malformed"), Illegal("too_many_offers").
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        first = writer.first_entry(LogKind.OFFER_DRAFTED)
        if first is not None:
            return OfferSaved(writer.receipt, first.payload["offer"], 1)
        check_open(writer.game, round_number)
        offers = Offer.objects.filter(game=writer.game)
        own = offers.filter(team=hand.team, round_number=round_number, status__in=OPEN_OFFERS)
        if own.count() >= MOST_OFFERS:
            raise Illegal("too_many_offers", limit=MOST_OFFERS)
        newest = offers.order_by("-number").first()
        offer = Offer.objects.create(
            game=writer.game,
            team=hand.team,
            number=newest.number + 1 if newest else 1,
            round_number=round_number,
            created_at=writer.now,
        )
        whole = papers.changed(content, {f"members.{hand.team.town}": True})
        _create_draft(writer, offer, hand, _checked(whole))
    return OfferSaved(writer.receipt, offer.number, 1)


def _create_draft(
    writer: Writer, offer: Offer, hand: Hand, content: Mapping[str, Any]
) -> OfferDraft:
    draft = OfferDraft.objects.create(
        offer=offer, team=hand.team, content=content, updated_at=writer.now
    )
    writer.log(LogKind.OFFER_DRAFTED, {"offer": offer.number, "content": content}, hand.team)
    writer.touch_team(hand.team)
    return draft


def _checked(content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return terms_to_json(terms_from_json(content))
    except CodecError as error:
        raise Illegal(
            "malformed", path=error.path, expected=error.expected, value=error.value
        ) from None


def draft_from_newest(
    viewer: Viewer, number: int, *, request_id: str = "", now: datetime | None = None
) -> OfferSaved:
    """Start the own next version (or, as a partner, a counter-offer) from the newest one.

    A draft that is there already stays as it is.
    """
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        if table.writer.first_entry(LogKind.OFFER_DRAFTED):
            return OfferSaved(table.writer.receipt, number, 1)
        if table.newest is None:
            raise Illegal("no_offer_sent")
        if _draft(table) is not None:
            raise Illegal("offer_draft_exists")
        _create_draft(table.writer, table.offer, table.hand, table.newest.content)
    return OfferSaved(table.writer.receipt, number, 1)


def _draft(table: Table) -> OfferDraft | None:
    return OfferDraft.objects.filter(offer=table.offer, team=table.hand.team).first()


def save_offer_draft(
    viewer: Viewer,
    number: int,
    *,
    revision: int,
    changes: Mapping[str, Any],
    request_id: str = "",
    now: datetime | None = None,
) -> OfferSaved:
    """Set some fields of the own draft (``path -> value``, see ``rules.terms.changed``).

    What is set may be incomplete; sending asks for the whole. Raises StaleRevision(
    "stale_revision") with both versions, Illegal("malformed"), ("unknown_field"),
    ("unknown_revision"), TooLate as ``at_table``.
    """
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        first = table.writer.first_entry(LogKind.OFFER_SAVED)
        if first is not None:
            return OfferSaved(table.writer.receipt, number, first.payload["revision"])
        draft = _draft(table)
        if draft is None:
            raise Illegal("no_offer_draft")
        content = _checked(papers.changed(draft.content, changes))
        _check_revision(draft, revision, content, changes)
        draft.content = content
        draft.revision += 1
        mark = {"revision": draft.revision, "by": table.hand.name}
        draft.field_revisions = {**draft.field_revisions, **dict.fromkeys(changes, mark)}
        draft.updated_at = table.writer.now
        draft.save()
        saved = {"offer": number, "revision": draft.revision, "changes": dict(changes)}
        table.writer.log(LogKind.OFFER_SAVED, saved, table.hand.team)
        table.writer.touch_team(table.hand.team)
    return OfferSaved(table.writer.receipt, number, draft.revision)


def _check_revision(
    draft: OfferDraft, revision: int, content: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    if revision > draft.revision:
        raise Illegal("unknown_revision", revision=draft.revision, wanted=revision)
    conflicts = []
    for path, mine in changes.items():
        last, theirs = draft.field_revisions.get(path), papers.value(draft.content, path)
        if last and last["revision"] > revision and theirs != papers.value(content, path):
            conflicts.append({"path": path, "mine": mine, "theirs": theirs, "by": last["by"]})
    if conflicts:
        raise StaleRevision(
            "stale_revision", **conflicts[0], conflicts=tuple(conflicts), revision=draft.revision
        )


def drop_draft(
    viewer: Viewer, number: int, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take the own draft off the desk; an offer that was never sent goes with it.

    Raises NotAllowed where there is none.
    """
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        if table.writer.first_entry(LogKind.OFFER_DROPPED):
            return table.writer.receipt
        draft = _draft(table)
        if draft is None:
            raise NotAllowed("unknown_offer")
        draft.delete()
        if table.newest is None:
            table.offer.status = OfferStatus.WITHDRAWN
            table.offer.save(update_fields=["status"])
        table.writer.log(LogKind.OFFER_DROPPED, {"offer": number}, table.hand.team)
        table.writer.touch_team(table.hand.team)
    return table.writer.receipt
