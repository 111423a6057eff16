"""Test vectors as files: reading, changing scenario and state, comparing answers.

A file asks one question about the rules (``games.rules.vectors``) and gives the exact answer.
``scenario_changes`` and ``state_changes`` are lists of changes: ``[path, value]``,
``[key, ..., value]`` or an object with both; or one object of dotted paths. A path is a list of
keys or a dotted string (tables in a list go by their id, stages by their level). Values and
forecasts follow from the changed state: they are no part of the state of section 2 of the rules.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from games.rules.codec import state_from_json, state_to_json
from games.rules.compare import Difference, differences
from games.rules.start import start, valued
from games.rules.vector_fields import state_path
from games.rules.vectors import Region, answer
from games.scenarios import load
from games.scenarios.paths import mark

Json = dict[str, Any]
PAIR = 2


def read(path: Path) -> Json:
    """The content of a vector file."""
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def check(vector: Mapping[str, Any]) -> Difference | None:
    """The first difference between the engine's answer and the expected one, or None."""
    return next(differences(vector["expected"], answered(vector)), None)


def answered(vector: Mapping[str, Any]) -> Any:
    """The engine's answer to the question of a vector."""
    return answer(vector["question"], vector["input"], _region(vector))


def _region(vector: Mapping[str, Any]) -> Region | None:
    if not vector.get("scenario"):
        return None
    content = changed(load.read(vector["scenario"]), vector.get("scenario_changes", ()))
    scenario = load.build(content)
    state = start(scenario, vector.get("seed", ""), vector.get("model", ""))
    changes = [(state_path(keys), value) for keys, value in _pairs(vector.get("state_changes", ()))]
    if changes:
        state = valued(scenario, state_from_json(changed(state_to_json(state), changes)))
    return Region(scenario, state)


def changed(content: Json, changes: Any) -> Json:
    """A copy with values replaced. ``KeyError``: a path leads nowhere."""
    result = deepcopy(content)
    for keys, value in _pairs(changes):
        holder: Any = result
        for key in keys[:-1]:
            holder = _below(holder, key)
        holder[_position(holder, keys[-1])] = value
    return result


def _pairs(changes: Any) -> list[tuple[list[Any], Any]]:
    listed = changes.items() if isinstance(changes, Mapping) else changes
    return [_change(change) for change in listed]


def _change(change: Any) -> tuple[list[Any], Any]:
    if isinstance(change, Mapping):
        path, value = change["path"], change["value"]
    elif isinstance(change[0], list) or len(change) == PAIR:
        path, value = change
    else:
        *path, value = change
    return (path.split(".") if isinstance(path, str) else path), value


def _below(holder: Any, key: Any) -> Any:
    """The table under a key; a table that the file left out begins empty."""
    if isinstance(holder, dict):
        return holder.setdefault(key, {})
    return holder[_position(holder, key)]


def _position(holder: Any, key: Any) -> Any:
    if not isinstance(holder, list) or isinstance(key, int):
        return key
    for position, entry in enumerate(holder):
        if mark(entry) == str(key):
            return position
    raise KeyError(key)
