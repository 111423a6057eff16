"""Dotted paths into a scenario: ``finance.levy_rate``, ``services.freibad.fixed``.

A table in a list is named by its ``id`` (stages by ``level``: ``stages.4.setup``), so that a
path stays valid when the order changes; other list entries go by their position from 0.
"""

from collections.abc import Iterator, Mapping
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


def location(content: object, path: str) -> Location:
    """Keys and positions of a dotted path; the opposite of ``name``."""
    steps: list[str | int] = []
    here = content
    for part in path.split("."):
        steps.append(_position(here, part) if isinstance(here, list) else part)
        here = _named_step(here, part)
    return tuple(steps)


def leaves(content: object, location: Location = ()) -> Iterator[tuple[Location, object]]:
    """All values that are neither a table nor a list of tables, with their locations."""
    if isinstance(content, Mapping):
        for key, entry in content.items():
            yield from leaves(entry, (*location, key))
    elif isinstance(content, list) and content and isinstance(content[0], Mapping):
        for position, entry in enumerate(content):
            yield from leaves(entry, (*location, position))
    else:
        yield location, content


_MISSING = object()


def _step(here: object, step: str | int) -> object:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _named_step(here: object, part: str) -> object:
    if isinstance(here, Mapping):
        return here.get(part, _MISSING)
    if isinstance(here, list):
        position = _position(here, part)
        return here[position] if position >= 0 else _MISSING
    return _MISSING


def _position(entries: list[Any], part: str) -> int:
    """Where the entry of a name stands in a list, -1 if there is none."""
    for position, entry in enumerate(entries):
        if (mark(entry) or str(position)) == part:
            return position
    return -1
