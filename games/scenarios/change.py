"""A scenario changed during play: other values of rules, or a card of the facilitator's own.

Both are checked as if they stood in the file, so that play allows what a file may say and no more.
"""

from collections.abc import Mapping
from typing import Any

from games.errors import ScenarioError
from games.rules.model import Event, Scenario
from games.scenarios.load import build
from games.scenarios.merge import Content

_ID = ("id", "stage", "level")
_MISSING = "ein vorhandener Pfad"


def with_values(content: Content, changes: Mapping[str, int]) -> Scenario:
    """The scenario of a file with other values at dotted paths.

    Raises ScenarioError with path, value and expectation for a path that is not there and for
    whatever the file would be refused for.
    """
    changed: Any = content
    for path, value in changes.items():
        changed = _changed(changed, path, path.split("."), value)
    return build(changed)


def own_card(content: Content, card: Mapping[str, Any]) -> Event:
    """A card built from blocks (table ``events`` of the file). Raises ScenarioError."""
    built = build({**content, "events": [*content.get("events", ()), dict(card)]})
    return built.events[card["id"]]


def _changed(node: Any, path: str, steps: list[str], value: int) -> Any:
    if not steps:
        if type(node) is not int:
            raise ScenarioError("", path, value, "der Pfad einer einzelnen Zahl")
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(node, Mapping) and step in node:
        return {**node, step: _changed(node[step], path, rest, value)}
    if isinstance(node, list):
        for place, entry in enumerate(node):
            if isinstance(entry, Mapping) and step in {str(entry.get(name)) for name in _ID}:
                fresh = _changed(entry, path, rest, value)
                return [*node[:place], fresh, *node[place + 1 :]]
    raise ScenarioError("", path, value, _MISSING)
