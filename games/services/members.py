"""Who leads a workshop or helps: added by name or invitation, changed, removed; all logged."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from games.access import WorkshopViewer, hash_token
from games.enums import Role, WorkshopKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Game, WorkshopInvitation, WorkshopMember
from games.services import accounts
from games.services.organising import Organiser, organising

TOKEN_BYTES = 24
INVITED_FOR = timedelta(days=14)
MOST_MEMBERS = 100


def add_member(
    viewer: WorkshopViewer,
    *,
    username: str,
    role: Role,
    region: int | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> None:
    """Give an account that exists a role. ``region`` limits a coach to one game.

    Raises Illegal("unknown_facilitator"), Illegal("member_already"), Illegal("too_many_members"),
    Illegal("region_of_coach") where the region is none of the workshop or the role no coach's.
    """
    account = accounts.find_facilitator(username.strip())
    with organising(viewer, request_id=request_id, now=now) as organiser:
        if organiser.repeated:
            return
        _enter(organiser, account.user_id, role, _region(organiser, role, region))
        payload = {"name": account.username, "role": role.value}
        organiser.log(WorkshopKind.MEMBER_ADDED, payload)


def change_member(
    viewer: WorkshopViewer,
    *,
    member_id: int,
    role: Role,
    region: int | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> None:
    """Give a member another role. Raises Illegal("last_lead"), NotAllowed for an unknown member."""
    with organising(viewer, request_id=request_id, now=now) as organiser:
        if organiser.repeated:
            return
        member = _member(organiser, member_id)
        game = _region(organiser, role, region)
        if role is not Role.LEAD:
            _keep_a_lead(organiser, member)
        member.role, member.game = role, game
        member.save(update_fields=("role", "game"))
        payload = {"name": member.user.get_username(), "role": role.value}
        organiser.log(WorkshopKind.MEMBER_CHANGED, payload)
        organiser.look_again()


def remove_member(
    viewer: WorkshopViewer, *, member_id: int, request_id: str = "", now: datetime | None = None
) -> None:
    """Take a role away; open cockpits of the account close. Raises as ``change_member``."""
    with organising(viewer, request_id=request_id, now=now) as organiser:
        if organiser.repeated:
            return
        member = _member(organiser, member_id)
        _keep_a_lead(organiser, member)
        name = member.user.get_username()
        member.delete()
        organiser.log(WorkshopKind.MEMBER_REMOVED, {"name": name})
        organiser.look_again()


def invite(
    viewer: WorkshopViewer, *, role: Role, region: int | None = None, now: datetime | None = None
) -> str:
    """The token of a link that makes whoever uses it first a member; it is told only once.

    Valid for 14 days. Raises Illegal as ``add_member``.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with organising(viewer, now=now) as organiser:
        WorkshopInvitation.objects.create(
            workshop=organiser.workshop,
            role=role,
            game=_region(organiser, role, region),
            token_hash=hash_token(token),
            made_at=organiser.now,
            until=organiser.now + INVITED_FOR,
        )
        organiser.log(WorkshopKind.INVITATION_MADE, {"role": role.value})
    return token


def withdraw_invitation(
    viewer: WorkshopViewer, *, invitation_id: int, now: datetime | None = None
) -> None:
    """The link is dead. Used or withdrawn before: nothing happens."""
    with organising(viewer, now=now) as organiser:
        found = organiser.workshop.invitations.filter(pk=invitation_id).first()
        if found is not None:
            found.delete()
            organiser.log(WorkshopKind.INVITATION_WITHDRAWN, {"role": found.role})


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation leads to."""

    workshop: str
    role: str


def invited(token: str, now: datetime) -> Invited:
    """What a link is for. Raises TooLate("invitation_over") for one that is none (any more)."""
    found = _invitation(token, now)
    return Invited(found.workshop.title, found.role)


def accept(token: str, user_id: int, now: datetime | None = None) -> str:
    """Use an invitation; the workshop's public id. Raises TooLate("invitation_over").

    Whoever is a member already stays what they are, and the invitation stays for somebody else.
    """
    now = now or timezone.now()
    with transaction.atomic(durable=True):
        return _accepted(token, user_id, now)


def accept_as_new(
    token: str, *, username: str, password: str, now: datetime | None = None
) -> accounts.Account:
    """Make an account and use the invitation with it, or neither.

    Raises Illegal("username_taken"), Illegal("username_invalid"), TooLate("invitation_over").
    """
    now = now or timezone.now()
    with transaction.atomic(durable=True):
        _invitation(token, now)
        account = accounts.create_facilitator(username=username, password=password)
        _accepted(token, account.user_id, now)
        return account


def _accepted(token: str, user_id: int, now: datetime) -> str:
    found = _invitation(token, now)
    workshop = type(found.workshop).objects.select_for_update().get(pk=found.workshop_id)
    # Under the lock of the workshop: of two who use a link at once one finds it gone.
    if not WorkshopInvitation.objects.filter(pk=found.pk).exists():
        raise TooLate("invitation_over")
    if WorkshopMember.objects.filter(workshop=workshop, user_id=user_id).exists():
        return str(workshop.public_id)
    organiser = Organiser(workshop, user_id, "", now)
    _enter(organiser, user_id, Role(found.role), found.game)
    found.delete()
    name = get_user_model().objects.get(pk=user_id).get_username()
    organiser.log(WorkshopKind.MEMBER_ADDED, {"name": name, "role": found.role})
    return str(workshop.public_id)


def _invitation(token: str, now: datetime) -> WorkshopInvitation:
    rows = WorkshopInvitation.objects.select_related("workshop", "game")
    found = rows.filter(token_hash=hash_token(token), until__gt=now).first()
    if found is None:
        raise TooLate("invitation_over")
    return found


def _enter(organiser: Organiser, user_id: int, role: Role, game: Game | None) -> None:
    members = WorkshopMember.objects.filter(workshop=organiser.workshop)
    if members.filter(user_id=user_id).exists():
        raise Illegal("member_already")
    if members.count() >= MOST_MEMBERS:
        raise Illegal("too_many_members", limit=MOST_MEMBERS)
    WorkshopMember.objects.create(
        workshop=organiser.workshop, user_id=user_id, role=role, game=game, since=organiser.now
    )


def _member(organiser: Organiser, member_id: int) -> WorkshopMember:
    rows = organiser.workshop.members.select_related("user")
    member = rows.filter(pk=member_id).first()
    if member is None:
        raise NotAllowed("unknown_member")
    return member


def _keep_a_lead(organiser: Organiser, member: WorkshopMember) -> None:
    others = organiser.workshop.members.filter(role=Role.LEAD).exclude(pk=member.pk)
    if member.role == Role.LEAD and not others.exists():
        raise Illegal("last_lead")


def _region(organiser: Organiser, role: Role, region: int | None) -> Game | None:
    if region is None:
        return None
    game = organiser.workshop.games.filter(pk=region).first()
    if game is None or role is not Role.COACH:
        raise Illegal("region_of_coach")
    return game
