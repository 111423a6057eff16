"""Under which address people in the room reach this server."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared, not bound


class _Listening:
    """Whether this process answers the network, or only its own machine; set when it starts."""

    to_network = False
    direct: tuple[str, int] | None = None


def listening_on(host: str, port: int) -> None:
    """Remember the address this process listens on."""
    _Listening.to_network = host in EVERYWHERE
    _Listening.direct = _LOOPBACK.get(host, host), port


_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


def direct_address() -> tuple[str, int] | None:
    """Host and port at which this process answers this very machine; None where it serves none."""
    return _Listening.direct


def public_base() -> str | None:
    """Base address by which people reach this process, without asking any browser.

    BASE_URL, else the machine's number in the network where the process answers it; else None.
    """
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    own = lan_address() if _Listening.to_network else None
    return f"http://{own}:{_Listening.direct[1]}" if own and _Listening.direct else None


def base_for_phones(seen_base: str) -> str:
    """Base address (scheme, host, port; no final slash) to hand out to other devices.

    ``seen_base`` is the one the asking browser uses. BASE_URL wins. Where the browser runs on the
    server's own machine as "localhost", a phone that scans this would look for the game on itself:
    then the machine's number in the network takes its place, if the server listens there.
    """
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    seen = urlsplit(seen_base)
    own = lan_address() if _Listening.to_network and _is_loopback(seen.hostname or "") else None
    if own is None:
        return seen_base.rstrip("/")
    return f"{seen.scheme}://{own}:{seen.port}" if seen.port else f"{seen.scheme}://{own}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def lan_address() -> str | None:
    """The address other devices of the network see, or None without a network.

    Choosing a route for a datagram socket sends nothing.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])
