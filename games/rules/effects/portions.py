"""Figures to recompute a part of an exact split with (rules section 1, ``share_out``)."""

from collections.abc import Mapping


def floor_part(total: int, weight: int, whole: int) -> int:
    """The part before the rest is given out; negative totals are split like their mirror image."""
    return total * weight // whole if total >= 0 else -(-total * weight // whole)


def portion(weights: Mapping[str, int], name: str, total: int, amount: int) -> dict[str, int]:
    """Inputs of a posting that books a part of ``share_out(total, weights)``.

    ``weight`` of ``weights``; ``rest``: euro that the largest remainders brought on top. All
    weights zero = equal parts.
    """
    whole = sum(weights.values())
    weight, whole = (weights[name], whole) if whole else (1, len(weights))
    return {
        "weight": weight,
        "weights": whole,
        "rest": amount - floor_part(total, weight, whole),
    }
