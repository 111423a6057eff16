"""The table of log kinds: what an entry of each kind says, to whom, and what it counts as.

One kind is one row, in the part of the table that its subject belongs to. A new ``LogKind`` needs a
row here, a line in the glossary and a migration (choices), nothing else.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from games.enums import LogKind
from games.selectors.logkinds.course import COURSE
from games.selectors.logkinds.debrief import DEBRIEF
from games.selectors.logkinds.offers import OFFERS
from games.selectors.logkinds.people import PEOPLE
from games.selectors.logkinds.row import Kind, Readers, Told
from games.selectors.logkinds.steering import STEERING
from games.selectors.logkinds.talking import TALKING
from games.selectors.logkinds.work import WORK

__all__ = (
    "EVERYDAY",
    "KINDS",
    "PRIVATE",
    "PUBLIC",
    "RECEIPTS",
    "Told",
    "icon",
    "receipt_label",
    "sentence",
    "shown",
)

_ROWS = {**COURSE, **PEOPLE, **WORK, **OFFERS, **TALKING, **STEERING, **DEBRIEF}
KINDS: Mapping[str, Kind] = {kind.value: row for kind, row in _ROWS.items()}


def _kinds(belongs: Callable[[Kind], bool]) -> frozenset[LogKind]:
    return frozenset(LogKind(kind) for kind, row in KINDS.items() if belongs(row))


EVERYDAY = _kinds(lambda row: row.everyday)
"""What changes nothing but decisions, offers, messages and teams, which are read anew each time."""

PRIVATE = _kinds(lambda row: row.readers is Readers.TEAM)
"""What happens on a team's own desk, and what it writes: no line of the log that others see."""

PUBLIC = _kinds(lambda row: row.readers is Readers.ALL)
"""What everybody may read once the game is over."""

RECEIPTS = _kinds(lambda row: bool(row.receipt))
"""What a team that did it has a receipt of."""


def sentence(kind: str, told: Told) -> str:
    """What happened, in a sentence; "" for what its team alone may read."""
    return KINDS[kind].sentence(told)


def shown(kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Of the content of an entry what its sentence needs, and no more of it."""
    return {key: payload[key] for key in KINDS[kind].shows if key in payload}


def receipt_label(kind: str) -> str:
    """What a team did, on its receipt."""
    return gettext(KINDS[kind].receipt)


def icon(kind: str) -> str:
    """Name of the icon that stands for a kind."""
    return KINDS[kind].icon
