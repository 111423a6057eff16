"""What a figure is made of: lines, gathered in parts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sum; ``amount`` in the unit of the figure.

    ``note`` says more in small letters; ``query`` leads to the line's own page, "" = it has none;
    ``rule``: of a posting.
    """

    text: str
    amount: int
    amount_text: str
    note: str = ""
    query: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together, with their sum."""

    title: str
    lines: tuple[Line, ...]
    amount: int
    amount_text: str
