"""Merging a scenario file over its base rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from games.scenarios.paths import mark

Content = dict[str, Any]


def merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> Content:
    """A new content in which the own values lie over the base.

    Tables merge key by key. A list of tables merges entry by entry: an entry whose id (level)
    the base knows changes that entry, any other is added. Lists of plain values are replaced.
    """
    merged = dict(base)
    for key, value in own.items():
        merged[key] = _over(merged[key], value) if key in merged else value
    return merged


def _over(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return merge(base, own)
    if _marked(base) and _marked(own):
        return _merge_lists(base, own)
    return own


def _marked(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(mark(entry) for entry in value)


def _merge_lists(base: Sequence[Content], own: Sequence[Content]) -> list[Content]:
    merged = list(base)
    places = {mark(entry): place for place, entry in enumerate(base)}
    for entry in own:
        place = places.pop(mark(entry), None)
        if place is None:
            merged.append(entry)
        else:
            merged[place] = merge(merged[place], entry)
    return merged
