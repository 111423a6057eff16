"""Fields of a decision by their path: ``greenfield`` or, inside a mapping, ``levels.kita``."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from games.errors import Illegal
from games.rules.model import Decision

MAPPINGS = frozenset({"levels", "places", "votes", "payments"})
NAMES = frozenset(field.name for field in fields(Decision))


def value(content: Mapping[str, Any], path: str) -> Any:
    """What the content says at a path; None = the default. Raises Illegal for an unknown path."""
    name, key = _split(path)
    return content.get(name, {}).get(key) if key else content.get(name)


def changed(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The content with some paths set, or (None) put back to the default.

    The content is not touched. Raises Illegal("unknown_field") for a path no decision has.
    """
    result = {**content, **{name: dict(content[name]) for name in MAPPINGS & content.keys()}}
    for path, new in changes.items():
        name, key = _split(path)
        if key:
            _put(result.setdefault(name, {}), key, new)
        else:
            _put(result, name, new)
    return result


def _put(target: dict[str, Any], key: str, new: Any) -> None:
    if new is None:
        target.pop(key, None)
    else:
        target[key] = new


def _split(path: str) -> tuple[str, str]:
    name, _, key = path.partition(".")
    if name not in NAMES or (name in MAPPINGS) != bool(key):
        raise Illegal("unknown_field", path=path)
    return name, key
