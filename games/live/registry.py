"""The sockets of this process by audience: plain sets, no channel layer for each receiver."""

import logging
import struct
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from games.access import Viewer, ViewerKind
from games.live.answer import Answer
from games.live.claims import Claim
from games.live.screens import Audience, concerns

logger = logging.getLogger(__name__)

RENEW, MOVED, RESTART, TOO_MUCH, FORBIDDEN = 4000, 4003, 4012, 4029, 4403
"""Close codes (docs/live.md). Daphne's library allows applications 1000 and 3000-4999 alone."""

MOST_UNREAD = 4 * 1024 * 1024
"""Bytes sent to a socket beyond its last sign of life before it has to wait for the next one."""
MOST_PER_SEAT = 10
"""Sockets of one seat: tabs and devices of one person."""
MOST_PER_LINK = 40
"""Sockets of a game's facilitator, and of its projector link: screens in a hall."""
MOST_PER_REVIEW = 400
"""Sockets of a game's review link, which everybody who played may be given."""
MOST_SIGNS, SIGNS_SECONDS = 60, 20.0
"""Messages a client may send in this many seconds (it needs about two)."""

FINAL_TEXT = 0x81
SHORT_FRAME = 125

Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Socket:
    """One open connection: who looks at what, and how far it has read."""

    __slots__ = (
        "audience", "behind_since", "checked_at", "claim", "closed",
        "opened_at", "send", "signs", "signs_since", "stamp", "unread", "viewer",
    )  # fmt: skip

    def __init__(
        self, *, viewer: Viewer, audience: Audience, claim: Claim,
        send: Send, now: float,
    ) -> None:  # fmt: skip
        self.viewer = viewer
        self.audience = audience
        self.claim = claim
        self.send = send
        self.closed = True
        """True before the handshake is answered, too: nothing may be sent then."""
        self.stamp = 0
        self.unread = 0
        self.behind_since: float | None = None
        self.opened_at = self.checked_at = self.signs_since = now
        self.signs = 0

    def sign_of_life(self, now: float) -> bool:
        """Count a message of the client; False where there are too many."""
        if now - self.signs_since >= SIGNS_SECONDS:
            self.signs_since, self.signs = now, 0
        self.signs += 1
        self.unread, self.behind_since = 0, None
        return self.signs <= MOST_SIGNS

    async def push(self, answer: Answer, messages: "Messages", now: float) -> None:
        """Send what is new in an answer unless the socket has it or does not read.

        Then it gets the newest one with its next sign of life, however many it missed.
        """
        if self.closed or answer.stamp <= self.stamp:
            return
        if self.unread > MOST_UNREAD:
            self.behind_since = self.behind_since or now
            return
        content = answer.after(self.stamp)
        self.stamp = answer.stamp
        self.unread += len(content)
        await self._send(messages.of(content))

    async def tell(self, text: str) -> None:
        """Send a short message: a stamp, or ``resync``."""
        if not self.closed:
            await self._send({"type": "websocket.send", "text": text})

    async def close(self, code: int) -> None:
        """Close with one of the codes above; a second time is harmless."""
        if not self.closed:
            self.closed = True
            await self._send({"type": "websocket.close", "code": code})

    async def _send(self, message: Mapping[str, Any]) -> None:
        try:
            await self.send(message)
        except Exception:  # one broken connection must not cut off the others
            self.closed = True
            logger.debug("socket is gone", exc_info=True)


class Messages:
    """Frames for an answer; sockets that get the same bytes get the same object."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[bytes, Mapping[str, Any]] = {}

    def of(self, content: bytes) -> Mapping[str, Any]:
        """The frame with these bytes."""
        found = self._made.get(content)
        if found is None:
            found = self._made[content] = {
                "type": "websocket.send",
                "text": content.decode(),
                "frame": frame_of(content),
            }
        return found


def frame_of(text: bytes) -> bytes:
    """The one frame of an unmasked text message (RFC 6455, 5.2), for servers that take it."""
    size = len(text)
    if size <= SHORT_FRAME:
        return bytes((FINAL_TEXT, size)) + text
    if size < 1 << 16:
        return struct.pack("!BBH", FINAL_TEXT, 126, size) + text
    return struct.pack("!BBQ", FINAL_TEXT, 127, size) + text


class Registry:
    """All sockets of the process. Used from the server's event loop alone."""

    def __init__(self) -> None:
        self._games: dict[int, dict[Audience, set[Socket]]] = defaultdict(dict)

    def enter(self, socket: Socket) -> bool:
        """Take a socket in; False where its seat or link has too many already."""
        others = self.of_game(socket.audience.game_id)
        holder = _holder(socket.viewer)
        if sum(1 for other in others if _holder(other.viewer) == holder) >= _most(socket.viewer):
            return False
        self._games[socket.audience.game_id].setdefault(socket.audience, set()).add(socket)
        return True

    def leave(self, socket: Socket) -> None:
        """Forget a socket and whatever it was the last of."""
        audiences = self._games.get(socket.audience.game_id)
        if audiences is None:
            return
        sockets = audiences.get(socket.audience, set())
        sockets.discard(socket)
        if not sockets:
            audiences.pop(socket.audience, None)
        if not audiences:
            self._games.pop(socket.audience.game_id, None)

    def audiences(self, game_id: int, team_id: int | None) -> list[Audience]:
        """Audiences here that can see a change, those with most sockets first."""
        found = self._games.get(game_id, {})
        return sorted(
            (audience for audience in found if concerns(audience, team_id)),
            key=lambda audience: -len(found[audience]),
        )

    def of_audience(self, audience: Audience) -> list[Socket]:
        """The sockets of one audience."""
        return list(self._games.get(audience.game_id, {}).get(audience, ()))

    def of_game(self, game_id: int) -> list[Socket]:
        """The sockets of one game."""
        return [s for sockets in self._games.get(game_id, {}).values() for s in sockets]

    def all(self) -> list[Socket]:
        """Every socket of the process."""
        return [socket for game_id in self._games for socket in self.of_game(game_id)]

    async def hand_out(self, audience: Audience, answer: Answer, now: float) -> None:
        """Send one answer to all sockets of its audience."""
        messages = Messages()
        for socket in self.of_audience(audience):
            await socket.push(answer, messages, now)

    async def tell(self, audience: Audience, content: bytes) -> None:
        """Send something to all sockets of an audience that changes nothing of what they know."""
        text = content.decode()
        for socket in self.of_audience(audience):
            await socket.tell(text)

    async def close_all(self, code: int) -> None:
        """Tell every socket to go, for instance to come back later (``RESTART``)."""
        await close_each(self.all(), code)


def _holder(viewer: Viewer) -> tuple[ViewerKind, int | None]:
    return viewer.kind, viewer.seat_id


def _most(viewer: Viewer) -> int:
    if viewer.kind is ViewerKind.PLAYER:
        return MOST_PER_SEAT
    return MOST_PER_REVIEW if viewer.kind is ViewerKind.REVIEW else MOST_PER_LINK


async def close_each(sockets: Iterable[Socket], code: int) -> None:
    """Close some sockets."""
    for socket in sockets:
        await socket.close(code)


registry = Registry()
"""The sockets of this process."""
