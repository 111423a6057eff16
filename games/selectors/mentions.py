"""Offers that a text names ("Angebot 7"): links for those whom they concern, else plain words."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

_OFFER = re.compile(r"\b(?:Angebots?|offers?)\s+(?:Nr\.\s*)?(\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; ``offer``: the number of the offer that it names, 0 = none."""

    text: str
    offer: int = 0


def parts_of(text: str, known: Callable[[], Collection[int]]) -> tuple[Part, ...]:
    """A text in pieces; ``known`` is asked for the reader's offers where it names any at all."""
    found = [match for match in _OFFER.finditer(text) if int(match[1]) in known()]
    return tuple(part for part in _pieces(text, found) if part.text)


def _pieces(text: str, found: list[re.Match[str]]) -> Iterator[Part]:
    end = 0
    for match in found:
        yield Part(text[end : match.start()])
        yield Part(match[0], int(match[1]))
        end = match.end()
    yield Part(text[end:])
