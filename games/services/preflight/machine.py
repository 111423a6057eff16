"""The machine: the clock's worker, room on the disk, the newest backup."""

import json
import shutil
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from games.enums import Check, Light
from games.models import Pulse
from games.selectors.preflight import Finding

CLOCK_LIFE = timedelta(seconds=30)
"""It says every ten seconds that it lives; without it no phase ends by itself."""
WORKSHOP_MB = 250
"""What thirty regions write, and one backup: a game of forty people and six rounds wrote 5 MB,
the log of writes beside the database included."""
DISK_CARE_MB = 4 * WORKSHOP_MB
BACKUP_CARE = timedelta(hours=24)
BACKUP = "backup"
POINTER = "sicherung.json"
"""File in the data folder that names the newest backup."""
MEGA = 1024 * 1024


def own_name() -> str:
    """Name of this machine, as it stands in the names of its processes' signs of life."""
    return socket.gethostname()


def clock(now: datetime) -> Finding:
    """Whether a worker of the clock was heard of lately."""
    workers = list(Pulse.objects.filter(name__startswith="clock:").order_by("-at"))
    limit = int(CLOCK_LIFE.total_seconds())
    if not workers:
        return Finding(Check.CLOCK, Light.BAD, "never", {"limit_s": limit})
    age = (now - workers[0].at).total_seconds()
    alive = sum(now - worker.at <= CLOCK_LIFE for worker in workers)
    figures = {"age_s": max(0, int(age)), "workers": alive, "limit_s": limit}
    if not alive:
        return Finding(Check.CLOCK, Light.BAD, "gone", figures)
    return Finding(Check.CLOCK, Light.GOOD, "ok", figures)


def disk(folder: Path, *, needed_mb: int = WORKSHOP_MB, care_mb: int = DISK_CARE_MB) -> Finding:
    """Room in the data folder: enough for a workshop, and for some more."""
    try:
        free = shutil.disk_usage(folder).free // MEGA
    except OSError as error:
        return Finding(Check.DISK, Light.BAD, "failed", {"reason": str(error)[:200]})
    figures = {"free_mb": free, "needed_mb": needed_mb, "limit_mb": care_mb}
    if free < needed_mb:
        return Finding(Check.DISK, Light.BAD, "full", figures)
    if free < care_mb:
        return Finding(Check.DISK, Light.CARE, "tight", figures)
    return Finding(Check.DISK, Light.GOOD, "ok", figures)


def backup(now: datetime, folder: Path) -> Finding:
    """Age of the newest backup that ``manage.py backup`` made, and whether it is still there.

    ``folder``: the data folder, where a file names it; with several processes a row does, too.
    """
    limit = int(BACKUP_CARE.total_seconds() // 3600)
    newest = max(_known_backups(folder), default=None)
    if newest is None:
        return Finding(Check.BACKUP, Light.CARE, "never", {"limit_h": limit})
    at, where, here = newest
    age = max(0, int((now - at).total_seconds()))
    figures = {"age_h": age // 3600, "age_min": age // 60, "limit_h": limit}
    if here and not Path(where).is_dir():
        return Finding(Check.BACKUP, Light.CARE, "gone", figures)
    if now - at > BACKUP_CARE:
        return Finding(Check.BACKUP, Light.CARE, "old", figures)
    return Finding(Check.BACKUP, Light.GOOD, "ok", figures)


def _known_backups(folder: Path) -> list[tuple[datetime, str, bool]]:
    """When, where, and whether on this machine."""
    said = [(each.said, False) for each in Pulse.objects.filter(name=BACKUP)]
    # A file that cannot be read names no backup.
    with suppress(OSError, ValueError):
        said.append((json.loads((folder / POINTER).read_text()), True))
    return [(datetime.fromisoformat(each["at"]), each["folder"], here) for each, here in said]
