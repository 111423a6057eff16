"""A game and the same game under a change, boiled down to what is shown side by side.

Money in whole euro, values and trust in ten-thousandths.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from games.rules.counterfactual import Comparison, Counterfactual
from games.rules.debrief import in_structural_deficit
from games.rules.model import Settlement, State, TownValues
from games.rules.money import rdiv
from games.rules.references import Names

GRANT = "F4"
Key = tuple[str, str, str]
"""Town, rule and cause of a posting."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two games, at its end.

    ``results``: what all accounts together gained since the start, after each round from the
    start (0) on; ``poorer``: towns with less on their account than at the start; ``trust``: mean
    over all ordered pairs; ``agreements`` and ``fund``: how many run, how many are in the fund;
    ``grants``: what the fund granted in all rounds.
    """

    results: tuple[int, ...]
    values: TownValues
    trust: int
    deficits: tuple[str, ...]
    poorer: tuple[str, ...]
    agreements: int
    fund: int
    grants: int

    @property
    def result(self) -> int:
        """Of the region, at the end."""
        return self.results[-1]


@dataclass(frozen=True, slots=True)
class TownRow:
    """A town at the end of both games: account and mean of its four values."""

    town: str
    account: int
    account_again: int
    total: int
    total_again: int

    @property
    def difference(self) -> int:
        """Euro that the town has more under the change."""
        return self.account_again - self.account


@dataclass(frozen=True, slots=True)
class Parting:
    """Where the two games part: the round, and what differs most in it.

    ``by``: town, rule, cause, and euro more under the change; empty where no money is moved yet.
    """

    round: int
    by: tuple[tuple[Key, int], ...]


def side(first: State, settled: Sequence[Settlement]) -> Side:
    """Boil down a game of at least one round; ``first`` is the state before round 1."""
    states = (first, *(each.state_after for each in settled))
    sums = [sum(town.account for town in state.towns.values()) for state in states]
    end = states[-1]
    assert end.region is not None
    pairs = [value for row in end.trust.values() for value in row.values()]
    return Side(
        results=tuple(each - sums[0] for each in sums),
        values=end.region,
        trust=rdiv(sum(pairs), len(pairs)) if pairs else 0,
        deficits=tuple(name for name, town in end.towns.items() if in_structural_deficit(town)),
        poorer=tuple(
            name for name, town in end.towns.items() if town.account < first.towns[name].account
        ),
        agreements=len(end.agreements),
        fund=len(end.fund.members),
        grants=sum(p.amount for each in settled for p in each.postings if p.rule == GRANT),
    )


def town_rows(found: Counterfactual) -> tuple[TownRow, ...]:
    """All towns, in the order of the state."""
    last = found.rounds[-1]
    one, two = last.played.state_after.towns, last.again.state_after.towns
    return tuple(
        TownRow(
            name,
            one[name].account,
            two[name].account,
            one[name].values.gesamt,
            two[name].values.gesamt,
        )
        for name in one
    )


def parting(found: Counterfactual, most: int) -> Parting | None:
    """The first round that came out differently, with at most so many differences of money."""
    for each in found.rounds:
        if each.played.state_after.towns != each.again.state_after.towns:
            return Parting(each.played.round, _differences(each)[:most])
    return None


def _differences(compared: Comparison) -> tuple[tuple[Key, int], ...]:
    back = {new: old for old, new in compared.names.items()}
    before, after = _by_key(compared.played, {}), _by_key(compared.again, back)
    keys = before.keys() | after.keys()
    found = [(key, after.get(key, 0) - before.get(key, 0)) for key in keys]
    moved = [(key, change) for key, change in found if change]
    return tuple(sorted(moved, key=lambda each: (-abs(each[1]), each[0])))


def _by_key(settled: Settlement, names: Names) -> dict[Key, int]:
    """What every town got (or, negative, paid) under a rule for a cause, as ``names`` call it."""
    towns = settled.state_after.towns
    found: dict[Key, int] = {}
    for posting in settled.postings:
        for town, amount in ((posting.source, -posting.amount), (posting.target, posting.amount)):
            if town in towns:
                key = (town, posting.rule, names.get(posting.cause, posting.cause))
                found[key] = found.get(key, 0) + amount
    return found
