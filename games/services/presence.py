"""Who is here right now: heartbeats with a short life, no part of the game."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from games.services import fleeting

LIFE = timedelta(seconds=25)


def seen(seat_id: int, now: datetime) -> None:
    """Note a heartbeat of a seat."""
    fleeting.write(_key(seat_id), now.timestamp(), LIFE.total_seconds())


def online(seat_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Those of the seats that were heard of within the last 25 seconds."""
    wanted = {_key(seat_id): seat_id for seat_id in seat_ids}
    oldest = (now - LIFE).timestamp()
    heard = fleeting.read(wanted)
    return frozenset(wanted[key] for key, at in heard.items() if at >= oldest)


def _key(seat_id: int) -> str:
    return f"presence:{seat_id}"
