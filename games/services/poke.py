"""Telling the live layer that something is new, without knowing it.

A poke carries no content, only which game (and team) has reached which stamp. It is sent after the
commit; a lost poke costs a few seconds, never a fact, because every page also asks by itself.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

logger = logging.getLogger(__name__)

Sender = Callable[[int, int | None, int], None]
"""``(game_id, team_id or None for everybody, stamp)``; must return quickly and never wait."""

FACILITATORS = 0
"""Instead of a team: what is new concerns facilitators alone."""

GONE_ON = -1
"""Instead of a team, ahead of the change itself: the right page may be another one now."""

NO_CHANGE = -1
"""Instead of a stamp: nothing is new, but somebody may look no longer."""

GROUP = "pokes"
"""Group of the channel layer in which all processes listen."""
ASK = "live.ask"
"""Type of a message in it that asks every process to answer to ``reply``, naming the ``ask``."""

Poke = tuple[int, int | None, int]

_senders: list[Sender] = []
_held: ContextVar[list[Poke] | None] = ContextVar("held", default=None)


def set_sender(sender: Sender | None) -> None:
    """Name the one function that carries pokes from now on; None switches them off."""
    _senders[:] = [] if sender is None else [sender]


def poke(game_id: int, team_id: int | None, stamp: int) -> None:
    """Say that a game (or one of its teams) has reached a stamp."""
    held = _held.get()
    if held is not None:
        held.append((game_id, team_id, stamp))
        return
    for sender in _senders:
        sender(game_id, team_id, stamp)


@contextmanager
def together() -> Iterator[None]:
    """Hold back what is said within this block and say it in the end, also after an error.

    For many games that change at once: whoever hears of the first one asks for pages, which the
    last one would have to wait for.
    """
    held: list[Poke] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        for each in held:
            try:
                poke(*each)
            except Exception:  # pages ask by themselves, a poke must not get in anybody's way
                logger.exception("a change was not told")
