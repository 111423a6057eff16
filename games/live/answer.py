"""One live answer per audience and stamp: rendered once, by one thread, kept until it is old."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from games.access import Viewer, ViewerKind
from games.live.screens import SCREENS, Audience, viewer_for
from games.live.uses import USES
from games.selectors import stamps
from games.selectors.memo import one_reading

MOST_KEPT = 512
"""Audiences whose newest answer stays in memory (about 20 KiB each)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The live regions as they stood at ``stamp``; ``body`` is the stamp, a line end and HTML."""

    stamp: int
    body: bytes


Regions = dict[str, tuple[tuple[Any, ...], str]]
"""Regions as rendered last: what they were made of, and the HTML, by template."""


class _Slot:
    """The newest answer of one audience and the lock that lets one thread make it."""

    __slots__ = ("answer", "lock", "regions")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answer: Answer | None = None
        self.regions: Regions = {}


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
                slot.answer = self._newest(audience, slot)
            return slot.answer

    def answers_of(
        self, game_id: int, audiences: Iterable[Audience]
    ) -> Iterator[tuple[Audience, Answer | Exception]]:
        """The newest answers of several audiences of one game, or why there is none.

        One after the other, each handed on as soon as it is made. All stamps are read first and
        at once; what several screens show is read once.
        """
        versions = stamps.versions_of(game_id)
        with one_reading():
            for audience in audiences:
                try:
                    yield audience, self._at(audience, stamp_from(audience, *versions))
                except Exception as error:  # noqa: BLE001 - one broken screen must not stop others
                    yield audience, error

    def _at(self, audience: Audience, stamp: int) -> Answer:
        slot = self._slot(audience)
        with slot.lock:
            if slot.answer is None or slot.answer.stamp < stamp:
                slot.answer = render(audience, stamp, slot.regions)
            return slot.answer

    def _newest(self, audience: Audience, slot: _Slot) -> Answer:
        # Read again: while this thread waited for the lock, another one may have made the answer,
        # or several changes have come that one rendering covers. And before the data: an answer
        # may hold more than its stamp says, never less.
        stamp = read_stamp(audience)
        if slot.answer is not None and slot.answer.stamp == stamp:
            return slot.answer
        return render(audience, stamp, slot.regions)

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


def stamp_from(audience: Audience, game: int, teams: Mapping[int, int]) -> int:
    """The same from the versions of a game and its teams."""
    if SCREENS[audience.screen].kind is ViewerKind.FACILITATOR:
        return game + sum(teams.values())
    return game + (teams[audience.team_id] if audience.team_id is not None else 0)


def _stamp_viewer(audience: Audience) -> Viewer:
    viewer = viewer_for(audience)
    if viewer.kind is ViewerKind.PLAYER and viewer.team_id is None:
        # Shared by all teams: what only one of them may see must not raise the stamp.
        return Viewer(ViewerKind.PROJECTOR, audience.game_id)
    return viewer


def render(audience: Audience, stamp: int, last: Regions | None = None) -> Answer:
    """Make the answer of an audience; ``stamp`` was read before.

    ``last`` holds the regions of the answer before, and then those of this one: a region made of
    the same values is not rendered again.
    """
    screen = SCREENS[audience.screen]
    with translation.override(audience.language):
        context = dict(screen.context(viewer_for(audience)))
        html = "".join(_region(name, context, last) for name in screen.regions)
    return Answer(stamp, f"{stamp}\n{html}".encode())


def _region(template: str, context: Mapping[str, Any], last: Regions | None) -> str:
    names = USES.get(template)
    if last is None or names is None:
        return render_to_string(template, dict(context))
    values = tuple(_value(context, name) for name in names)
    before = last.get(template)
    if before is not None and before[0] == values:
        return before[1]
    html = render_to_string(template, dict(context))
    last[template] = (values, html)
    return html


def _value(context: Mapping[str, Any], name: str) -> Any:
    first, _, rest = name.partition(".")
    found = context.get(first)
    return attrgetter(rest)(found) if rest and found is not None else found


answers = Answers()
"""The cache of this process."""
