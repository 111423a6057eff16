"""Database and channel layer: does what is written come back, and how quickly."""

import asyncio
import secrets
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.core.cache import cache
from django.db import Error, connection

from games.enums import Check, Light
from games.models import Pulse
from games.selectors.preflight import Finding, rated
from games.services import pulses
from games.services.poke import ASK, GROUP

DATABASE_CARE_MS, DATABASE_BAD_MS = 100, 1_000
"""A save is answered after a handful of such writes; above a second people press again."""
LAYER_CARE_MS, LAYER_BAD_MS = 100, 1_000
"""News of a change travels once through the layer; screens are to follow within a second."""
ANSWER_SECONDS = 1.0
ROUNDS = 5
SERVER_LIFE = timedelta(seconds=30)
NAME = "preflight"


def database(now: datetime, *, may_write: bool = True) -> Finding:
    """Write and read back a row, five times; and whether what is committed survives a power cut."""
    try:
        times = [_round_trip(now) if may_write else _read() for _ in range(ROUNDS)]
        weakness = _weakness()
    except Error as error:
        return Finding(Check.DATABASE, Light.BAD, "failed", {"reason": _short(error)})
    middle = round(statistics.median(times))
    figures: dict[str, Any] = {
        "ms": middle,
        "worst_ms": round(max(times)),
        "engine": connection.vendor,
        "limit_ms": DATABASE_CARE_MS,
    }
    if weakness:
        return Finding(Check.DATABASE, Light.CARE, weakness, figures)
    if not may_write:
        return Finding(Check.DATABASE, Light.UNKNOWN, "only_read", figures)
    light = rated(middle, DATABASE_CARE_MS, DATABASE_BAD_MS)
    return Finding(Check.DATABASE, light, "ok" if light is Light.GOOD else "slow", figures)


def _round_trip(now: datetime) -> float:
    """Milliseconds of one write and reading it back."""
    said = secrets.token_hex(8)
    begin = time.perf_counter()
    pulses.beat(NAME, now, said=said)
    back = Pulse.objects.get(name=NAME).said.get("said")
    if back != said:
        raise Error("another value came back than was written")
    return 1000 * (time.perf_counter() - begin)


def _read() -> float:
    """Milliseconds of reading alone."""
    begin = time.perf_counter()
    Pulse.objects.filter(name=NAME).exists()
    return 1000 * (time.perf_counter() - begin)


def _weakness() -> str:
    """What makes commits less safe than they should be; empty where nothing does."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            return "" if cursor.fetchone()[0] == "wal" else "no_wal"
        for setting in ("fsync", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone()[0] == "off":
                return f"{setting}_off"
    return ""


def servers(now: datetime) -> list[Pulse]:
    """Server processes that were heard of within 30 seconds."""
    alive = Pulse.objects.filter(name__startswith="server:", at__gte=now - SERVER_LIFE)
    return list(alive)


def layer(now: datetime, *, get_layer: Callable[[], Any] = get_channel_layer) -> Finding:
    """Ask all server processes through the layer to answer; and whether the cache keeps a value."""
    used = get_layer()
    if used is None or isinstance(used, InMemoryChannelLayer):
        return Finding(Check.LAYER, Light.GOOD, "memory")
    expected = len(servers(now))
    try:
        times = asyncio.run(_ask_all(used, expected))
        kept = _cache_keeps()
    except Exception as error:  # noqa: BLE001 - Redis errors share no base class with others
        return Finding(Check.LAYER, Light.BAD, "failed", {"reason": _short(error)})
    figures = {"answers": len(times), "expected": expected, "limit_ms": LAYER_CARE_MS}
    if not kept:
        return Finding(Check.LAYER, Light.BAD, "cache_lost", figures)
    if len(times) < expected:
        return Finding(Check.LAYER, Light.BAD, "silent", figures)
    if not times:
        return Finding(Check.LAYER, Light.UNKNOWN, "no_server", figures)
    figures["ms"] = round(max(times))
    light = rated(figures["ms"], LAYER_CARE_MS, LAYER_BAD_MS)
    return Finding(Check.LAYER, light, "ok" if light is Light.GOOD else "slow", figures)


async def _ask_all(used: Any, expected: int) -> list[float]:
    """Milliseconds after which each process answered.

    Asked twice: the first time connections are made, which running games have long had.
    """
    channel = await used.new_channel()
    await _ask_once(used, channel, expected)
    return await _ask_once(used, channel, expected)


async def _ask_once(used: Any, channel: str, expected: int) -> list[float]:
    ask, begin = secrets.token_hex(8), time.perf_counter()
    await used.group_send(GROUP, {"type": ASK, "ask": ask, "reply": channel})
    heard: dict[str, float] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            while len(heard) < max(1, expected):
                message = await used.receive(channel)
                if message["ask"] == ask:
                    heard[message["origin"]] = 1000 * (time.perf_counter() - begin)
    return list(heard.values())


def _cache_keeps() -> bool:
    said = secrets.token_hex(8)
    cache.set(NAME, said, 5)
    return bool(cache.get(NAME) == said)


def _short(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
