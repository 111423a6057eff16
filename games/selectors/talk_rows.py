"""Who may read which message: the one place that decides it, for screens, exports and services."""

from django.db.models import Q, QuerySet

from games.access import Viewer
from games.enums import Channel
from games.models import Message, Team
from games.selectors.reading import team_rows

PLENARY, FACILITATOR = "plenum", "spielleitung"
"""Keys of conversations; that with another municipality has its town's id."""


def visible_to(team_id: int) -> Q:
    """What a team may read: the plenary, and what it wrote or was written."""
    return Q(channel=Channel.PLENARY) | Q(sender_id=team_id) | Q(recipient_id=team_id)


def visible_to_facilitator() -> Q:
    """All but what two municipalities write to each other, unless one of them reported it."""
    return ~Q(channel=Channel.TEAM) | Q(reported_at__isnull=False)


def conversation_of(game_id: int, team: Team, key: str) -> QuerySet[Message]:
    """A team's messages of one conversation; none for a key that names no conversation."""
    rows = Message.objects.filter(game_id=game_id)
    if key == PLENARY:
        return rows.filter(channel=Channel.PLENARY)
    if key == FACILITATOR:
        ours = Q(sender=team) | Q(recipient=team)
        return rows.filter(ours, channel=Channel.FACILITATOR)
    sent, received = Q(sender=team, recipient__town=key), Q(recipient=team, sender__town=key)
    return rows.filter(sent | received, channel=Channel.TEAM)


def unread(viewer: Viewer) -> int:
    """How many messages wait for the viewer's team, over all its conversations."""
    rows = team_rows(viewer.game_id)
    return sum(sum(team.unread.values()) for team in rows if team.pk == viewer.team_id)
