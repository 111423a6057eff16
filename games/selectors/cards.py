"""The decisions a team can take this round, each with its choices and what it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from games.rules.model import FieldEffect, FundStance, Level

DRAWN_SERVICES = frozenset(
    {
        "verwaltung",
        "bauhof",
        "kita",
        "grundschule",
        "freibad",
        "hallenbad",
        "buecherei",
        "feuerwehr",
        "standesamt",
        "tourismus",
        "buergerbus",
        "gesundheit",
    }
)
"""Services with an icon of their own in the sprite."""

NOTHING = FieldEffect(0, 0)
FOUR = 4


class KnowsChanges(Protocol):
    """The part of a draft that says who changed which field."""

    @property
    def changed_by(self) -> Mapping[str, Mapping[str, Any]]:
        """Field path -> who changed it last, at which revision."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a card."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with a few choices. ``settled``: somebody of the team has set it this round."""

    path: str
    title: str
    options: tuple[Option, ...]
    effect: FieldEffect
    settled: bool
    text: str

    @property
    def four(self) -> bool:
        """Whether a phone shows the choices two by two."""
        return len(self.options) == FOUR

    @property
    def anchor(self) -> str:
        """Id of the card, to jump to."""
        return "karte-" + self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number to enter, between two limits."""

    path: str
    title: str
    unit: str
    value: int
    low: int
    high: int
    effect: FieldEffect
    settled: bool
    text: str

    @property
    def anchor(self) -> str:
        """Id of the card, to jump to."""
        return "karte-" + self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """One service: its level and, where it has places, how many to add."""

    icon: str
    about: str
    cost: int
    level: Choice
    places: Amount | None


@dataclass(frozen=True, slots=True)
class FundCard:
    """The fund: stance, who is in it, and how many applications the draft holds.

    ``expected`` is the yearly contribution in euro, once the fund works and the town is in it.
    ``own_parts``: euro the town pays in the end if all its applications are granted.
    """

    name: str
    text: str
    member: bool
    members: int
    start_from: int
    started: bool
    expected: int
    stance: Choice | None
    applications: int
    own_parts: int

    @property
    def due(self) -> int:
        """Change of the account once the fund works and grants everything that is applied for."""
        return -self.expected - self.own_parts


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of the board in their fixed order."""

    services: tuple[ServiceCard, ...]
    away: tuple[str, ...]
    housing: tuple[Amount, ...]
    fund: FundCard | None

    @property
    def all(self) -> Iterator[Choice | Amount]:
        """Every field somebody can settle, in the order of the page."""
        for card in self.services:
            yield card.level
            if card.places:
                yield card.places
        yield from self.housing
        if self.fund and self.fund.stance:
            yield self.fund.stance

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field of the page's form."""
        return tuple(each.path for each in self.all)

    @property
    def to_decide(self) -> tuple[Choice | Amount, ...]:
        """What counts as a decision of the round; new places are an extra (``progress``)."""
        return tuple(each for each in self.all if not each.path.startswith("places."))

    @property
    def settled(self) -> tuple[Choice | Amount, ...]:
        """What the team has set this round."""
        return tuple(each for each in self.to_decide if each.settled)

    @property
    def open(self) -> tuple[Choice | Amount, ...]:
        """What stays as it was unless somebody sets it."""
        return tuple(each for each in self.to_decide if not each.settled)

    @property
    def titles(self) -> Mapping[str, str]:
        """Name of each field by its path."""
        return {each.path: each.title for each in self.all}


def level_label(level: Level) -> str:
    """A level as a button says it."""
    return {
        Level.SAVE: _("Sparen"),
        Level.HOLD: _("Wie bisher"),
        Level.RENEW: _("Erneuern"),
        Level.CLOSE: _("Schließen"),
    }[level]


def stance_label(stance: FundStance, *, member: bool) -> str:
    """A stance towards the fund as a button says it."""
    return {
        FundStance.STAY: _("Dabeibleiben") if member else _("Draußen bleiben"),
        FundStance.JOIN: _("Beitreten"),
        FundStance.LEAVE: _("Kündigen"),
        FundStance.REFUSE: _("Nicht zahlen"),
    }[stance]
