"""The facilitator leads the debrief: step, subject, mode, questions, votes, order of the cards.

Everything here names the state it wants, not a change of it: two facilitators at once, or one who
presses twice, leave the board in a state that one of them asked for.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from games.access import Viewer
from games.enums import (
    DebriefStep,
    DebriefSubject,
    DebriefVote,
    LogKind,
    Phase,
    ProjectorBlank,
    ProjectorView,
)
from games.errors import Illegal, TooLate
from games.models import DebriefCard, Game, Note
from games.models.debrief import GROUP_SIGNS
from games.roles import Right
from games.selectors.debrief_state import Asked, Steered, steered, stored_form, with_vote
from games.selectors.debrief_subjects import can_show
from games.services.actors import leading
from games.services.receipts import Receipt, receipt_of
from games.services.texts import one_line
from games.services.writing import Writer

QUESTION_SIGNS = 200
MOST_ASKED = 6
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
        _store(writer, Steered())
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
    with _board(viewer, LogKind.DEBRIEF_STEERED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        wanted = step_named(step) if step else board.step
        if not can_show(writer.game, DebriefSubject(kind), item):
            raise Illegal("nothing_to_show", view=kind)
        _store(writer, replace(board, step=wanted, kind=DebriefSubject(kind), item=item))
        payload = {"step": wanted.value, "subject": kind, "item": item}
        writer.log(LogKind.DEBRIEF_STEERED, payload)
    return writer.receipt


def set_mode(
    viewer: Viewer, *, free: bool, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let everybody look around by themselves, or (``free`` False) bring all back."""
    with _board(viewer, LogKind.DEBRIEF_MODE_SET, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        _store(writer, replace(board, free=free))
        writer.log(LogKind.DEBRIEF_MODE_SET, {"free": free})
    return writer.receipt


def open_vote(
    viewer: Viewer, *, step: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let people give dots to the cards of a step; no counts are shown until it is closed.

    Everybody is led to the step. Raises Illegal("nothing_to_vote") below two cards.
    """
    wanted = step_named(step)
    with _board(viewer, LogKind.DEBRIEF_VOTE_OPENED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if shown_cards(writer.game, wanted).count() < LEAST_FOR_VOTE:
            raise Illegal("nothing_to_vote", limit=LEAST_FOR_VOTE)
        opened = with_vote(board, wanted, DebriefVote.OPEN)
        _store(writer, replace(opened, step=wanted, kind=DebriefSubject.CARDS, item=""))
        writer.log(LogKind.DEBRIEF_VOTE_OPENED, {"step": wanted.value})
    return writer.receipt


def close_vote(
    viewer: Viewer, *, step: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """End the vote of a step and show the counts; it can be opened again.

    Raises TooLate("vote_not_open").
    """
    wanted = step_named(step)
    with _board(viewer, LogKind.DEBRIEF_VOTE_CLOSED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if board.vote(wanted) is not DebriefVote.OPEN:
            raise TooLate("vote_not_open")
        _store(writer, with_vote(board, wanted, DebriefVote.SHOWN))
        writer.log(LogKind.DEBRIEF_VOTE_CLOSED, {"step": wanted.value})
    return writer.receipt


def ask(
    viewer: Viewer,
    *,
    step: str,
    text: str,
    moment: int = 0,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put a question of one's own to a step, bound to a moment the facilitator noted (or to none).

    Raises Illegal: text_missing, text_too_long, unknown_moment, too_many_asked (six a step).
    """
    wanted, shown = step_named(step), one_line(text, field="text", limit=QUESTION_SIGNS)
    with _board(viewer, LogKind.DEBRIEF_ASKED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if len([each for each in board.asked if each.step is wanted]) >= MOST_ASKED:
            raise Illegal("too_many_asked", limit=MOST_ASKED)
        if moment and not _noted(writer.game, moment):
            raise Illegal("unknown_moment")
        payload = {"step": wanted.value, "moment": moment}
        entry = writer.log(LogKind.DEBRIEF_ASKED, payload)
        asked = (*board.asked, Asked(entry.sequence, wanted, shown, moment))
        _store(writer, replace(board, asked=asked))
    return writer.receipt


def unask(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take a question of one's own off the board. Raises Illegal("unknown_question")."""
    with _board(viewer, LogKind.DEBRIEF_UNASKED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        left = tuple(each for each in board.asked if each.number != number)
        if left == board.asked:
            raise Illegal("unknown_question", value=number)
        _store(writer, replace(board, asked=left))
        writer.log(LogKind.DEBRIEF_UNASKED, {"number": number})
    return writer.receipt


# --- the order of the cards -----------------------------------------------------------------------


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
    with _board(viewer, kind, request_id, now, right=Right.TALK) as (writer, board):
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
    with _board(viewer, kind, request_id, now, right=Right.TALK) as (writer, board):
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


# --- shared with what people do -------------------------------------------------------------------


def check_phase(game: Game) -> None:
    """Raises TooLate("debrief_closed") where the game is not in the debrief."""
    if game.phase != Phase.DEBRIEF:
        raise TooLate("debrief_closed", phase=game.phase)


def open_board(game: Game) -> Steered:
    """The board as it stands. Raises TooLate where it is not open: debrief_closed or _not_begun."""
    check_phase(game)
    board = steered(game)
    if board is None:
        raise TooLate("debrief_not_begun")
    return board


def step_named(step: str) -> DebriefStep:
    """The step of this code. Raises Illegal("unknown_step")."""
    if step not in set(DebriefStep):
        raise Illegal("unknown_step", value=step)
    return DebriefStep(step)


def shown_cards(game: Game, step: DebriefStep) -> QuerySet[DebriefCard]:
    """The cards of a step that everybody sees."""
    return DebriefCard.objects.filter(game=game, step=step, hidden_at__isnull=True)


@contextmanager
def _board(
    viewer: Viewer,
    kind: LogKind,
    request_id: str,
    now: datetime | None,
    *,
    right: Right = Right.COURSE,
) -> Iterator[tuple[Writer, Steered | None]]:
    """The board under the lock; None where this request was accepted before."""
    with leading(viewer, right=right, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            yield writer, None
            return
        yield writer, open_board(writer.game)


def _store(writer: Writer, board: Steered) -> None:
    """Keep the board; what leads everybody is on the projector, too, and lights it."""
    game = writer.game
    before = steered(game)
    game.debrief = stored_form(board)
    if before is None or (before.step, before.kind, before.item) != (
        board.step,
        board.kind,
        board.item,
    ):
        game.projector_view, game.projector_item = ProjectorView.AUTO, ""
        game.projector_blank = ProjectorBlank.OFF
    writer.touch_game()


def _noted(game: Game, moment: int) -> bool:
    return Note.objects.filter(game=game, team=None, sequence=moment).exists()
