"""What a page of the time machine was asked for, and the addresses of what it leads to."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

EVERYBODY = "alle"
"""Stands in an address for no municipality: a player's page begins with the own one."""


class Screen(StrEnum):
    """The screens of a moment, in the order of their tabs."""

    SITUATION = "lage"
    DECISIONS = "entscheidungen"
    AGREEMENTS = "vereinbarungen"
    FUND = "fonds"
    TALKS = "gespraeche"
    SETTLEMENT = "abrechnung"


class Stride(StrEnum):
    """How far a step back or forward goes."""

    ROUND = "runde"
    PHASE = "phase"
    ENTRY = "eintrag"


class Kinds(StrEnum):
    """Kinds of entries that the list can be narrowed down to."""

    ALL = ""
    COURSE = "ablauf"
    WORK = "entscheidungen"
    OFFERS = "angebote"
    TALKS = "gespraeche"
    STEERING = "eingriffe"
    PEOPLE = "plaetze"


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of an address; "" and None stand for what is not there.

    ``moment``: number of a log entry. ``eyes``: the municipality through whose eyes one looks.
    ``before``: the list of entries ends before this one, else near the moment. ``team``, ``kinds``,
    ``agreement`` and ``rule`` narrow that list down, ``rule`` the settlement as well.
    """

    moment: int | None = None
    eyes: str = ""
    screen: Screen = Screen.SITUATION
    stride: Stride = Stride.PHASE
    team: str = ""
    kinds: Kinds = Kinds.ALL
    agreement: str = ""
    rule: str = ""
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether the list shows a part of what there is."""
        return bool(self.team or self.kinds or self.agreement or self.rule)

    def query(self, **changes: Any) -> str:
        """The address with some parameters changed; the list goes along with the moment."""
        if "before" not in changes:
            changes["before"] = None
        wanted = replace(self, **changes)
        named = {
            "moment": wanted.moment,
            "sicht": wanted.eyes or EVERYBODY,
            "schirm": "" if wanted.screen is Screen.SITUATION else wanted.screen.value,
            "schritt": "" if wanted.stride is Stride.PHASE else wanted.stride.value,
            "gemeinde": wanted.team,
            "art": wanted.kinds.value,
            "vereinbarung": wanted.agreement,
            "regel": wanted.rule,
            "liste": wanted.before,
        }
        return "?" + urlencode({name: value for name, value in named.items() if value})
