"""One live answer per audience and stamp: rendered once, by one thread, kept until it is old."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from games.access import Viewer, ViewerKind
from games.live.screens import SCREENS, Audience, viewer_for
from games.selectors import stamps

MOST_KEPT = 512
"""Audiences whose newest answer stays in memory (about 20 KiB each)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The live regions as they stood at ``stamp``; ``body`` is the stamp, a line end and HTML."""

    stamp: int
    body: bytes


class _Slot:
    """The newest answer of one audience and the lock that lets one thread make it."""

    __slots__ = ("answer", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answer: Answer | None = None


class Answers:
    """Cache of the newest answers, shared by the pages' threads and the sockets' thread."""

    def __init__(self) -> None:
        self._slots: OrderedDict[Audience, _Slot] = OrderedDict()
        self._lock = threading.Lock()

    def live_answer(self, audience: Audience, known: int | None) -> Answer | None:
        """The answer as it stands, or None where ``known`` is its stamp.

        A higher ``known`` gets an answer too: it comes from a database that has been replaced.
        """
        stamp = read_stamp(audience)
        if known == stamp:
            return None
        slot = self._slot(audience)
        with slot.lock:
            if slot.answer is None or slot.answer.stamp != stamp:
                slot.answer = self._newest(audience, slot.answer)
            return slot.answer

    def _newest(self, audience: Audience, last: Answer | None) -> Answer:
        # Read again: while this thread waited for the lock, another one may have made the answer,
        # or several changes have come that one rendering covers. And before the data: an answer
        # may hold more than its stamp says, never less.
        stamp = read_stamp(audience)
        if last is not None and last.stamp == stamp:
            return last
        return render(audience, stamp)

    def _slot(self, audience: Audience) -> _Slot:
        with self._lock:
            slot = self._slots.get(audience)
            if slot is None:
                slot = self._slots[audience] = _Slot()
            self._slots.move_to_end(audience)
            while len(self._slots) > MOST_KEPT:
                self._slots.popitem(last=False)
            return slot


def read_stamp(audience: Audience) -> int:
    """The stamp of an audience as it stands in the database."""
    return stamps.stamp(_stamp_viewer(audience))


def _stamp_viewer(audience: Audience) -> Viewer:
    viewer = viewer_for(audience)
    if viewer.kind is ViewerKind.PLAYER and viewer.team_id is None:
        # Shared by all teams: what only one of them may see must not raise the stamp.
        return Viewer(ViewerKind.PROJECTOR, audience.game_id)
    return viewer


def render(audience: Audience, stamp: int) -> Answer:
    """Make the answer of an audience; ``stamp`` was read before."""
    screen = SCREENS[audience.screen]
    with translation.override(audience.language):
        context = dict(screen.context(viewer_for(audience)))
        html = "".join(render_to_string(region, context) for region in screen.regions)
    return Answer(stamp, f"{stamp}\n{html}".encode())


answers = Answers()
"""The cache of this process."""
