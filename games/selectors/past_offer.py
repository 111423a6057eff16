"""One offer of an earlier round, to read: its versions, who said what when, what became of it.

A version shows to the municipalities that it names and to the one that made the offer; who was left
out of a later version learns that, and nothing of what it says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.enums import OPEN_OFFERS, OfferStatus
from games.models import Offer
from games.rules.codec import terms_from_json
from games.selectors.course import course_of
from games.selectors.deals import Current, currents
from games.selectors.memo import one_reading
from games.selectors.offer_checks import refused
from games.selectors.offer_history import Step, history
from games.selectors.offer_view import OfferView, Tone, offer_view
from games.selectors.offer_words import (
    Row,
    offer_title,
    rows,
    service_name,
    stage_name,
    style_of,
)
from games.selectors.offers import Side, Version, answer_words, sides, versions
from games.selectors.past_offers import end_words
from games.selectors.scenarios import scenario_under, state_after, state_under, states
from games.selectors.situation import Situation, situation


@dataclass(frozen=True, slots=True)
class Founded:
    """What an offer founded: of a service an agreement, or ("") one that stands no more."""

    service: str
    agreement: str


@dataclass(frozen=True, slots=True)
class PastOffer:
    """An offer as it ended; ``newest`` is the last version that the team knows.

    ``left_out``: later versions went on without the team. ``why``: what kept it from coming about.
    ``view``: what it would have meant, at the prices of its round (None: the round was taken back).
    """

    number: int
    round_number: int
    title: str
    stage: str
    style: int
    own: bool
    words: str
    tone: Tone
    left_out: bool
    why: str
    founded: tuple[Founded, ...]
    sides: tuple[Side, ...]
    newest: Version
    conditions: tuple[Row, ...]
    history: tuple[Step, ...]
    view: OfferView | None


@one_reading()
def past_offer_context(
    viewer: Viewer, number: int, *, fair: bool = False
) -> Mapping[str, Any] | None:
    """Everything the page needs; None where there is no such offer for the team."""
    now = situation(viewer)
    if now is None:
        return None
    known = versions(now, number)
    if not known:
        return None
    offers = Offer.objects.filter(game_id=now.place.game.pk, number=number)
    played = offers.values_list("round_number", flat=True).get()
    (sent,) = (each for each in currents(now.place.game.pk, played) if each.number == number)
    return {
        "frame": now.place.frame,
        "now": timezone.now(),
        "offer": _page(now, sent, known, played, fair=fair),
        "fair": fair,
        "past": True,
    }


def _page(
    now: Situation, sent: Current, known: tuple[Version, ...], played: int, *, fair: bool
) -> PastOffer:
    newest = known[-1]
    left_out = newest.number != sent.revision
    terms = terms_from_json(newest.content)
    words, tone = end_words(sent, now.town, left_out=left_out)
    return PastOffer(
        number=sent.number,
        round_number=played,
        title=offer_title(now.scenario, terms.services),
        stage=stage_name(now.scenario, terms.stage, equalise=terms.equalise),
        style=style_of(terms.stage, equalise=terms.equalise),
        own=sent.owner == now.town,
        words=words,
        tone=tone,
        left_out=left_out,
        why="" if left_out else _why(now, sent),
        founded=() if left_out else tuple(_founded(now, sent)),
        sides=() if left_out else sides(now.scenario, sent),
        newest=newest,
        conditions=rows(now.scenario, newest.content),
        history=history(now, sent.number, known, newest=not left_out),
        view=_view(now, sent, newest, played, fair=fair),
    )


def _why(now: Situation, sent: Current) -> str:
    return "" if sent.status in OPEN_OFFERS else refused(now.scenario, now.town, sent.outcome)


def _founded(now: Situation, sent: Current) -> Iterator[Founded]:
    standing = {item.id for item in states(now.place.game.pk)[-1].agreements}
    for service, made in sent.outcome.items():
        if agreement := made.get("agreement", ""):
            there = agreement if agreement in standing else ""
            yield Founded(service_name(now.scenario, service), there)


def _view(
    now: Situation, sent: Current, newest: Version, played: int, *, fair: bool
) -> OfferView | None:
    """The preview as it was before its round was settled."""
    game = now.place.game
    if sent.status is OfferStatus.UNDONE or played > game.round_number:
        return None
    course = course_of(game)
    said = {} if newest.number != sent.revision else {t: answer_words(sent, t) for t in sent.towns}
    return offer_view(
        scenario_under(game, course, played),
        state_under(game, course, state_after(game.pk, played - 1)),
        viewer=now.town,
        owner=sent.owner,
        content=newest.content,
        said=said,
        fair=fair,
    )
