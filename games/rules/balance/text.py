"""Figures as German text, from whole numbers alone."""

from collections.abc import Iterable

from games.rules.money import rdiv

MILLION = 1_000_000
THOUSAND = 1000


def mean(values: Iterable[int]) -> int:
    """Mean to the nearest whole; 0 of nothing."""
    known = list(values)
    return rdiv(sum(known), len(known)) if known else 0


def decimal(value: int, digits: int, *, sign: bool = False) -> str:
    """Write a number of tenths (1), hundredths (2) … with a comma: 7613, 2 -> "76,13"."""
    whole, rest = divmod(abs(value), 10**digits)
    mark = "−" if value < 0 else "+" if sign and value > 0 else ""
    return f"{mark}{whole},{rest:0{digits}}"


def points(bp: int, *, sign: bool = False) -> str:
    """Ten-thousandths as points from 0 to 100 with one digit."""
    return decimal(rdiv(bp, 10), 1, sign=sign)


def millions(euro: int, *, sign: bool = True) -> str:
    """Euro as millions with two digits."""
    return decimal(rdiv(euro, MILLION // 100), 2, sign=sign)


def thousands(euro: int) -> str:
    """Euro as thousands, signed."""
    value = rdiv(euro, THOUSAND)
    return f"−{-value}" if value < 0 else f"+{value}"


def percent(count: int, of: int) -> str:
    """A share of a count in whole percent."""
    return f"{rdiv(100 * count, of) if of else 0} %"


def average(total: int, count: int) -> str:
    """A mean of counts with two digits."""
    return decimal(rdiv(100 * total, count) if count else 0, 2)


def at_least(wanted: int, count: int, of: int) -> bool:
    """Whether a count reaches so many percent of a whole."""
    return 100 * count >= wanted * of
