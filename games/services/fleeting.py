"""The shared cache, for what may be lost: where it is down, the game goes on without it."""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def read(keys: Iterable[str]) -> dict[str, Any]:
    """What is known under these keys; nothing while the cache is down."""
    try:
        return cache.get_many(keys)
    except RedisError as error:
        logger.warning("cache: %s", error)
        return {}


def write(key: str, value: Any, seconds: float) -> None:
    """Keep a value for a while."""
    try:
        cache.set(key, value, timeout=seconds)
    except RedisError as error:
        logger.warning("cache: %s", error)


def count(key: str, seconds: float) -> None:
    """Raise a counter by one; it lives for ``seconds`` from its first count."""
    try:
        cache.add(key, 0, timeout=seconds)
        cache.incr(key)
    except ValueError:
        # It ran out between the two calls: what was counted belongs to a time gone by.
        return
    except RedisError as error:
        logger.warning("cache: %s", error)
