"""A row of the table of log kinds."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from django.utils.translation import gettext


class Readers(Enum):
    """Who may read that it happened; its own team reads its receipts in any case."""

    TEAM = auto()
    FACILITATOR = auto()
    ALL = auto()


class Told(NamedTuple):
    """What the sentence about an entry is made of.

    ``seat`` is the name of the person that did it or that it was done to, ``team`` the name of the
    municipality; "" where there is none.
    """

    round_number: int
    payload: Mapping[str, Any]
    team: str = ""
    seat: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """Everything a sentence may name; what the entry holds goes before its own round.

        What an old entry does not hold is "": a gap in a sentence is better than no page.
        """
        own = {"round": self.round_number, "team": self.team, "name": self.seat or "?"}
        return defaultdict(str, own | dict(self.payload))


Says = Callable[[Told], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What an entry of a kind says and counts as.

    ``says``: the sentence (German source text with the names of ``Told.values``), or a function
    where it hangs on the content. ``shows``: the parts of the content that it needs; all others
    stay hidden, as they may hold what a team decided. ``icon`` is of the sprite of all pages.
    ``everyday``: it changes neither the course of the game, nor seats, nor rules. ``receipt``:
    what the team that did it reads on its receipt; "" = no receipt.
    """

    icon: str
    says: str | Says = ""
    shows: tuple[str, ...] = ()
    readers: Readers = Readers.FACILITATOR
    everyday: bool = False
    receipt: str = ""

    def sentence(self, told: Told) -> str:
        """What happened."""
        if not self.says:
            return ""
        return self.says(told) if callable(self.says) else gettext(self.says) % told.values


def desk(icon: str, receipt: str) -> Kind:
    """Everyday work at a team's own desk: nobody else reads of it."""
    return Kind(icon, readers=Readers.TEAM, everyday=True, receipt=receipt)
