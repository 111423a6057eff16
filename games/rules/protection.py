"""Small numbers protected: a table of people without ones and twos and with its exact totals.

One or two people in a cell could be recognised. They become nobody or three, and other cells move
by as little as it takes to keep every sum of a row and of a column. The same table always gives
the same answer, so asking twice reveals nothing.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Final

Table = Mapping[str, Mapping[str, int]]

LEAST: Final = 3
"""The least number of people that is shown, besides nobody."""
TRY_ALL: Final = 10
"""Up to so many small cells every choice is tried, beyond it those close to the first."""

Cell = tuple[str, str]
Node = tuple[bool, str]
"""A row (True) or a column (False) by name."""


def protect(table: Table) -> dict[str, dict[str, int]] | None:
    """A table with the same sums whose cells are 0 or at least 3.

    Rows and columns by name, people in the cells, none negative (``ValueError``). None if there is
    no such table nearby, for instance where a whole row sums to two: then show totals alone.
    """
    cells = {(row, column): n for row, line in table.items() for column, n in line.items()}
    if any(n < 0 for n in cells.values()):
        raise ValueError("people cannot be counted below nobody")
    small = sorted(cell for cell, n in cells.items() if 0 < n < LEAST)
    if not small:
        return {row: dict(line) for row, line in table.items()}
    for choice in _choices(_first_choice(cells, small), small):
        moved = _Balance(cells, choice).settle()
        if moved is not None:
            return {row: {column: moved[row, column] for column in line}
                    for row, line in table.items()}  # fmt: skip
    return None


def _first_choice(cells: Mapping[Cell, int], small: list[Cell]) -> dict[Cell, int]:
    """Down or up, cell by cell, whatever leaves row and column less out of balance."""
    off: dict[Node, int] = {}
    choice = {}
    for row, column in small:
        now = cells[row, column]
        here = off.get((True, row), 0) + off.get((False, column), 0)
        up = abs(here + 2 * (LEAST - now)) < abs(here - 2 * now)
        choice[row, column] = LEAST if up else 0
        for node in ((True, row), (False, column)):
            off[node] = off.get(node, 0) + choice[row, column] - now
    return choice


def _choices(first: dict[Cell, int], small: list[Cell]) -> Iterator[dict[Cell, int]]:
    yield first
    if len(small) <= TRY_ALL:
        for values in product((0, LEAST), repeat=len(small)):
            yield dict(zip(small, values, strict=True))
        return
    for count in (1, 2):
        for turned in combinations(small, count):
            yield {**first, **{cell: LEAST - first[cell] for cell in turned}}


class _Balance:
    """Brings rows and columns back to their sums by moving single people between large cells."""

    def __init__(self, cells: Mapping[Cell, int], choice: Mapping[Cell, int]) -> None:
        self.cells = {**cells, **choice}
        self.large = sorted(cell for cell, n in cells.items() if n >= LEAST)
        self.missing: dict[Node, int] = {}
        for cell, value in choice.items():
            for node in _nodes(cell):
                self.missing[node] = self.missing.get(node, 0) + cells[cell] - value

    def settle(self) -> dict[Cell, int] | None:
        """The cells with their sums restored, or None if that cannot be done."""
        for node in sorted(self.missing):
            while self.missing[node]:
                if not self._shift(node, more=self.missing[node] > 0):
                    return None
        return self.cells

    def _shift(self, begin: Node, *, more: bool) -> bool:
        """Move one person along the shortest way to a row or column that is out of balance, too.

        Along the way cells grow and shrink by turns; ``more``: the first one grows.
        """
        back: dict[Node, tuple[Node, Cell]] = {}
        signs = {begin: more}
        queue = deque([begin])
        while queue:
            here = queue.popleft()
            grow = signs[here]
            for cell in self.large:
                if here not in _nodes(cell) or (not grow and self.cells[cell] <= LEAST):
                    continue
                there = next(node for node in _nodes(cell) if node != here)
                if there in signs:
                    continue
                signs[there] = not grow
                back[there] = (here, cell)
                if self._takes(there, grow=grow):
                    self._apply(begin, there, back, signs)
                    return True
                queue.append(there)
        return False

    def _takes(self, node: Node, *, grow: bool) -> bool:
        """Whether a row or column wants one more (or one fewer) in the cell that reaches it."""
        missing = self.missing.get(node, 0)
        return missing > 0 if grow else missing < 0

    def _apply(
        self,
        begin: Node,
        end: Node,
        back: Mapping[Node, tuple[Node, Cell]],
        signs: Mapping[Node, bool],
    ) -> None:
        there = end
        while there != begin:
            here, cell = back[there]
            self.cells[cell] += 1 if signs[here] else -1
            there = here
        self.missing[begin] -= 1 if signs[begin] else -1
        last = signs[back[end][0]]
        self.missing[end] -= 1 if last else -1


def _nodes(cell: Cell) -> tuple[Node, Node]:
    return (True, cell[0]), (False, cell[1])
