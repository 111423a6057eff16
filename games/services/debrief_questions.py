"""The questions at the board: the facilitator asks own ones, words others anew, hides and shows.

The log tells which question was meant, never a text: people may name people.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from games.access import Viewer
from games.enums import LogKind
from games.errors import Illegal
from games.models import Game, Note
from games.selectors.debrief_questions import Question, own_key, question_named
from games.selectors.debrief_state import Asked, Edited, Steered
from games.services.debrief_board import board_under_lock, keep_board, step_named
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

QUESTION_SIGNS = 200
MOST_ASKED = 6


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
    with board_under_lock(viewer, LogKind.DEBRIEF_ASKED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        if len([each for each in board.asked if each.step is wanted]) >= MOST_ASKED:
            raise Illegal("too_many_asked", limit=MOST_ASKED)
        if moment and not _noted(writer.game, moment):
            raise Illegal("unknown_moment")
        payload = {"step": wanted.value, "moment": moment}
        entry = writer.log(LogKind.DEBRIEF_ASKED, payload)
        asked = (*board.asked, Asked(entry.sequence, wanted, shown, moment))
        keep_board(writer, replace(board, asked=asked))
    return writer.receipt


def unask(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take a question of one's own off the board. Raises Illegal("no_such_question")."""
    with board_under_lock(viewer, LogKind.DEBRIEF_UNASKED, request_id, now) as (writer, board):
        if board is None:
            return writer.receipt
        left = tuple(each for each in board.asked if each.number != number)
        if left == board.asked:
            raise Illegal("no_such_question", value=number)
        keep_board(writer, replace(board, asked=left))
        writer.log(LogKind.DEBRIEF_UNASKED, {"number": number})
    return writer.receipt


def reword(
    viewer: Viewer,
    *,
    key: str,
    text: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Word a question anew; ``text`` "": as it came with program or scenario.

    Raises Illegal: no_such_question, text_too_long, and text_missing for a question of one's own.
    """
    with _question(viewer, LogKind.DEBRIEF_REWORDED, key, request_id, now) as (writer, found):
        if found is None:
            return writer.receipt
        board, question = found
        if question.number:
            shown = one_line(text, field="text", limit=QUESTION_SIGNS)
            asked = (
                replace(each, text=shown) if own_key(each.number) == key else each
                for each in board.asked
            )
            keep_board(writer, replace(board, asked=tuple(asked)))
        else:
            shown = one_line(text, field="text", limit=QUESTION_SIGNS) if text.strip() else ""
            keep_board(writer, _edited(board, key, text=shown))
        writer.log(LogKind.DEBRIEF_REWORDED, {"question": key})
    return writer.receipt


def show_question(
    viewer: Viewer,
    *,
    key: str,
    shown: bool,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Show a question of program or scenario, or hide it from everybody.

    Raises Illegal("no_such_question"), also for one of one's own: that one is taken off.
    """
    kind = LogKind.DEBRIEF_QUESTION_SHOWN if shown else LogKind.DEBRIEF_QUESTION_HIDDEN
    with _question(viewer, kind, key, request_id, now) as (writer, found):
        if found is None:
            return writer.receipt
        board, question = found
        if question.number:
            raise Illegal("no_such_question", value=key)
        keep_board(writer, _edited(board, key, hidden=not shown))
        writer.log(kind, {"question": key})
    return writer.receipt


@contextmanager
def _question(
    viewer: Viewer, kind: LogKind, key: str, request_id: str, now: datetime | None
) -> Iterator[tuple[Writer, tuple[Steered, Question] | None]]:
    """The board and one of its questions; None where this request was accepted before."""
    with board_under_lock(viewer, kind, request_id, now) as (writer, board):
        if board is None:
            yield writer, None
            return
        question = question_named(writer.game, board, key)
        if question is None:
            raise Illegal("no_such_question", value=key)
        yield writer, (board, question)


def _edited(
    board: Steered, key: str, *, text: str | None = None, hidden: bool | None = None
) -> Steered:
    before = board.edited.get(key, Edited())
    after = Edited(
        before.text if text is None else text, before.hidden if hidden is None else hidden
    )
    return replace(board, edited={**board.edited, key: after})


def _noted(game: Game, moment: int) -> bool:
    return Note.objects.filter(game=game, team=None, sequence=moment).exists()
