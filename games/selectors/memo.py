"""Keys for caches of what is computed from big values that never change."""

from typing import Generic, TypeVar

T = TypeVar("T")


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
