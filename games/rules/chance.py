"""Chance without a generator: every draw is a function of its own name (rules section 1)."""

from collections.abc import Iterable
from hashlib import sha256


def draw(seed: str, round_number: int, purpose: str, who: str, n: int) -> int:
    """Draw from 0..n-1. The same arguments always give the same value; no draw shifts another."""
    text = f"{seed}|{round_number}|{purpose}|{who}"
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") % n


SHUFFLE_SPAN = 1 << 40


def shuffled(seed: str, round_number: int, purpose: str, names: Iterable[str]) -> list[str]:
    """Order names by a draw of each from 0..2^40-1; ties (practically never) by name."""
    return sorted(
        names, key=lambda name: (draw(seed, round_number, purpose, name, SHUFFLE_SPAN), name)
    )
