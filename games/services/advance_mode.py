"""Who moves the game on, changed during play."""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind
from games.errors import Illegal, TooLate
from games.models import LogEntry
from games.models.game import AdvanceMode
from games.services.actors import leading
from games.services.phases import go_on_if_all_ready
from games.services.receipts import Receipt, receipt_of
from games.services.writing import Writer


def set_advance_mode(
    viewer: Viewer, *, mode: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let the facilitator, the teams or the clock move the game on from now.

    Chosen by the facilitator, an automatic mode acts at once where its condition is met: all are
    ready, or (with the next look of the clock) the time is up. Set already: the receipt of that, or
    of the game's making. Raises Illegal("unknown_advance_mode"), Illegal("ready_with_one_clock")
    where all regions of the workshop go on together, TooLate("game_ended").
    """
    if mode not in AdvanceMode.values:
        raise Illegal("unknown_advance_mode", mode=mode)
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.ADVANCE_MODE_SET):
            return writer.receipt
        game = writer.game
        if game.ended_at is not None:
            raise TooLate("game_ended")
        if game.advance_mode == mode:
            return _last(writer)
        if mode == AdvanceMode.READY and game.workshop.one_clock:
            raise Illegal("ready_with_one_clock")
        before, game.advance_mode = str(game.advance_mode), mode
        writer.log(LogKind.ADVANCE_MODE_SET, {"from": before, "to": mode})
        writer.touch_game()
        go_on_if_all_ready(writer)
    return writer.receipt


def _last(writer: Writer) -> Receipt:
    kinds = (LogKind.ADVANCE_MODE_SET, LogKind.GAME_CREATED)
    entries = LogEntry.objects.filter(game=writer.game, kind__in=kinds).order_by("-sequence")
    entry = entries.first()
    assert entry is not None, "a game was made"
    return receipt_of(entry)
