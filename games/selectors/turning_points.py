"""Where a game tipped: found in the record by fixed questions, the same for every game.

The largest rise and the largest fall of a value of the region, the first agreement and the first
one broken, breaks of trust, votes that one voice would have turned.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from games.rules.board import fund_of
from games.rules.model import Award, Fund
from games.selectors.record import Record
from games.selectors.stories import bonds, common
from games.selectors.stories.evidence import Evidence, evidence
from games.selectors.stories.facts import Fact, Kind, Year, years
from games.selectors.stories.words import sentence
from games.selectors.why.measured import Measured

LEAST_BREAK = 1000
"""A fall of trust between two towns in one round from which on it is a break (ten-thousandths)."""
LEAST_MOVE = 100
"""A change of a value of the region that may be a turning point: one point."""
MOST_EVIDENCE = 4
BROKEN: Final = ("leave", "withhold", "left", "ended")


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A moment at which the game changed its way; ``kind``: value, bond, breach, trust, vote.

    ``text`` is a sentence in the language of the page, proved by the lines of ``evidence``.
    """

    kind: str
    round_number: int
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A turning point before it is put into words."""

    kind: str
    fact: Fact


def turning_points(record: Record) -> tuple[TurningPoint, ...]:
    """The turning points of a game in the order of play."""
    played = years(record)
    return tuple(_told(played[each.fact.round_number - 1], each) for each in moments(played))


def _told(year: Year, moment: Moment) -> TurningPoint:
    proofs = moment.fact.proofs[:MOST_EVIDENCE]
    return TurningPoint(
        moment.kind,
        year.number,
        sentence(year, moment.fact),
        tuple(evidence(year, proof) for proof in proofs),
    )


def moments(played: Sequence[Year]) -> tuple[Moment, ...]:
    """The facts that are turning points; a pure function of the rounds."""
    found = [
        Moment(kind, fact)
        for kind, finder in _FINDERS
        for fact in sorted(finder(played), key=lambda fact: fact.round_number)
    ]
    return tuple(sorted(found, key=lambda each: each.fact.round_number))


def value_moves(played: Sequence[Year], only: Measured | None = None) -> Iterator[Fact]:
    """The largest rise and the largest fall of a value of the region: of any, or of one."""
    moves = [
        (change, year, measured)
        for year in played
        for measured, change in common.value_changes(year).items()
        if only in (None, measured)
    ]
    if not moves:
        return
    for code, (change, year, measured) in (
        ("value_rise", max(moves, key=lambda move: move[0])),
        ("value_fall", min(moves, key=lambda move: move[0])),
    ):
        if abs(change) >= LEAST_MOVE and (change > 0) == (code == "value_rise"):
            named = f"{code}_of" if only else code
            yield common.moved_value(year, measured, change, named)


def _first(facts: Iterable[Fact]) -> Iterator[Fact]:
    found = next(iter(facts), None)
    if found is not None:
        yield found


def agreements(played: Sequence[Year], service: str = "") -> Iterator[Fact]:
    """Every agreement that was founded, of one service or of any."""
    for year in played:
        after = bonds.by_id(year.after.agreements)
        for fact in bonds.agreements(year):
            new = fact.code in ("founded", "founded_balanced")
            if new and service in ("", after[fact.item].service):
                yield fact


def _first_agreement(played: Sequence[Year]) -> Iterator[Fact]:
    return _first(agreements(played))


def first_broken(played: Sequence[Year]) -> Iterator[Fact]:
    """The first agreement that was broken, if one was."""
    return _first(
        fact
        for year in played
        for fact in (*bonds.breaches(year), *bonds.agreements(year))
        if fact.code in BROKEN
    )


def trust_breaks(played: Sequence[Year]) -> Iterator[Fact]:
    """In each round the pair whose trust broke most, if it broke."""
    for year in played:
        for fact in bonds.trust_jumps(year):
            if fact.code == "trust_down" and int(fact.figures["change"]) <= -LEAST_BREAK:
                yield fact


def close_votes(played: Sequence[Year]) -> Iterator[Fact]:
    """Votes that one voice would have turned."""
    for year in played:
        variant = fund_of(year.scenario, year.model)
        told: set[str] = set()
        for place, row in enumerate(year.settled.awards, start=1):
            if variant is not None and row.card not in told and is_close(variant, row):
                # One vote on a card counts for all who applied for it.
                told.add(row.card)
                yield Fact(
                    "close_vote",
                    year.number,
                    row.partners,
                    row.card,
                    {"place": place},
                    proofs=year.at(Kind.AWARD, (place,)),
                )


def is_close(variant: Fund, row: Award) -> bool:
    """Whether the members were divided, and one voice the other way would have turned it."""
    if row.reason not in ("", "votes") or not row.yes or not row.no:
        return False
    if variant.decision == "einstimmig":
        return row.no == 1
    if variant.decision != "zweidrittel":
        return False
    passed = _two_thirds(row.yes, row.no)
    turned = (row.yes - 1, row.no + 1) if passed else (row.yes + 1, row.no - 1)
    return _two_thirds(*turned) is not passed


def _two_thirds(yes: int, no: int) -> bool:
    return 3 * yes >= 2 * (yes + no)


_FINDERS: Final[tuple[tuple[str, Callable[[Sequence[Year]], Iterator[Fact]]], ...]] = (
    ("value", value_moves),
    ("bond", _first_agreement),
    ("breach", first_broken),
    ("trust", trust_breaks),
    ("vote", close_votes),
)
