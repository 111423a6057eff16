"""The board of the debrief under the lock of its game: what all of its commands begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import QuerySet

from games.access import Viewer
from games.enums import DebriefStep, LogKind, Phase, ProjectorBlank, ProjectorView
from games.errors import Illegal, TooLate
from games.models import DebriefCard, Game
from games.roles import Right
from games.selectors.debrief_state import Steered, steered, stored_form
from games.services.actors import leading
from games.services.writing import Writer


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
def board_under_lock(
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


def keep_board(writer: Writer, board: Steered) -> None:
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
