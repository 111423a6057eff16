"""Coming in: by the game's join code and a name, or by the code of a seat."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from games.access import hash_token
from games.enums import LogKind, Phase
from games.errors import Illegal, NotAllowed
from games.models import Device, Game, LogEntry, Seat, Team
from games.services.brake import count_failure
from games.services.codes import new_code, normalised
from games.services.rooms import check_room
from games.services.staffing import dismiss_bot
from games.services.texts import one_line
from games.services.writing import Writer, writing

NAME_SIGNS = 40
MAX_DEVICES = 5


class CodeKind(StrEnum):
    """What a typed code belongs to."""

    JOIN = "join"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class JoinTarget:
    """Where a code leads: a game to choose a municipality in, or a seat (``seat_id``)."""

    kind: CodeKind
    game_public_id: uuid.UUID
    seat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A taken seat.

    ``device_token`` goes into the cookie (``access.sign_device_token``) and is stored nowhere else.
    """

    seat_id: int
    game_public_id: uuid.UUID
    device_token: str


def find_game(*, code: str, client: str, now: datetime | None = None) -> JoinTarget:
    """What a typed code leads to; ``client`` is the network address it came from.

    Raises NotAllowed("unknown_code"), NotAllowed("lobby_locked") for the join code of a locked
    game, or TooManyAttempts for a wrong code where too many were wrong before. Right codes always
    pass.
    """
    target, _game_id, locked = _look_up(code, client, now or timezone.now())
    if locked:
        raise NotAllowed("lobby_locked")
    return target


def join(
    *,
    code: str,
    name: str,
    team_id: int,
    client: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Joined:
    """Take a new seat in a team of the game with this join code; people replace a bot.

    Sent again with the same ``request_id``: the same seat, with a token for one more device.
    Raises as ``find_game``, and Illegal for a bad name, a foreign team or a full game.
    """
    now = now or timezone.now()
    target, game_id, _locked = _look_up(code, client, now)
    if target.kind is not CodeKind.JOIN:
        raise NotAllowed("unknown_code")
    shown = one_line(name, field="name", limit=NAME_SIGNS)
    seat_code = new_code()
    with _arrival(game_id, now, request_id) as writer:
        game = writer.game
        if first := writer.first_entry(LogKind.PLAYER_JOINED):
            return _come_again(first, target, now)
        if game.lobby_locked:
            raise NotAllowed("lobby_locked")
        if game.phase == Phase.DEBRIEF:
            # The debrief counts heads (dots, answers): nobody gets a second one by a second seat.
            raise NotAllowed("lobby_locked")
        team = Team.objects.filter(pk=team_id, game=game).first()
        if team is None:
            raise Illegal("unknown_team")
        check_room(game)
        seat = Seat.objects.create(game=game, team=team, name=shown, code=seat_code, joined_at=now)
        writer.log(LogKind.PLAYER_JOINED, {"seat": seat.pk}, team, seat_id=seat.pk)
        writer.touch_game()
        dismiss_bot(writer, team)
        token = _new_device(seat, now)
    return Joined(seat.pk, target.game_public_id, token)


def claim_seat(*, code: str, client: str, name: str = "", now: datetime | None = None) -> Joined:
    """Bring the seat with this code to one more device (the oldest beyond five is signed out).

    A seat without a name takes ``name``, or "Platz" with its number in the team. Works while the
    lobby is locked: the seat was assigned before. Raises as ``find_game``.
    """
    now = now or timezone.now()
    target, game_id, _locked = _look_up(code, client, now)
    if target.seat_id is None:
        raise NotAllowed("unknown_code")
    with _arrival(game_id, now) as writer:
        seats = Seat.objects.select_related("team").filter(removed_at__isnull=True)
        seat = seats.filter(pk=target.seat_id, code=normalised(code)).first()
        if seat is None:
            raise NotAllowed("unknown_code")
        first = seat.joined_at is None
        seat.name = seat.name or _name_of(seat, name)
        seat.joined_at = seat.joined_at or now
        seat.save(update_fields=("name", "joined_at"))
        writer.log(
            LogKind.SEAT_CLAIMED, {"seat": seat.pk, "first": first}, seat.team, seat_id=seat.pk
        )
        writer.touch_game()
        dismiss_bot(writer, seat.team)
        token = _new_device(seat, now)
    return Joined(seat.pk, target.game_public_id, token)


def _come_again(first: LogEntry, target: JoinTarget, now: datetime) -> Joined:
    seat = Seat.objects.filter(pk=first.payload["seat"], removed_at__isnull=True).first()
    if seat is None:
        raise NotAllowed("unknown_code")
    return Joined(seat.pk, target.game_public_id, _new_device(seat, now))


@contextmanager
def _arrival(game_id: int, now: datetime, request_id: str = "") -> Iterator[Writer]:
    with writing(game_id, request_id=request_id, now=now) as writer:
        if writer.game.phase == Phase.ENDED:
            raise NotAllowed("unknown_code")
        yield writer


def _look_up(code: str, client: str, now: datetime) -> tuple[JoinTarget, int, bool]:
    """Target, game and whether its lobby is locked.

    Both tables are always asked, so that the time taken does not tell right from wrong.
    """
    signs = normalised(code) or ""
    games = Game.objects.exclude(phase=Phase.ENDED)
    game = games.filter(join_code=signs).values_list("pk", "public_id", "lobby_locked").first()
    seats = Seat.objects.filter(removed_at__isnull=True).exclude(game__phase=Phase.ENDED)
    seat = seats.filter(code=signs).values_list("pk", "game_id", "game__public_id").first()
    if game is not None:
        return JoinTarget(CodeKind.JOIN, game[1]), game[0], game[2]
    if seat is not None:
        return JoinTarget(CodeKind.SEAT, seat[2], seat[0]), seat[1], False
    count_failure(client, now)
    raise NotAllowed("unknown_code")


def _name_of(seat: Seat, name: str) -> str:
    if name.strip():
        return one_line(name, field="name", limit=NAME_SIGNS)
    number = Seat.objects.filter(team_id=seat.team_id, pk__lte=seat.pk).count()
    return f"Platz {number}"


def _new_device(seat: Seat, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    held = Device.objects.filter(seat=seat).order_by("-created_at", "-pk")
    spare = list(held.values_list("pk", flat=True)[MAX_DEVICES - 1 :])
    if spare:
        Device.objects.filter(pk__in=spare).delete()
    Device.objects.create(seat=seat, token_hash=hash_token(token), created_at=now)
    return token
