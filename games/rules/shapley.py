"""Shapley value: a reference for fair cost shares, never imposed (rules section 5.4)."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

Cost = Callable[[tuple[str, ...]], int]


def shapley(members: Sequence[str], cost: Cost) -> dict[str, int]:
    """Split the cost of the whole group by what each member adds, averaged over all orders.

    ``cost`` gives the whole euro of a group in sorted order; it is asked once per group. The parts
    add up exactly (largest remainder, ties by name).
    """
    names = sorted(members)
    known = {(): 0} | {
        group: cost(group)
        for size in range(1, len(names) + 1)
        for group in combinations(names, size)
    }
    exact = {name: _numerator(name, names, known) for name in names}
    return _round_exactly(exact, factorial(len(names)), known[tuple(names)])


def _numerator(name: str, names: list[str], known: dict[tuple[str, ...], int]) -> int:
    rest = [other for other in names if other != name]
    total = 0
    for size in range(len(names)):
        orders = factorial(size) * factorial(len(names) - size - 1)
        for group in combinations(rest, size):
            total += orders * (known[tuple(sorted((*group, name)))] - known[group])
    return total


def _round_exactly(exact: dict[str, int], divisor: int, total: int) -> dict[str, int]:
    parts = {name: value // divisor for name, value in exact.items()}
    rest = total - sum(parts.values())
    order = sorted(exact, key=lambda name: (-(exact[name] % divisor), name))
    for name in order[:rest]:
        parts[name] += 1
    return parts
