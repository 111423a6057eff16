"""The ways to the server, tried from here: pages, sockets, and what arrives of a request."""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

from games.enums import Check, Light
from games.rehearsal.reach import Reached, reach
from games.rehearsal.wire import Trouble, Way
from games.selectors.preflight import Finding, rated
from games.services.ways import ServerWay

SECONDS = 4.0
PAGE_CARE_MS, PAGE_BAD_MS = 500, 5_000
"""Loading a page costs several such round trips; people wait about two seconds patiently."""
SOCKET_CARE_MS = 500
SALT = "planspiel.preflight"
TOKEN_SECONDS = 60
SEEN_PATH = "/verbindung/weg/"
FOREIGN_ADDRESS = "192.0.2.66"
"""Of the range for documentation: nobody comes from there."""


def new_token() -> str:
    """Lets this server, and nobody else, ask itself what it saw of a request."""
    return signing.dumps("seen", salt=SALT)


def is_token(text: str) -> bool:
    """Whether a token is ours and not older than a minute."""
    try:
        return bool(signing.loads(text, salt=SALT, max_age=TOKEN_SECONDS) == "seen")
    except signing.BadSignature:
        return False


def tried(ways: Sequence[ServerWay]) -> list[Reached]:
    """Try all ways at the same time, each for a few seconds at most."""
    page = f"{SEEN_PATH}?s={new_token()}"

    async def all_of_them() -> list[Reached]:
        return await asyncio.gather(
            *(
                reach(
                    Way.read(way.as_json()),
                    page=page,
                    headers={"X-Real-IP": FOREIGN_ADDRESS} if way.name == "public" else None,
                    seconds=SECONDS,
                )
                for way in ways
            )
        )

    return asyncio.run(all_of_them())


def proxy(found: Sequence[Reached]) -> Finding:
    """Whether pages come by both ways, and as what they arrive."""
    public = next((each for each in found if each.way.name == "public"), None)
    broken = next((each for each in found if each.way.name != "public" and _no_page(each)), None)
    if public is None:
        return _without_public(found, broken)
    if public.http_ms is None:
        figures = {"address": public.way.base, **_of(public.trouble)}
        return Finding(Check.PROXY, Light.BAD, "failed", figures)
    seen = public.seen or {}
    figures = {"address": public.way.base, "ms": public.http_ms, "limit_ms": PAGE_CARE_MS, **seen}
    if code := _wrong(public.way.base, seen):
        light = Light.CARE if code in {"wrong_host", "spoofable"} else Light.BAD
        return Finding(Check.PROXY, light, code, figures)
    if broken:
        figures |= {"direct": broken.way.http_base, **_of(broken.trouble)}
        return Finding(Check.PROXY, Light.CARE, "direct_failed", figures)
    light = rated(public.http_ms, PAGE_CARE_MS, PAGE_BAD_MS)
    secure = urlsplit(public.way.base).scheme == "https"
    good = "ok" if secure else "plain"
    return Finding(Check.PROXY, light, good if light is Light.GOOD else "slow", figures)


def _without_public(found: Sequence[Reached], broken: Reached | None) -> Finding:
    if not found:
        return Finding(Check.PROXY, Light.UNKNOWN, "no_server")
    if broken:
        figures = {"address": broken.way.http_base, **_of(broken.trouble)}
        return Finding(Check.PROXY, Light.BAD, "failed", figures)
    return Finding(Check.PROXY, Light.CARE, "only_here", {"address": found[0].way.http_base})


def _wrong(base: str, seen: dict[str, Any] | Any) -> str:
    """What of a request arrives in another way than it was sent; empty where nothing does."""
    if not seen:
        return "foreign"
    parts = urlsplit(base)
    if (parts.scheme == "https") != bool(seen.get("secure")):
        return "wrong_scheme"
    if seen.get("host") != parts.netloc:
        return "wrong_host"
    if settings.BEHIND_PROXY and seen.get("remote") == FOREIGN_ADDRESS:
        return "spoofable"
    return ""


def _no_page(each: Reached) -> bool:
    return each.http_ms is None


def socket(found: Sequence[Reached]) -> Finding:
    """Whether sockets come through by the way that people take."""
    chosen = next((each for each in found if each.way.name == "public"), None)
    chosen = chosen or (found[0] if found else None)
    if chosen is None or chosen.http_ms is None:
        return Finding(Check.SOCKET, Light.UNKNOWN, "no_page")
    figures = {"address": chosen.way.base, "limit_ms": SOCKET_CARE_MS}
    if chosen.socket_ms is None:
        return Finding(Check.SOCKET, Light.CARE, "blocked", figures | _of(chosen.trouble))
    figures["ms"] = chosen.socket_ms
    slow = chosen.socket_ms > SOCKET_CARE_MS
    light = Light.CARE if slow else Light.GOOD
    return Finding(Check.SOCKET, light, "slow" if slow else "ok", figures)


def _of(trouble: Trouble | None) -> dict[str, Any]:
    if trouble is None:
        return {"trouble": "", "reason": ""}
    reason = trouble.figures.get("reason") or trouble.figures.get("status") or ""
    return {"trouble": trouble.code, "reason": str(reason)}
