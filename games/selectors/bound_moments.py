"""The moments of a played game that the questions of a scenario are about, found by their kind.

A kind is a word of the scenario file (``scenarios.schema_debrief``); all of them are public once
the rounds are over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language

from games.selectors.memo import Newest, Same
from games.selectors.record import Record
from games.selectors.stories import common, places
from games.selectors.stories.facts import Fact, Year, years
from games.selectors.stories.words import sentence
from games.selectors.turning_points import (
    agreements,
    close_votes,
    first_broken,
    trust_breaks,
    value_moves,
)
from games.selectors.why.measured import INDICES, Measured

SIGN: Final = ":"
"""Between a kind and what it is about: ``rueckgang:ortskern``."""
MOST_KEPT: Final = 256

Finder = Callable[[Sequence[Year], str], Iterator[Fact]]


@dataclass(frozen=True, slots=True)
class BoundMoment:
    """When something happened, and a sentence about it in the language of the page."""

    round_number: int
    text: str


def bound_moment(record: Record, name: str) -> BoundMoment | None:
    """The first (of a rise, a fall and a break of trust: the largest) moment of a kind.

    ``name``: a kind, or kind and what it is about (``schliessung:freibad``). None where the game
    had no such moment, or where there is no such kind.
    """
    if not record.rounds:
        return None
    key = (Same(record.settlements[-1]), name, get_language())
    known = _kept.get(key)
    if known is None:
        known = (_found(record, name),)
        _kept.put(key, known)
    return known[0]


def _found(record: Record, name: str) -> BoundMoment | None:
    kind, _sign, of = name.partition(SIGN)
    finder = _FINDERS.get(kind)
    played = years(record)
    fact = next(finder(played, of), None) if finder else None
    if fact is None:
        return None
    return BoundMoment(fact.round_number, sentence(played[fact.round_number - 1], fact))


def _moved(code: str) -> Finder:
    def find(played: Sequence[Year], of: str) -> Iterator[Fact]:
        if not of:
            facts = value_moves(played)
        elif of in INDICES:
            facts = value_moves(played, Measured(of))
        else:
            return iter(())
        return (fact for fact in facts if fact.code.startswith(code))

    return find


def _each(finder: Callable[[Year], Iterable[Fact]], *codes: str) -> Finder:
    """Facts of the rounds one after the other; ``of``: the item they are about."""

    def find(played: Sequence[Year], of: str) -> Iterator[Fact]:
        for year in played:
            for fact in finder(year):
                if fact.code in codes and of in ("", fact.item):
                    yield fact

    return find


def _largest_break(played: Sequence[Year], _of: str) -> Iterator[Fact]:
    return iter(sorted(trust_breaks(played), key=lambda fact: int(fact.figures["change"])))


_FINDERS: Final[Mapping[str, Finder]] = {
    "vereinbarung": agreements,
    "bruch": lambda played, _of: first_broken(played),
    "anstieg": _moved("value_rise"),
    "rueckgang": _moved("value_fall"),
    "vertrauensbruch": _largest_break,
    "abstimmung": lambda played, _of: close_votes(played),
    "schliessung": _each(places.closed, "closed_decided", "closed_worn", "closed_joint"),
    "bau": _each(places.joint_building, "built"),
    "bau_verfallen": _each(places.joint_building, "lapsed"),
    "ereignis": _each(common.events, "event", "played"),
}

_kept: Newest[tuple[BoundMoment | None]] = Newest(MOST_KEPT)
