"""The two ways to this server: as people come, and straight to the process."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from planspiel.addresses import direct_address, public_base


@dataclass(frozen=True, slots=True)
class ServerWay:
    """How to reach the server; ``games.rehearsal.wire.Way`` reads it."""

    name: str
    base: str
    origin: str
    connect: tuple[str, int] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the bots."""
        return {
            "name": self.name,
            "base": self.base,
            "origin": self.origin,
            "connect": list(self.connect) if self.connect else None,
            "headers": self.headers,
        }


def ways(direct: tuple[str, int] | None = None) -> list[ServerWay]:
    """The public way where there is one, and the direct one where the process is known.

    ``direct``: host and port of a server process; without it, those of this very process. No
    address comes from a request: nobody can send the server to a foreign one.
    """
    found = []
    if public := public_base():
        found.append(ServerWay("public", public, _origin(public)))
    if connect := direct or direct_address():
        host = f"[{connect[0]}]" if ":" in connect[0] else connect[0]
        base = settings.BASE_URL or f"http://{host}:{connect[1]}"
        found.append(ServerWay("direct", base, _origin(base), connect, _as_proxy(base)))
    return found


def _origin(base: str) -> str:
    """The origin that pages of this server name."""
    trusted = settings.CSRF_TRUSTED_ORIGINS
    return str(base if not trusted or base in trusted else trusted[0])


def _as_proxy(base: str) -> dict[str, str]:
    """What the proxy would have written, where one is said to stand before the server."""
    if not settings.BEHIND_PROXY:
        return {}
    return {"X-Real-IP": "127.0.0.1", "X-Forwarded-Proto": urlsplit(base).scheme}
