"""Bot games beside a played one: wanted by a press of a button, played once for all who look.

One setting at a time on the whole server, and none while people play on it; what is done is kept
and gone on with. Nothing of a game, its record or its log is written.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import transaction

from games.models import BotGames, Game, Settlement
from games.selectors.whatif.setting import bot_plan, setting_key
from games.services.inplay import in_play

logger = logging.getLogger(__name__)

WANTED: Final = 1000
"""Games of one setting."""
LIFE: Final = timedelta(seconds=10)
"""Without a sign of life for so long, whoever played them is gone."""
KEPT: Final = 60
"""Settings that are kept; older ones make room."""

asked: Final = threading.Event()
"""Set when somebody wants bot games of this process; whoever plays in it waits for that."""


class Standing(StrEnum):
    """How far the bot games of a setting are."""

    NONE = "none"
    """Nobody has wanted them."""
    HELD = "held"
    """They wait, because somebody plays on this server."""
    QUEUED = "queued"
    """They wait for others, or for the next look of whoever plays them."""
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """Games to be played: for which row, by which plan, and which are missing."""

    row: int
    key: str
    plan: Mapping[str, Any]
    missing: Sequence[int]


def key_of(game_id: int) -> str:
    """What stands for the setting of a finished game."""
    return setting_key(Game.objects.get(pk=game_id), _played(game_id))


def start(game_id: int, now: datetime) -> str:
    """Have the bot games of a finished game's setting played, once; their key."""
    game = Game.objects.get(pk=game_id)
    key = setting_key(game, _played(game_id))
    row, made = BotGames.objects.get_or_create(key=key, defaults={"game": game, "made_at": now})
    if made:
        old = BotGames.objects.values_list("pk", flat=True)[KEPT:]
        BotGames.objects.filter(pk__in=list(old)).delete()
    if row.done < WANTED:
        asked.set()
    return key


def standing(key: str, now: datetime) -> Standing:
    """How far the games of a key are; writes nothing."""
    row = BotGames.objects.filter(key=key).values_list("done", "beat_at").first()
    if row is None:
        return Standing.NONE
    done, beat_at = row
    if done >= WANTED:
        return Standing.DONE
    if in_play(now):
        return Standing.HELD
    return Standing.RUNNING if _alive(beat_at, now) else Standing.QUEUED


def _alive(beat_at: datetime | None, now: datetime) -> bool:
    return beat_at is not None and beat_at >= now - LIFE


def _played(game_id: int) -> int:
    live = Settlement.objects.filter(game_id=game_id, superseded_at__isnull=True)
    return live.filter(round_number__gt=0).count()


def waiting() -> bool:
    """Whether games are wanted that are not all played."""
    return BotGames.objects.filter(done__lt=WANTED).exists()


def take(worker: str, now: datetime) -> Job | None:
    """The games that have waited longest, for this worker alone.

    None where there are none, where another worker plays some (also of another setting), and while
    people play on this server.
    """
    if in_play(now):
        return None
    with transaction.atomic():
        # All rows are locked: two workers cannot both find that nobody is at it.
        rows = list(BotGames.objects.select_for_update().defer("figures").order_by("made_at", "pk"))
        if any(_alive(row.beat_at, now) for row in rows):
            return None
        for row in rows:
            if row.done < WANTED and (job := _job(row.pk)):
                BotGames.objects.filter(pk=row.pk).update(worker=worker, beat_at=now)
                return job
    return None


def _job(row_id: int) -> Job | None:
    row = BotGames.objects.select_related("game").get(pk=row_id)
    played = _played(row.game_id)
    if setting_key(row.game, played) != row.key:
        # The game went on or was steered anew: its figures would be those of another setting. Who
        # wants them next makes the row again, with a game that has the setting.
        row.delete()
        return None
    missing = [number for number in range(WANTED) if str(number) not in row.figures]
    return Job(row.pk, row.key, bot_plan(row.game, played), missing)


def keep(job: Job, worker: str, found: Mapping[int, Sequence[int]], now: datetime) -> bool:
    """Keep what games came to, as a sign of life; False where this worker is to stop.

    It stops when all are played, when it was given up, and as soon as somebody plays.
    """
    row = BotGames.objects.filter(pk=job.row, worker=worker).first()
    if row is None:
        return False
    figures = {**row.figures, **{str(number): list(each) for number, each in found.items()}}
    BotGames.objects.filter(pk=job.row, worker=worker).update(
        figures=figures, done=len(figures), beat_at=now
    )
    return len(figures) < WANTED and not in_play(now)


def leave(job: Job, worker: str) -> None:
    """Nobody is at it any more: whoever comes next goes on at once."""
    BotGames.objects.filter(pk=job.row, worker=worker).update(worker="", beat_at=None)
