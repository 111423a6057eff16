"""What a fact of a story is: a code with its figures, and the lines of the record that prove it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from games.rules.model import Cause, Decision, Measure, Posting, Scenario, Settlement, State
from games.selectors.record import Record
from games.selectors.why.measured import Figure, Measured


class Kind(StrEnum):
    """Where in the record a line stands."""

    POSTING = "posting"
    NOTE = "note"
    CAUSE = "cause"
    AWARD = "award"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Proof:
    """A line of the record: its place (from 1) in the settled round, or a figure after it."""

    kind: Kind
    round_number: int
    place: int = 0
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in a round (``words`` has a sentence for each code).

    ``towns``: whom it is about; ``item``: service, agreement, card or promise; ``figures``: what
    the sentence says in numbers (units as in the record); ``by_town`` the same town by town.
    """

    code: str
    round_number: int
    towns: tuple[str, ...] = ()
    item: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)
    by_town: Mapping[str, int] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A settled round with the states before and after it. ``model``: the one it was played in."""

    number: int
    scenario: Scenario
    model: str
    before: State
    after: State
    settled: Settlement
    decisions: Mapping[str, Decision]

    @property
    def towns(self) -> tuple[str, ...]:
        """Ids of the towns in seating order."""
        return tuple(self.scenario.municipalities)

    def postings(self, *rules: str) -> Iterator[tuple[int, Posting]]:
        """The postings of these rules with their place."""
        for place, posting in enumerate(self.settled.postings, start=1):
            if posting.rule in rules:
                yield place, posting

    def causes(self, measure: Measure, *codes: str) -> Iterator[tuple[int, Cause]]:
        """The causes of a measure with their place; without codes all."""
        for place, cause in enumerate(self.settled.causes, start=1):
            if cause.measure is measure and (not codes or cause.code in codes):
                yield place, cause

    def at(self, kind: Kind, places: Iterable[int]) -> tuple[Proof, ...]:
        """Proofs by their places."""
        return tuple(Proof(kind, self.number, place) for place in places)

    def figure(self, measured: Measured, town: str = "", other: str = "") -> Proof:
        """A figure after this round as a proof."""
        figure = Figure(measured, self.number, town, other)
        return Proof(Kind.FIGURE, self.number, figure=figure)


def years(record: Record) -> tuple[Year, ...]:
    """The settled rounds of a record."""
    return tuple(
        Year(
            number=number,
            scenario=record.scenario,
            model=record.course.model_in(number, record.model),
            before=record.states[number - 1],
            after=record.states[number],
            settled=record.settlements[number - 1],
            decisions=record.decisions[number - 1],
        )
        for number in range(1, record.rounds + 1)
    )
