"""Who is there: asked of whoever calls, as heartbeats are no rows."""

from collections.abc import Callable, Collection, Iterable

Online = Callable[[Iterable[int]], Collection[int]]
"""Of these seats those whose devices are there (``services.presence.online``)."""


def nobody(_seat_ids: Iterable[int]) -> Collection[int]:
    """Stands in where presence is not shown."""
    return ()
