"""Bot games beside a played one: asked for by whoever looks, played once for all who do.

They go on as long as somebody asks; what is done is kept and gone on with. Nothing of a game, its
record or its log is written.
"""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from games.models import BotGames, Game, Settlement
from games.selectors.whatif.setting import bot_plan, setting_key
from games.services import fleeting

logger = logging.getLogger(__name__)

WANTED: Final = 1000
"""Games of one setting."""
ASKED_FOR: Final = 15
"""Seconds that a question holds: who looks asks again every few seconds."""
LIFE: Final = timedelta(seconds=10)
"""Without a sign of life for so long, whoever played them is gone."""
KEPT: Final = 60
"""Settings that are kept; older ones make room."""

asked: Final = threading.Event()
"""Set when somebody asks this process; whoever plays in it waits for that and for nothing else."""


@dataclass(frozen=True, slots=True)
class Job:
    """Games to be played: for which row, by which plan, and which are missing."""

    row: int
    key: str
    plan: Mapping[str, Any]
    missing: Sequence[int]


def ask(game_id: int, now: datetime) -> str:
    """Have bot games of a finished game's setting played as long as this is asked; their key."""
    game = Game.objects.get(pk=game_id)
    key = setting_key(game, _played(game_id))
    fleeting.write(_asked(key), 1, ASKED_FOR)
    row, made = BotGames.objects.get_or_create(key=key, defaults={"game": game, "made_at": now})
    if made:
        old = BotGames.objects.values_list("pk", flat=True)[KEPT:]
        BotGames.objects.filter(pk__in=list(old)).delete()
    if row.done < WANTED:
        asked.set()
    return key


def _played(game_id: int) -> int:
    live = Settlement.objects.filter(game_id=game_id, superseded_at__isnull=True)
    return live.filter(round_number__gt=0).count()


def _asked(key: str) -> str:
    return f"botgames:{key}"


def still_asked(key: str) -> bool:
    """Whether anybody wants these games at this moment."""
    return bool(fleeting.read([_asked(key)]))


def take(worker: str, now: datetime) -> Job | None:
    """Games that somebody asks for and nobody plays, for this worker alone; else None."""
    free = Q(beat_at__isnull=True) | Q(beat_at__lt=now - LIFE)
    for row in BotGames.objects.filter(free, done__lt=WANTED).defer("figures"):
        if not still_asked(row.key):
            continue
        # Compared and set: of several workers one gets them.
        mine = BotGames.objects.filter(free, pk=row.pk).update(worker=worker, beat_at=now)
        if mine and (job := _job(row.pk)):
            return job
    return None


def _job(row_id: int) -> Job | None:
    row = BotGames.objects.select_related("game").get(pk=row_id)
    played = _played(row.game_id)
    if setting_key(row.game, played) != row.key:
        # The game went on or was steered anew: its figures would be those of another setting. Who
        # asks next makes the row again, with a game that has the setting.
        row.delete()
        return None
    missing = [number for number in range(WANTED) if str(number) not in row.figures]
    return Job(row.pk, row.key, bot_plan(row.game, played), missing)


def keep(job: Job, worker: str, found: Mapping[int, Sequence[int]], now: datetime) -> bool:
    """Keep what games came to, as a sign of life; False where this worker is to stop."""
    row = BotGames.objects.filter(pk=job.row, worker=worker).first()
    if row is None:
        return False
    figures = {**row.figures, **{str(number): list(each) for number, each in found.items()}}
    BotGames.objects.filter(pk=job.row, worker=worker).update(
        figures=figures, done=len(figures), beat_at=now
    )
    return len(figures) < WANTED and still_asked(job.key)


def leave(job: Job, worker: str) -> None:
    """Nobody is at it any more: the next question is heard at once."""
    BotGames.objects.filter(pk=job.row, worker=worker).update(worker="", beat_at=None)
