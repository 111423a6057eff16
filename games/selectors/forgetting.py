"""What anonymising a workshop would take, counted; nothing is changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from games.access import WorkshopViewer
from games.bundles import redact
from games.models import (
    Device,
    Game,
    LogEntry,
    Message,
    Note,
    OfferRevision,
    Seat,
    TeamDecision,
    WorkshopInvitation,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of what goes; ``texts``: notes to offers, reasons and rationales beside the rest."""

    names: int
    devices: int
    messages: int
    notes: int
    cards: int
    texts: int
    entries: int
    invitations: int


def what_goes(viewer: WorkshopViewer) -> Taken:
    """Counts over all regions of the workshop; nine queries."""
    inside = {"game__workshop_id": viewer.workshop_id}
    games = list(Game.objects.filter(workshop_id=viewer.workshop_id))
    entries = LogEntry.objects.filter(**inside).values_list("payload", flat=True)
    decisions = TeamDecision.objects.filter(team__game__workshop_id=viewer.workshop_id)
    offers = OfferRevision.objects.filter(offer__game__workshop_id=viewer.workshop_id)
    return Taken(
        names=Seat.objects.filter(**inside).exclude(name="").count(),
        devices=Device.objects.filter(seat__game__workshop_id=viewer.workshop_id).count(),
        messages=Message.objects.filter(**inside).count(),
        notes=Note.objects.filter(**inside).exclude(text="").count(),
        cards=sum(len(game.cards) + len(game.steering) for game in games),
        texts=offers.exclude(note="").count() + _reasoned(decisions),
        entries=sum(1 for payload in entries if redact.of_entry(payload) != payload),
        invitations=WorkshopInvitation.objects.filter(workshop_id=viewer.workshop_id).count(),
    )


def _reasoned(decisions: Iterable[TeamDecision]) -> int:
    return sum(
        bool(row.reason) + (redact.decision(row.content) != row.content) for row in decisions
    )
