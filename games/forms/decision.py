"""The decision form: field paths and texts from the browser, engine values for the service."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from games.rules.fields import KEYED, LISTS, SETS
from games.selectors import money

HOUSEKEEPING = frozenset({"csrfmiddlewaretoken", "round", "revision", "request_id", "boxes"})
_YES_NO = {"1": True, "0": False}
MOST_DIGITS = 9
PERCENT = 100
"""Ten-thousandths of a percent point."""
_AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](?P<rest>\d{1,2}))?")
_WHOLE = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent: readable changes, and a sentence for each field that is not."""

    changes: Mapping[str, Any]
    errors: Mapping[str, list[str]] = field(default_factory=dict)


class TooLargeError(ValueError):
    """A whole number, but with more digits than anything in the game has."""


def read_number(text: str) -> int:
    """A whole number as people type it: "1.250", "10.000 €", "−3", " 12 ", "" = 0.

    Raises TooLargeError beyond ``MOST_DIGITS`` digits, ValueError for anything else.
    """
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-").removesuffix("€")
    if not plain:
        return 0
    digits = plain.replace(".", "")
    if not _WHOLE.fullmatch(plain):
        raise ValueError(text)
    if len(digits.lstrip("+-")) > MOST_DIGITS:
        raise TooLargeError(text)
    return int(digits)


def read_hundredths(text: str) -> int | None:
    """Hundredths of an amount with sign: "−42.000 €", "2,5", "+10 %", "-0.25"; None for nothing.

    Raises ValueError for anything else, and for more digits than anything in the game has.
    """
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-").rstrip("€%")
    if not plain:
        return None
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    whole = found["whole"].replace(".", "")
    if len(whole) > MOST_DIGITS + 1:
        raise TooLargeError(text)
    hundredths = PERCENT * int(whole) + int((found["rest"] or "").ljust(2, "0"))
    return -hundredths if found["sign"] == "-" else hundredths


def read_changes(posted: QueryDict) -> Sent:
    """The fields of a posted decision form; the presence of a name means that it was changed.

    A browser leaves out a box that is not ticked: ``boxes`` names those of a form sent as a whole.
    """
    changes: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for path in dict.fromkeys([*posted, *_text(posted, "boxes").split()]):
        if path in HOUSEKEEPING:
            continue
        try:
            changes[path] = _read(path, posted)
        except ValueError as error:
            errors[path] = [number_error(error)]
    return Sent(changes, errors)


def number_error(error: ValueError) -> str:
    """The sentence for a text that ``read_number`` did not take."""
    if isinstance(error, TooLargeError):
        return _("Höchstens %(most)s ist möglich.") % {"most": money.number(10**MOST_DIGITS - 1)}
    return _("Geben Sie eine ganze Zahl ein, zum Beispiel 12.")


def _read(path: str, posted: QueryDict) -> Any:
    name = path.partition(".")[0]
    known = name if path == name or name in KEYED | LISTS else path
    return _READERS.get(known, _plain)(path, posted)


def _plain(path: str, posted: QueryDict) -> Any:
    return _text(posted, path) or None


def _amount(path: str, posted: QueryDict) -> int:
    return read_number(_text(posted, path))


def _amount_of_group(path: str, posted: QueryDict) -> int | None:
    return read_number(_text(posted, path)) or None


def _ticked(path: str, posted: QueryDict) -> bool | None:
    return True if _text(posted, path) else None


def _yes_or_no(path: str, posted: QueryDict) -> bool | None:
    return _YES_NO.get(_text(posted, path))


def _application(path: str, posted: QueryDict) -> Any:
    """An entry of an application: a box, a text, or the own part in percent (ten-thousandths)."""
    if path.endswith(".rationale"):
        return _text(posted, path).replace("\r\n", "\n") or None
    if not path.endswith(".shares"):
        return True if _text(posted, path) else None
    part = _number_or_none(path, posted)
    return None if part is None else PERCENT * part


def _number_or_none(path: str, posted: QueryDict) -> int | None:
    text = _text(posted, path)
    return read_number(text) if text.strip() else None


def _text(posted: QueryDict, path: str) -> str:
    return posted.get(path) or ""


_READERS: Mapping[str, Callable[[str, QueryDict], Any]] = {
    **dict.fromkeys(("greenfield", "inner", "pledge"), _amount),
    **dict.fromkeys(("places", "payments"), _amount_of_group),
    **dict.fromkeys(SETS, _ticked),
    **dict.fromkeys(("scores", "key_vote"), _number_or_none),
    "share_data": _yes_or_no,
    "applications": _application,
}
"""How the fields of one name are read; all others are texts."""


def as_number(text: str | None) -> int:
    """Round or revision named by a form; -1 where it is no number, so that no command fits."""
    fits = text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text and fits else -1
