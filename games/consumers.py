"""Sockets: who looks is checked as in the views, then the current answer, then pokes bring more.

A plain ASGI application, not a Channels consumer: those hold a channel and a task in the layer for
each connection, which costs more than sending.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.utils import timezone

from games.live.claims import Claim, asked_for, claim_of, known_stamp, screen_of
from games.live.push import hub
from games.live.registry import FORBIDDEN, RESTART, TOO_MUCH, Send, Socket, registry
from games.live.relay import thread
from games.live.screens import Screen, audience_of

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]


async def live_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """One client's socket, from handshake to goodbye."""
    await receive()
    hub.start()
    thread.listen()
    screen = screen_of(scope)
    socket = await _let_in(scope, screen, send) if screen else None
    if socket is None:
        await _turn_away(send, FORBIDDEN)
    elif not registry.enter(socket):
        await _turn_away(send, TOO_MUCH)
    else:
        try:
            await send({"type": "websocket.accept"})
            socket.closed = False
            await hub.answer_to(socket, asked_for(scope)[0])
            await _listen(socket, receive)
        finally:
            registry.leave(socket)


class _Echoes:
    """How many sockets of the connection check are open in this process."""

    open = 0


MOST_ECHOES, MOST_ANSWERS, ECHO_SECONDS = 200, 10, 20.0


async def echo_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers each message with the server's time (ISO 8601): for checks of the connection.

    Tells nothing of any game, and ends after ten answers or twenty seconds.
    """
    del scope
    await receive()
    if _Echoes.open >= MOST_ECHOES:
        await _turn_away(send, TOO_MUCH)
        return
    _Echoes.open += 1
    try:
        await send({"type": "websocket.accept"})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ECHO_SECONDS):
                for _answer in range(MOST_ANSWERS):
                    if (await receive())["type"] == "websocket.disconnect":
                        return
                    await send({"type": "websocket.send", "text": timezone.now().isoformat()})
        await send({"type": "websocket.close", "code": 1000})
    finally:
        _Echoes.open -= 1


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """A path that does not exist: no handshake."""
    del scope
    await receive()
    await send({"type": "websocket.close"})


async def close_all_sockets() -> None:
    """The server is going down: tell everybody to come back."""
    await registry.close_all(RESTART)


async def _let_in(scope: Scope, screen: Screen, send: Send) -> Socket | None:
    claim: Claim = claim_of(scope, screen)
    viewer = await hub.run(claim)
    if viewer is None:
        return None
    audience = audience_of(viewer, screen, asked_for(scope)[1])
    return Socket(viewer=viewer, audience=audience, claim=claim, send=send, now=time.monotonic())


async def _turn_away(send: Send, code: int) -> None:
    # Accepted first: a browser cannot see the code of a refused handshake.
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": code})


async def _listen(socket: Socket, receive: Receive) -> None:
    """Take the client's stamps; anything else, or too much of it, ends the connection."""
    while (event := await receive())["type"] != "websocket.disconnect":
        known = known_stamp(event.get("text"))
        if known is None:
            await socket.close(FORBIDDEN)
            return
        if not socket.sign_of_life(time.monotonic()):
            await socket.close(TOO_MUCH)
            return
        await hub.answer_to(socket, known)
