"""Trying a way to the server: does a page come, does a socket, and what does the server see."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from games.rehearsal.ears import OPEN_SECONDS, open_socket
from games.rehearsal.wire import REQUEST_SECONDS, Trouble, Visitor, Way

ECHO = "/verbindung/"
"""Path of the socket that answers with the time."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of trying a way: milliseconds of a page and of a socket's echo, or what failed.

    ``seen``: what the server saw of the request, where that was asked for.
    """

    way: Way
    http_ms: int | None = None
    socket_ms: int | None = None
    trouble: Trouble | None = None
    seen: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """For the outcome."""
        failed = (
            {"code": self.trouble.code, "figures": self.trouble.figures} if self.trouble else None
        )
        return {
            "address": self.way.http_base,
            "http_ms": self.http_ms,
            "socket_ms": self.socket_ms,
            "trouble": failed,
        }


async def reach(
    way: Way,
    *,
    page: str = "/",
    headers: Mapping[str, str] | None = None,
    seconds: float = REQUEST_SECONDS,
) -> Reached:
    """Try a way, each part for at most ``seconds``. Never raises.

    ``page``: what is asked for; an answer in JSON is kept as ``seen``.
    """
    visitor = Visitor(way, seconds)
    http_ms, seen = None, None
    try:
        answer = (await visitor.get(page, headers)).expect(200)
        http_ms = round(1000 * answer.seconds)
        if "json" in answer.response.headers.get("content-type", ""):
            seen = answer.json()
        socket_ms = await _echo(way, min(seconds, OPEN_SECONDS))
    except Trouble as trouble:
        return Reached(way, http_ms, None, trouble, seen)
    finally:
        await visitor.close()
    return Reached(way, http_ms, socket_ms, None, seen)


async def _echo(way: Way, seconds: float) -> int:
    """Milliseconds until a socket has opened and answered once."""
    begin = time.perf_counter()
    socket = await open_socket(way, ECHO, seconds=seconds)
    try:
        await socket.send("?")
        async with asyncio.timeout(seconds):
            await socket.recv()
    except Exception as error:
        raise Trouble("socket_closed", path=ECHO, reason=type(error).__name__) from error
    finally:
        await socket.close()
    return round(1000 * (time.perf_counter() - begin))
