"""Where data lives: database, cache and channel layer from two addresses.

Embedded default: SQLite and memory of the one process. Real use: PostgreSQL and Redis.
"""

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;"
)
"""Readers never wait (docs/decisions/0003-sqlite.md); the backend makes commits durable (0013).

What is deleted is overwritten in the file, not only forgotten by it.
"""

LOCK_TIMEOUT = "3s"
STATEMENT_TIMEOUT = "10s"


def database(url: str, folder: Path, *, pool_size: int) -> dict[str, Any]:
    """Django's settings of the one database.

    ``url`` empty: SQLite in ``folder``. ``pool_size``: most PostgreSQL connections a process holds.
    """
    chosen: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{folder}/db.sqlite3"))
    options = dict(chosen.get("OPTIONS", {}))
    if chosen["ENGINE"] == "django.db.backends.sqlite3":
        chosen["ENGINE"] = "planspiel.sqlite"
        # Opening the file costs more than most requests; each thread keeps its connection.
        chosen["CONN_MAX_AGE"] = None
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": SQLITE_PRAGMAS,
        }
    elif chosen["ENGINE"] == "django.db.backends.postgresql":
        options |= {
            "pool": {"min_size": 1, "max_size": pool_size, "timeout": 10},
            "options": f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT}",
        }
    return chosen | {"OPTIONS": options, "ATOMIC_REQUESTS": False}


def is_embedded(database_settings: dict[str, Any]) -> bool:
    """True for the one-process default on SQLite."""
    return bool(database_settings["ENGINE"] == "planspiel.sqlite")


def caches(redis_url: str) -> dict[str, Any]:
    """Cache of presence, brakes and rendered answers: Redis, else the memory of the process."""
    if redis_url:
        return {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": redis_url,
                "KEY_PREFIX": "planspiel",
                "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
            }
        }
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    }


def channel_layers(redis_url: str) -> dict[str, Any]:
    """Only pokes travel here, so at-most-once delivery is enough."""
    if redis_url:
        return {
            "default": {
                "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
                "CONFIG": {"hosts": [redis_url], "prefix": "planspiel"},
            }
        }
    return {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
