"""Whether people play on this server right now: what can wait waits for them."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet

from games.enums import ROUND_PHASES
from games.models import Game, LogEntry, Seat
from games.services import presence

STILL: Final = timedelta(minutes=30)
"""A game in which nothing has happened for so long, and nobody is there, is left alone."""


def in_play(now: datetime) -> bool:
    """Whether a game on this server is in a phase of a round and under way; up to three queries.

    One that is paused is not, and neither is one that people have left lying. A rehearsal counts:
    it measures what the server can do.
    """
    games = _running()
    newest = LogEntry.objects.filter(game__in=games, sequence=F("game__log_sequence"))
    return newest.filter(at__gt=now - STILL).exists() or people_playing(now) > 0


def people_playing(now: datetime) -> int:
    """How many people sit, at this moment, in games on this server that are under way."""
    seats = Seat.objects.filter(
        removed_at__isnull=True,
        joined_at__isnull=False,
        game__in=_running().filter(is_rehearsal=False),
    )
    return len(presence.online(list(seats.values_list("pk", flat=True)), now))


def _running() -> QuerySet[Game]:
    return Game.objects.filter(phase__in=ROUND_PHASES, paused=False)
