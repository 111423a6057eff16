"""Plays bot games beside the server: a thread that feeds processes with the numbers of games.

Each process plays a game at a time and knows nothing but the setting, so it may be ended at any
moment: as soon as people play on this server all of them are, and go on when nobody plays any more.
"""

import contextlib
import json
import logging
import math
import queue
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import close_old_connections
from django.utils import timezone

from games.management.beside import BesideThread, LineProcess
from games.management.clockwork import SignsOfLife
from games.management.trials import cores
from games.services import botgames

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.5
KEEP_SECONDS: Final = 1.0
"""So often what is done is kept, and looked whether people play."""
WAIT_SECONDS: Final = 5.0
"""So often is looked whether what waits can be gone on with; nothing is, while nothing waits."""
AHEAD: Final = 2
"""Games a process has been given, so that it never waits for the next number."""

Found = dict[int, tuple[int, ...]]


class BotGamesThread(BesideThread):
    """Waits in a server process until somebody wants bot games, and has them played.

    What is done when it is stopped is kept.
    """

    def __init__(self) -> None:
        super().__init__("botgames")
        # What waited when the server ended is gone on with.
        self._look_at = time.monotonic()
        self._worker = SignsOfLife("botgames").name

    def _run(self) -> None:
        while not self._stop.is_set():
            if not botgames.asked.wait(LOOK_SECONDS) and time.monotonic() < self._look_at:
                continue
            botgames.asked.clear()
            try:
                while not self._stop.is_set() and self._work():
                    pass
                self._look_at = time.monotonic() + WAIT_SECONDS if botgames.waiting() else math.inf
            except Exception:
                log.exception("bot games failed, waiting for somebody to want them again")
                self._look_at = math.inf
            finally:
                close_old_connections()

    def _work(self) -> bool:
        job = botgames.take(self._worker, timezone.now())
        if job is None:
            return False

        def keep(found: Mapping[int, Sequence[int]]) -> bool:
            wanted = botgames.keep(job, self._worker, found, timezone.now())
            return wanted and not self._stop.is_set()

        try:
            play(job.plan, job.missing, cores(), keep)
        finally:
            botgames.leave(job, self._worker)
        return True


def play(
    plan: Mapping[str, Any],
    numbers: Sequence[int],
    processes: int,
    keep: Callable[[Found], bool],
) -> None:
    """Have the games of these numbers played until ``keep`` says that it is enough.

    ``keep`` gets what came out about every second.
    """
    results: queue.Queue[tuple[int, list[Any] | None]] = queue.Queue()
    waiting, found, done = deque(numbers), Found(), 0
    with contextlib.ExitStack() as stack:
        hands = [Hand(place, plan, results) for place in range(max(1, processes))]
        for hand in hands:
            stack.callback(hand.end)
        kept = time.monotonic()
        while done < len(numbers):
            for hand in hands:
                hand.feed(waiting)
            with contextlib.suppress(queue.Empty):
                place, line = results.get(timeout=KEEP_SECONDS)
                if line is None:
                    raise RuntimeError(f"process {place} of the bot games has ended")
                hands[place].given -= 1
                found[line[0]] = tuple(line[1])
                done += 1
            now = time.monotonic()
            if now - kept >= KEEP_SECONDS or done == len(numbers):
                kept = now
                if not keep(found):
                    return
                found = Found()


class Hand:
    """A process that plays the games whose numbers it is given."""

    def __init__(
        self,
        place: int,
        plan: Mapping[str, Any],
        results: "queue.Queue[tuple[int, list[Any] | None]]",
    ) -> None:
        self.given = 0
        self._process = LineProcess("games.botgames", lambda line: results.put((place, line)))
        self._process.say(json.dumps(plan))

    def feed(self, waiting: "deque[int]") -> None:
        """Give it the next numbers, as many as it needs to have work."""
        while waiting and self.given < AHEAD:
            self._process.say(str(waiting.popleft()))
            self.given += 1

    def end(self) -> None:
        """End the process; harmless where it has ended."""
        self._process.end()
