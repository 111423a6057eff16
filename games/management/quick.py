"""Daphne without the work that nobody needs.

Its library makes a frame of its own for each receiver, puts it aside, asks the event loop to be
woken when the receiver can take it, and writes it then: twice as much work as the sending. A live
answer is one frame for all, and a socket's buffer is nearly always empty. Of requests it reads
forms, which Django does itself, and writes a log that goes nowhere.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from daphne import server
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.ws_protocol import WebSocketProtocol


class QuickSocket(WebSocketProtocol):  # type: ignore[misc] # Daphne has no types
    """A socket that takes messages with a ready ``frame`` (``games.live.registry.Messages``)."""

    def handle_reply(self, message: Mapping[str, Any]) -> None:
        """Send a message of the application."""
        frame = message.get("frame")
        if frame is not None and self.state == self.STATE_OPEN and not self.send_queue:
            write_now(self.transport, frame)
        else:
            super().handle_reply(message)


def write_now(transport: Any, frame: bytes) -> None:
    """Write at once what the socket takes, and leave the rest to the event loop.

    What waits already goes first. A connection that is broken is noticed by the event loop, which
    gets the whole frame then.
    """
    written = 0
    waiting = transport.dataBuffer or transport._tempDataBuffer  # noqa: SLF001 - the only way to ask
    if transport.connected and not waiting:
        taken = transport.writeSomeData(frame)
        written = taken if isinstance(taken, int) and taken > 0 else 0
    if written < len(frame):
        transport.write(frame[written:])


class QuickFactory(HTTPFactory):  # type: ignore[misc] # Daphne has no types
    """Makes requests whose bodies are left to Django."""

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - as Twisted calls it
        """The protocol of a new connection."""
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = partial(WebRequest, parsePOSTFormSubmission=False)
        return protocol

    def log(self, request: Any) -> None:
        """Nothing: requests are not logged (``LOGGING`` in the settings says why)."""


def install() -> None:
    """Have Daphne use both in this process."""
    server.HTTPFactory = QuickFactory
    server.WebSocketFactory.protocol = QuickSocket
