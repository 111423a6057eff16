"""The facilitator's commands on people and places. Refused with NotAllowed for anybody else."""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import NotAllowed
from games.models import Device, Game, Seat, Team
from games.services.actors import leading
from games.services.bots import bot_decides, checked_bot
from games.services.codes import new_code
from games.services.phases import go_on_if_all_ready
from games.services.receipts import Receipt
from games.services.staffing import assign_bot
from games.services.writing import Writer


def move_seat(
    viewer: Viewer, *, seat_id: int, team_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Seat a person in another team of the same game; the bot of that team is dismissed."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_MOVED):
            return writer.receipt
        seat, team = _seat(writer, seat_id), _team(writer.game, team_id)
        before, seat.team = seat.team, team
        seat.save(update_fields=("team",))
        payload = {"seat": seat.pk, "from": before.town, "to": team.town}
        writer.log(LogKind.SEAT_MOVED, payload, team)
        if team.bot:
            assign_bot(writer, team, "")
        _touch(writer, before, team)
    return writer.receipt


def remove_seat(
    viewer: Viewer, *, seat_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take a seat away: its devices are signed out at once, its code is dead."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_REMOVED):
            return writer.receipt
        seat = _seat(writer, seat_id)
        seat.removed_at = writer.now
        seat.save(update_fields=("removed_at",))
        Device.objects.filter(seat=seat).delete()
        writer.log(LogKind.SEAT_REMOVED, {"seat": seat.pk}, seat.team)
        _touch(writer, seat.team)
    return writer.receipt


def renew_seat_code(
    viewer: Viewer, *, seat_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give a seat a new code and sign out all its devices (a card or phone was lost)."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_CODE_RENEWED):
            return writer.receipt
        seat = _seat(writer, seat_id)
        seat.code = new_code()
        seat.save(update_fields=("code",))
        Device.objects.filter(seat=seat).delete()
        writer.log(LogKind.SEAT_CODE_RENEWED, {"seat": seat.pk}, seat.team)
        _touch(writer, seat.team)
    return writer.receipt


def set_bot(
    viewer: Viewer, *, team_id: int, bot: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let a strategy play a team, or hand it back to its people (``bot`` "").

    While decisions are due the bot submits at once, unless the team has submitted; a draft is
    replaced and stays in the log. In READY mode the game goes on where nobody else was waited for.
    Raises Illegal("unknown_bot").
    """
    checked_bot(bot)
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.TEAM_BOT_SET):
            return writer.receipt
        team = _team(writer.game, team_id)
        assign_bot(writer, team, bot)
        if bot and writer.game.phase == Phase.DECIDING:
            bot_decides(writer, team)
        writer.touch_team(team)
        if bot:
            go_on_if_all_ready(writer)
    return writer.receipt


def lock_lobby(
    viewer: Viewer, *, locked: bool, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Refuse (or allow again) the join code; seat codes work all the same."""
    kind = LogKind.LOBBY_LOCKED if locked else LogKind.LOBBY_UNLOCKED
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            return writer.receipt
        writer.game.lobby_locked = locked
        writer.log(kind, {})
        writer.touch_game()
    return writer.receipt


def _seat(writer: Writer, seat_id: int) -> Seat:
    seats = Seat.objects.select_related("team").filter(removed_at__isnull=True)
    seat = seats.filter(pk=seat_id, game=writer.game).first()
    if seat is None:
        raise NotAllowed("unknown_seat")
    return seat


def _team(game: Game, team_id: int) -> Team:
    team = Team.objects.filter(pk=team_id, game=game).first()
    if team is None:
        raise NotAllowed("unknown_team")
    return team


def _touch(writer: Writer, *teams: Team) -> None:
    writer.touch_game()
    for team in teams:
        writer.touch_team(team)
