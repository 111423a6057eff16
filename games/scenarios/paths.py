"""Dotted paths into a scenario: ``finance.levy_rate``, ``services.freibad.fixed``.

A table in a list is named by its ``id`` (stages by ``level``: ``stages.4.setup``), so that a path stays valid when
the order changes; other list entries are named by their position from 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Location = tuple[str | int, ...]


def mark(entry: object) -> str | None:
    """Name of a table in a list: its id or, for stages, its level."""
    if isinstance(entry, Mapping):
        for key in ("id", "level"):
            if isinstance(entry.get(key), str | int):
                return str(entry[key])
    return None


def name(content: object, location: Location) -> str:
    """Dotted path of a location of keys and positions; entries of lists go by their mark."""
    parts: list[str] = []
    here = content
    for step in location:
        here = _step(here, step)
        parts.append((isinstance(step, int) and mark(here)) or str(step))
    return ".".join(parts)


def depth(content: object, path: str) -> int:
    """How many steps of a dotted path exist in the content."""
    here = content
    for number, part in enumerate(path.split(".")):
        here = _named_step(here, part)
        if here is _MISSING:
            return number
    return len(path.split("."))


def value(content: object, path: str) -> Any:
    """Value at a dotted path; None where there is none."""
    here = content
    for part in path.split("."):
        here = _named_step(here, part)
    return None if here is _MISSING else here


_MISSING = object()


def _step(here: object, step: str | int) -> object:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, Sequence) and isinstance(step, int) and 0 <= step < len(here):
        return here[step]
    return None


def _named_step(here: object, part: str) -> object:
    if isinstance(here, Mapping):
        return here.get(part, _MISSING)
    if isinstance(here, Sequence) and not isinstance(here, str):
        for entry in here:
            if mark(entry) == part:
                return entry
        if part.isdigit() and int(part) < len(here) and mark(here[int(part)]) is None:
            return here[int(part)]
    return _MISSING
