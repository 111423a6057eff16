"""Ids of agreements in a game and in the same game under a change.

Agreements are numbered as they are founded, so where one is missing the later ones are called
otherwise. A decision means the agreement and not its number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from games.rules.model import Agreement, Decision, Note, Proposal, State

Names = Mapping[str, str]
"""By the id of the game what the same agreement is called under the change."""
LOST = "~"
"""Ends an id that no agreement has."""


def matched(known: Names, played: State, again: State) -> dict[str, str]:
    """``known`` with the agreements that were founded last in the game.

    The same agreement is of the same service and round, and has members in common; those with
    most in common belong together. One without a counterpart keeps its id, unless another one has
    it.
    """
    names = dict(known)
    free = [item for item in again.agreements if item.id not in names.values()]
    fresh = [item for item in played.agreements if item.id not in names]
    for item in fresh:
        found = max(
            (other for other in free if _alike(item, other)),
            key=lambda other: _common(item, other),
            default=None,
        )
        if found is not None:
            names[item.id] = found.id
            free.remove(found)
    taken = {item.id for item in again.agreements}
    for item in fresh:
        if item.id not in names:
            names[item.id] = item.id if item.id not in taken else item.id + LOST
    return names


def translated(decision: Decision, names: Names) -> Decision:
    """A decision of the game that names agreements as they are called under the change."""
    if all(old == new for old, new in names.items()):
        return decision
    return replace(
        decision,
        leave=tuple(names.get(item, item) for item in decision.leave),
        release=tuple(names.get(item, item) for item in decision.release),
        withhold=tuple(names.get(item, item) for item in decision.withhold),
        proposals=tuple(_offer(each, names) for each in decision.proposals),
    )


def original(note: Note, names: Names) -> Note:
    """A note of the game under the change that names agreements as the game does."""
    back = {new: old for old, new in names.items()}
    return replace(note, item=back.get(note.item, note.item)) if note.item in back else note


def pairs(names: Names, played: State, again: State) -> Iterator[tuple[str, Agreement, Agreement]]:
    """Agreements that stand in both games, by the id of the game."""
    there = {item.id: item for item in again.agreements}
    for item in played.agreements:
        other = there.get(names.get(item.id, item.id))
        if other is not None:
            yield item.id, item, other


def _alike(one: Agreement, other: Agreement) -> bool:
    return (one.service, one.founded) == (other.service, other.founded) and _common(one, other) > 0


def _common(one: Agreement, other: Agreement) -> int:
    return len(set(one.members) & set(other.members))


def _offer(offer: Proposal, names: Names) -> Proposal:
    return replace(
        offer,
        roof=names.get(offer.roof, offer.roof),
        replaces=names.get(offer.replaces, offer.replaces),
    )
