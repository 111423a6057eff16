"""Where two JSON values differ."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Difference(NamedTuple):
    """The first place where an answer is not the expected one."""

    path: str
    expected: object
    found: object


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
