"""What becomes of the offers when a round is settled, under the lock.

Open offers end with their round: what nobody signed lapses. Offers that were never sent concern
nobody else and move on to the next round with their team. Drafts of further versions and of
counter-offers stay with their offer: nobody is shown them any more, but they are there again where
the round is taken back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from games.enums import OfferStatus
from games.models import Offer
from games.models.prepared import Prepared
from games.rules.composition import Deal, offer_ids
from games.rules.model import Settlement
from games.services.writing import Writer


def close_offers(writer: Writer, settlement: Settlement, deals: Sequence[Deal]) -> None:
    """Write down what the settlement made of every offer of its round."""
    game = writer.game
    known = {deal.number: deal for deal in deals}
    ids = offer_ids(deals)
    for offer in _offers(game.pk, game.round_number):
        if offer.status == OfferStatus.DRAFT:
            offer.round_number = game.round_number + 1
            offer.save(update_fields=["round_number"])
        elif offer.status == OfferStatus.OFFERED:
            deal = known[offer.number]
            offer.outcome = _outcome(settlement, deal, ids.get(offer.number, ()))
            offer.status = _status(offer.outcome, complete=deal.complete)
            offer.save(update_fields=["outcome", "status"])


_offers = Prepared(lambda game, number: Offer.objects.filter(game_id=game, round_number=number), 2)


def _outcome(settlement: Settlement, deal: Deal, ids: Sequence[str]) -> dict[str, Any]:
    refused = {note.item: note for note in settlement.notes if note.town == deal.owner}
    return {
        service: _one(settlement, deal, service, refused.get(offer_id))
        for service, offer_id in zip(deal.terms.services, ids, strict=False)
    }


def _one(settlement: Settlement, deal: Deal, service: str, note: Any) -> Mapping[str, Any]:
    if note is not None:
        return {"code": note.code, "figures": dict(note.figures)}
    found = (
        item.id
        for item in settlement.state_after.agreements
        if item.founded == settlement.round
        and item.service == service
        and set(item.members) == set(deal.terms.members)
    )
    return {"agreement": next(found, "")}


def _status(outcome: Mapping[str, Any], *, complete: bool) -> OfferStatus:
    if any("agreement" in each for each in outcome.values()):
        return OfferStatus.FOUNDED
    return OfferStatus.REFUSED if complete else OfferStatus.EXPIRED
