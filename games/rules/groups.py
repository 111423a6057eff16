"""Answers that are published in whole groups, so that no look before and after tells a single one.

A mean that is shown from some number of answers on gives away every answer that joins it: whoever
knows it before and after can compute the one between. So answers come out in groups, and a group is
the smallest thing that anything is computed from.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from games.rules.money import clamp

T = TypeVar("T")

LEAST: Final = 5
"""The least size of a group; scenarios may ask for more."""
KEPT_BACK: Final = 2
"""Steps of a single answer by which the sum of a group stays off the ends of its scale."""


def whole_groups(waiting: Sequence[T], size: int) -> tuple[Sequence[T], ...]:
    """The full groups of ``size`` in the order of arrival; what is left over waits.

    As long as nothing is taken out of a full group, later arrivals change none of them.
    """
    return tuple(
        waiting[first : first + size] for first in range(0, len(waiting) // size * size, size)
    )


def softened_sum(values: Sequence[int], low: int, high: int) -> int:
    """The sum of a group, kept off the ends: one in which all said 5 counts as if nearly all had.

    Otherwise a mean at the end of the scale would tell every single answer of its group.
    """
    count = len(values)
    return clamp(sum(values), low * count + KEPT_BACK, high * count - KEPT_BACK)
