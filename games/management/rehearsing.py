"""Plays rehearsals beside the server: a thread that watches over a process of bots.

The bots are a process of their own: what they reckon does not hold up the pages, and whatever
happens to them, the server goes on. They know addresses and one account, no secret of the server.
"""

import contextlib
import json
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from django.db import close_old_connections
from django.urls import reverse
from django.utils import timezone

from games.enums import RehearsalState
from games.management.beside import BesideThread, LineProcess
from games.management.clockwork import SignsOfLife
from games.services import pulses, rehearsals, ways
from games.services.rehearsals import Job
from planspiel.addresses import direct_address

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 1.0
PLAY_SECONDS: Final = 240
"""So long the bots begin new phases; what they have begun they finish."""
MOST_SECONDS: Final = 300
"""After so long the rehearsal is over, whatever it is in the middle of."""


class RehearsalThread(BesideThread):
    """Waits for rehearsals in a server process and has them played, one at a time.

    ``alone``: there is no other process, so what runs according to the database does not.
    """

    def __init__(self, *, alone: bool) -> None:
        super().__init__("rehearsals")
        self._alone = alone
        self._signs = SignsOfLife("server")

    def _run(self) -> None:
        try:
            if self._alone:
                rehearsals.call_off(timezone.now())
            pulses.forget_old("server", timezone.now())
            pulses.forget_old("clock", timezone.now())
        except Exception:
            log.exception("could not tidy up after earlier rehearsals")
        while not self._stop.wait(INTERVAL_SECONDS):
            try:
                self._beat()
                if job := rehearsals.take(self._signs.name, timezone.now()):
                    play(job, self._stop, self._beat)
            except Exception:
                log.exception("rehearsal failed, waiting for the next one")
                close_old_connections()

    def _beat(self) -> None:
        """Say every ten seconds that this process lives, and look after what others left."""
        now = timezone.now()
        if self._signs.beat(now, direct=direct_address()):
            rehearsals.sweep(now)


def play(job: Job, stop: threading.Event, alive: Callable[[], None]) -> None:
    """Have a rehearsal played to its end, and keep what came of it.

    Ends it where ``stop`` is set, where its facilitator calls it off, and after five minutes;
    ``alive`` is called about every second meanwhile.
    """
    state, outcome = RehearsalState.ABORTED, dict[str, Any]()
    try:
        with running(plan_of(job)) as bots:
            state, outcome = _watch(job, bots, stop, alive)
    finally:
        rehearsals.finish(job.rehearsal_id, state, outcome, timezone.now())


def _watch(
    job: Job, bots: "Bots", stop: threading.Event, alive: Callable[[], None]
) -> tuple[RehearsalState, dict[str, Any]]:
    end = time.monotonic() + MOST_SECONDS
    step, percent = "", 0
    while not stop.is_set():
        alive()
        line = bots.next_line(INTERVAL_SECONDS)
        if stop.is_set():
            # What the bots have come to since then tells of a server that is leaving.
            break
        if "outcome" in line:
            return RehearsalState.DONE, line["outcome"]
        if line.get("ended"):
            return RehearsalState.ABORTED, {"reason": "bots_ended"}
        if time.monotonic() > end:
            return RehearsalState.ABORTED, {"reason": "too_long"}
        step, percent = line.get("step", step), line.get("percent", percent)
        if not rehearsals.progress(job.rehearsal_id, step, percent, timezone.now()):
            return RehearsalState.CANCELLED, {}
    return RehearsalState.ABORTED, {"reason": "server_ended"}


def plan_of(job: Job) -> dict[str, Any]:
    """What the bots are told."""
    said = asdict(job)
    del said["rehearsal_id"]
    return {
        **said,
        "projector": reverse("projector", args=[job.projector]),
        "review": reverse("review", args=[job.review]),
        "seconds": PLAY_SECONDS,
        "ways": [way.as_json() for way in ways.ways()],
    }


@contextlib.contextmanager
def running(plan: Mapping[str, Any]) -> Iterator["Bots"]:
    """The bots at work until the block ends."""
    bots = Bots(plan)
    try:
        yield bots
    finally:
        bots.end()


class Bots:
    """The process of the bots, and what it says."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._process = LineProcess("games.rehearsal", self._lines.put)
        self._process.say(json.dumps(plan))

    def next_line(self, seconds: float) -> dict[str, Any]:
        """What they said next; empty where they said nothing for so long."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return {}
        return {"ended": True} if line is None else line

    def end(self) -> None:
        """End the process; harmless where it has ended."""
        self._process.end()
