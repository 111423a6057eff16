"""What the file format says about one value: unit and expectation, read from the JSON Schema."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from games.scenarios.paths import Location
from games.scenarios.schema import json_schema

UNKNOWN = "unbekannter Name"
"""How the expectation of a name begins that the format does not know."""

Node = Mapping[str, Any]


@cache
def _schema() -> Node:
    return json_schema()


def node_at(location: Location) -> Node:
    """Schema of the value at a location of keys and positions; empty where there is none."""
    node = _resolved(_schema())
    for step in location:
        node = _resolved(_child(node, step))
    return node


def unit(location: Location) -> str:
    """Unit of the number at a location, "" if it has none; lists have the unit of their entries."""
    node = node_at(location)
    while node.get("type") == "array":
        node = _resolved(node["items"])
    return str(node.get("unit", ""))


def limits(location: Location) -> tuple[int, int]:
    """Least and most that the format allows for the number at a location."""
    node = node_at(location)
    return int(node["minimum"]), int(node["maximum"])


def expectation(location: Location) -> str:
    """What the format expects at a location, as the German end of a sentence."""
    node = node_at(location)
    if "enum" in node:
        return "eines von: " + ", ".join(node["enum"])
    match node.get("type"):
        case "integer":
            return _number(node)
        case "boolean":
            return "true oder false"
        case "string":
            return _text(node)
        case "array":
            return f"Liste mit {_span(node, 'minItems', 'maxItems')} Einträgen"
        case _:
            return "Tabelle"


def suggestion(location: Location) -> str:
    """Which known names an unknown one at a location may have been meant to be."""
    known = list(node_at(location[:-1]).get("properties", {}))
    close = get_close_matches(str(location[-1]), known, n=1)
    if close:
        return f"{UNKNOWN}, vielleicht {close[0]}?"
    return f"{UNKNOWN}, möglich sind: " + ", ".join(known)


def _child(node: Node, step: str | int) -> Node:
    if isinstance(step, int):
        entries: Node = node.get("items", {})
        return entries
    own: Node | None = node.get("properties", {}).get(step)
    if own is not None:
        return own
    named_freely: Node = next(iter(node.get("patternProperties", {}).values()), {})
    return named_freely


def _resolved(node: Node) -> Node:
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            node = {**option, **{key: value for key, value in node.items() if key != "anyOf"}}
            break
    reference = node.get("$ref")
    if reference is None:
        return node
    definition: Node = _schema()["$defs"][reference.rsplit("/", 1)[-1]]
    return definition


def _number(node: Node) -> str:
    unit_text = f" ({node['unit']})" if "unit" in node else ""
    return f"ganze Zahl von {node['minimum']} bis {node['maximum']}{unit_text}"


def _text(node: Node) -> str:
    pattern = node.get("pattern", "")
    if pattern.startswith("^(running"):
        return (
            "running, vacancy_change, people_share, vertrauen, site:<Leistung> oder"
            " reach:<Leistung>"
        )
    if pattern:
        return "Kennung aus Kleinbuchstaben, Ziffern und _, am Anfang ein Buchstabe"
    if "maxLength" in node:
        return f"Text mit {_span(node, 'minLength', 'maxLength')} Zeichen"
    return "Text"


def _span(node: Node, least: str, most: str) -> str:
    low, high = node.get(least, 0), node.get(most)
    if high is None:
        return f"mindestens {low}"
    return str(low) if low == high else f"{low} bis {high}"
