"""The facilitator leads the debrief: step, subject, mode, votes, order of the cards.

Everything here names the state it wants, not a change of it: two facilitators at once, or one who
presses twice, leave the board in a state that one of them asked for.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from games.access import Viewer
from games.enums import DebriefSubject, DebriefVote, LogKind
from games.errors import Illegal, TooLate
from games.models import DebriefCard, DebriefDot, Game
from games.models.debrief import GROUP_SIGNS
from games.roles import Right
from games.selectors.debrief_state import Steered, with_vote
from games.selectors.debrief_subjects import can_show
from games.services.actors import leading
from games.services.debrief_board import (
    board_under_lock,
    check_phase,
    keep_board,
    shown_cards,
    step_named,
)
from games.services.receipts import Receipt, receipt_of
from games.services.texts import one_line

LEAST_FOR_VOTE = 2


def begin(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """Open the board; all devices follow. Begun before: that receipt.

    Raises TooLate("debrief_closed") in any other phase than the debrief.
    """
    with leading(viewer, right=Right.COURSE, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.DEBRIEF_BEGUN):
            return writer.receipt
        check_phase(writer.game)
        if writer.game.debrief:
            begun = writer.game.log.filter(kind=LogKind.DEBRIEF_BEGUN).order_by("-sequence")
            return receipt_of(begun[0])
        keep_board(writer, Steered())
        writer.log(LogKind.DEBRIEF_BEGUN, {})
    return writer.receipt


def steer(
    viewer: Viewer,
    *,
    step: str = "",
    kind: str = DebriefSubject.CARDS.value,
    item: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put a step and something of it before everybody; the projector goes along.

    ``step`` "": the one they are at. ``item`` names the chart, moment or page. Raises Illegal:
    unknown_step, unknown_view, nothing_to_show where there is no such thing that the room may see.
    """
    if kind not in set(DebriefSubject):
        raise Illegal("unknown_view", value=kind)
    with board_under_lock(viewer, LogKind.DEBRIEF_STEERED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        wanted = step_named(step) if step else board.step
        if not can_show(writer.game, DebriefSubject(kind), item):
            raise Illegal("nothing_to_show", view=kind)
        keep_board(writer, replace(board, step=wanted, kind=DebriefSubject(kind), item=item))
        payload = {"step": wanted.value, "subject": kind, "item": item}
        writer.log(LogKind.DEBRIEF_STEERED, payload)
    return writer.receipt


def set_mode(
    viewer: Viewer, *, free: bool, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let everybody look around by themselves, or (``free`` False) bring all back."""
    with board_under_lock(viewer, LogKind.DEBRIEF_MODE_SET, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        keep_board(writer, replace(board, free=free))
        writer.log(LogKind.DEBRIEF_MODE_SET, {"free": free})
    return writer.receipt


def open_vote(
    viewer: Viewer, *, step: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let people give dots to the cards of a step; no counts are shown until it is closed.

    Everybody is led to the step. After a vote that was closed all begin anew: if the dots stayed,
    the counts before and after would tell those of whoever changed theirs. Raises
    Illegal("nothing_to_vote") below two cards.
    """
    wanted = step_named(step)
    with board_under_lock(viewer, LogKind.DEBRIEF_VOTE_OPENED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if shown_cards(writer.game, wanted).count() < LEAST_FOR_VOTE:
            raise Illegal("nothing_to_vote", limit=LEAST_FOR_VOTE)
        if board.vote(wanted) is DebriefVote.SHOWN:
            DebriefDot.objects.filter(card__game=writer.game, card__step=wanted).delete()
        opened = with_vote(board, wanted, DebriefVote.OPEN)
        keep_board(writer, replace(opened, step=wanted, kind=DebriefSubject.CARDS, item=""))
        writer.log(LogKind.DEBRIEF_VOTE_OPENED, {"step": wanted.value})
    return writer.receipt


def close_vote(
    viewer: Viewer, *, step: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """End the vote of a step and show the counts; another one begins anew.

    Raises TooLate("vote_not_open").
    """
    wanted = step_named(step)
    with board_under_lock(viewer, LogKind.DEBRIEF_VOTE_CLOSED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if board.vote(wanted) is not DebriefVote.OPEN:
            raise TooLate("vote_not_open")
        shown = with_vote(board, wanted, DebriefVote.SHOWN)
        if shown.kind is DebriefSubject.CARDS and shown.step is wanted:
            # Dots put the cards in another order: the first page shows the winners.
            shown = replace(shown, item="")
        keep_board(writer, shown)
        writer.log(LogKind.DEBRIEF_VOTE_CLOSED, {"step": wanted.value})
    return writer.receipt


def group(
    viewer: Viewer,
    *,
    cards: Collection[int],
    name: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put cards into a group by its name, or ("") out of theirs. A group is there while it has any.

    Raises Illegal: no_cards_chosen, unknown_card, text_too_long.
    """
    called = one_line(name, field="group", limit=GROUP_SIGNS) if name.strip() else ""
    kind = LogKind.DEBRIEF_CARDS_GROUPED
    with board_under_lock(viewer, kind, request_id, now, right=Right.TALK) as (writer, board):
        if board is None:
            return writer.receipt
        rows = _chosen(writer.game, cards)
        for row in rows:
            row.group = called
        DebriefCard.objects.bulk_update(rows, ["group"])
        writer.log(kind, {"cards": [row.sequence for row in rows]})
        writer.touch_game()
    return writer.receipt


def hide(
    viewer: Viewer, *, cards: Collection[int], request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take cards off all screens; they come back with ``restore``, with their dots."""
    return _hide(viewer, LogKind.DEBRIEF_CARDS_HIDDEN, cards, request_id, now)


def restore(
    viewer: Viewer, *, cards: Collection[int], request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Show hidden cards again."""
    return _hide(viewer, LogKind.DEBRIEF_CARDS_RESTORED, cards, request_id, now)


def _hide(
    viewer: Viewer,
    kind: LogKind,
    cards: Collection[int],
    request_id: str,
    now: datetime | None,
) -> Receipt:
    with board_under_lock(viewer, kind, request_id, now, right=Right.TALK) as (writer, board):
        if board is None:
            return writer.receipt
        rows = _chosen(writer.game, cards)
        hidden_at = writer.now if kind is LogKind.DEBRIEF_CARDS_HIDDEN else None
        for row in rows:
            row.hidden_at = hidden_at
        DebriefCard.objects.bulk_update(rows, ["hidden_at"])
        writer.log(kind, {"cards": [row.sequence for row in rows]})
        writer.touch_game()
    return writer.receipt


def _chosen(game: Game, numbers: Collection[int]) -> list[DebriefCard]:
    wanted = set(numbers)
    if not wanted:
        raise Illegal("no_cards_chosen")
    rows = list(DebriefCard.objects.filter(game=game, sequence__in=wanted))
    if len(rows) != len(wanted):
        raise Illegal("unknown_card")
    return rows
