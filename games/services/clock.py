"""Deadlines: moving games on whose time is up. Any number of processes may do this at once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Min

from games.enums import Phase
from games.models import Game
from games.models.game import AdvanceMode
from games.selectors.scoretime import scoring_ends_at
from games.services.phases import Position, go_on, position
from games.services.poke import together
from games.services.scoring import close_if_due, is_open
from games.services.waiting import time_is_up
from games.services.writing import writing

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""So many games whose time is up together are moved on before anybody hears of it."""
_BY_ITSELF = (AdvanceMode.READY, AdvanceMode.CLOCK)


def tick(now: datetime) -> int:
    """Move on every game whose deadline has passed; returns how many this call moved.

    Waits for a missing team that have run out are answered first, as was said when they began.
    Half-way through the award the first scoring is closed (``services.scoring``). A game of which
    the facilitator decides alone is never moved. One failing game is reported in the server's log
    and does not hold up the others.
    """
    running = Game.objects.filter(advance_mode__in=_BY_ITSELF, paused=False, ended_at__isnull=True)
    running = running.filter(archived_at__isnull=True)
    for game in running.filter(waiting_until__lte=now).only("pk"):
        _try(partial(_answer_wait, game.pk, now), game.pk)
    for game in running.filter(phase=Phase.AWARDING, deadline__gt=now):
        _try(partial(_close_scoring, game, now), game.pk)
    due = list(running.filter(deadline__lte=now).only("round_number", "phase"))
    moved = 0
    for first in range(0, len(due), AT_ONCE):
        with together():
            moved += sum(
                _try(partial(_move_on, game.pk, position(game), now), game.pk)
                for game in due[first : first + AT_ONCE]
            )
    return moved


def seconds_to_next(now: datetime, longest: float) -> float:
    """How long nothing is due, at most ``longest``.

    A clock that sleeps so long moves a game on when its time is up, not with its next beat.
    """
    running = Game.objects.filter(
        advance_mode__in=_BY_ITSELF, paused=False, ended_at__isnull=True, deadline__gt=now
    )
    soon = running.filter(deadline__lte=now + timedelta(seconds=longest))
    first: datetime | None = soon.aggregate(first=Min("deadline"))["first"]
    return longest if first is None else (first - now).total_seconds()


def _try(act: Callable[[], bool], game_id: int) -> bool:
    try:
        return act()
    except Exception:
        logger.exception("game %s could not be moved on at its deadline", game_id)
        return False


def _answer_wait(game_id: int, now: datetime) -> bool:
    with writing(game_id, now=now) as writer:
        return writer.game.advance_mode in _BY_ITSELF and time_is_up(writer)


def _close_scoring(seen: Game, now: datetime) -> bool:
    due = scoring_ends_at(seen)
    # Asked without the lock first: most games have been closed long before.
    if due is None or now < due or not is_open(seen):
        return False
    with writing(seen.pk, now=now) as writer:
        return close_if_due(writer)


def _move_on(game_id: int, seen: Position, now: datetime) -> bool:
    with writing(game_id, now=now) as writer:
        game = writer.game
        by_itself = game.advance_mode in _BY_ITSELF and not game.paused
        still_due = game.deadline is not None and game.deadline <= now
        if not (by_itself and still_due) or position(game) != seen:
            return False
        go_on(writer)
        return True
