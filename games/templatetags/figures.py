"""Filters for figures and tags for icons, marks and changes."""

from collections.abc import Mapping
from datetime import datetime
from json import dumps, loads

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from games.selectors import money
from planspiel.folding import pure

register = template.Library()


@register.filter
def isodate(value: object) -> str:
    """A day or number as ``<input>`` takes it; what somebody typed stays as it is."""
    return "" if value is None else str(value)


@register.filter
def euro(value: int) -> str:
    """1.234.567 €; from ten million on 11,52 Mio. €."""
    return money.euro(value)


@register.filter
def euro_exact(value: int) -> str:
    """Every digit, also of large amounts."""
    return money.euro_exact(value)


@register.filter
def euro_change(value: int) -> str:
    """+42.550 € or −84.000 €."""
    return money.euro_change(value)


@register.filter
def euro_change_exact(value: int) -> str:
    """A change with every digit."""
    return money.euro_change_exact(value)


@register.filter
def number(value: int) -> str:
    """6.390."""
    return money.number(value)


@register.filter
def signed(value: int) -> str:
    """+12 or −42."""
    return money.signed(value)


@register.filter
def unsigned(value: int) -> int:
    """An amount beside words that say already which way it goes: a debt of 300 €."""
    return abs(value)


@register.filter
def percent(value: int) -> str:
    """Ten-thousandths as percent: 2,8 %."""
    return money.percent(value)


@register.filter
def points(value: int) -> str:
    """Ten-thousandths as points of 100."""
    return money.points(value)


@register.filter
def points_change(value: int) -> str:
    """A change in points with sign."""
    return money.points_change(value)


@register.filter
def change_in_points(value: int) -> str:
    """A change in points with sign and unit."""
    return money.change_in_points(value)


@register.filter
def hundredths(value: int) -> str:
    """Hundredths with one decimal: 3,8."""
    return money.decimal(value, 100, 1)


@register.filter(name="get")
def get_key(values: Mapping[str, object], key: str) -> object:
    """The value of a mapping at a key that is itself a variable."""
    return values.get(key)


@register.filter
def minutes(value: int) -> str:
    """19 Min."""
    return money.minutes(value)


@register.filter
def clock(value: datetime) -> str:
    """10:47 Uhr."""
    return money.clock(value)


@register.filter
def code_groups(value: str) -> str:
    """ABCD-EFGH."""
    return money.code_groups(value)


@register.filter
def raw(value: int) -> str:
    """A number for machines: no separators, whatever the language."""
    return str(value)


@register.filter
def tone(value: int) -> str:
    """CSS class of an amount: more is green, less is red, nothing is plain."""
    return "ps-plus" if value > 0 else "ps-minus" if value < 0 else ""


@register.filter
def points_tone(value: int) -> str:
    """CSS class of a change in points, by what is shown of it."""
    return tone(value) if money.points_change(value) != "0" else ""


@register.filter
def initials(value: str) -> str:
    """Up to two letters of a name."""
    words = value.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
@pure
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from assistive technology."""
    return format_html(
        '<svg class="ps-ic" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name
    )


@register.simple_tag
@pure
def mark(position: int, size: str = "") -> SafeString:
    """The mark of the municipality at a position; ``size`` "s" or "l"."""
    extra = f" ps-mark--{size}" if size else ""
    return format_html(
        '<svg class="ps-mark{}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        '<use href="#m-{}"/></svg>',
        extra,
        str(position),
    )


@register.simple_tag
def delta(value: int, text: str, good_when: str = "up") -> SafeString:
    """A change as arrow, sign and colour; ``good_when`` "up", "down" or "never" (no judgement).

    What rounds to nothing is nothing: ±0, without an arrow and without judgement.
    """
    if not any(sign in "123456789" for sign in text):
        value, text = 0, "±" + text.lstrip(f"±+{money.MINUS}")
    name = "rise" if value > 0 else "fall" if value < 0 else "level"
    judged = value != 0 and good_when != "never"
    good = (value > 0) == (good_when == "up")
    tone_class = ("good" if good else "bad") if judged else "even"
    return format_html(
        '<span class="ps-delta ps-delta--{}">{}<span>{}</span></span>', tone_class, icon(name), text
    )


@register.filter
def json(value: object) -> str:
    """JSON text for an attribute; the template escapes it."""
    return dumps(value, ensure_ascii=False)


@register.filter
def back_of(extra: str | None) -> object:
    """The way back that travels with a message (``views.takeback``), None where there is none."""
    return loads(extra) if extra else None
