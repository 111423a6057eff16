"""The editor of an offer: field paths and texts from the browser, values for the service."""

import re
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from games.forms.decision import HOUSEKEEPING, MOST_DIGITS, Sent, number_error, read_number

_TICKS = frozenset({"services", "members", "sites", "equalise"})
_SHARES = frozenset({"quotas", "host_surcharge"})
_PERCENT = re.compile(r"\d{1,3}([.,]\d{1,2})?")
HUNDRED = 100


def read_percent(text: str) -> int | None:
    """Ten-thousandths from "12", "12,5" or "12,50 %"; None for nothing.

    Raises ValueError for anything else.
    """
    plain = "".join(text.split()).removesuffix("%")
    if not plain:
        return None
    if not _PERCENT.fullmatch(plain):
        raise ValueError(text)
    whole, _point, rest = plain.replace(",", ".").partition(".")
    return int(whole) * HUNDRED + int(rest.ljust(2, "0"))


def read_offer(posted: QueryDict) -> Sent:
    """The changed fields of the editor; ``boxes`` names those that a browser leaves out."""
    changes: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for path in dict.fromkeys([*posted, *(posted.get("boxes") or "").split()]):
        if path in HOUSEKEEPING or path == "note":
            continue
        try:
            changes[path] = _read(path, posted.get(path) or "")
        except ValueError as error:
            errors[path] = [_wanted(path, error)]
    return Sent(changes, errors)


def _wanted(path: str, error: ValueError) -> str:
    if path.partition(".")[0] in _SHARES:
        return _("Geben Sie Prozent an, zum Beispiel 12 oder 12,5.")
    return number_error(error)


def _read(path: str, text: str) -> Any:
    name = path.partition(".")[0]
    if name in _TICKS:
        return True if text else None
    if name in _SHARES:
        return read_percent(text)
    if name == "caps":
        return read_number(text) if text.strip() else None
    if name == "stage":
        if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
            raise ValueError(text)
        return int(text)
    return text or None
