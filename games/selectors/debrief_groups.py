"""Cards of the debrief in groups, and how many of them a screen that changes by itself shows.

Each card that joins has its step sent again to every device: a hall of 150 people writes hundreds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

MOST_LIVE = 80
"""Cards of a step on live screens; all of them stand on the page that is asked for them."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card; ``dots`` None while they do not show. ``number`` is the place of its log entry."""

    number: int
    text: str
    town: str
    mark: int
    group: str
    dots: int | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that belong together; ``name`` "": those in no group.

    ``dots`` of all its cards, None while they do not show; ``more``: how many cards are left out.
    """

    name: str
    cards: tuple[Card, ...]
    dots: int | None = None
    more: int = 0

    @property
    def count(self) -> int:
        """All its cards."""
        return len(self.cards) + self.more


def grouped(cards: Iterable[Card]) -> tuple[Group, ...]:
    """Groups in the order of their first card, or by dots where those show; the rest at the end."""
    named: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda each: -(each.dots or 0)):
        named.setdefault(card.group, []).append(card)
    groups = [Group(name, tuple(found), _dots(found)) for name, found in named.items()]
    first = {group.name: min(card.number for card in group.cards) for group in groups}
    groups.sort(key=lambda group: (not group.name, -(group.dots or 0), first[group.name]))
    return tuple(groups)


def fitting(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups with as many cards as live screens show: those with most dots, the newest ones."""
    cards = [card for group in groups for card in group.cards]
    if len(cards) <= MOST_LIVE:
        return groups
    cards.sort(key=lambda card: (-(card.dots or 0), -card.number))
    kept = {card.number for card in cards[:MOST_LIVE]}
    return tuple(_only(group, kept) for group in groups)


def _only(group: Group, kept: set[int]) -> Group:
    shown = tuple(card for card in group.cards if card.number in kept)
    return replace(group, cards=shown, more=len(group.cards) - len(shown))


def _dots(cards: Iterable[Card]) -> int | None:
    found = [card.dots for card in cards if card.dots is not None]
    return sum(found) if found else None
