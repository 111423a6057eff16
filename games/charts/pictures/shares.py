"""What working together cost each municipality and what it brought, read from the postings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from games.rules.model import Posting
from games.rules.posting import BODY_PREFIX, FUND, WORLD

SHARE, HELP = "V1", "H1"
FUND_SUBJECT, HELP_SUBJECT = "fonds", "hilfe"
_JOINT = ("V1", "V2", "V3", "V4", "V6", "V7", "L2")
COST_OF = "cost:"
"""Inputs of a joint renewal: the cost by town."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Burden and benefit of a municipality in one thing, euro.

    ``paid`` and ``got`` are postings. ``alone``: what the own service and its renewal would have
    cost in the rounds in which a share was paid (inputs of the postings); ``worth``: what better or
    worse quality was worth, as the equalisation reckons it.
    """

    paid: int = 0
    got: int = 0
    alone: int = 0
    worth: int = 0

    @property
    def benefit(self) -> int:
        """What came in and what was spared, with the worth of quality."""
        return self.got + self.alone + self.worth

    @property
    def net(self) -> int:
        """Benefit less burden."""
        return self.benefit - self.paid

    @property
    def money(self) -> int:
        """The same in money alone: what it was better off than by itself."""
        return self.got + self.alone - self.paid

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.paid + other.paid,
            self.got + other.got,
            self.alone + other.alone,
            self.worth + other.worth,
        )


NOTHING = Balance()


def balances(booked: Iterable[Posting], towns: Iterable[str]) -> dict[tuple[str, str], Balance]:
    """By municipality and subject: an agreement, a service pledged for, the fund, help.

    Own projects (F5, F6) and own services are no burden of working together and stay out.
    """
    known, found = set(towns), dict[tuple[str, str], Balance]()
    for each in booked:
        for town, spared in _renewals(each):
            key = (town, each.cause)
            found[key] = found.get(key, NOTHING) + Balance(alone=spared)
        subject = _subject(each)
        if not subject:
            continue
        for town, paid in ((each.source, True), (each.target, False)):
            if town in known:
                key = (town, subject)
                found[key] = found.get(key, NOTHING) + _of(each, paid=paid)
    return found


def _of(posting: Posting, *, paid: bool) -> Balance:
    """A posting as one of its two sides sees it."""
    moved = Balance(paid=posting.amount) if paid else Balance(got=posting.amount)
    if posting.rule != SHARE:
        return moved
    alone, share = (_figure(posting.inputs, name) for name in ("alone_cost", "share"))
    worth = _figure(posting.inputs, "advantage") - (alone - share)
    return replace(moved, alone=alone, worth=worth)


def _renewals(posting: Posting) -> Iterable[tuple[str, int]]:
    """What the renewal of each office or site in a joint service costs: alone its town pays it."""
    if posting.rule != "L2" or not posting.source.startswith(BODY_PREFIX):
        return
    for name in posting.inputs:
        if name.startswith(COST_OF):
            yield name.removeprefix(COST_OF), _figure(posting.inputs, name)


def _figure(inputs: Mapping[str, int | str], name: str) -> int:
    found = inputs.get(name, 0)
    return found if isinstance(found, int) else 0


def _subject(posting: Posting) -> str:
    if FUND in (posting.source, posting.target):
        return FUND_SUBJECT
    if posting.rule == HELP:
        return HELP_SUBJECT
    if posting.rule not in _JOINT:
        return ""
    own_renewal = posting.rule == "L2" and not any(
        account.startswith(BODY_PREFIX) for account in (posting.source, posting.target)
    )
    inner = posting.source.startswith(BODY_PREFIX) and posting.target == WORLD
    return "" if own_renewal or inner else posting.cause


def by_town(found: Mapping[tuple[str, str], Balance], town: str) -> Balance:
    """All subjects of a municipality together."""
    return sum((each for (whose, _what), each in found.items() if whose == town), NOTHING)
