"""A ring that fills with progress, as lengths of a dashed circle."""

from dataclasses import dataclass

CIRCUMFERENCE = 132
"""Length of the circle with radius 21, as drawn by ``parts/ring.html``."""


@dataclass(frozen=True, slots=True)
class Ring:
    """How many of how many; ``filled`` is the drawn length."""

    done: int
    total: int

    @property
    def filled(self) -> int:
        """Length of the filled part of the circle."""
        return CIRCUMFERENCE * self.done // self.total if self.total else 0

    @property
    def rest(self) -> int:
        """Length of the open part of the circle."""
        return CIRCUMFERENCE - self.filled
