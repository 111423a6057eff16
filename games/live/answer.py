"""One live answer per audience and stamp: rendered once, by one thread, kept until it is old."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from games.access import Viewer, ViewerKind
from games.live.screens import SCREENS, Audience, viewer_for
from games.live.uses import SAME_FOR_ALL, USES
from games.selectors import stamps
from games.selectors.frame import place
from games.selectors.memo import Newest, one_reading
from games.selectors.reading import Chapter, chapter_of

MOST_KEPT = 512
"""Audiences whose newest answer stays in memory (about 20 KiB each)."""
MOST_SHARED = 512
MOST_WAYS = 8 * MOST_KEPT
"""Audiences of which is kept where they were led last (a few words each)."""
GOTO = "parts/regions/goto.html"
"""The region of participants' screens that leads to the right page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The live regions as they stood at ``stamp``; ``body`` is the stamp, a line end and HTML.

    ``news`` is as ``body``, but only with the regions that are not as they were at the stamp
    ``since``: enough for whoever has what belongs to that one.
    """

    stamp: int
    body: bytes
    since: int | None = None
    news: bytes = b""

    def after(self, known: int | None) -> bytes:
        """What brings somebody up to date who has what belongs to the stamp ``known``."""
        return self.news if self.since is not None and known == self.since else self.body


class Region(NamedTuple):
    """A region as rendered last: what it was made of, and the HTML."""

    values: tuple[Any, ...] | None
    html: str


Regions = dict[str, Region]
"""Regions of an answer by template, in the order of the screen."""


class _Slot:
    """The newest answer of one audience and the lock that lets one thread make it.

    ``exact``: nothing changed while the answer was made, so that every answer with its stamp, also
    one of another process, shows the same or something newer. Only then the next one may be told
    as what is new since.
    """

    __slots__ = ("answer", "exact", "lock", "regions")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answer: Answer | None = None
        self.exact = False
        self.regions: Regions = {}

    def make(self, audience: Audience, stamp: int) -> Answer:
        """A new newest answer; ``stamp`` was read before. Whoever calls holds the lock."""
        before = self.regions
        since = self.answer.stamp if self.answer is not None and self.exact else None
        self.exact = False
        regions = render_regions(audience, before)
        self.answer = answer_of(stamp, regions, before, since)
        self.regions = regions
        return self.answer


class Answers:
    """Cache of the newest answers, shared by the pages' threads and the sockets' thread."""

    def __init__(self) -> None:
        self._slots: OrderedDict[Audience, _Slot] = OrderedDict()
        self._lock = threading.Lock()
        self._ways: Newest[tuple[Any, ...]] = Newest(MOST_WAYS)

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
                return self._newest(audience, slot)
            return slot.answer

    def stamps_of(self, game_id: int, audiences: Iterable[Audience]) -> dict[Audience, int]:
        """The stamps of several audiences of one game as they stand."""
        versions = stamps.versions_of(game_id)
        return {audience: stamp_from(audience, versions) for audience in audiences}

    def newest(
        self, game_id: int, audiences: Iterable[Audience]
    ) -> dict[Audience, Answer | Exception]:
        """As ``answers_of``, all at once."""
        return dict(self.answers_of(game_id, audiences))

    def answers_of(
        self,
        game_id: int,
        audiences: Iterable[Audience],
        first: Callable[[Chapter], None] | None = None,
    ) -> Iterator[tuple[Audience, Answer | Exception]]:
        """The newest answers of several audiences of one game, or why there is none.

        One after the other, each handed on as soon as it is made. All stamps are read first and
        at once; what several screens show is read once. ``first`` is called before the first
        answer, with the chapter that the game is in.
        """
        versions = stamps.versions_of(game_id)
        made: list[tuple[_Slot, Answer]] = []
        with one_reading(keep=True):
            if first is not None:
                first(chapter_of(game_id))
            for audience in audiences:
                try:
                    yield audience, self._at(audience, stamp_from(audience, versions), made)
                except Exception as error:  # noqa: BLE001 - one broken screen must not stop others
                    yield audience, error
        if made and stamps.versions_of(game_id) == versions:
            for slot, answer in made:
                _mark_exact(slot, answer)

    def leads_of(
        self, game_id: int, audiences: Iterable[Audience]
    ) -> Iterator[tuple[Audience, bytes]]:
        """Frames for those whose page is not the right one any more: where to go, nothing else.

        They are a small part of the answer that follows, which most who go need no more. Whoever
        has had neither page nor answer from here gets none.
        """
        versions = stamps.versions_of(game_id)
        with one_reading(keep=True):
            for audience in audiences:
                had = self._ways.get(audience)
                html = _other_way(audience, had) if had is not None else None
                if html is not None:
                    yield audience, f"goto {stamp_from(audience, versions)}\n{html}".encode()

    def page_made(self, audience: Audience, context: Mapping[str, Any]) -> None:
        """Note where a page leads that was made of this context: its people know that already."""
        if GOTO in SCREENS[audience.screen].regions:
            self._ways.put(audience, values_of(USES[GOTO], context))

    def _make(self, audience: Audience, slot: _Slot, stamp: int) -> Answer:
        """Whoever calls holds the slot's lock."""
        answer = slot.make(audience, stamp)
        way = slot.regions.get(GOTO)
        if way is not None and way.values is not None:
            self._ways.put(audience, way.values)
        return answer

    def _at(self, audience: Audience, stamp: int, made: list[tuple[_Slot, Answer]]) -> Answer:
        slot = self._slot(audience)
        with slot.lock:
            if slot.answer is None or slot.answer.stamp < stamp:
                made.append((slot, self._make(audience, slot, stamp)))
            return slot.answer or made[-1][1]

    def _newest(self, audience: Audience, slot: _Slot) -> Answer:
        # Read again: while this thread waited for the lock, another one may have made the answer,
        # or several changes have come that one rendering covers. And before the data: an answer
        # may hold more than its stamp says, never less.
        stamp = read_stamp(audience)
        if slot.answer is not None and slot.answer.stamp == stamp:
            return slot.answer
        with one_reading(keep=True):
            answer = self._make(audience, slot, stamp)
        slot.exact = read_stamp(audience) == stamp
        return answer

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


def stamp_from(audience: Audience, versions: stamps.Versions) -> int:
    """The same from the versions of a game and its teams."""
    if SCREENS[audience.screen].kind is ViewerKind.FACILITATOR:
        return versions.game + versions.lead + sum(versions.teams.values())
    team = audience.team_id
    return versions.game + (versions.teams[team] if team is not None else 0)


def _stamp_viewer(audience: Audience) -> Viewer:
    viewer = viewer_for(audience)
    if viewer.kind is ViewerKind.PLAYER and viewer.team_id is None:
        # Shared by all teams: what only one of them may see must not raise the stamp.
        return Viewer(ViewerKind.PROJECTOR, audience.game_id)
    return viewer


def _mark_exact(slot: _Slot, answer: Answer) -> None:
    with slot.lock:
        slot.exact = slot.exact or slot.answer is answer


def render(audience: Audience, stamp: int) -> Answer:
    """Make the answer of an audience from nothing; ``stamp`` was read before."""
    return answer_of(stamp, render_regions(audience, {}), {}, None)


def answer_of(stamp: int, regions: Regions, before: Regions, since: int | None) -> Answer:
    """The answer with these regions; ``before`` are those that belong to ``since``."""
    body = "".join(region.html for region in regions.values())
    if since is None:
        return Answer(stamp, f"{stamp}\n{body}".encode())
    news = "".join(
        region.html
        for name, region in regions.items()
        if name not in before or before[name].html != region.html
    )
    return Answer(stamp, f"{stamp}\n{body}".encode(), since, f"{stamp}\n{news}".encode())


def render_regions(audience: Audience, before: Regions) -> Regions:
    """The regions of an audience; those made of the same values as ``before`` are taken over."""
    screen = SCREENS[audience.screen]
    with translation.override(audience.language):
        context = dict(screen.context(viewer_for(audience)))
        return {
            name: _region(name, audience.language, context, before.get(name))
            for name in screen.regions
        }


def _other_way(audience: Audience, had: tuple[Any, ...]) -> str | None:
    """The region that leads to the right page; None where that is the one it led to before."""
    with translation.override(audience.language):
        context = {"frame": place(viewer_for(audience)).frame}
        if values_of(USES[GOTO], context) == had:
            return None
        return render_to_string(GOTO, context)


def _region(
    template: str, language: str, context: Mapping[str, Any], before: Region | None
) -> Region:
    names = USES.get(template)
    if names is None:
        return Region(None, render_to_string(template, dict(context)))
    values = values_of(names, context)
    if before is not None and before.values == values:
        return before
    if template not in SAME_FOR_ALL:
        return Region(values, render_to_string(template, dict(context)))
    found = _shared.get((template, language, values))
    if found is None:
        found = Region(values, render_to_string(template, dict(context)))
        _shared.put((template, language, values), found)
    return found


def values_of(names: Iterable[str], context: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of names like "frame.key", as templates read them; None for a missing one."""
    return tuple([_reader(name)(context) for name in names])


_shared: Newest[Region] = Newest(MOST_SHARED)
"""Regions that are the same for several audiences, by template, language and values."""


@cache
def _reader(name: str) -> Callable[[Mapping[str, Any]], Any]:
    """What reads a value of a context, ``None`` where the first part of its name is not there."""
    first, _, rest = name.partition(".")
    if not rest:
        return lambda context: context.get(first)
    inner = attrgetter(rest)

    def read(context: Mapping[str, Any]) -> Any:
        found = context.get(first)
        return None if found is None else inner(found)

    return read


answers = Answers()
"""The cache of this process."""
