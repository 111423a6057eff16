"""Taking what people wrote out of stored values, so that every figure stays as it is.

Pure: JSON in, JSON out. What is changed is a new value; what says nothing of people comes back as
it was, so that a caller sees by comparison whether anything went.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

Json = dict[str, Any]

GONE: Final = "(entfernt)"
"""What stands where a text or a name was; stored as names of people are, in German."""

NO_CARD: Final = "Eigene Karte"

WORDS: Final = frozenset({"reason", "name", "text", "title", "label", "note", "rationale"})
"""Keys of a log entry's content under which people's own words stand."""


def of_entry(value: Any) -> Any:
    """The content of a log entry without anybody's words, in the same shape."""
    if isinstance(value, Mapping):
        return {
            key: _blank(inner) if _holds_words(key) else of_entry(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [of_entry(inner) for inner in value]
    return value


def _holds_words(key: str) -> bool:
    return key in WORDS or key.rpartition(".")[2] == "rationale"


def _blank(value: Any) -> Any:
    if isinstance(value, str):
        return GONE if value else value
    return of_entry(value)


def decision(content: Json) -> Json:
    """A decision whose applications say nothing in their applicants' words."""
    if not any("rationale" in each for each in content.get("applications", ())):
        return content
    applied = [
        {name: value for name, value in each.items() if name != "rationale"}
        for each in content["applications"]
    ]
    return {**content, "applications": applied}


def revisions(marks: Json) -> Json:
    """Who changed which field, without who."""
    return {path: {**mark, "by": GONE} for path, mark in marks.items()}


def played_card(played: Json, known: Collection[str]) -> Json:
    """A card of the facilitator's own loses its name and text; one of the deck (known) keeps them.

    Of ``rules.model.PlayedCard`` as JSON.
    """
    card = played["card"]
    if card["id"] in known:
        return played
    bare = {"name": NO_CARD} | ({"text": ""} if "text" in card else {})
    return {**played, "card": {**card, **bare}}


def intervention(entry: Json, known: Collection[str]) -> Json:
    """An intervention that holds (``Game.steering``) without its reason and the words of a card."""
    content = dict(entry["content"])
    if "card" in content:
        content["card"] = played_card(content["card"], known)
    return {**entry, "reason": "", "content": content}


def settlement(content: Json, known: Collection[str]) -> Json:
    """What is stored of a round without anybody's words; as the engine settles it without them."""
    decisions = {
        town: {**row, "content": decision(row["content"])}
        for town, row in content["decisions"].items()
    }
    changed = {**content, "decisions": decisions}
    if "played" in content:
        changed["played"] = [played_card(each, known) for each in content["played"]]
    return changed


def agenda(rows: list[Json]) -> list[Json]:
    """A run sheet whose steps are called by their kind."""
    return [{key: value for key, value in row.items() if key != "label"} for row in rows]
