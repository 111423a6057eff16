"""Not doing again what has been done: keys for caches, and reads shared by several screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_reading: ContextVar[dict[Any, Any] | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within this block, functions marked ``shared`` ask the database once for the same arguments.

    For the screens of one game that are rendered one after the other because of one change. All
    stamps must have been read before: what is shared is then newer than they say, never older.
    """
    token = _reading.set({})
    try:
        yield
    finally:
        _reading.reset(token)


def shared(read: Callable[P, T]) -> Callable[P, T]:
    """Mark a read whose result (never changed by anybody) may serve several screens."""

    @wraps(read)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        known = _reading.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = read(*args, **kwargs)
        found: T = known[key]
        return found

    return once


class Same(Generic[T]):
    """Stands for one very object: equal where the object is the same, whatever it holds.

    Scenarios and states come from caches of their own, so the same one comes again and again;
    comparing or hashing what is in them would cost more than it saves.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)
