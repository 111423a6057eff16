"""Counting wrong passwords in the shared cache, though the cache is no condition of logging in."""

import logging
from collections.abc import Callable
from typing import Any

from axes.handlers.cache import AxesCacheHandler
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class CacheHandler(AxesCacheHandler):
    """While Redis is away nothing is counted: a facilitator must get into a running game.

    Guessing is slow all the same, since every attempt costs an Argon2 hash.
    """

    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """Failures so far; none while they cannot be read."""
        found: int = _or(0, super().get_failures, request, credentials)
        return found

    def user_login_failed(
        self, sender: Any, credentials: Any, request: Any = None, **kw: Any
    ) -> None:
        """Count a failure; raises axes' own refusal where it was one too many."""
        _or(None, super().user_login_failed, sender, credentials, request, **kw)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kw: Any) -> None:
        """Forget the failures of whoever got in."""
        _or(None, super().user_logged_in, sender, request, user, **kw)


def _or(otherwise: Any, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """The call's result, or ``otherwise`` while Redis does not answer."""
    try:
        return call(*arguments, **named)
    except RedisError as error:
        log.warning("wrong passwords are not counted: %s", error)
        return otherwise
