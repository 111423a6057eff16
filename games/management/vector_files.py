"""Test vectors as files: reading, changing scenario and state, comparing answers.

A file asks one question about the rules (``games.rules.vectors``) and gives the exact answer.
``scenario_changes`` and ``state_changes`` are lists of ``[path, value]``; a path is a list of keys
(tables in a list go by their id, stages by their level).
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from games.rules.codec import state_from_json, state_to_json
from games.rules.start import start
from games.rules.vectors import Region, answer
from games.scenarios import load
from games.scenarios.paths import mark

Json = dict[str, Any]


class Difference(NamedTuple):
    """The first place where an answer is not the expected one."""

    path: str
    expected: object
    found: object


def read(path: Path) -> Json:
    """The content of a vector file."""
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def check(vector: Mapping[str, Any]) -> Difference | None:
    """The first difference between the engine's answer and the expected one, or None."""
    found = answer(vector["question"], vector["input"], _region(vector))
    return next(differences(vector["expected"], found), None)


def _region(vector: Mapping[str, Any]) -> Region | None:
    if not vector.get("scenario"):
        return None
    content = changed(load.read(vector["scenario"]), vector.get("scenario_changes", ()))
    scenario = load.build(content)
    state = start(scenario, vector.get("seed", ""), vector.get("model", ""))
    changes = vector.get("state_changes", ())
    if changes:
        state = state_from_json(changed(state_to_json(state), changes))
    return Region(scenario, state)


def changed(content: Json, changes: Any) -> Json:
    """A copy with values replaced. ``KeyError``: a path leads nowhere."""
    result = deepcopy(content)
    pairs = changes.items() if isinstance(changes, Mapping) else changes
    for path, value in pairs:
        keys = path.split(".") if isinstance(path, str) else path
        holder: Any = result
        for key in keys[:-1]:
            holder = holder[_position(holder, key)]
        holder[_position(holder, keys[-1])] = value
    return result


def _position(holder: Any, key: Any) -> Any:
    if not isinstance(holder, list) or isinstance(key, int):
        return key
    for position, entry in enumerate(holder):
        if mark(entry) == str(key):
            return position
    raise KeyError(key)


def differences(expected: Any, found: Any, path: str = "") -> Iterator[Difference]:
    """All places where two JSON values differ, in order."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key in sorted(expected.keys() | found.keys()):
            yield from differences(expected.get(key), found.get(key), f"{path}.{key}".strip("."))
    elif isinstance(expected, list) and isinstance(found, list):
        for position in range(max(len(expected), len(found))):
            yield from differences(
                _at(expected, position), _at(found, position), f"{path}[{position}]"
            )
    elif expected != found or type(expected) is not type(found):
        yield Difference(path, expected, found)


def _at(items: list[Any], position: int) -> Any:
    return items[position] if position < len(items) else None
