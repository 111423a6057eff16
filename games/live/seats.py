"""Live contexts of the participants' screens that also say who is here right now."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from games.access import Viewer
from games.live.cockpit import online_now
from games.selectors import board, lobby
from games.selectors.memo import one_reading


def lobby_context(viewer: Viewer) -> Mapping[str, Any]:
    """The waiting room with presence."""
    return lobby.live_context(viewer, online_now(timezone.now()))


@one_reading()
def board_context(viewer: Viewer) -> Mapping[str, Any]:
    """The town hall with presence of the own team.

    When another team submits, all boards of the game change by one line. So the board is kept while
    nothing of the own team and of the stage changes, and only that line and presence are read.
    """
    now = timezone.now()
    state = board.own_state(viewer)
    kept = _boards.get(viewer, state) if state else None
    if kept is None:
        context = board.live_context(viewer, online_now(now))
        if state:
            _boards.keep(viewer, state, context)
        return context
    shown = kept["board"]
    if shown is not None:
        shown = board.with_others(shown, viewer, online_now(now))
    return {**kept, "now": now, "board": shown}


class _Boards:
    """The newest board of each team and language, with the state that it was made in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], tuple[Any, Mapping[str, Any]]] = OrderedDict()

    def get(self, viewer: Viewer, state: tuple[Any, ...]) -> Mapping[str, Any] | None:
        with self._lock:
            last, context = self._kept.get(self._key(viewer), (None, None))
        return context if last == state else None

    def keep(self, viewer: Viewer, state: tuple[Any, ...], context: Mapping[str, Any]) -> None:
        """``state`` was read before the board, which may be newer than it but never older."""
        with self._lock:
            self._kept[self._key(viewer)] = (state, context)
            self._kept.move_to_end(self._key(viewer))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    @staticmethod
    def _key(viewer: Viewer) -> tuple[Any, ...]:
        return viewer.game_id, viewer.team_id, get_language()


_boards = _Boards(most=256)
