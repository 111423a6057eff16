"""Not doing again what has been done: keys for caches, and reads shared by several screens."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")

_reading: ContextVar[dict[Any, Any] | None] = ContextVar("reading", default=None)
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)


@contextmanager
def one_reading(*, keep: bool = False) -> Iterator[None]:
    """Within this block, functions marked ``shared`` ask the database once for the same arguments.

    For what is shown together: a page, or the screens of one game that are rendered one after the
    other because of one change. All stamps must have been read before: what is shared is then newer
    than they say, never older. A block within another one belongs to it. ``keep``: what only
    changes with the course of the game may come from readings before (``games.selectors.reading``).
    """
    if _reading.get() is not None:
        yield
        return
    token, kept = _reading.set({}), _keeping.set(keep)
    try:
        yield
    finally:
        _reading.reset(token)
        _keeping.reset(kept)


def keeping() -> bool:
    """Whether the running reading may take over what readings before have kept."""
    return _keeping.get()


def shared(read: Callable[P, T]) -> Callable[P, T]:
    """Mark a read whose result (never changed by anybody) may serve several screens.

    It may hold sentences: screens of one reading that speak another language ask for themselves.
    """

    @wraps(read)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        known = _reading.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, get_language(), args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = read(*args, **kwargs)
        found: T = known[key]
        return found

    return once


def in_turn(read: Callable[P, T]) -> Callable[P, T]:
    """Mark a read that keeps what it found and that a whole hall asks for in the same moment.

    One of them reads, the others wait for what it keeps: all of them reading would take as long for
    each as one after the other.
    """
    turn = Lock()

    @wraps(read)
    def one_by_one(*args: P.args, **kwargs: P.kwargs) -> T:
        with turn:
            return read(*args, **kwargs)

    return one_by_one


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


class Newest(Generic[T]):
    """The values used last, by key; for any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Any, T] = OrderedDict()

    def get(self, key: Any) -> T | None:
        """The value, if it is still there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Any, value: T) -> None:
        """Keep a value, and let go of the one that was not used for the longest time."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def all(self, keys: Sequence[K], read: Callable[[Sequence[K]], Mapping[K, T]]) -> tuple[T, ...]:
        """The values of several keys; those that are not there are read together and kept.

        Raises KeyError for one that ``read`` does not find.
        """
        found = {key: value for key in keys if (value := self.get(key)) is not None}
        unknown = [key for key in dict.fromkeys(keys) if key not in found]
        if unknown:
            found |= read(unknown)
            for key in unknown:
                self.put(key, found[key])
        return tuple(found[key] for key in keys)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
