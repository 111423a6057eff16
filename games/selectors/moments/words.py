"""What had been written by a moment, for each who may read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from games.enums import Channel
from games.models import Message
from games.selectors.moments.here import Here
from games.selectors.regionmap import mark_of
from games.selectors.talk_rows import visible_to, visible_to_facilitator

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Said:
    """A message; ``to`` "" = the plenary. ``text`` "" where the facilitator took it away."""

    number: int
    at: datetime
    author: str
    mark: int | None
    to: str
    text: str
    hidden: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The newest messages up to the moment, the oldest first; ``older``: there are more."""

    lines: tuple[Said, ...]
    older: bool


def readable(here: Here) -> Q:
    """Which messages may be read here: never more than the viewer could read at the end."""
    if not here.inside:
        return Q(channel=Channel.PLENARY)
    team = here.team
    mine = visible_to(team.pk if team else 0)
    return mine & visible_to_facilitator() if here.lead else mine


def words(here: Here) -> Words:
    """The messages up to the moment; one query."""
    rows = Message.objects.filter(
        readable(here), game_id=here.game.pk, sequence__lte=here.moment
    ).order_by("-sequence")
    found = list(rows[: SHOWN + 1])
    return Words(
        tuple(said(here, row) for row in reversed(found[:SHOWN])), older=len(found) > SHOWN
    )


def said(here: Here, row: Message) -> Said:
    """A message as it is shown here: without the name of who wrote it."""
    sender = here.teams.get(row.sender_id or 0)
    hidden = row.hidden_at is not None
    return Said(
        number=row.sequence,
        at=row.at,
        author=sender.name if sender else _("Spielleitung"),
        mark=mark_of(sender.position) if sender else None,
        to=_to(here, row),
        text="" if hidden and not here.lead else row.text,
        hidden=hidden,
        own=bool(sender and here.inside and sender.town == here.town),
    )


def _to(here: Here, row: Message) -> str:
    if row.channel == Channel.PLENARY:
        return ""
    recipient = here.teams.get(row.recipient_id or 0)
    return recipient.name if recipient else _("Spielleitung")
