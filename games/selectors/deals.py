"""The offers of a round in their newest version, and what they make of the towns' decisions.

For the server itself: nothing here asks who looks. Screens go through ``selectors.offers``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from games.access import Viewer
from games.enums import DRAFTING_PHASES, OPEN_OFFERS, Answer, OfferStatus
from games.models import OfferRevision
from games.models.prepared import Prepared
from games.rules.codec import terms_from_json
from games.rules.composition import Deal
from games.rules.terms import Terms
from games.selectors.memo import shared
from games.selectors.reading import game_row, team_rows

SIGNABLE = frozenset(
    {OfferStatus.OFFERED, OfferStatus.FOUNDED, OfferStatus.REFUSED, OfferStatus.EXPIRED}
)
"""Offers that were on the table until the round closed, or still are."""


@dataclass(slots=True)
class Current:
    """The newest version of an offer. ``answers``: by town, in the order they were given.

    ``reasons``: of bots that said no.
    """

    pk: int
    number: int
    status: OfferStatus
    owner: str
    revision: int
    author: str
    content: Mapping[str, Any]
    outcome: Mapping[str, Any]
    answers: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        """What the version says."""
        return terms_from_json(self.content)

    @property
    def towns(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset({self.owner, *self.content.get("members", ())})

    @property
    def on_the_table(self) -> bool:
        """Whether it can still be signed or changed."""
        return self.status in OPEN_OFFERS

    def waits_for(self, town: str) -> bool:
        """Whether a partner has not answered yet."""
        asked = self.status == OfferStatus.OFFERED and town in self.towns
        return asked and town not in self.answers


_FIELDS = (
    "offer__number",
    "offer__status",
    "offer__team__town",
    "number",
    "team__town",
    "content",
    "offer__outcome",
    "answers__team__town",
    "answers__answer",
    "answers__reason",
    "offer_id",
)

# Every screen of every team shows how many wait.
_sent = Prepared(
    lambda game, number: (
        OfferRevision.objects.filter(offer__game_id=game, offer__round_number=number)
        .order_by("offer__number", "number", "answers__at", "answers__pk")
        .values_list(*_FIELDS)
    ),
    2,
)


@shared
def currents(game_id: int, round_number: int) -> tuple[Current, ...]:
    """All offers that were sent in a round, newest version each, in order; one query."""
    found: dict[int, Current] = {}
    for row in _sent(game_id, round_number):
        number, status, owner, revision, author, content, outcome, town, answer, reason, pk = row
        known = found.get(number)
        if known is None or known.revision != revision:
            known = found[number] = Current(
                pk, number, OfferStatus(status), owner, revision, author, content, outcome
            )
        if town:
            known.answers[town] = answer
            known.reasons[town] = reason
    return tuple(found.values())


def offers_waiting(viewer: Viewer) -> int:
    """How many offers wait for the answer of the viewer's team; one query, shared."""
    game = game_row(viewer.game_id)
    if game.phase not in DRAFTING_PHASES:
        return 0
    town = next((t.town for t in team_rows(game.pk) if t.pk == viewer.team_id), "")
    return sum(each.waits_for(town) for each in currents(game.pk, game.round_number))


def deals_of(game_id: int, round_number: int) -> tuple[Deal, ...]:
    """What was or is on the table in a round, for ``rules.composition``; one query."""
    return tuple(
        Deal(each.number, each.owner, each.terms, accepted(each))
        for each in currents(game_id, round_number)
        if each.status in SIGNABLE
    )


def accepted(offer: Current) -> tuple[str, ...]:
    """The towns that said yes, in that order."""
    return tuple(t for t, answer in offer.answers.items() if answer == Answer.ACCEPTED)


class SignedDeal(NamedTuple):
    """A deal that a town has signed, as a key for caches: the terms are JSON text."""

    number: int
    owner: str
    terms: str
    accepted: tuple[str, ...]


def signed_deals(game_id: int, round_number: int, town: str) -> tuple[SignedDeal, ...]:
    """What a town has signed in a round and others may still have to sign; one query."""
    found = (
        SignedDeal(each.number, each.owner, json.dumps(each.content), accepted(each))
        for each in currents(game_id, round_number)
        if each.status in SIGNABLE
    )
    return tuple(each for each in found if {town, each.owner} <= set(each.accepted))


def deal_of(signed: SignedDeal) -> Deal:
    """The deal behind a key."""
    terms = terms_from_json(json.loads(signed.terms))
    return Deal(signed.number, signed.owner, terms, signed.accepted)
