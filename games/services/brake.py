"""The brake on guessing codes: it counts failures, never successes.

A whole hall sits behind one address, so right codes pass at any time; wrong ones are answered with
"too many attempts" once a client or everybody together has failed too often within a minute. Keys are
HMACs with a salt that changes daily, so no address is stored.
"""

from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from games.errors import TooManyAttempts

PER_CLIENT = 30
ALL_CLIENTS = 600
WINDOW_SECONDS = 60


def count_failure(client: str, now: datetime) -> None:
    """Count a wrong code of a client (its network address).

    Raises TooManyAttempts (``wait_seconds``) instead of returning once the limit is reached.
    """
    for key, limit in ((_key(client, now), PER_CLIENT), ("brake:all", ALL_CLIENTS)):
        _count(key, limit, now)


def _count(key: str, limit: int, now: datetime) -> None:
    """Sliding window out of two fixed ones: the last counts by the share that is still in sight."""
    second = int(now.timestamp())
    window, elapsed = divmod(second, WINDOW_SECONDS)
    here, before = f"{key}:{window}", f"{key}:{window - 1}"
    counts = cache.get_many((here, before))
    seen = counts.get(here, 0) * WINDOW_SECONDS
    seen += counts.get(before, 0) * (WINDOW_SECONDS - elapsed)
    if seen >= limit * WINDOW_SECONDS:
        raise TooManyAttempts("too_many_attempts", wait_seconds=WINDOW_SECONDS - elapsed)
    cache.add(here, 0, timeout=2 * WINDOW_SECONDS)
    try:
        cache.incr(here)
    except ValueError:
        # The window ran out between the two calls; the failure belongs to a time gone by.
        return


def _key(client: str, now: datetime) -> str:
    return "brake:" + salted_hmac(f"games.brake.{now.date()}", client).hexdigest()[:24]
