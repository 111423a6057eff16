"""Telling the live layer that something is new, without knowing it.

A poke carries no content, only which game (and team) has reached which stamp. It is sent after the
commit; a lost poke costs a few seconds, never a fact, because every page also asks by itself.
"""

from collections.abc import Callable

Sender = Callable[[int, int | None, int], None]
"""``(game_id, team_id or None for everybody, stamp)``; must return quickly and never wait."""

FACILITATORS = 0
"""Instead of a team: what is new concerns facilitators alone."""

NO_CHANGE = -1
"""Instead of a stamp: nothing is new, but somebody may look no longer."""

GROUP = "pokes"
"""Group of the channel layer in which all processes listen."""
ASK = "live.ask"
"""Type of a message in it that asks every process to answer to ``reply``, naming the ``ask``."""

_senders: list[Sender] = []


def set_sender(sender: Sender | None) -> None:
    """Name the one function that carries pokes from now on; None switches them off."""
    _senders[:] = [] if sender is None else [sender]


def poke(game_id: int, team_id: int | None, stamp: int) -> None:
    """Say that a game (or one of its teams) has reached a stamp."""
    for sender in _senders:
        sender(game_id, team_id, stamp)
