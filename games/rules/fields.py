"""Fields of a decision by their path.

``greenfield``; inside a mapping ``levels.kita``; in a set ``meetings.auestadt`` with True or None,
so that two people can each add a partner without overwriting the other's. What is deeper has longer
paths: ``scores.radweg.leerstand``, and for an application ``applications.radweg`` (True = apply),
``applications.radweg.anyway``, ``.shares``, ``.rationale`` and ``.partners.kleinholm``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from games.errors import Illegal
from games.rules.model import Decision

MAPPINGS = frozenset({"levels", "places", "votes", "payments", "scores"})
SETS = frozenset({"consents", "leave", "release", "withhold", "meetings", "promises"})
KEYED = MAPPINGS | SETS
LISTS = frozenset({"applications"})
"""Fields that can be set as a whole, or entry by entry."""
NAMES = frozenset(field.name for field in fields(Decision))
NESTED = frozenset({"scores"})
PARTS = frozenset({"anyway", "shares", "partners", "rationale"})
"""What of an application has a path of its own."""


def value(content: Mapping[str, Any], path: str) -> Any:
    """What the content says at a path; None = the default. Raises Illegal for an unknown path."""
    name, key = _split(path)
    if name in SETS:
        return True if key in content.get(name, ()) else None
    if name in LISTS and key:
        return _of_application(_entry(content.get(name, ()), key.partition(".")[0]), path)
    if not key:
        return content.get(name)
    first, _, second = key.partition(".")
    found = content.get(name, {}).get(first)
    return (found or {}).get(second) if second else found


def changed(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The content with some paths set, or (None) put back to the default.

    The content is not touched. Raises Illegal("unknown_field") for a path no decision has.
    """
    result = {**content, **{name: dict(content[name]) for name in MAPPINGS & content.keys()}}
    for path, new in changes.items():
        name, key = _split(path)
        if name in SETS:
            result[name] = _with(result.get(name, ()), key, wanted=new is not None)
        elif name in LISTS and key:
            result[name] = _applied(result.get(name, ()), path, new)
        elif key:
            _put(result.setdefault(name, {}), key, new)
        else:
            _put(result, name, new)
    return result


def related(path: str, other: str) -> bool:
    """Whether one of the paths lies within the other."""
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")


def _put(target: dict[str, Any], key: str, new: Any) -> None:
    first, _, second = key.partition(".")
    if second:
        inner = dict(target.get(first, {}))
        _put(inner, second, new)
        new, key = inner or None, first
    if new is None:
        target.pop(key, None)
    else:
        target[key] = new


def _with(entries: Iterable[str], key: str, *, wanted: bool) -> list[str]:
    """The entries in the order in which they were chosen; that is the order they are checked in."""
    others = [entry for entry in entries if entry != key]
    return [*others, key] if wanted else others


def _entry(entries: Iterable[Mapping[str, Any]], project: str) -> Mapping[str, Any] | None:
    return next((each for each in entries if each["project"] == project), None)


def _of_application(entry: Mapping[str, Any] | None, path: str) -> Any:
    _, _, part, town = (*path.split("."), "", "")[:4]
    if entry is None:
        return None
    if part == "partners":
        return True if town in entry.get("partners", ()) else None
    return (entry.get(part) or None) if part else True


def _applied(entries: Iterable[Mapping[str, Any]], path: str, new: Any) -> list[Mapping[str, Any]]:
    """The applications after a change; what is set on one that is not there makes it."""
    _, project, part, town = (*path.split("."), "", "")[:4]
    kept = list(entries)
    before = _entry(kept, project)
    if before is None and new is None:
        return kept
    if not part and new is None:
        return [each for each in kept if each is not before]
    after = {**(before or {"project": project})}
    if part == "partners":
        _put(after, part, _with(after.get(part, ()), town, wanted=new is not None) or None)
    elif part:
        _put(after, part, new)
    return [after if each is before else each for each in kept] if before else [*kept, after]


def _split(path: str) -> tuple[str, str]:
    name, _, key = path.partition(".")
    if name not in NAMES or not _fits(name, key):
        raise Illegal("unknown_field", path=path)
    return name, key


def _fits(name: str, key: str) -> bool:
    parts = key.split(".") if key else []
    if not all(parts):
        return False
    if name in LISTS:
        deep = len(parts) > 1 and parts[1] == "partners"
        return len(parts) <= 1 or (parts[1] in PARTS and len(parts) == (3 if deep else 2))
    if name in KEYED:
        # Ids of agreements and offers may hold anything but a dot.
        return len(parts) == 1 or (name in NESTED and len(parts) == 2)  # noqa: PLR2004 - criterion
    return not parts
