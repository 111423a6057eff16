"""The offers of earlier rounds that concerned a team, and where else they are named.

Concerned is who made an offer, and whom one of its versions named.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import OfferStatus
from games.models import OfferRevision
from games.selectors.deals import Current
from games.selectors.memo import shared
from games.selectors.offer_view import Tone
from games.selectors.offer_words import offer_title, stage_name, style_of
from games.selectors.offers import status_words
from games.selectors.situation import Situation, situation


@dataclass(frozen=True, slots=True)
class PastLine:
    """An offer in the list of those of earlier rounds."""

    number: int
    round_number: int
    title: str
    stage: str
    style: int
    own: bool
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PastRound:
    """The offers of a round that concerned the team."""

    number: int
    offers: tuple[PastLine, ...]


def past_of(viewer: Viewer) -> tuple[PastRound, ...]:
    """The offers of other rounds than the running one, newest round first."""
    now = situation(viewer)
    if now is None:
        return ()
    lines = sorted(_lines(now), key=lambda line: (line.round_number, line.number), reverse=True)
    return tuple(
        PastRound(number, tuple(offers))
        for number, offers in groupby(lines, key=lambda line: line.round_number)
    )


def _lines(now: Situation) -> Iterator[PastLine]:
    found: dict[int, Current] = {}
    rounds: dict[int, int] = {}
    known: dict[int, Current] = {}
    for offer, number in _sent(now):
        found[offer.number], rounds[offer.number] = offer, number
        if now.town in offer.towns:
            known[offer.number] = offer
    for number, seen in known.items():
        yield _past_line(now, seen, rounds[number], left_out=seen is not found[number])


def _sent(now: Situation) -> Iterator[tuple[Current, int]]:
    """Every version that was sent in another round, each as if it were its offer's newest."""
    game = now.place.game
    sent = OfferRevision.objects.filter(offer__game_id=game.pk).exclude(
        offer__round_number=game.round_number
    )
    fields = (
        "offer_id",
        "offer__number",
        "offer__status",
        "offer__team__town",
        "number",
        "team__town",
        "content",
        "offer__outcome",
        "offer__round_number",
    )
    for pk, number, status, *rest, played in sent.order_by("offer__number", "number").values_list(
        *fields
    ):
        yield Current(pk, number, OfferStatus(status), *rest), played


def _past_line(now: Situation, offer: Current, number: int, *, left_out: bool) -> PastLine:
    terms = offer.terms
    words, tone = end_words(offer, now.town, left_out=left_out)
    return PastLine(
        number=offer.number,
        round_number=number,
        title=offer_title(now.scenario, terms.services),
        stage=stage_name(now.scenario, terms.stage, equalise=terms.equalise),
        style=style_of(terms.stage, equalise=terms.equalise),
        own=offer.owner == now.town,
        words=words,
        tone=tone,
    )


def end_words(offer: Current, town: str, *, left_out: bool) -> tuple[str, Tone]:
    """What became of an offer, for a team that its newest version names or leaves out."""
    return (_("ohne Sie neu verhandelt"), "open") if left_out else status_words(offer, town)


@shared
def numbers(game_id: int, town: str) -> Collection[int]:
    """Numbers of all offers of a game that concern a town, in any round; one query."""
    sent = OfferRevision.objects.filter(offer__game_id=game_id)
    rows = sent.values_list("offer__number", "offer__team__town", "content__members")
    return {number for number, owner, members in rows if town in (owner, *(members or ()))}


def origins(viewer: Viewer, agreement: str) -> tuple[int, ...]:
    """Numbers of the offers that an agreement came of, where they concern the team."""
    now = situation(viewer)
    if now is None:
        return ()
    sent = OfferRevision.objects.filter(
        offer__game_id=now.place.game.pk, offer__status=OfferStatus.FOUNDED
    )
    rows = sent.order_by("offer__number", "number").values_list(
        "offer__number", "offer__outcome", "offer__team__town", "content__members"
    )
    newest = {
        number: now.town in (owner, *members)
        for number, outcome, owner, members in rows
        if agreement in {made.get("agreement") for made in outcome.values()}
    }
    return tuple(number for number, concerned in newest.items() if concerned)
