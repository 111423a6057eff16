"""Cells of a figure's table: as people read them, and as a file holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from games.charts.figure import Table, Value
from games.selectors import money

EURO = "€"
POINTS_EACH = 100
"""Ten-thousandths in a point."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` on the screen, ``value`` in a file, in ``unit`` ("" = bare)."""

    text: str
    value: Value
    unit: str = ""


def word(text: str) -> Cell:
    """A name or a sentence."""
    return Cell(text, text)


def nothing() -> Cell:
    """A cell that holds no figure."""
    return Cell("–", "")


def number(value: int) -> Cell:
    """A count."""
    return Cell(money.number(value), value)


def signed(value: int) -> Cell:
    """A change of a count."""
    return Cell(money.signed(value), value)


def euro(amount: int) -> Cell:
    """Money to the euro."""
    return Cell(money.euro_exact(amount), amount, EURO)


def change(amount: int) -> Cell:
    """A change of money to the euro, with its sign."""
    return Cell(money.euro_change_exact(amount), amount, EURO)


def points(value: int, digits: int = 2) -> Cell:
    """Ten-thousandths as points of 100."""
    return Cell(
        money.decimal(value, POINTS_EACH, digits), money.rounded(value, POINTS_EACH, digits)
    )


def points_change(value: int, digits: int = 2) -> Cell:
    """A change of points, with its sign."""
    found = points(value, digits)
    return Cell(f"+{found.text}" if value > 0 else found.text, found.value)


def moved(value: int) -> Cell:
    """A change of points in as few signs as possible: +5, −0,4, 0."""
    return Cell(money.points_change(value), money.rounded(value, POINTS_EACH, 1))


def percent(value: int, digits: int = 1) -> Cell:
    """Ten-thousandths as percent."""
    return Cell(money.percent(value, digits), money.rounded(value, POINTS_EACH, digits), "%")


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    """The table of these cells; a column whose figures have one unit names it in files."""
    lines = [tuple(row) for row in rows]
    return Table(
        head=tuple(head),
        rows=tuple(tuple(cell.text for cell in line) for line in lines),
        values=tuple(tuple(cell.value for cell in line) for line in lines),
        units=tuple(_unit(line[place] for line in lines) for place in range(len(head))),
    )


def beside(found: Table, name: str, texts: Sequence[str]) -> Table:
    """The same table with a last column of words, one for each row."""
    return replace(
        found,
        head=(*found.head, name),
        rows=tuple((*row, text) for row, text in zip(found.rows, texts, strict=True)),
        values=tuple((*row, text) for row, text in zip(found.values, texts, strict=True)),
        units=(*found.units, ""),
    )


def _unit(column: Iterable[Cell]) -> str:
    found = {cell.unit for cell in column if cell.value != ""}
    return found.pop() if len(found) == 1 else ""
