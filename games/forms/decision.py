"""The decision form: field paths and texts from the browser, engine values for the service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

HOUSEKEEPING = frozenset({"csrfmiddlewaretoken", "round", "revision", "request_id"})
_AMOUNTS = frozenset({"greenfield", "inner", "pledge"})
_AMOUNT_GROUPS = frozenset({"places", "payments"})
MOST_DIGITS = 9
_WHOLE = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent: readable changes, and a sentence for each field that is not."""

    changes: Mapping[str, Any]
    errors: Mapping[str, list[str]] = field(default_factory=dict)


def read_number(text: str) -> int:
    """A whole number as people type it: "1.250", "−3", " 12 ", "" = 0.

    Raises ValueError for anything else.
    """
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return 0
    digits = plain.replace(".", "")
    if not _WHOLE.fullmatch(plain) or len(digits.lstrip("+-")) > MOST_DIGITS:
        raise ValueError(text)
    return int(digits)


def read_changes(posted: QueryDict) -> Sent:
    """The fields of a posted decision form; the presence of a name means that it was changed."""
    changes: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for path in posted:
        if path in HOUSEKEEPING:
            continue
        try:
            changes[path] = _read(path, posted)
        except ValueError:
            errors[path] = [_("Geben Sie eine ganze Zahl ein, zum Beispiel 12.")]
    return Sent(changes, errors)


def _read(path: str, posted: QueryDict) -> Any:
    if path in _AMOUNTS:
        return read_number(_text(posted, path))
    if path.partition(".")[0] in _AMOUNT_GROUPS:
        return read_number(_text(posted, path)) or None
    if path == "applications":
        return [{"project": project} for project in posted.getlist(path) if project]
    return _text(posted, path) or None


def _text(posted: QueryDict, path: str) -> str:
    return posted.get(path) or ""


def as_number(text: str | None) -> int:
    """Round or revision named by a form; -1 where it is no number, so that no command fits."""
    fits = text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text and fits else -1
