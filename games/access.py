"""Who looks, with which rights: one answer for requests and sockets alike.

Unknown, removed and forbidden are the same ``None`` here, so that views answer 404 and sockets
close with 4403 without telling which it was.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from games.enums import Role
from games.errors import NotAllowed
from games.models import Device, Game, ReviewLink, WorkshopMember
from games.models.prepared import Prepared
from games.roles import Right, rights_of

SEAT_COOKIE_SALT = "planspiel.seat"
PROJECTOR_SALT = "planspiel.projector"
REVIEW_SALT = "planspiel.review"
SHARED_SALT = "planspiel.review.shared"


class ViewerKind(StrEnum):
    """Kinds of viewers of one game."""

    PLAYER = "player"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody (or a screen) that looks at one game."""

    kind: ViewerKind
    game_id: int
    team_id: int | None = None
    seat_id: int | None = None
    user_id: int | None = None
    role: Role | None = None

    def may(self, right: Right) -> bool:
        """Whether a facilitator's role includes this."""
        return right in rights_of(self.role)


@dataclass(frozen=True, slots=True)
class WorkshopViewer:
    """Somebody who leads a workshop or part of it; ``game_id`` limits a coach to one region."""

    workshop_id: int
    user_id: int
    role: Role
    game_id: int | None = None

    def may(self, right: Right) -> bool:
        """Whether the role includes this."""
        return right in rights_of(self.role)


def require_facilitator(viewer: Viewer) -> None:
    """Raises NotAllowed for anybody but a facilitator."""
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")


def workshop_member(public_id: uuid.UUID, user_id: int | None) -> WorkshopViewer | None:
    """The account with its role in a workshop, or None where it has none."""
    if user_id is None:
        return None
    rows = WorkshopMember.objects.filter(workshop__public_id=public_id, user_id=user_id)
    row = rows.values_list("workshop_id", "role", "game_id").first()
    return WorkshopViewer(row[0], user_id, Role(row[1]), row[2]) if row else None


def hash_token(token: str) -> str:
    """SHA-256 of a device token, as stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_device_token(token: str) -> str:
    """Cookie value for a device token."""
    return signing.dumps(token, salt=SEAT_COOKIE_SALT)


def read_device_cookie(value: str) -> str | None:
    """Device token in a cookie value, or None where the signature is wrong."""
    try:
        token = signing.loads(value, salt=SEAT_COOKIE_SALT)
    except signing.BadSignature:
        return None
    return token if isinstance(token, str) else None


def device_of(cookie: str | None) -> str | None:
    """Hash of the device token in a cookie, as stored; None where there is no such token."""
    token = read_device_cookie(cookie) if cookie else None
    return None if token is None else hash_token(token)


def player(game_public_id: uuid.UUID, cookie: str | None) -> Viewer | None:
    """The player whose device cookie holds a seat in this game."""
    return player_on(game_public_id, device_of(cookie))


def player_on(game_public_id: uuid.UUID, device: str | None) -> Viewer | None:
    """The player whose device (by its hash) holds a seat in this game."""
    seat = _seat_on(device)
    if seat is None or seat.game_public_id != game_public_id:
        return None
    return Viewer(ViewerKind.PLAYER, seat.game_id, team_id=seat.team_id, seat_id=seat.seat_id)


def players_of(game_id: int) -> dict[str, Viewer]:
    """All players of a game by the hashes of their devices; one query."""
    devices = Device.objects.filter(seat__game_id=game_id, seat__removed_at__isnull=True)
    rows = devices.values_list("token_hash", "seat__team_id", "seat_id")
    return {
        device: Viewer(ViewerKind.PLAYER, game_id, team_id=team_id, seat_id=seat_id)
        for device, team_id, seat_id in rows
    }


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """The seat a device cookie holds."""

    seat_id: int
    team_id: int
    game_id: int
    game_public_id: uuid.UUID


def seat_of(cookie: str | None) -> HeldSeat | None:
    """The seat that a device cookie holds, or None where there is no (longer) such seat."""
    return _seat_on(device_of(cookie))


def _seat_on(device: str | None) -> HeldSeat | None:
    if device is None:
        return None
    row = _held.first(device)
    return HeldSeat(*row) if row else None


_held = Prepared(
    lambda device: Device.objects.filter(
        token_hash=device, seat__removed_at__isnull=True
    ).values_list("seat_id", "seat__team_id", "seat__game_id", "seat__game__public_id")
)


def removed_seat(game_public_id: uuid.UUID, cookie: str | None) -> int | None:
    """The seat that this browser held in the game until it was taken away, or None.

    No right comes with it but to be told so.
    """
    device = device_of(cookie)
    if device is None:
        return None
    devices = Device.objects.filter(token_hash=device, seat__removed_at__isnull=False)
    found = devices.filter(seat__game__public_id=game_public_id)
    return found.values_list("seat_id", flat=True).first()


def facilitator(game_public_id: uuid.UUID, user_id: int | None) -> Viewer | None:
    """Somebody who leads the game's workshop or helps with it, with the role in this game."""
    if user_id is None:
        return None
    games = Game.objects.filter(public_id=game_public_id, workshop__members__user_id=user_id)
    row = games.values_list("pk", "workshop__members__role", "workshop__members__game_id").first()
    if row is None or row[2] not in (None, row[0]):
        return None
    return Viewer(ViewerKind.FACILITATOR, row[0], user_id=user_id, role=Role(row[1]))


_LINKS: Mapping[ViewerKind, tuple[str, str]] = {
    ViewerKind.PROJECTOR: (PROJECTOR_SALT, "projector_generation"),
    ViewerKind.REVIEW: (REVIEW_SALT, "review_generation"),
}


def link_token(kind: ViewerKind, game: Game) -> str:
    """Capability for the projector or the review of a game; dies when its generation is raised."""
    salt, generation = _LINKS[kind]
    signer = signing.Signer(salt=salt, sep="~")
    return signer.sign(f"{game.public_id.hex}-{getattr(game, generation)}")


def shared_token(link: ReviewLink) -> str:
    """Capability for the review of a game that ends by itself; says nothing about the game."""
    return signing.Signer(salt=SHARED_SALT, sep="~").sign(link.public_id.hex)


def by_link(kind: ViewerKind, token: str, now: datetime | None = None) -> Viewer | None:
    """The projector or review viewer that holds this link.

    None for one that is guessed, replaced, revoked or (``now``) over: nobody is told which.
    """
    game_id = _lasting(kind, token)
    if game_id is None and kind is ViewerKind.REVIEW:
        game_id = _shared(token, now or timezone.now())
    return Viewer(kind, game_id) if game_id else None


def _lasting(kind: ViewerKind, token: str) -> int | None:
    salt, generation = _LINKS[kind]
    try:
        public_id, _, number = signing.Signer(salt=salt, sep="~").unsign(token).partition("-")
    except signing.BadSignature:
        return None
    games = Game.objects.filter(public_id=uuid.UUID(hex=public_id), **{generation: int(number)})
    return games.values_list("pk", flat=True).first()


def _shared(token: str, now: datetime) -> int | None:
    try:
        public_id = signing.Signer(salt=SHARED_SALT, sep="~").unsign(token)
    except signing.BadSignature:
        return None
    links = ReviewLink.objects.filter(public_id=uuid.UUID(hex=public_id), revoked_at=None)
    open_links = links.filter(Q(until=None) | Q(until__gte=timezone.localdate(now)))
    return open_links.values_list("game_id", flat=True).first()
