"""Live contexts of the participants' screens that also say who is here right now."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from games.access import Viewer
from games.live.cockpit import online_in, online_now
from games.selectors import board, lobby
from games.selectors.frame import place
from games.selectors.memo import one_reading
from games.selectors.tabs import tabs
from games.selectors.undone import undone_now
from games.selectors.waiting import waiting_now


@one_reading(keep=True)
def framed(
    screen: str, context: Callable[[Viewer], Mapping[str, Any]], viewer: Viewer
) -> Mapping[str, Any]:
    """A participants' screen with what is around each of them: name, tabs, notices."""
    inner = context(viewer)
    return {
        **inner,
        "screen": screen,
        "tabs": tabs(viewer, inner["frame"], screen),
        "undone": undone_now(viewer.game_id),
        "waiting": waiting_now(viewer.game_id),
    }


def lobby_context(viewer: Viewer) -> Mapping[str, Any]:
    """The waiting room with presence."""
    return lobby.live_context(viewer, online_now(timezone.now()))


@one_reading()
def board_context(viewer: Viewer) -> Mapping[str, Any]:
    """The town hall with presence of the own team.

    When another team submits, all boards of the game change by one line. So the board is kept while
    nothing of the own team and of the stage changes, and only that line and presence are read.
    """
    online = online_in(viewer.game_id)
    state = board.own_state(viewer)
    kept = _boards.get(viewer, state) if state else None
    if kept is None:
        context = board.live_context(viewer, online)
        if state:
            _boards.keep(viewer, state, context)
        return context
    shown = kept["board"]
    if shown is not None:
        shown = board.with_others(shown, viewer, online)
    # Where the way leads also changes by what no board shows: a debrief begins, a game is archived.
    frame = place(viewer).frame
    return {**kept, "frame": frame, "now": timezone.now(), "board": shown}


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
