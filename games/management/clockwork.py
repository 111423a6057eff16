"""The clock's loop: as a thread beside the embedded server or as a process of its own."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from games.management.beside import BesideThread
from games.services import clock, pulses
from games.services.workshops import delete_due

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.5
DELETING_EVERY = timedelta(hours=1)
SAID_EVERY = timedelta(seconds=10)
Tick = Callable[[datetime], int]
Rest = Callable[[float], float]


class SignsOfLife:
    """A part of this process (``kind``) that says every ten seconds that it lives."""

    def __init__(self, kind: str) -> None:
        self.name = f"{kind}:{socket.gethostname()}:{os.getpid()}"
        self._said_at: datetime | None = None

    def beat(self, now: datetime, **said: Any) -> bool:
        """Say so where it is time again; whether it was."""
        if self._said_at is not None and now - self._said_at < SAID_EVERY:
            return False
        self._said_at = now
        pulses.beat(self.name, now, **said)
        return True


def clock_tick() -> Tick:
    """The clock's own tick, with its signs of life and, every hour, the deletions of the day."""
    signs = SignsOfLife("clock")
    looked_at: datetime | None = None

    def tick(now: datetime) -> int:
        nonlocal looked_at
        signs.beat(now)
        if looked_at is None or now - looked_at >= DELETING_EVERY:
            looked_at = now
            if gone := delete_due(now):
                log.info("%d workshop(s) deleted on their day", gone)
        return clock.tick(now)

    return tick


def until_next(longest: float) -> float:
    """Seconds until the clock has something to do, at most ``longest``."""
    return clock.seconds_to_next(timezone.now(), longest)


def run(
    tick: Tick,
    stop: threading.Event,
    *,
    interval: float = INTERVAL_SECONDS,
    rest: Rest = lambda longest: longest,
) -> None:
    """Call ``tick`` with the present moment until ``stop`` is set.

    ``rest`` says how long to wait for the next time, at most ``interval`` seconds.
    A failing tick is logged and tried again with the next beat: deadlines are rows in the
    database, so nothing is lost by waiting.
    """
    pause = interval
    while not stop.wait(pause):
        pause = interval
        try:
            if advanced := tick(timezone.now()):
                log.info("clock advanced %d game(s)", advanced)
            pause = rest(interval)
        except Exception:
            log.exception("clock beat failed, trying again")
            close_old_connections()


class ClockThread(BesideThread):
    """The clock inside the embedded server's process."""

    def __init__(self, tick: Tick, rest: Rest = lambda longest: longest) -> None:
        super().__init__("clock")
        self._tick, self._rest = tick, rest

    def _run(self) -> None:
        run(self._tick, self._stop, rest=self._rest)
