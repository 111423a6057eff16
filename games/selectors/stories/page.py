"""The page of the story: every round by chapters, sentence by sentence, each with its proof."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.selectors.record import Record
from games.selectors.regionmap import mark_of
from games.selectors.stories.evidence import Evidence, evidence
from games.selectors.stories.facts import Fact, Year, years
from games.selectors.stories.found import facts_of
from games.selectors.stories.words import sentence

MOST_MARKS = 2
"""More marks before a sentence would say less than its words."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the marks of whom it is about and the lines that prove it."""

    text: str
    marks: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What belongs together in a round."""

    code: str
    icon: str
    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class RoundStory:
    """The story of one round."""

    number: int
    year: int | None
    chapters: tuple[Chapter, ...]

    @property
    def count(self) -> int:
        """How many sentences."""
        return sum(len(chapter.told) for chapter in self.chapters)


def story(record: Record) -> tuple[RoundStory, ...]:
    """The story of every round of a game."""
    return tuple(
        RoundStory(year.number, record.year(year.number), _chapters(year)) for year in years(record)
    )


def _chapters(year: Year) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(code, *_title(code), tuple(_told(year, fact) for fact in facts))
        for code, facts in facts_of(year).items()
    )


def _told(year: Year, fact: Fact) -> Told:
    marks = [mark_of(place) for place, town in enumerate(year.towns) if town in fact.towns]
    return Told(
        sentence(year, fact),
        tuple(marks) if len(marks) <= MOST_MARKS else (),
        tuple(evidence(year, proof) for proof in fact.proofs),
    )


def _title(code: str) -> tuple[str, str]:
    return {
        "course": ("news", _("Was kam")),
        "bonds": ("hands", _("Vereinbarungen und Vertrauen")),
        "fund": ("fund", _("Fonds")),
        "places": ("house", _("Einrichtungen und Wohnen")),
        "purses": ("coins", _("Geld und Grenzen")),
    }[code]
