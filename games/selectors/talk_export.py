"""All messages that a viewer may take along: teams their own, the facilitator those shown there.

The review, which is public in the room, has the plenary alone. Hidden messages are marked; their
text goes to the facilitator only.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.enums import Channel
from games.models import Message
from games.selectors.reading import game_row
from games.selectors.talk_rows import visible_to, visible_to_facilitator


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as a line of a table; towns by their ids and names ("" where there is none)."""

    number: int
    at: datetime
    round_number: int
    phase: str
    channel: str
    sender_id: str
    sender: str
    recipient_id: str
    recipient: str
    text: str
    promise: str
    hidden: bool
    reason: str


@dataclass(frozen=True, slots=True)
class MessageExport:
    """The messages of a game with its name, oldest first."""

    game: str
    lines: tuple[MessageLine, ...]


def message_export(viewer: Viewer) -> MessageExport:
    """What this viewer may take along; two queries."""
    rows = Message.objects.filter(_allowed(viewer), game_id=viewer.game_id)
    found = rows.select_related("sender", "recipient").order_by("sequence")
    with_text = viewer.kind is ViewerKind.FACILITATOR
    lines = tuple(_line(row, with_text=with_text) for row in found)
    return MessageExport(game_row(viewer.game_id).name, lines)


def _allowed(viewer: Viewer) -> Q:
    if viewer.kind is ViewerKind.FACILITATOR:
        return visible_to_facilitator()
    if viewer.kind is ViewerKind.PLAYER:
        return visible_to(viewer.team_id or 0)
    return Q(channel=Channel.PLENARY)


def _line(row: Message, *, with_text: bool) -> MessageLine:
    hidden = row.hidden_at is not None
    shown = with_text or not hidden
    return MessageLine(
        number=row.sequence,
        at=row.at,
        round_number=row.round_number,
        phase=row.phase,
        channel=row.channel,
        sender_id=row.sender.town if row.sender else "",
        sender=row.sender.name if row.sender else _("Spielleitung"),
        recipient_id=row.recipient.town if row.recipient else "",
        recipient=row.recipient.name if row.recipient else "",
        text=row.text if shown else "",
        promise=row.promise if shown else "",
        hidden=hidden,
        reason=row.hidden_reason,
    )
