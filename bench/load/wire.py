"""The client's side of a socket and of HTTP, as bare as it can be: it shares the machine with the
server it measures. Only what these servers send is understood."""

import asyncio
import base64
import os
import struct

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{extra}\r\n"
)
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
HEAD = 64
"""So many bytes of a frame are looked at."""


class Socket(asyncio.Protocol):
    """``on_text(first, size)`` is called for each text frame, with its first ``head`` bytes."""

    def __init__(self, host, path, cookies, on_text):
        extra = "".join([f"Cookie: {cookies}\r\n"] if cookies else [])
        key = base64.b64encode(os.urandom(16)).decode()
        self.request = HANDSHAKE.format(path=path, host=host, key=key, extra=extra).encode()
        self.on_text = on_text
        self.buffer = bytearray()
        self.opened = asyncio.get_running_loop().create_future()
        self.close_code = None
        self.head = HEAD
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, error):
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"no handshake: {error}"))

    def data_received(self, data):
        self.buffer += data
        if not self.opened.done() and not self._shake_hands():
            return
        while self._take_frame():
            pass

    def _shake_hands(self):
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        first = bytes(self.buffer[: self.buffer.find(b"\r\n")]).decode()
        del self.buffer[: end + 4]
        if " 101 " not in first:
            self.opened.set_exception(ConnectionError(first))
            return False
        self.opened.set_result(None)
        return True

    def _take_frame(self):
        buffer = self.buffer
        if len(buffer) < 2:
            return False
        head, size = 2, buffer[1] & 127
        if size == 126:
            head = 4
            if len(buffer) < head:
                return False
            (size,) = struct.unpack_from("!H", buffer, 2)
        elif size == 127:
            head = 10
            if len(buffer) < head:
                return False
            (size,) = struct.unpack_from("!Q", buffer, 2)
        if len(buffer) < head + size:
            return False
        self._frame(buffer[0] & 15, bytes(buffer[head : head + min(size, self.head)]), size)
        del buffer[: head + size]
        return True

    def _frame(self, kind, first, size):
        if kind == TEXT:
            self.on_text(first, size)
        elif kind == PING:
            self._send(PONG, first)
        elif kind == CLOSE:
            self.close_code = struct.unpack("!H", first[:2])[0] if len(first) >= 2 else 0
            self.transport.close()

    def send_text(self, text):
        self._send(TEXT, text.encode())

    def _send(self, kind, payload):
        mask = os.urandom(4)
        size = len(payload)
        length = bytes([128 | size]) if size < 126 else bytes([128 | 126]) + struct.pack("!H", size)
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(
            size, "big"
        )
        self.transport.write(bytes([128 | kind]) + length + mask + masked)

    def close(self):
        self.transport.close()


async def open_socket(port, path, on_text, cookies=""):
    host = f"127.0.0.1:{port}"
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(
        lambda: Socket(host, path, cookies, on_text), "127.0.0.1", port
    )
    await asyncio.wait_for(socket.opened, 20)
    return socket


class Http:
    """One kept connection; one request at a time."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.reader = self.writer = None
        self.lock = asyncio.Lock()

    async def request(self, method, path, form=None, headers=None):
        """``(status, headers, body)``; connects (again) where needed."""
        async with self.lock:
            try:
                return await self._once(method, path, form, headers or {})
            except (ConnectionError, asyncio.IncompleteReadError):
                self.writer = None
                return await self._once(method, path, form, headers or {})

    async def _once(self, method, path, form, headers):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = form.encode() if form is not None else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if form is not None:
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return await self._answer()

    async def _answer(self):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
            headers[name.lower()] = value
        body = await self._body(status, headers)
        if headers.get("connection", "").lower() == "close":
            self.writer.close()
            self.writer = None
        return status, headers, body

    async def _body(self, status, headers):
        if status in (204, 304):
            return b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while size := int((await self.reader.readline()).strip(), 16):
                parts.append((await self.reader.readexactly(size + 2))[:-2])
            await self.reader.readline()
            return b"".join(parts)
        return await self.reader.readexactly(int(headers.get("content-length", 0)))

    def close(self):
        if self.writer is not None:
            self.writer.close()
