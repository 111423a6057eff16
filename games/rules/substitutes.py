"""Decisions of a game with single ones changed: what a what-if puts in the place of what was.

Every function takes the decisions of all rounds and gives them back changed; what it does not
concern stays the very same object. Agreements are called as in the game.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from games.rules.model import Agreement, Decision, FundStance, Level, Proposal, Settlement
from games.rules.offers import FEWEST_MEMBERS, QUOTAS

Decisions = Mapping[str, Decision]
Rounds = Sequence[Decisions]
Offered = tuple[str, Proposal]
"""Who makes an offer, and the offer."""
SOMEBODY = ""
"""Makes an offer whose maker is left out: the partner with most time left takes it over."""


@dataclass(frozen=True, slots=True)
class Founding:
    """Where an agreement came from: the round, the id of its offer, and how it was founded.

    ``offer`` "" where it came from pledges for a joint building.
    """

    agreement: Agreement
    round: int
    offer: str


def foundings(settlements: Sequence[Settlement], rounds: Rounds) -> tuple[Founding, ...]:
    """All agreements of a game as they were founded, in order."""
    known: set[str] = set()
    found = []
    for settled, decided in zip(settlements, rounds, strict=True):
        for item in settled.state_after.agreements:
            if item.id not in known:
                known.add(item.id)
                found.append(Founding(item, settled.round, _offer_of(item, decided)))
    return tuple(found)


def _offer_of(agreement: Agreement, decided: Decisions) -> str:
    """The offer of that round that all members took; of several alike the first."""
    for owner in sorted(decided):
        for place, offer in enumerate(decided[owner].proposals):
            name = f"{owner}#{place}"
            same = (offer.service, offer.stage, set(offer.members)) == (
                agreement.service,
                agreement.stage,
                set(agreement.members),
            )
            others = [member for member in offer.members if member != owner]
            if same and all(name in decided[member].consents for member in others):
                return name
    return ""


def without_agreement(rounds: Rounds, founding: Founding) -> Rounds:
    """Nobody consents to the offer, or pledges for the building, that the agreement came from."""

    def refuse(_town: str, decision: Decision) -> Decision:
        if founding.offer:
            kept = tuple(item for item in decision.consents if item != founding.offer)
            return replace(decision, consents=kept)
        return replace(decision, pledge=0)

    return _in_round(rounds, founding.round, refuse)


def never_members(
    rounds: Rounds, all_founded: Sequence[Founding], left_out: Mapping[str, Collection[str]]
) -> Rounds:
    """Agreements (by id) are offered without towns, and so are those that took their place later.

    Takes the decisions as they were made: the ids of offers are those of the game.
    """
    out: dict[str, set[str]] = {}
    offers: dict[int, set[str]] = {}
    for each in all_founded:
        towns = set(left_out.get(each.agreement.id, ()))
        offer = _offer(rounds, each) if each.offer else None
        if offer is not None:
            towns |= out.get(offer.replaces, set())
            offers[id(offer)] = towns
        else:
            for town in towns:
                rounds = _in_round(rounds, each.round, _pledge_nothing(town))
        out[each.agreement.id] = towns

    def left(owner: str, offer: Proposal) -> Offered | None:
        kept: Offered | None = (owner, offer)
        for town in sorted(offers.get(id(offer), ())):
            kept = _leave_out(*kept, town) if kept else None
        return kept

    return [_offered(decided, left) for decided in rounds]


def _offer(rounds: Rounds, founding: Founding) -> Proposal:
    owner, _, place = founding.offer.partition("#")
    return rounds[founding.round - 1][owner].proposals[int(place)]


def leaves(rounds: Rounds, agreement_id: str, town: str, number: int) -> Rounds:
    """A town gives notice in a round."""

    def leave(name: str, decision: Decision) -> Decision:
        if name != town or agreement_id in decision.leave:
            return decision
        return replace(decision, leave=(*decision.leave, agreement_id))

    return _in_round(rounds, number, leave)


def never_in_fund(rounds: Rounds, towns: Sequence[str]) -> Rounds:
    """These towns never join the fund."""

    def stay(name: str, decision: Decision) -> Decision:
        if name not in towns or decision.fund != FundStance.JOIN:
            return decision
        return replace(decision, fund=FundStance.STAY)

    return _everywhere(rounds, stay)


def on_its_own(rounds: Rounds, town: str) -> Rounds:
    """A town takes part in no agreement, no joint building and no fund; the others go on."""
    alone = [
        _offered(
            decided,
            lambda owner, offer: (
                _leave_out(owner, offer, town) if town in offer.members else (owner, offer)
            ),
        )
        for decided in rounds
    ]
    return _everywhere(never_in_fund(alone, (town,)), _bound_to_nothing(town))


def with_key(rounds: Rounds, key: str) -> Rounds:
    """Every agreement is offered under another sharing key."""

    def other(owner: str, offer: Proposal) -> Offered:
        return owner, (offer if offer.key == key else replace(offer, key=key))

    return [_offered(decided, other) for decided in rounds]


def without_equalisation(rounds: Rounds) -> Rounds:
    """No agreement is offered with equalisation of burdens and benefits."""

    def plain(owner: str, offer: Proposal) -> Offered:
        return owner, (replace(offer, equalise=False) if offer.equalise else offer)

    return [_offered(decided, plain) for decided in rounds]


def without_edge(rounds: Rounds, towns: Sequence[str]) -> Rounds:
    """These towns never build on the edge."""

    def nothing(name: str, decision: Decision) -> Decision:
        if name not in towns or not decision.greenfield:
            return decision
        return replace(decision, greenfield=0)

    return _everywhere(rounds, nothing)


def with_level(rounds: Rounds, town: str, service: str, number: int, level: Level) -> Rounds:
    """A town runs a service at another level in a round."""

    def other(name: str, decision: Decision) -> Decision:
        if name != town:
            return decision
        return replace(decision, levels={**decision.levels, service: level})

    return _in_round(rounds, number, other)


def changes(rounds: Rounds, changed: Rounds) -> dict[int, Decisions]:
    """By round and town what differs, for ``counterfactual.Change``."""
    found: dict[int, Decisions] = {}
    for number, (old, new) in enumerate(zip(rounds, changed, strict=True), start=1):
        others = {town: each for town, each in new.items() if each != old.get(town)}
        if others:
            found[number] = others
    return found


def _pledge_nothing(town: str) -> Callable[[str, Decision], Decision]:
    def nothing(name: str, decision: Decision) -> Decision:
        return replace(decision, pledge=0) if name == town and decision.pledge else decision

    return nothing


def _bound_to_nothing(town: str) -> Callable[[str, Decision], Decision]:
    def free(name: str, decision: Decision) -> Decision:
        if name != town:
            return decision
        return replace(decision, pledge=0, leave=(), release=(), withhold=())

    return free


def _everywhere(rounds: Rounds, change: Callable[[str, Decision], Decision]) -> Rounds:
    return [{town: change(town, each) for town, each in decided.items()} for decided in rounds]


def _in_round(rounds: Rounds, number: int, change: Callable[[str, Decision], Decision]) -> Rounds:
    return [
        {town: change(town, each) for town, each in decided.items()} if place == number else decided
        for place, decided in enumerate(rounds, start=1)
    ]


def _leave_out(owner: str, offer: Proposal, town: str) -> Offered | None:
    """The offer among the others; made by ``SOMEBODY`` of them where the town itself did."""
    members = tuple(name for name in offer.members if name != town)
    sites = tuple(name for name in offer.sites if name != town)
    if len(members) < FEWEST_MEMBERS or (offer.sites and not sites):
        return None
    kept = replace(
        offer,
        members=members,
        sites=sites,
        caps={name: cap for name, cap in offer.caps.items() if name != town},
        quotas={name: part for name, part in offer.quotas.items() if name != town},
    )
    if QUOTAS in (offer.key, offer.equalise_key) and not any(kept.quotas.values()):
        return None
    return (owner if owner != town else SOMEBODY), kept


def _offered(
    decided: Decisions, change: Callable[[str, Proposal], Offered | None]
) -> dict[str, Decision]:
    """The round with other offers; who took an offer that is made by somebody else takes it still.

    Offers are numbered by their maker, so all that names one is written anew.
    """
    offers = list(_all_offers(decided))
    new = [(name, change(owner, offer)) for name, owner, offer in offers]
    kept = [entry for _, entry in new]
    if all(
        entry is not None and entry[0] == owner and entry[1] is offer
        for entry, (_, owner, offer) in zip(kept, offers, strict=True)
    ):
        return dict(decided)
    lists: dict[str, list[Proposal]] = {town: [] for town in decided}
    names: dict[str, str] = {}
    for old, entry in new:
        if entry is not None:
            maker = entry[0] or _freest(decided, lists, entry[1])
            names[old] = f"{maker}#{len(lists[maker])}"
            lists[maker].append(entry[1])
    naming = _Naming(names, {name for name, _, _ in offers} - names.keys(), lists)
    return {town: naming.renamed(town, each) for town, each in decided.items()}


def _freest(decided: Decisions, lists: Mapping[str, Sequence[Proposal]], offer: Proposal) -> str:
    """The partner that has least else to do in the round."""

    def busy(town: str) -> tuple[int, str]:
        own = decided[town]
        return len(lists[town]) + len(own.meetings) + len(own.applications), town

    return min(offer.members, key=busy)


def _all_offers(decided: Decisions) -> Iterator[tuple[str, str, Proposal]]:
    for owner in sorted(decided):
        for place, offer in enumerate(decided[owner].proposals):
            yield f"{owner}#{place}", owner, offer


@dataclass(frozen=True, slots=True)
class _Naming:
    """New ids by old ones, ids of offers that are gone, and all offers by their makers."""

    names: Mapping[str, str]
    gone: set[str]
    offers: Mapping[str, Sequence[Proposal]]

    def renamed(self, town: str, decision: Decision) -> Decision:
        """What a town decided, with its offers of now, and offers called as they are now."""
        consents = [self.names.get(item, item) for item in decision.consents]
        return replace(
            decision,
            proposals=tuple(self._under_its_roof(each) for each in self.offers[town]),
            consents=tuple(
                new
                for old, new in zip(decision.consents, consents, strict=True)
                if old not in self.gone and self._may_take(town, new)
            ),
        )

    def _may_take(self, town: str, name: str) -> bool:
        """Whether an offer is made to the town; what is no offer of the round is left alone."""
        owner, _, place = name.partition("#")
        if not place.isdecimal() or int(place) >= len(self.offers.get(owner, ())):
            return True
        return owner != town and town in self.offers[owner][int(place)].members

    def _under_its_roof(self, offer: Proposal) -> Proposal:
        if "#" not in offer.roof:
            return offer
        return replace(offer, roof=self.names.get(offer.roof, ""))
