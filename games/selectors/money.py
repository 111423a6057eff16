"""Figures as Germans read them: 1.234.567 €, −84.000 €, 11,52 Mio. €, 2,8 %, 10:47 Uhr.

Pure functions from numbers to text, used by filters, charts, sentences and exports alike.
"""

from datetime import datetime

from django.utils import timezone

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
CODE_GROUP = 4
MILLIONS_FROM = 10_000_000


def number(value: int) -> str:
    """A whole number with points between thousands and a real minus."""
    grouped = f"{abs(value):,}".replace(",", ".")
    return f"{MINUS}{grouped}" if value < 0 else grouped


def signed(value: int) -> str:
    """A change: always with a sign, except for zero."""
    return f"+{number(value)}" if value > 0 else number(value)


def decimal(value: int, scale: int, digits: int) -> str:
    """``value / scale`` with exactly ``digits`` decimals, halves away from zero."""
    shift = 10**digits
    units = (abs(value) * shift * 2 + scale) // (2 * scale)
    whole, rest = divmod(units, shift)
    text = f"{whole:,}".replace(",", ".")
    if digits:
        text = f"{text},{rest:0{digits}d}"
    return f"{MINUS}{text}" if value < 0 and units else text


def euro(value: int) -> str:
    """Whole euro; from ten million on in millions with two decimals."""
    if abs(value) >= MILLIONS_FROM:
        return f"{decimal(value, 1_000_000, 2)}{NBSP}Mio.{NBSP}€"
    return f"{number(value)}{NBSP}€"


def euro_exact(value: int) -> str:
    """Whole euro to the last digit, for sums that are recomputed by hand."""
    return f"{number(value)}{NBSP}€"


def euro_change(value: int) -> str:
    """A change of money: always with a sign, except for zero."""
    return f"+{euro(value)}" if value > 0 else euro(value)


def euro_change_exact(value: int) -> str:
    """A posting as its team sees it: sign and every digit."""
    return f"+{euro_exact(value)}" if value > 0 else euro_exact(value)


def percent(value: int, digits: int = 1) -> str:
    """Ten-thousandths as percent; a decimal place that is zero is left out."""
    text = decimal(value, 100, digits)
    if digits and text.endswith("," + "0" * digits):
        text = text.removesuffix("," + "0" * digits)
    return f"{text}{NBSP}%"


def points(value: int) -> str:
    """Ten-thousandths as whole points of 100."""
    return decimal(value, 100, 0)


def points_change(value: int) -> str:
    """A change in points with one decimal, signed; zero is "0"."""
    text = decimal(value, 100, 1)
    if text.strip(f"{MINUS}0,") == "":
        return "0"
    text = text.removesuffix(",0")
    return f"+{text}" if value > 0 else text


def minutes(value: int) -> str:
    """Car minutes."""
    return f"{number(value)}{NBSP}Min."


def clock(value: datetime) -> str:
    """Local time of day: 10:47 Uhr."""
    return f"{timezone.localtime(value):%H:%M}{NBSP}Uhr"


def code_groups(code: str) -> str:
    """A join or seat code in two groups of four."""
    head, tail = code[:CODE_GROUP], code[CODE_GROUP:]
    return f"{head}-{tail}" if tail else head
