"""Live contexts of the participants' screens that also say who is here right now."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.live.cockpit import online_now
from games.selectors import board, lobby


def lobby_context(viewer: Viewer) -> Mapping[str, Any]:
    """The waiting room with presence."""
    return lobby.live_context(viewer, online_now(timezone.now()))


def board_context(viewer: Viewer) -> Mapping[str, Any]:
    """The town hall with presence of the own team."""
    return board.live_context(viewer, online_now(timezone.now()))
