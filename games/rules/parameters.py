"""A scenario with other values at dotted paths, as postings and files name them.

``finance.cost_growth``, ``stages.3.realised``, ``services.freibad.ramp.0``. Only numbers and
switches that are there already can be changed; whether a value makes sense in its place is
checked where scenarios are read.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from games.errors import ScenarioError
from games.rules.model import Scenario

Number = int | bool


def with_parameters(scenario: Scenario, changes: Mapping[str, Number]) -> Scenario:
    """The scenario with other values. Raises ``ScenarioError`` with path, value and expectation."""
    for path, value in changes.items():
        try:
            scenario = cast(Scenario, _changed(scenario, path.split("."), value))
        except _Wrong as wrong:
            raise ScenarioError(scenario.id, path, value, wrong.expected) from None
    return scenario


class _Wrong(Exception):
    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def _changed(node: Any, steps: list[str], value: Number) -> Any:
    if not steps:
        return _checked(node, value)
    step, rest = steps[0], steps[1:]
    if is_dataclass(node) and not isinstance(node, type):
        if step not in {field.name for field in fields(node)}:
            raise _Wrong("ein vorhandener Pfad")
        return replace(node, **{step: _changed(getattr(node, step), rest, value)})
    if isinstance(node, Mapping):
        key: Any = int(step) if step.isdecimal() else step
        if key not in node:
            raise _Wrong("ein vorhandener Pfad")
        return {**node, key: _changed(node[key], rest, value)}
    if isinstance(node, tuple) and step.isdecimal() and int(step) < len(node):
        place = int(step)
        return (*node[:place], _changed(node[place], rest, value), *node[place + 1 :])
    raise _Wrong("ein vorhandener Pfad")


def _checked(old: Any, value: Number) -> Number:
    if type(old) not in (int, bool):
        raise _Wrong("der Pfad einer einzelnen Zahl")
    if type(value) is not type(old):
        raise _Wrong("ja oder nein" if isinstance(old, bool) else "eine ganze Zahl")
    return value
