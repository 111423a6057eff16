"""Deadlines: moving games on whose time is up. Any number of processes may do this at once."""

import logging
from datetime import datetime

from games.models import Game
from games.models.game import AdvanceMode
from games.services.phases import Position, go_on, position
from games.services.writing import writing

logger = logging.getLogger(__name__)

_BY_ITSELF = (AdvanceMode.READY, AdvanceMode.CLOCK)


def tick(now: datetime) -> int:
    """Move on every game whose deadline has passed; returns how many this call moved.

    A game of which the facilitator decides alone is never moved. One failing game is reported in
    the server's log and does not hold up the others.
    """
    due = Game.objects.filter(
        advance_mode__in=_BY_ITSELF, paused=False, deadline__lte=now, ended_at__isnull=True
    )
    return sum(_try(game, now) for game in due.only("round_number", "phase"))


def _try(seen: Game, now: datetime) -> bool:
    try:
        return _move_on(seen.pk, position(seen), now)
    except Exception:
        logger.exception("game %s could not be moved on at its deadline", seen.pk)
        return False


def _move_on(game_id: int, seen: Position, now: datetime) -> bool:
    with writing(game_id, now=now) as writer:
        game = writer.game
        still_due = game.deadline is not None and game.deadline <= now
        if not still_due or game.paused or position(game) != seen:
            return False
        go_on(writer)
        return True
