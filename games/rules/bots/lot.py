"""Draws of a player that plays by lot, from the engine's own draws."""

from collections.abc import Sequence
from typing import TypeVar

from games.rules.chance import draw
from games.rules.model import State

T = TypeVar("T")


class Lot:
    """Draws for one town and round, each with a name of its own.

    Everybody can repeat them, so players by lot know each other's offers beforehand.
    """

    def __init__(self, state: State, town: str) -> None:
        self._state = state
        self._town = town

    def number(self, purpose: str, n: int) -> int:
        """A number from 0 to n - 1."""
        state = self._state
        return draw(state.seed, state.round, f"zufall:{purpose}", self._town, max(1, n))

    def always(self, purpose: str, n: int) -> int:
        """A number from 0 to n - 1 that stays the same all game."""
        return draw(self._state.seed, 0, f"zufall:{purpose}", self._town, n)

    def yes(self, purpose: str, one_in: int = 2) -> bool:
        """True once in so many draws."""
        return self.number(purpose, one_in) == 0

    def pick(self, purpose: str, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.number(purpose, len(choices))]
