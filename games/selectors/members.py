"""Who leads a workshop and who helps, and the invitations that are still open."""

from dataclasses import dataclass
from datetime import datetime

from games.access import WorkshopViewer
from games.models import Game, WorkshopInvitation, WorkshopMember


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An account with its role; ``region`` names the one game of a coach, "" = all."""

    id: int
    name: str
    role: str
    region_id: int | None
    region: str
    since: datetime
    me: bool

    @property
    def key(self) -> str:
        """For ids of controls on the page."""
        return f"member-{self.id}"


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that nobody has used; the link itself is told only once."""

    id: int
    role: str
    region: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Members:
    """Everything the page of members shows; ``regions`` as pairs of primary key and name."""

    members: tuple[MemberRow, ...]
    invitations: tuple[InvitationRow, ...]
    regions: tuple[tuple[int, str], ...]


def members_of(viewer: WorkshopViewer, now: datetime) -> Members:
    """Members, open invitations and regions of a workshop; three queries."""
    rows = WorkshopMember.objects.filter(workshop_id=viewer.workshop_id)
    names = ("pk", "user__username", "role", "game_id", "game__name", "since", "user_id")
    invitations = WorkshopInvitation.objects.filter(workshop_id=viewer.workshop_id, until__gt=now)
    games = Game.objects.filter(workshop_id=viewer.workshop_id).order_by("pk")
    return Members(
        members=tuple(
            MemberRow(pk, name, role, game, game_name or "", since, user == viewer.user_id)
            for pk, name, role, game, game_name, since, user in rows.values_list(*names)
        ),
        invitations=tuple(
            InvitationRow(pk, role, name or "", until)
            for pk, role, name, until in invitations.values_list(
                "pk", "role", "game__name", "until"
            )
        ),
        regions=tuple(games.values_list("pk", "name")),
    )
