"""All facts of a round, in the order in which they are told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from games.selectors.stories import bonds, common, places, purses
from games.selectors.stories.facts import Fact, Year

Finder = Callable[[Year], Iterator[Fact]]

CHAPTERS: Final[Mapping[str, tuple[Finder, ...]]] = {
    "course": (common.changed_model, common.events, common.values),
    "bonds": (
        bonds.agreements,
        bonds.breaches,
        bonds.refused_offers,
        bonds.promises,
        bonds.trust_jumps,
    ),
    "fund": (common.fund_members, common.awards),
    "places": (places.closed, places.renewed, places.dwellings, places.joint_building),
    "purses": (
        purses.results,
        purses.burdens,
        purses.help_given,
        purses.deficits,
        common.refusals,
    ),
}
"""What a round's story tells, chapter by chapter."""


def facts_of(year: Year) -> dict[str, tuple[Fact, ...]]:
    """The facts of a round by chapter; a chapter without any is left out."""
    told = {
        chapter: tuple(fact for finder in finders for fact in finder(year))
        for chapter, finders in CHAPTERS.items()
    }
    return {chapter: facts for chapter, facts in told.items() if facts}
