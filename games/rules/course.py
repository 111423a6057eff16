"""What the facilitator changed in a game, by round.

Each entry names the round it holds in (events, corrections) or from which it holds (model, values
of rules).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from games.rules.codec import card_from_json
from games.rules.model import PlayedCard, RoundPlay

MODEL, EVENT, SKIP, FIGURE, VALUE = "model", "event", "skip", "figure", "value"
"""Kinds of entries: another model, a card, the deck's card left out, a correction, a rule."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One intervention; ``number``: its place in the log, ``content`` hangs on the kind."""

    number: int
    kind: str
    round_number: int
    reason: str
    content: Mapping[str, Any]

    @property
    def card(self) -> PlayedCard:
        """The card of an event or a correction."""
        return card_from_json(self.content["card"])


@dataclass(frozen=True, slots=True)
class Course:
    """By round: models and values that hold from it on, and what is played in it."""

    entries: tuple[Entry, ...]
    models: Mapping[int, str]
    values: Mapping[int, Mapping[str, int]]
    played: Mapping[int, RoundPlay]

    def values_in(self, number: int) -> dict[str, int]:
        """The values of rules that differ from the file in a round."""
        found: dict[str, int] = {}
        for first in sorted(each for each in self.values if each <= number):
            found |= self.values[first]
        return found

    def model_in(self, number: int, first: str) -> str:
        """The model of a round of a game that began with ``first``."""
        last = max((each for each in self.models if each <= number), default=0)
        return self.models.get(last, first)


NO_CHANGES: Final = Course((), {}, {}, {})


def course_from(steering: Iterable[Mapping[str, Any]]) -> Course:
    """The course of stored entries, in their order. Raises ``CodecError`` for a broken card."""
    plain = list(steering)
    return _course(json.dumps(plain)) if plain else NO_CHANGES


def with_entry(course: Course, entry: Entry) -> Course:
    """A course with one more intervention, as it would be stored."""
    return course_from(asdict(each) for each in (*course.entries, entry))


@lru_cache(maxsize=128)
def _course(text: str) -> Course:
    entries = tuple(Entry(**entry) for entry in json.loads(text))
    values: dict[int, dict[str, int]] = {}
    played: dict[int, RoundPlay] = {}
    for entry in entries:
        number = entry.round_number
        if entry.kind == VALUE:
            values.setdefault(number, {})[entry.content["path"]] = entry.content["value"]
        elif entry.kind != MODEL:
            before = played.get(number, RoundPlay())
            more = () if entry.kind == SKIP else (entry.card,)
            played[number] = RoundPlay(before.deck and entry.kind != SKIP, before.cards + more)
    models = {each.round_number: each.content["model"] for each in entries if each.kind == MODEL}
    return Course(entries, models, values, played)
