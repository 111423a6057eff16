"""The clock's loop: as a thread beside the embedded server or as a process of its own."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.5
Tick = Callable[[datetime], int]


def run(tick: Tick, stop: threading.Event, *, interval: float = INTERVAL_SECONDS) -> None:
    """Call ``tick`` with the present moment until ``stop`` is set.

    A failing tick is logged and tried again with the next beat: deadlines are rows in the
    database, so nothing is lost by waiting.
    """
    while not stop.wait(interval):
        try:
            if advanced := tick(timezone.now()):
                log.info("clock advanced %d game(s)", advanced)
        except Exception:
            log.exception("clock beat failed, trying again")
            close_old_connections()


class ClockThread:
    """The clock inside the embedded server's process."""

    def __init__(self, tick: Tick) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=run, args=(tick, self._stop), name="clock", daemon=True
        )

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self, *, seconds: float = 5) -> None:
        """Let the running beat finish, at most ``seconds`` long; harmless before the start."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
