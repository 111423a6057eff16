"""Offers and answers of a round as proposals and consents of the towns' decisions.

One function for settlement, preview, legality and time budget: what an offer is worth cannot be
told differently in two places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from games.rules.model import Decision, Proposal
from games.rules.terms import Terms, proposals
from games.rules.work import NOTHING


@dataclass(frozen=True, slots=True)
class Deal:
    """An offer of the round that is open for signing, in its newest version.

    ``accepted``: the towns that said yes to this version, in that order; whoever wrote it did so
    by sending it. While the ``owner`` has not accepted somebody else's version, nothing is on the
    table.
    """

    number: int
    owner: str
    terms: Terms
    accepted: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether its owner stands behind this version."""
        return self.owner in self.accepted

    def signed_by(self, town: str) -> bool:
        """Whether the offer binds the town as far as it depends on this town."""
        return self.stands and town in self.accepted

    @property
    def complete(self) -> bool:
        """Whether all partners said yes."""
        return set(self.terms.members) <= set(self.accepted)


def offer_ids(deals: Sequence[Deal]) -> dict[int, tuple[str, ...]]:
    """The engine's ids (``town#index``) of every offer that stands, by its number."""
    found: dict[int, tuple[str, ...]] = {}
    for owner, mine in _by_owner(deals).items():
        first = 0
        for deal in mine:
            last = first + len(deal.terms.services)
            found[deal.number] = tuple(f"{owner}#{place}" for place in range(first, last))
            first = last
    return found


def composed(decision: Decision, town: str, deals: Sequence[Deal]) -> Decision:
    """The decision with the offers and consents of the town; what it said of offers is void."""
    ids = offer_ids(deals)
    made: list[Proposal] = []
    for deal in _by_owner(deals).get(town, ()):
        made += proposals(deal.terms, town, len(made))
    consents = [
        each
        for deal in deals
        if deal.owner != town and deal.signed_by(town) and town in deal.terms.members
        for each in ids[deal.number]
    ]
    own = without_offers(decision)
    return replace(own, proposals=tuple(made), consents=(*consents, *own.consents))


def without_offers(decision: Decision) -> Decision:
    """The decision without anything about offers; consents to joint projects stay."""
    kept = tuple(each for each in decision.consents if "#" not in each)
    return replace(decision, proposals=(), consents=kept)


def as_if_all_signed(
    decision: Decision, town: str, deals: Sequence[Deal]
) -> Mapping[str, Decision]:
    """Decisions by which everything the town has signed comes about, for its own preview."""
    signed = [
        replace(deal, accepted=(*deal.accepted, *deal.terms.members))
        for deal in deals
        if deal.signed_by(town)
    ]
    names = {name for deal in signed for name in (*deal.terms.members, deal.owner)} - {town}
    others = {name: composed(NOTHING, name, signed) for name in sorted(names)}
    return {**others, town: composed(decision, town, deals)}


def _by_owner(deals: Iterable[Deal]) -> dict[str, list[Deal]]:
    found: dict[str, list[Deal]] = {}
    for deal in sorted(deals, key=lambda each: each.number):
        if deal.stands:
            found.setdefault(deal.owner, []).append(deal)
    return found
