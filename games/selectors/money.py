"""Figures as people read them: 1.234.567 €, −84.000 €, 11,52 Mio. €, 2,8 %, 10:47 Uhr.

Functions from numbers to text in the language of the page (English: €1,234,567, 2.8%, 10:47),
used by filters, charts, sentences and exports alike.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, ngettext

from games.rules.money import rdiv

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
CODE_GROUP = 4
MILLIONS_FROM = 10_000_000
WITH_CENTS_BELOW = 100
ONE_POINT = 100
"""A point in ten-thousandths."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a language writes figures; ``{}`` stands for the bare number."""

    group: str
    point: str
    euro: str
    millions: str
    percent: str
    minutes: str
    clock: str


_GERMAN: Final = _Style(
    group=".",
    point=",",
    euro=f"{{}}{NBSP}€",
    millions=f"{{}}{NBSP}Mio.{NBSP}€",
    percent=f"{{}}{NBSP}%",
    minutes=f"{{}}{NBSP}Min.",
    clock=f"{{}}{NBSP}Uhr",
)
_ENGLISH: Final = _Style(
    group=",",
    point=".",
    euro="€{}",
    millions="€{}m",
    percent="{}%",
    minutes=f"{{}}{NBSP}min",
    clock="{}",
)


def _style() -> _Style:
    return _ENGLISH if get_language() == "en" else _GERMAN


def _minus(text: str, *, negative: bool) -> str:
    return f"{MINUS}{text}" if negative else text


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", _style().group)


def number(value: int) -> str:
    """A whole number with signs between thousands and a real minus."""
    return _minus(_grouped(abs(value)), negative=value < 0)


def signed(value: int) -> str:
    """A change: always with a sign, except for zero."""
    return f"+{number(value)}" if value > 0 else number(value)


def decimal(value: int, scale: int, digits: int) -> str:
    """``value / scale`` with exactly ``digits`` decimals, halves away from zero."""
    shift = 10**digits
    units = rdiv(abs(value) * shift, scale)
    whole, rest = divmod(units, shift)
    text = _grouped(whole)
    if digits:
        text = f"{text}{_style().point}{rest:0{digits}d}"
    return _minus(text, negative=value < 0 and units > 0)


def rounded(value: int, scale: int, digits: int) -> float:
    """The number that ``decimal`` writes: what charts draw and files hold is what people read."""
    units = rdiv(value * 10**digits, scale)
    return units / 10**digits if digits else units


def euro(value: int) -> str:
    """Whole euro; from ten million on in millions with two decimals."""
    if abs(value) >= MILLIONS_FROM:
        text = _style().millions.format(decimal(abs(value), 1_000_000, 2))
        return _minus(text, negative=value < 0)
    return euro_exact(value)


def euro_exact(value: int) -> str:
    """Whole euro to the last digit, for sums that are recomputed by hand."""
    return _minus(_style().euro.format(_grouped(abs(value))), negative=value < 0)


def euro_change(value: int) -> str:
    """A change of money: always with a sign, except for zero."""
    return f"+{euro(value)}" if value > 0 else euro(value)


def euro_change_exact(value: int) -> str:
    """A posting as its team sees it: sign and every digit."""
    return f"+{euro_exact(value)}" if value > 0 else euro_exact(value)


def percent(value: int, digits: int = 1) -> str:
    """Ten-thousandths as percent; a decimal place that is zero is left out."""
    text = decimal(value, 100, digits)
    if digits:
        text = text.removesuffix(_style().point + "0" * digits)
    return _style().percent.format(text)


def share(value: int) -> str:
    """Millionths as percent, every digit."""
    return _style().percent.format(decimal(value, 10_000, 4))


def points(value: int) -> str:
    """Ten-thousandths as whole points of 100."""
    return decimal(value, 100, 0)


def points_change(value: int) -> str:
    """A change in points with one decimal, signed; zero is "0"."""
    text = decimal(value, 100, 1)
    point = _style().point
    if text.strip(f"{MINUS}0{point}") == "":
        return "0"
    text = text.removesuffix(f"{point}0")
    return f"+{text}" if value > 0 else text


def euro_per_head(amount: int, inhabitants: int) -> str:
    """Euro for each inhabitant, with cents below 100 €."""
    heads = max(1, inhabitants)
    if abs(amount) >= WITH_CENTS_BELOW * heads:
        return euro_exact(rdiv(amount, heads))
    return _style().euro.format(decimal(amount, heads, 2))


def change_in_points(value: int) -> str:
    """A change in points in words: "−1 Punkt", "+0,9 Punkte"."""
    template = ngettext(
        "%(points)s Punkt", "%(points)s Punkte", 1 if abs(value) == ONE_POINT else 2
    )
    return template % {"points": points_change(value)}


def minutes(value: int) -> str:
    """Car minutes."""
    return _style().minutes.format(number(value))


def clock(value: datetime) -> str:
    """Local time of day: 10:47 Uhr."""
    return _style().clock.format(f"{timezone.localtime(value):%H:%M}")


def code_groups(code: str) -> str:
    """A join or seat code in two groups of four."""
    head, tail = code[:CODE_GROUP], code[CODE_GROUP:]
    return f"{head}-{tail}" if tail else head
