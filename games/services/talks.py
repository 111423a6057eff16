"""Messages: written by teams and by the facilitator, reported, hidden, read.

The log records who wrote to whom and how much, never the text. What two municipalities write to
each other is theirs: the facilitator is shown it only where one of the two reports a message.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from games.access import Viewer
from games.enums import Channel, LogKind, Phase
from games.errors import Illegal, NotAllowed, TooLate, TooManyAttempts
from games.models import Game, LogEntry, Message, Seat, Team
from games.roles import Right
from games.selectors.talk_rows import (
    FACILITATOR,
    PLENARY,
    conversation_of,
    visible_to,
    visible_to_facilitator,
)
from games.services import drafts
from games.services.actors import hand_of, leading, sitting
from games.services.receipts import Receipt
from games.services.texts import one_line, prose
from games.services.writing import Writer

TEXT_SIGNS = 600
REASON_SIGNS = 120
MOST_PER_MINUTE = 10
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Post:
    """A message on its way; ``sender`` None: the facilitator."""

    channel: Channel
    sender: Team | None
    recipient: Team | None
    text: str
    promise: str = ""


def send(
    viewer: Viewer,
    *,
    to: str,
    text: str,
    promise: str = "",
    round_number: int = 0,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Write to everybody ("plenum"), to the facilitator ("spielleitung") or to a town (its id).

    ``promise`` also sets that promise in the draft of ``round_number``; then the refusals are those
    of ``drafts.save_draft``, too. Raises Illegal (text_missing, text_too_long,
    unknown_conversation), TooLate (talk_closed, plenary_locked), and TooManyAttempts
    ("too_many_messages") beyond ten a minute from a seat; nothing is stored then.
    """
    shown = prose(text, field="text", limit=TEXT_SIGNS)
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.MESSAGE_SENT):
            return writer.receipt
        _check_open(writer.game)
        post = _addressed(writer.game, seat.team, to, shown, promise)
        if post.channel == Channel.PLENARY and writer.game.plenary_locked:
            raise TooLate("plenary_locked")
        _check_pace(seat, writer.now)
        entry = _log(writer, post)
        if promise:
            # Before the message is stored: what is no promise need not even fit its column.
            wanted = {f"promises.{promise}": True}
            drafts.change(writer, hand_of(seat), round_number=round_number, changes=wanted)
        _store(writer, post, seat, entry)
    return writer.receipt


def send_as_facilitator(
    viewer: Viewer, *, to: str, text: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """The facilitator writes to everybody ("plenum") or to one town; a locked plenary is no bar."""
    shown = prose(text, field="text", limit=TEXT_SIGNS)
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.MESSAGE_SENT):
            return writer.receipt
        _check_open(writer.game)
        if to == PLENARY:
            post = _Post(Channel.PLENARY, None, None, shown)
        else:
            post = _Post(Channel.FACILITATOR, None, _town(writer.game, to), shown)
        _store(writer, post, None, _log(writer, post))
    return writer.receipt


def _check_open(game: Game) -> None:
    if game.phase in (Phase.LOBBY, Phase.ENDED):
        raise TooLate("talk_closed", phase=game.phase)


def _addressed(game: Game, sender: Team, to: str, text: str, promise: str) -> _Post:
    if to == PLENARY:
        return _Post(Channel.PLENARY, sender, None, text, promise)
    if to == FACILITATOR:
        return _Post(Channel.FACILITATOR, sender, None, text, promise)
    if to == sender.town:
        raise Illegal("unknown_conversation")
    return _Post(Channel.TEAM, sender, _town(game, to), text, promise)


def _town(game: Game, town: str) -> Team:
    team = Team.objects.filter(game=game, town=town).first() if town.isprintable() else None
    if team is None:
        raise Illegal("unknown_conversation")
    return team


def _check_pace(seat: Seat, now: datetime) -> None:
    recent = Message.objects.filter(seat=seat, at__gt=now - MINUTE).order_by("-sequence")
    times = list(recent.values_list("at", flat=True)[:MOST_PER_MINUTE])
    if len(times) == MOST_PER_MINUTE:
        wait = times[-1] + MINUTE - now
        raise TooManyAttempts(
            "too_many_messages", limit=MOST_PER_MINUTE, wait_seconds=max(1, wait.seconds)
        )


def _log(writer: Writer, post: _Post) -> LogEntry:
    return writer.log(
        LogKind.MESSAGE_SENT,
        {
            "channel": post.channel.value,
            "to": post.recipient.town if post.recipient else "",
            "signs": len(post.text),
            "promise": post.promise,
        },
        post.sender,
    )


def _store(writer: Writer, post: _Post, seat: Seat | None, entry: LogEntry) -> None:
    Message.objects.create(
        game=writer.game,
        sequence=entry.sequence,
        at=writer.now,
        round_number=writer.game.round_number,
        phase=writer.game.phase,
        channel=post.channel,
        sender=post.sender,
        seat=seat,
        recipient=post.recipient,
        text=post.text,
        promise=post.promise,
    )
    _tell(writer, post)


def _tell(writer: Writer, post: _Post) -> None:
    """Count the message as unread where it arrives, and raise the versions of those who see it."""
    if post.channel == Channel.PLENARY:
        others = Team.objects.filter(game=writer.game)
        if post.sender is not None:
            others = others.exclude(pk=post.sender.pk)
        _count_unread(others, PLENARY)
        writer.touch_game()
        return
    if post.recipient is None:
        Game.objects.filter(pk=writer.game.pk).update(unread=F("unread") + 1)
    else:
        _count_unread([post.recipient], post.sender.town if post.sender else FACILITATOR)
        writer.touch_team(post.recipient)
    if post.sender is not None:
        writer.touch_team(post.sender)


def _count_unread(teams: Iterable[Team], key: str) -> None:
    rows = list(teams)
    for team in rows:
        team.unread = {**team.unread, key: team.unread.get(key, 0) + 1}
    Team.objects.bulk_update(rows, ["unread"])


# --- reading --------------------------------------------------------------------------------------


def read(viewer: Viewer, *, conversation: str, sequence: int, now: datetime | None = None) -> None:
    """Somebody of the team has seen a conversation up to a message: what came later stays unread.

    No fact of the game, so nothing is logged; the pages of the team are told.
    """
    with sitting(viewer, now=now, archived=True) as (writer, seat):
        team = seat.team
        if not team.unread.get(conversation):
            return
        later = conversation_of(writer.game.pk, team, conversation)
        left = later.filter(sequence__gt=sequence).exclude(sender=team).count()
        if left == team.unread[conversation]:
            return
        team.unread = {**team.unread, conversation: left}
        Team.objects.filter(pk=team.pk).update(unread=team.unread)
        writer.touch_team(team)
        writer.unlogged()


def read_as_facilitator(viewer: Viewer, *, now: datetime | None = None) -> None:
    """The facilitator has looked at what came in."""
    with leading(viewer, right=Right.TALK, now=now, archived=True) as writer:
        if writer.game.unread:
            Game.objects.filter(pk=writer.game.pk).update(unread=0)
            writer.touch_lead()
            writer.unlogged()


# --- moderation -----------------------------------------------------------------------------------


def report(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Show a message that the team received to the facilitator.

    Raises NotAllowed where the team cannot see it, Illegal("already_reported").
    """
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.MESSAGE_REPORTED):
            return writer.receipt
        message = _received(writer.game, seat.team, number)
        if message.reported_at is not None:
            raise Illegal("already_reported")
        message.reported_at, message.reported_by = writer.now, seat.team
        message.save(update_fields=["reported_at", "reported_by"])
        Game.objects.filter(pk=writer.game.pk).update(unread=F("unread") + 1)
        writer.log(LogKind.MESSAGE_REPORTED, {"message": number}, seat.team)
        writer.touch_team(seat.team)
    return writer.receipt


def _received(game: Game, team: Team, number: int) -> Message:
    others = Message.objects.filter(game=game).exclude(sender=team)
    message = others.filter(visible_to(team.pk)).filter(sequence=number, hidden_at=None).first()
    if message is None:
        raise NotAllowed("unknown_message")
    return message


def hide(
    viewer: Viewer, *, number: int, reason: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """The facilitator takes a message off the screens, with a reason that all its readers see.

    Raises NotAllowed for a private message that nobody reported.
    """
    shown = one_line(reason, field="reason", limit=REASON_SIGNS)
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.MESSAGE_HIDDEN):
            return writer.receipt
        message = _moderated(writer.game, number)
        if message.hidden_at is not None:
            raise Illegal("already_hidden")
        message.hidden_at, message.hidden_by_id = writer.now, viewer.user_id
        message.hidden_reason = shown
        _moderate(writer, message, LogKind.MESSAGE_HIDDEN)
    return writer.receipt


def restore(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Show a hidden message again."""
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.MESSAGE_RESTORED):
            return writer.receipt
        message = _moderated(writer.game, number)
        if message.hidden_at is None:
            raise Illegal("not_hidden")
        message.hidden_at, message.hidden_by, message.hidden_reason = None, None, ""
        _moderate(writer, message, LogKind.MESSAGE_RESTORED)
    return writer.receipt


def _moderated(game: Game, number: int) -> Message:
    rows = Message.objects.select_related("sender", "recipient").filter(game=game)
    shown = rows.filter(visible_to_facilitator())
    message = shown.filter(sequence=number).first()
    if message is None:
        raise NotAllowed("unknown_message")
    return message


def _moderate(writer: Writer, message: Message, kind: LogKind) -> None:
    message.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    writer.log(kind, {"message": message.sequence}, message.sender)
    if message.channel == Channel.PLENARY:
        writer.touch_game()
    for team in (message.sender, message.recipient):
        if team is not None:
            writer.touch_team(team)


def lock_plenary(
    viewer: Viewer, *, locked: bool, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Only the facilitator may write to everybody, or all may again.

    As wished before: Illegal("nothing_to_change").
    """
    kind = LogKind.PLENARY_LOCKED if locked else LogKind.PLENARY_UNLOCKED
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            return writer.receipt
        if writer.game.plenary_locked == locked:
            raise Illegal("nothing_to_change")
        writer.game.plenary_locked = locked
        writer.log(kind, {})
        writer.touch_game()
    return writer.receipt
