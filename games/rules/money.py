"""The arithmetic of the engine: one rounding, shares, exact splits (rules section 1)."""

from collections.abc import Iterable, Mapping

FULL = 10_000
"""Ten thousand ten-thousandths: the whole."""


def rdiv(a: int, b: int) -> int:
    """Divide to the nearest integer, halves away from zero. ``b`` must not be zero."""
    if b < 0:
        a, b = -a, -b
    if a >= 0:
        return (2 * a + b) // (2 * b)
    return -((b - 2 * a) // (2 * b))


def part(amount: int, *shares: int) -> int:
    """Take several shares (ten-thousandths) of an amount with a single rounding."""
    divisor = 1
    for share in shares:
        amount *= share
        divisor *= FULL
    # rdiv spelled out: this is the engine's busiest line.
    if amount >= 0:
        return (2 * amount + divisor) // (2 * divisor)
    return -((divisor - 2 * amount) // (2 * divisor))


def clamp(value: int, low: int, high: int) -> int:
    """Keep ``value`` within ``low`` and ``high``."""
    return max(low, min(value, high))


def share_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Split ``total`` by weights so that the parts add up exactly (largest remainder).

    Ties go to the name that sorts first; a negative total is split like its mirror image; if all
    weights are zero the parts are equal. No names: no parts.
    """
    names = sorted(weights)
    if total < 0:
        return {name: -share for name, share in share_out(-total, weights).items()}
    values = [weights[name] for name in names]
    return dict(zip(names, _split(total, values), strict=True))


def share_groups(total: int, weights: Iterable[int]) -> list[int]:
    """Split like ``share_out`` over positions; ties go to the first position."""
    values = list(weights)
    if total < 0:
        return [-share for share in _split(-total, values)]
    return _split(total, values)


def _split(total: int, values: list[int]) -> list[int]:
    if not values:
        return []
    whole = sum(values)
    if whole == 0:
        values = [1] * len(values)
        whole = len(values)
    parts = [total * value // whole for value in values]
    rest = total - sum(parts)
    if rest:
        order = sorted(range(len(values)), key=lambda i: (-(total * values[i] % whole), i))
        for i in order[:rest]:
            parts[i] += 1
    return parts
