"""Only pages of this very server may open a socket: scheme, host and port must all fit."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SOCKET_TO_PAGE = {"ws": "http", "wss": "https"}
DEFAULT_PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int | None]


def parse(origin: str) -> Origin | None:
    """Scheme, host and port of an origin, or None where it is none (``null``, paths, users)."""
    try:
        parts = urlsplit(origin)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    if parts.path or parts.query or parts.fragment or origin.endswith(("?", "#")):
        return None
    return parts.scheme, parts.hostname, port


def _header(scope: Scope, name: bytes) -> str | None:
    """The header's one value; None where it is missing, repeated or not plain ASCII."""
    values = [value for key, value in scope.get("headers", ()) if key == name]
    if len(values) != 1:
        return None
    try:
        return bytes(values[0]).decode("ascii")
    except UnicodeDecodeError:
        return None


def is_own(scope: Scope) -> bool:
    """True where the socket's page came from this server.

    With BASE_URL or CSRF_TRUSTED_ORIGINS set, exactly those origins; without (embedded, phones in
    the local network), the origin that the request itself names by scheme and Host.
    """
    origin = parse(_header(scope, b"origin") or "")
    if origin is None:
        return False
    if settings.CSRF_TRUSTED_ORIGINS:
        return origin in {parse(trusted) for trusted in settings.CSRF_TRUSTED_ORIGINS}
    scheme = SOCKET_TO_PAGE.get(scope.get("scheme", "ws"))
    return origin == parse(f"{scheme}://{_header(scope, b'host') or ''}")


class OwnOriginOnly:
    """Refuses every socket whose page is not our own, before anything else runs (HTTP 403)."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the socket on, or close it before it is accepted."""
        if is_own(scope):
            await self.application(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 4403})
