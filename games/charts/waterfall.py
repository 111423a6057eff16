"""A waterfall from a start to a result: bars on one common scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SCALE = 1000
"""Width of a bar's own drawing area; bars are stretched to the width of their column."""

Kind = Literal["sum", "change", "maybe"]
"""``maybe``: a change that depends on others."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the waterfall before it is drawn; ``amount`` in euro."""

    label: str
    amount: int
    kind: Kind = "change"


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn line: ``start`` and ``width`` in thousandths of the column."""

    label: str
    amount: int
    kind: Kind
    start: int
    width: int

    @property
    def tone(self) -> str:
        """How the bar is filled: a sum, more or less."""
        if self.kind == "sum":
            return "sum"
        return "plus" if self.amount >= 0 else "minus"

    @property
    def hatched(self) -> bool:
        """Whether it depends on others."""
        return self.kind == "maybe"


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The lines in order, the place of zero in thousandths, and the result in euro."""

    bars: tuple[Bar, ...]
    zero: int
    result: int


def waterfall(steps: Sequence[Step], result_label: str) -> Waterfall:
    """Lay the steps out one after the other and close with their sum."""
    total = 0
    spans = []
    for step in steps:
        spans.append((step, total, total + step.amount))
        total += step.amount
    spans.append((Step(result_label, total, "sum"), 0, total))
    low = min(0, *(min(before, after) for _, before, after in spans))
    high = max(0, *(max(before, after) for _, before, after in spans))
    span = max(high - low, 1)
    bars = tuple(
        Bar(
            step.label,
            step.amount,
            step.kind,
            _place(min(before, after) - low, span),
            max(2, _place(abs(after - before), span)),
        )
        for step, before, after in spans
    )
    return Waterfall(bars, _place(-low, span), total)


def _place(value: int, span: int) -> int:
    return value * SCALE // span
