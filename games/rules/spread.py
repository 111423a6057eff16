"""Mean and spread of some whole numbers, in whole tenths."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Final

from games.rules.money import rdiv

TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """What several towns gave. ``mean`` and ``deviation`` (standard, of all) in tenths."""

    mean: int
    deviation: int
    low: int
    high: int
    count: int


def spread(values: Sequence[int]) -> Spread | None:
    """Mean, standard deviation, lowest and highest; None where nobody gave anything."""
    if not values:
        return None
    count, total = len(values), sum(values)
    # n² times the variance, so that everything stays whole.
    squares = count * sum(value * value for value in values) - total * total
    doubled = isqrt(4 * TENTHS * TENTHS * squares) // count
    return Spread(
        mean=rdiv(TENTHS * total, count),
        deviation=(doubled + 1) // 2,
        low=min(values),
        high=max(values),
        count=count,
    )
