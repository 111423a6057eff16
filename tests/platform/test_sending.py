"""Frames made once, and written at once where the connection takes them."""

import pytest
from autobahn.websocket.protocol import PreparedMessage, WebSocketProtocol
from daphne import server
from daphne.http_protocol import WebRequest
from daphne.server import WebSocketFactory
from twisted.internet.address import IPv4Address

from games.live.registry import Messages, frame_of
from games.management import quick
from games.management.quick import QuickFactory, QuickSocket, write_now


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_a_frame_is_what_the_library_makes_of_the_text(size):
    text = b"x" * size
    made = PreparedMessage(text, isBinary=False, applyMask=False, doNotCompress=True)
    assert frame_of(text) == made.payloadHybi


def test_a_message_carries_its_text_and_its_frame_once():
    messages = Messages()
    message = messages.of("5\n<p>ä</p>".encode())
    assert message["text"] == "5\n<p>ä</p>"
    assert message["frame"] == frame_of("5\n<p>ä</p>".encode())
    assert messages.of("5\n<p>ä</p>".encode()) is message


class Transport:
    """A connection that takes so many bytes at once."""

    def __init__(self, takes, waiting=b"", *, connected=True):
        self.takes = takes
        self.connected = connected
        self.dataBuffer = b""
        self._tempDataBuffer = [waiting] if waiting else []
        self.wire = b""

    def writeSomeData(self, data):  # noqa: N802 - as Twisted calls it
        if isinstance(self.takes, Exception):
            return self.takes
        self.wire += data[: self.takes]
        return min(self.takes, len(data))

    def write(self, data):
        self._tempDataBuffer.append(data)

    @property
    def later(self):
        return b"".join(self._tempDataBuffer)


def test_what_fits_is_written_at_once():
    transport = Transport(10)
    write_now(transport, b"frame")
    assert (transport.wire, transport.later) == (b"frame", b"")


def test_what_does_not_fit_is_written_later():
    transport = Transport(3)
    write_now(transport, b"frame")
    assert (transport.wire, transport.later) == (b"fra", b"me")


def test_nothing_overtakes_what_waits():
    transport = Transport(10, b"first")
    write_now(transport, b"frame")
    assert (transport.wire, transport.later) == (b"", b"firstframe")


@pytest.mark.parametrize(
    "transport", [Transport(ConnectionError()), Transport(10, connected=False)]
)
def test_a_broken_connection_is_left_to_the_event_loop(transport):
    write_now(transport, b"frame")
    assert (transport.wire, transport.later) == (b"", b"frame")


def test_daphne_uses_these_sockets(monkeypatch):
    monkeypatch.setattr(WebSocketFactory, "protocol", WebSocketFactory.protocol)
    monkeypatch.setattr(server, "HTTPFactory", server.HTTPFactory)
    quick.install()
    assert WebSocketFactory.protocol is QuickSocket
    assert server.HTTPFactory is QuickFactory
    socket = QuickSocket()
    socket.transport, socket.send_queue = Transport(10), []
    socket.state = WebSocketProtocol.STATE_OPEN
    socket.handle_reply({"type": "websocket.send", "text": "x", "frame": b"\x81\x01x"})
    assert socket.transport.wire == b"\x81\x01x"
    socket.state = WebSocketProtocol.STATE_CONNECTING
    with pytest.raises(ValueError, match="not been accepted"):
        socket.handle_reply({"type": "websocket.send", "text": "x", "frame": b"\x81\x01x"})


def test_the_body_of_a_request_is_left_to_django():
    """Twisted would read forms and files, too, before any limit of ours."""
    made = QuickFactory(None).buildProtocol(IPv4Address("TCP", "127.0.0.1", 5)).requestFactory
    assert made.func is WebRequest
    assert made.keywords == {"parsePOSTFormSubmission": False}
