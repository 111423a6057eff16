"""The facilitator's commands on people and places. Refused with NotAllowed for anybody else."""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Device, Game, Seat, Team
from games.roles import Right
from games.services.actors import leading
from games.services.bots import bot_decides, bot_votes, checked_bot
from games.services.codes import new_code
from games.services.phases import go_on_if_all_ready
from games.services.receipts import Receipt
from games.services.rooms import check_room
from games.services.staffing import assign_bot, dismiss_bot
from games.services.texts import one_line
from games.services.writing import Writer

REASON_SIGNS = 200


def move_seat(
    viewer: Viewer,
    *,
    seat_id: int,
    team_id: int,
    reason: str = "",
    expected_team: int | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Seat a person in another team of the same game; the bot of that team is dismissed.

    What the team left has drafted stays with it. Raises Illegal("already_there"), and
    TooLate("seat_changed") where the seat is not (any more) in ``expected_team`` or was taken away.
    """
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_MOVED):
            return writer.receipt
        why = _reason(writer.game, reason)
        seat, team = _seat(writer, seat_id, expected_team), _team(writer.game, team_id)
        if seat.team_id == team.pk:
            raise Illegal("already_there", team=team.name)
        before, seat.team = seat.team, team
        seat.save(update_fields=("team",))
        payload = {"seat": seat.pk, "from": before.town, "to": team.town} | why
        writer.log(LogKind.SEAT_MOVED, payload, team)
        writer.log(LogKind.SEAT_LEFT, payload, before)
        if team.bot:
            assign_bot(writer, team, "")
        _touch(writer, before, team)
        go_on_if_all_ready(writer)
    return writer.receipt


def merge_people(
    viewer: Viewer,
    *,
    source_id: int,
    team_id: int,
    reason: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Seat everybody of a team in another one, in one act; the bot of that team is dismissed.

    Seats that nobody has taken stay. What the team left has drafted stays its draft. Raises
    Illegal("nobody_to_move") where nobody sits there or both are the same team.
    """
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.PEOPLE_MERGED):
            return writer.receipt
        why = _reason(writer.game, reason)
        source, team = _team(writer.game, source_id), _team(writer.game, team_id)
        people = Seat.objects.filter(team=source, removed_at__isnull=True).exclude(name="")
        moved = list(people.values_list("pk", flat=True))
        if not moved or source == team:
            raise Illegal("nobody_to_move")
        Seat.objects.filter(pk__in=moved).update(team=team)
        payload = {"from": source.town, "to": team.town, "seats": moved} | why
        writer.log(LogKind.PEOPLE_MERGED, payload, team)
        if team.bot:
            assign_bot(writer, team, "")
        _touch(writer, source, team)
        go_on_if_all_ready(writer)
    return writer.receipt


def remove_seat(
    viewer: Viewer,
    *,
    seat_id: int,
    reason: str = "",
    expected_team: int | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Take a seat away: its devices see nothing of the game any more, its code is dead.

    The devices stay known, so that ``readmit_seat`` brings the person back at once. In READY mode
    the game goes on where nobody else was waited for. Raises TooLate as ``move_seat``.
    """
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_REMOVED):
            return writer.receipt
        why = _reason(writer.game, reason)
        seat = _seat(writer, seat_id, expected_team)
        seat.removed_at = writer.now
        seat.save(update_fields=("removed_at",))
        writer.log(LogKind.SEAT_REMOVED, {"seat": seat.pk} | why, seat.team)
        _touch(writer, seat.team)
        go_on_if_all_ready(writer)
    return writer.receipt


def readmit_seat(
    viewer: Viewer, *, seat_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give a seat back that was taken away: same team, same code, same devices.

    People replace a bot. Raises Illegal("seat_is_there") where it was not taken away (any more),
    Illegal("game_full").
    """
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SEAT_READMITTED):
            return writer.receipt
        seat = _any_seat(writer, seat_id)
        if seat.removed_at is None:
            raise Illegal("seat_is_there", name=seat.name)
        check_room(writer.game)
        seat.removed_at = None
        seat.save(update_fields=("removed_at",))
        writer.log(LogKind.SEAT_READMITTED, {"seat": seat.pk}, seat.team)
        dismiss_bot(writer, seat.team)
        _touch(writer, seat.team)
    return writer.receipt


def add_seat(
    viewer: Viewer, *, team_id: int, request_id: str = "", now: datetime | None = None
) -> tuple[Receipt, int]:
    """A further seat that nobody has taken, for somebody who comes late: receipt and its key.

    Its code works while the lobby is locked. Raises Illegal("game_full").
    """
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if first := writer.first_entry(LogKind.SEAT_ADDED):
            return writer.receipt, first.payload["seat"]
        team = _team(writer.game, team_id)
        check_room(writer.game)
        seat = Seat.objects.create(game=writer.game, team=team, code=new_code())
        writer.log(LogKind.SEAT_ADDED, {"seat": seat.pk}, team)
        _touch(writer, team)
    return writer.receipt, seat.pk


def renew_seat_code(
    viewer: Viewer, *, seat_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Give a seat a new code and sign out all its devices (a card or phone was lost)."""
    with leading(viewer, right=Right.CODES, request_id=request_id, now=now) as writer:
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
    replaced and stays in the log. While the board of the fund votes, it votes unless the team has.
    In READY mode the game goes on where nobody else was waited for.
    Raises Illegal("unknown_bot").
    """
    checked_bot(bot)
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.TEAM_BOT_SET):
            return writer.receipt
        team = _team(writer.game, team_id)
        assign_bot(writer, team, bot)
        if bot and writer.game.phase == Phase.DECIDING:
            bot_decides(writer, team)
        elif bot and writer.game.phase == Phase.AWARDING:
            bot_votes(writer, team)
        writer.touch_team(team)
        if bot:
            go_on_if_all_ready(writer)
    return writer.receipt


def lock_lobby(
    viewer: Viewer, *, locked: bool, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Refuse (or allow again) the join code; seat codes work all the same."""
    kind = LogKind.LOBBY_LOCKED if locked else LogKind.LOBBY_UNLOCKED
    with leading(viewer, right=Right.PEOPLE, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            return writer.receipt
        writer.game.lobby_locked = locked
        writer.log(kind, {})
        writer.touch_game()
    return writer.receipt


def _reason(game: Game, reason: str) -> dict[str, str]:
    """What the log says of why: needed once people play, in the lobby as one likes."""
    if game.phase == Phase.LOBBY and not reason.strip():
        return {}
    return {"reason": one_line(reason, field="reason", limit=REASON_SIGNS)}


def _any_seat(writer: Writer, seat_id: int) -> Seat:
    seats = Seat.objects.select_related("team").filter(pk=seat_id, game=writer.game)
    seat = seats.first()
    if seat is None:
        raise NotAllowed("unknown_seat")
    return seat


def _seat(writer: Writer, seat_id: int, expected_team: int | None = None) -> Seat:
    """A seat that is there, in the team that the facilitator saw it in."""
    seat = _any_seat(writer, seat_id)
    if seat.removed_at is not None or expected_team not in (None, seat.team_id):
        gone = seat.removed_at is not None
        raise TooLate("seat_changed", name=seat.name, team="" if gone else seat.team.name)
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
