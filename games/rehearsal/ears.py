"""Live updates as a page gets them: by socket, where there is none by asking again and again."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from typing import Any, Protocol

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from games.rehearsal.wire import Trouble, Visitor, Way, trouble_of, trusted

OPEN_SECONDS = 10.0
BEAT_SECONDS = 10.0
POLL_SECONDS = 1.0
LARGEST_FRAME = 4 * 1024 * 1024
UNREAD_BYTES = 1_000_000
OK = 200
GOTO = "goto "
DRAFT = re.compile(r'id="r-draft"[^>]*\bdata-round="(\d+)" data-revision="(\d+)"')


class Ear(Protocol):
    """Something that hears of changes."""

    way: Way
    heard: "Heard"

    async def close(self) -> None:
        """Listen no more."""
        ...


class Heard:
    """What arrived: the newest stamp and, from a draft's region, its newest revision by round."""

    def __init__(self) -> None:
        self.stamp = 0
        self._led_at = 0
        self._revisions: dict[int, int] = {}
        self._changed = asyncio.Condition()

    @property
    def newest(self) -> int:
        """The newest stamp that was heard of, known or not."""
        return max(self.stamp, self._led_at)

    async def take(self, text: str) -> None:
        """Take in a frame or the body of a live answer: the stamp in its first line, then HTML.

        One that only leads to another page ("goto" before the stamp) is heard, but not known.
        """
        head, _, html = text.partition("\n")
        async with self._changed:
            if head.strip().isdecimal():
                self.stamp = max(self.stamp, int(head))
            elif head.startswith(GOTO):
                self._led_at = int(head.removeprefix(GOTO))
            if found := DRAFT.search(html):
                number, revision = int(found[1]), int(found[2])
                self._revisions[number] = max(self.revision(number), revision)
            self._changed.notify_all()

    def revision(self, number: int) -> int:
        """The draft's newest revision in a round; 0 where nothing was heard of it."""
        return self._revisions.get(number, 0)

    async def until_revision(
        self, number: int, revision: int, begin: float, seconds: float
    ) -> float | None:
        """Seconds from ``begin`` until a round's draft had this revision; None: it never came."""
        return await self._until(lambda: self.revision(number) >= revision, begin, seconds)

    async def until_after(self, stamp: int, begin: float, seconds: float) -> float | None:
        """Seconds from ``begin`` until a stamp after this one came; None where none did."""
        return await self._until(lambda: self.newest > stamp, begin, seconds)

    async def _until(self, there: Callable[[], bool], begin: float, seconds: float) -> float | None:
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(there)
        except TimeoutError:
            return None
        return time.perf_counter() - begin


class SocketEar:
    """A socket of one screen, with the signs of life that the page's script gives."""

    def __init__(self, way: Way, socket: ClientConnection) -> None:
        self.way = way
        self.heard = Heard()
        self._socket = socket
        self._unread = 0
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]

    async def _listen(self) -> None:
        with contextlib.suppress(WebSocketException):
            async for message in self._socket:
                text = message if isinstance(message, str) else message.decode()
                if text == "resync":
                    await self._say()
                    continue
                await self.heard.take(text)
                self._unread += len(text)
                if self._unread > UNREAD_BYTES:
                    await self._say()

    async def _beat(self) -> None:
        with contextlib.suppress(WebSocketException):
            while True:
                await asyncio.sleep(BEAT_SECONDS)
                await self._say()

    async def _say(self) -> None:
        self._unread = 0
        await self._socket.send(str(self.heard.stamp))

    async def close(self) -> None:
        """Close the socket."""
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(WebSocketException, OSError):
            await self._socket.close()


class PollEar:
    """A page behind a proxy that lets no socket through."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.way = visitor.way
        self.heard = Heard()
        self._visitor = visitor
        self._path = f"{path}live/"
        self._task = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        while True:
            with contextlib.suppress(Trouble):
                answer = await self._visitor.get(f"{self._path}?v={self.heard.stamp}")
                if answer.status == OK:
                    await self.heard.take(answer.text)
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """Ask no more."""
        self._task.cancel()


async def open_socket(
    way: Way, path: str, cookies: str = "", seconds: float = OPEN_SECONDS
) -> ClientConnection:
    """A socket below ``/ws``. Raises Trouble where the way lets none through."""
    headers = {**way.headers, **({"Cookie": cookies} if cookies else {})}
    aim: dict[str, Any] = {}
    if way.connect:
        aim["host"], aim["port"] = way.connect
    address = f"{way.socket_base}/ws{path}"
    if address.startswith("wss"):
        aim["ssl"] = trusted()
    try:
        return await connect(
            address,
            origin=way.origin,  # type: ignore[arg-type]
            additional_headers=headers,
            open_timeout=seconds,
            max_size=LARGEST_FRAME,
            ping_interval=None,
            proxy=None,
            **aim,
        )
    except InvalidStatus as error:
        raise Trouble("socket_refused", status=error.response.status_code, path=path) from error
    except (OSError, TimeoutError, WebSocketException) as error:
        trouble = trouble_of(error, path, seconds)
        raise Trouble(f"socket_{trouble.code}", **trouble.figures) from error


async def listen(visitor: Visitor, path: str, *, sockets: bool) -> Ear:
    """Follow a screen (its page's path) by socket, or by asking where the way lets none through."""
    if not sockets:
        return PollEar(visitor, path)
    return SocketEar(
        visitor.way, await open_socket(visitor.way, f"{path}?v=0", visitor.cookie_header)
    )
