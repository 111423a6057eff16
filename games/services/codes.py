"""Join codes and seat codes: eight signs that can be read aloud and typed."""

import secrets

from games.models import Game, Seat

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs without 0 and O, 1, I and L: eight of them make 39.6 bits."""

LENGTH = 8


def normalised(code: str) -> str | None:
    """The code as stored, from what somebody typed or pasted, or None where it cannot be one.

    Case, spaces and hyphens do not matter.
    """
    signs = "".join(code.split()).replace("-", "").upper()
    right = len(signs) == LENGTH and all(sign in ALPHABET for sign in signs)
    return signs if right else None


def new_codes(count: int) -> tuple[str, ...]:
    """Different codes that no game and no seat uses.

    One input field takes both kinds, so they share one space.
    """
    found: set[str] = set()
    while len(found) < count:
        wanted = {_draw() for _ in range(count - len(found))}
        found |= wanted - _used(wanted) - found
    return tuple(found)


def new_code() -> str:
    """One code that no game and no seat uses."""
    return new_codes(1)[0]


def _draw() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _used(codes: set[str]) -> set[str]:
    games = Game.objects.filter(join_code__in=codes).values_list("join_code", flat=True)
    seats = Seat.objects.filter(code__in=codes).values_list("code", flat=True)
    return {*games, *seats}
