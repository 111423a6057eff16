"""From a poke to the sockets: render once per audience, hand the same bytes to all of them.

Everything that reads the database runs on one thread of this process; the event loop only sends.
Changes that come while a game is being served are joined into the next round of it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import close_old_connections, connection

from games.access import Viewer
from games.live.answer import Answer, Answers, answers
from games.live.claims import holders
from games.live.registry import FORBIDDEN, MOVED, RENEW, Messages, Registry, Socket, registry
from games.live.screens import Audience
from games.selectors.reading import Chapter

logger = logging.getLogger(__name__)

SOCKET_LIFE_SECONDS = 2 * 60 * 60
CHECK_SECONDS = 30.0
"""How old an answer to "may this socket still look?" may become."""
MOST_BEHIND_SECONDS = 30.0
SWEEP_SECONDS = 5.0
MOST_PAUSE_SECONDS = 0.03
LEAVING_SECONDS = 3.0
"""As long as a browser has to leave a page that it was led away from."""
BUSY = 1
"""So many pokes may wait while a game is served without a pause after it."""

T = TypeVar("T")
Asking = tuple[Socket, int | None, "asyncio.Future[None]"]
"""A socket, the stamp it knows, and what waits until it has been answered."""


class Hub:
    """Serves the sockets of one process."""

    def __init__(self, sockets: Registry, cache: Answers, executor: Executor | None = None) -> None:
        self.sockets = sockets
        self.cache = cache
        self.failures = 0
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="live")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[int, list[int | None]] = {}
        self._serving: set[int] = set()
        self._asking: dict[int, list[Asking]] = {}
        self._answering: set[int] = set()
        self._chapters: dict[int, Chapter | None] = {}
        self._gone_on: dict[int, None] = {}
        self._leading: asyncio.Task[None] | None = None
        self._led: dict[int, set[Audience]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Belong to the running event loop; called with every socket, works with the first."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._waiting.clear()
            self._serving.clear()
            self._asking.clear()
            self._answering.clear()
            self._chapters.clear()
            self._gone_on.clear()
            self._led.clear()
            self._leading = None
            self._spawn(self._sweep_for_ever())

    def poke(self, game_id: int, team_id: int | None) -> None:
        """A game (or one of its teams) has changed. From any thread, never waits."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._note, game_id, team_id)

    def lead(self, game_id: int) -> None:
        """People of a game may have to go to another page. From any thread, never waits."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._note_lead, game_id)

    def look_again(self, game_id: int) -> None:
        """Somebody may look no longer though nothing has changed. From any thread, never waits."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._spawn, self._forget_and_note(game_id))

    def resync(self) -> None:
        """Messages may have been lost: every page shall ask. From any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._spawn, self._tell_all("resync"))

    def stop(self) -> None:
        """Let go of the loop and the thread."""
        for task in self._tasks:
            task.cancel()
        self._executor.shutdown(wait=False)
        self._loop = None

    async def run(self, work: Callable[..., T], *values: object) -> T:
        """Run something that reads the database on the process's one thread for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, _with_connection, work, *values)

    async def answer_to(self, socket: Socket, known: int | None) -> None:
        """Bring a socket up to date that knows ``known``, or tell it the stamp it has.

        Those of a game that ask while others are being answered are answered together: signs of
        life come in crowds, and most of them need no more than the stamps.
        """
        game_id = socket.audience.game_id
        waiting = asyncio.get_running_loop().create_future()
        self._asking.setdefault(game_id, []).append((socket, known, waiting))
        if game_id not in self._answering:
            self._answering.add(game_id)
            self._spawn(self._answer_all(game_id))
        await waiting

    async def _answer_all(self, game_id: int) -> None:
        try:
            while asking := self._asking.pop(game_id, None):
                try:
                    await self._answer_once(game_id, asking)
                except Exception as error:  # noqa: BLE001 - it is raised where the socket waits
                    _settle(asking, error)
                else:
                    _settle(asking, None)
        finally:
            self._answering.discard(game_id)

    async def _answer_once(self, game_id: int, asking: list["Asking"]) -> None:
        audiences = {socket.audience for socket, _, _ in asking}
        current = await self.run(self.cache.stamps_of, game_id, audiences)
        behind = {s.audience: None for s, known, _ in asking if known != current[s.audience]}
        answers = await self.run(self.cache.newest, game_id, list(behind)) if behind else {}
        messages = Messages()
        for socket, known, waiting in asking:
            answer = answers.get(socket.audience)
            if known == current[socket.audience]:
                socket.stamp = max(socket.stamp, known)
                await socket.tell(str(known))
            elif isinstance(answer, Answer):
                # It says itself what it knows: whatever was sent before has not arrived.
                socket.stamp = min(socket.stamp, known or 0)
                await socket.push(answer, messages, time.monotonic())
            elif answer is not None and not waiting.done():
                waiting.set_exception(answer)

    async def sweep(self, now: float) -> None:
        """Close sockets that are too old or too far behind, and check rights grown old.

        ``now`` in seconds of the monotonic clock.
        """
        for socket in self.sockets.all():
            behind = socket.behind_since
            if now - socket.opened_at >= SOCKET_LIFE_SECONDS or (
                behind is not None and now - behind >= MOST_BEHIND_SECONDS
            ):
                await socket.close(RENEW)
            elif now - socket.checked_at >= CHECK_SECONDS:
                socket.checked_at = now
                await self._check(socket)

    async def _check(self, socket: Socket) -> None:
        await _judge(socket, await self.run(socket.claim))

    def _note(self, game_id: int, team_id: int | None) -> None:
        self._waiting.setdefault(game_id, []).append(team_id)
        if game_id not in self._serving:
            self._serving.add(game_id)
            self._spawn(self._serve(game_id))

    def _note_lead(self, game_id: int) -> None:
        self._gone_on[game_id] = None
        if self._leading is None or self._leading.done():
            self._leading = self._spawn(self._lead_all())

    async def _lead_all(self) -> None:
        """Tell people of all games that have gone on where to go, before anything is rendered.

        All are told when all is read: pages that the first ones ask for would slow down the rest.
        """
        while self._gone_on:
            games, self._gone_on = self._gone_on, {}
            audiences = {game: self.sockets.audiences(game, None) for game in games}
            try:
                found = await self.run(self._leads, audiences)
            except Exception:
                # The answers that follow lead, too.
                self.failures += 1
                logger.exception("nobody was led")
                continue
            for audience, content in found:
                self._led.setdefault(audience.game_id, set()).add(audience)
                await self.sockets.tell(audience, content)

    def _leads(self, audiences: Mapping[int, list[Audience]]) -> list[tuple[Audience, bytes]]:
        return [each for game in audiences for each in self.cache.leads_of(game, audiences[game])]

    async def _forget_and_note(self, game_id: int) -> None:
        # On the thread that looks rights up, so that it does not write what is forgotten here.
        await self.run(self._chapters.pop, game_id, None)
        self._note(game_id, None)

    async def _serve(self, game_id: int) -> None:
        try:
            while teams := self._waiting.pop(game_id, None):
                begin = time.monotonic()
                try:
                    await self._serve_once(game_id, set(teams))
                except Exception:
                    # For instance a game that is gone: its sockets end with the next check.
                    self.failures += 1
                    logger.exception("a change was not handed on")
                if len(self._waiting.get(game_id, ())) > BUSY:
                    # The more there is to do the more is done at once: commands get their turn,
                    # and what they change meanwhile is rendered together.
                    await asyncio.sleep(min(time.monotonic() - begin, MOST_PAUSE_SECONDS))
        finally:
            self._serving.discard(game_id)

    async def _serve_once(self, game_id: int, teams: set[int | None]) -> None:
        if self._leading is not None:
            await asyncio.wait([self._leading])
        led = self._led.pop(game_id, set())
        concerned = {a: None for team in teams for a in self.sockets.audiences(game_id, team)}
        staying = [audience for audience in concerned if audience not in led]
        sockets = self.sockets.of_game(game_id) if None in teams else []
        if staying or sockets:
            await self.run(self._render_all, game_id, staying, sockets)
        if led:
            self._spawn(self._note_later(game_id, {audience.team_id for audience in led}))

    async def _note_later(self, game_id: int, teams: set[int | None]) -> None:
        """What has changed for those who were led and have not gone: something is unsaved there.

        The pages that the others have gone to get their first answer then, too: nobody needs it,
        but the next change of all of them is told in half the time from what differs.
        """
        await asyncio.sleep(LEAVING_SECONDS)
        for team_id in teams:
            self._note(game_id, team_id)

    def _render_all(self, game_id: int, audiences: list[Audience], sockets: list[Socket]) -> None:
        """Make the answers one after the other; each goes out while the next one is made.

        Before a change that all may see is handed out to ``sockets``, those are closed that have
        lost their right. Everyday work takes no right from anybody; a login that ended is noticed
        by the sweep.
        """

        def first(chapter: Chapter) -> None:
            if sockets and self._chapters.get(game_id) != chapter:
                held = holders(game_id, {socket.claim for socket in sockets})
                self._from_thread(self._judge_all, [(each, held[each.claim]) for each in sockets])
                # A game without a log tells nothing about what happened in it.
                self._chapters[game_id] = chapter if chapter.number else None

        for audience, answer in self.cache.answers_of(game_id, audiences, first):
            if isinstance(answer, Exception):
                # The pages' own poll shows the error or gets over it.
                self.failures += 1
                logger.error("no live answer for %s", audience.screen, exc_info=answer)
            else:
                self._from_thread(self._hand_out, audience, answer)

    def _from_thread(self, call: Callable[..., None], *values: object) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(call, *values)

    def _judge_all(self, held: list[tuple[Socket, Viewer | None]]) -> None:
        # In the order in which they are asked for: whoever is closed here gets nothing after it.
        for socket, holder in held:
            if holder != socket.viewer:
                self._spawn(_judge(socket, holder))

    def _hand_out(self, audience: Audience, answer: Answer) -> None:
        self._spawn(self.sockets.hand_out(audience, answer, time.monotonic()))

    async def _tell_all(self, text: str) -> None:
        for socket in self.sockets.all():
            await socket.tell(text)

    async def _sweep_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self.sweep(time.monotonic())
            except Exception:
                self.failures += 1
                logger.exception("sweep of sockets failed")

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _settle(asking: list[Asking], error: Exception | None) -> None:
    for _, _, waiting in asking:
        if waiting.done():
            continue
        if error is None:
            waiting.set_result(None)
        else:
            waiting.set_exception(error)


async def _judge(socket: Socket, holder: Viewer | None) -> None:
    if holder is None:
        await socket.close(FORBIDDEN)
    elif holder != socket.viewer:
        await socket.close(MOVED)


def _with_connection(work: Callable[..., T], *values: object) -> T:
    try:
        return work(*values)
    finally:
        # A pooled connection goes back; a file stays open, as opening costs more than reading.
        if connection.vendor != "sqlite":
            close_old_connections()


hub = Hub(registry, answers)
"""Serves the sockets of this process."""
