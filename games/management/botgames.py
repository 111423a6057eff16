"""Plays bot games beside the server: a thread that feeds processes with the numbers of games.

Each process plays a game at a time and knows nothing but the setting, so any may be left without
work at any moment: while people play on this server, one core is left to them.
"""

import contextlib
import json
import logging
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
from games.services import botgames, rehearsals

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.5
KEEP_SECONDS: Final = 1.0
"""So often what is done is kept, and asked whether anybody still wants it."""
GUARD_SECONDS: Final = 3.0
"""So often is looked whether people play."""
AHEAD: Final = 2
"""Games a process has been given, so that it never waits for the next number."""

Found = dict[int, tuple[int, ...]]


class BotGamesThread(BesideThread):
    """Waits in a server process until somebody asks for bot games, and has them played.

    What is done when it is stopped is kept.
    """

    def __init__(self) -> None:
        super().__init__("botgames")
        self._worker = SignsOfLife("botgames").name

    def _run(self) -> None:
        while not self._stop.is_set():
            if not botgames.asked.wait(LOOK_SECONDS):
                continue
            botgames.asked.clear()
            try:
                while not self._stop.is_set() and self._work():
                    pass
            except Exception:
                log.exception("bot games failed, waiting for the next question")
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
            play(job.plan, job.missing, cores(), keep, spare_a_core)
        finally:
            botgames.leave(job, self._worker)
        return True


def spare_a_core() -> bool:
    """Whether people play on this server right now."""
    return rehearsals.people_playing(timezone.now()) > 0


def play(
    plan: Mapping[str, Any],
    numbers: Sequence[int],
    processes: int,
    keep: Callable[[Found], bool],
    spare: Callable[[], bool],
) -> None:
    """Have the games of these numbers played until ``keep`` says that it is enough.

    ``keep`` gets what came out about every second; while ``spare`` says so, the last process (where
    there are several) is given nothing.
    """
    results: queue.Queue[tuple[int, list[Any] | None]] = queue.Queue()
    waiting, found, done = deque(numbers), Found(), 0
    with contextlib.ExitStack() as stack:
        hands = [Hand(place, plan, results) for place in range(max(1, processes))]
        for hand in hands:
            stack.callback(hand.end)
        kept = looked = time.monotonic()
        used = hands[:-1] if len(hands) > 1 and spare() else hands
        while done < len(numbers):
            for hand in used:
                hand.feed(waiting)
            with contextlib.suppress(queue.Empty):
                place, line = results.get(timeout=KEEP_SECONDS)
                if line is None:
                    raise RuntimeError(f"process {place} of the bot games has ended")
                hands[place].given -= 1
                found[line[0]] = tuple(line[1])
                done += 1
            now = time.monotonic()
            if now - looked >= GUARD_SECONDS:
                looked = now
                used = hands[:-1] if len(hands) > 1 and spare() else hands
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
