"""The list of the seven V: names and questions as data, replaceable, always shown as reconstructed.

``games.rules.debrief`` has the formulas and their values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from games.errors import ScenarioError
from games.rules.debrief import FORMULAS
from games.scenarios import load

FILE = load.DATA / "sieben_v.toml"
_FIELDS = ("id", "name", "text", "formula")


@dataclass(frozen=True, slots=True)
class Virtue:
    """One V: its name, the question it asks, and the id of its formula."""

    id: str
    name: str
    text: str
    formula: str


@dataclass(frozen=True, slots=True)
class SevenV:
    """The list with the remark that has to stand beside it, and words that may replace some."""

    hint: str
    virtues: tuple[Virtue, ...]
    replacements: tuple[str, ...]


def read(path: Path = FILE) -> SevenV:
    """Read a list. Raises ``ScenarioError`` for the first broken value."""
    content = load.parse(path)
    name = load.file_name(path)
    hint = content.get("hinweis")
    if not isinstance(hint, str) or not hint:
        raise ScenarioError(name, "hinweis", hint, "ein Satz zur Herkunft der Liste")
    entries = content.get("v")
    if not isinstance(entries, list) or not entries:
        raise ScenarioError(name, "v", entries, "mindestens ein Eintrag [[v]]")
    virtues = tuple(_virtue(name, place, entry) for place, entry in enumerate(entries))
    ids = [virtue.id for virtue in virtues]
    for place, one in enumerate(ids):
        if one in ids[:place]:
            raise ScenarioError(
                name, f"v[{place}].id", one, "eine Kennung, die nur einmal vorkommt"
            )
    words = content.get("ersatz", {}).get("woerter", [])
    return SevenV(hint, virtues, tuple(words))


def _virtue(file: str, place: int, entry: Mapping[str, Any]) -> Virtue:
    for field in _FIELDS:
        value = entry.get(field)
        if not isinstance(value, str) or not value:
            raise ScenarioError(file, f"v[{place}].{field}", value, "ein Text")
    if entry["formula"] not in FORMULAS:
        expected = "eine Formel: " + ", ".join(FORMULAS)
        raise ScenarioError(file, f"v[{place}].formula", entry["formula"], expected)
    return Virtue(**{field: entry[field] for field in _FIELDS})
