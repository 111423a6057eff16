"""A proxy before the server, as town halls have them: it may let no socket through."""

import contextlib
import socket
import socketserver
import threading

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
BLOCK = 65_536


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            more = self.request.recv(BLOCK)
            if not more:
                return
            head += more
        if b"upgrade: websocket" in head.lower() and not self.server.sockets:
            self.request.sendall(REFUSAL)
            return
        with contextlib.suppress(OSError), socket.create_connection(self.server.target) as upstream:
            upstream.sendall(head)
            back = threading.Thread(target=_pump, args=(upstream, self.request), daemon=True)
            back.start()
            _pump(self.request, upstream)
            back.join(5)


def _pump(source, target):
    with contextlib.suppress(OSError):
        while block := source.recv(BLOCK):
            target.sendall(block)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Proxy(socketserver.ThreadingTCPServer):
    """Listens on ``port`` and passes everything on to ``target`` (host, port)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port, target, *, sockets=True):
        super().__init__(("127.0.0.1", port), _Handler)
        self.target = target
        self.sockets = sockets
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        """Listen no more."""
        self.shutdown()
        self.server_close()
