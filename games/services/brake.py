"""The brake on guessing codes: it counts failures, never successes.

A whole hall sits behind one address, so right codes pass at any time; wrong ones are answered
with "too many attempts" once a client, or everybody together, has failed too often within a
minute. Keys are HMACs with a salt that changes daily, so no address is stored.
"""

from datetime import datetime

from django.utils.crypto import salted_hmac

from games.errors import TooManyAttempts
from games.services import fleeting

PER_CLIENT = 30
ALL_CLIENTS = 600
WINDOW_SECONDS = 60


def count_failure(client: str, now: datetime) -> None:
    """Count a wrong code of a client (its network address).

    Raises TooManyAttempts (``wait_seconds``) instead of counting once the limit is reached.
    """
    _count(_key(client, now), PER_CLIENT, now)
    _count("brake:all", ALL_CLIENTS, now)


def _count(key: str, limit: int, now: datetime) -> None:
    """Sliding window out of two fixed ones: the last counts by the share still in sight."""
    window, elapsed = divmod(int(now.timestamp()), WINDOW_SECONDS)
    here, before = f"{key}:{window}", f"{key}:{window - 1}"
    counts = fleeting.read((here, before))
    weighted = counts.get(here, 0) * WINDOW_SECONDS
    weighted += counts.get(before, 0) * (WINDOW_SECONDS - elapsed)
    if weighted >= limit * WINDOW_SECONDS:
        raise TooManyAttempts("too_many_attempts", wait_seconds=WINDOW_SECONDS - elapsed)
    fleeting.count(here, 2 * WINDOW_SECONDS)


def _key(client: str, now: datetime) -> str:
    return "brake:" + salted_hmac(f"games.brake.{now.date()}", client).hexdigest()[:24]
