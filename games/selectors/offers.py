"""Offers as the team that looks may see them: its own, and those that name it, once they are sent.

What others have on their desks never leaves the database on the way here: drafts are read for the
own team alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from games.enums import DRAFTING_PHASES, OPEN_OFFERS, Answer, OfferStatus
from games.models import OfferDraft, OfferRevision
from games.rules.codec import terms_from_json
from games.rules.composition import composed
from games.rules.model import Scenario
from games.rules.work import NOTHING
from games.selectors import money
from games.selectors.deals import Current, currents, deals_of
from games.selectors.memo import shared
from games.selectors.offer_checks import hindrance, refused
from games.selectors.offer_view import Tone, previewed
from games.selectors.offer_words import offer_title, stage_name, style_of, town_name
from games.selectors.reading import game_row
from games.selectors.regionmap import mark_of
from games.selectors.situation import Situation


@dataclass(frozen=True, slots=True)
class Side:
    """A partner of an offer and what it has said to the newest version."""

    town: str
    name: str
    mark: int
    says: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in the list. ``short``: why it could not be signed now (time, money); "" = it can.

    ``why``: what keeps it from coming about, or kept it, as a sentence; "" = nothing.
    ``points``: coordination time it costs the team; ``setup``: its share of the set-up in euro.
    """

    number: int
    title: str
    stage: str
    style: int
    own: bool
    status: OfferStatus
    words: str
    tone: Tone
    waits: bool
    sides: tuple[Side, ...]
    revision: int
    drafted: bool
    saves: int | None
    setup: int
    points: int
    short: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The own draft of an offer."""

    number: int
    revision: int
    content: Mapping[str, Any]
    changed_by: Mapping[str, Mapping[str, Any]]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Budget:
    """Coordination time and account as far as signed offers use them up."""

    points: int
    used: int
    account: int
    setup: int

    @property
    def free(self) -> int:
        """Coordination points left for more offers."""
        return self.points - self.used


@shared
def own_drafts(game_id: int, team_id: int, round_number: int) -> Mapping[int, DraftRow]:
    """The team's drafts of the round by offer; one query. Those never sent also once it is settled.

    Once the round is closed, those of offers that were sent are over with them.
    """
    game = game_row(game_id)
    runs = game.round_number == round_number and game.phase in DRAFTING_PHASES
    rows = OfferDraft.objects.filter(
        offer__game_id=game_id,
        team_id=team_id,
        # Read while the round is settled, what was never sent is in the next one already.
        offer__round_number__gte=round_number,
        offer__status__in=OPEN_OFFERS if runs else (OfferStatus.DRAFT,),
    ).select_related("offer")
    return {
        row.offer.number: DraftRow(
            row.offer.number, row.revision, row.content, row.field_revisions, row.updated_at
        )
        for row in rows
    }


def answer_words(offer: Current, town: str) -> tuple[str, Tone]:
    """What a partner has said to the newest version."""
    said = offer.answers.get(town)
    if said == Answer.DECLINED:
        return decline_words(offer.reasons.get(town, "")), "no"
    if town == offer.author:
        return (_("Angebot") if town == offer.owner else _("Gegenangebot")), "ok"
    if said == Answer.ACCEPTED:
        return _("zugestimmt"), "ok"
    return (_("prüft noch") if offer.on_the_table else _("keine Antwort")), "open"


def decline_words(reason: str) -> str:
    """Why a partner says no; "" is no reason of a bot."""
    return _REASONS.get(reason, lambda: _("lehnt ab"))()


_REASONS: Mapping[str, Callable[[], str]] = {
    "alone": lambda: _("bleibt lieber allein"),
    "trust": lambda: _("vertraut nicht allen"),
    "loss": lambda: _("sieht keinen Vorteil"),
    "council": lambda: _("Rat würde ablehnen"),
    "time": lambda: _("hat keine Zeit mehr"),
    "chance": lambda: _("hat nein gewürfelt"),
}
"""Why a bot said no (``rules.bots.consent``)."""


def sides(scenario: Scenario, offer: Current) -> tuple[Side, ...]:
    """All partners of the newest version."""
    order = list(scenario.municipalities)
    return tuple(
        Side(
            town, town_name(scenario, town), mark_of(order.index(town)), *answer_words(offer, town)
        )
        for town in offer.content.get("members", ())
        if town in scenario.municipalities
    )


def why_not(now: Situation, offer: Current) -> str:
    """Why an offer does not come about, or did not, for the team; "" where nothing is known."""
    if offer.status not in OPEN_OFFERS:
        text = refused(now.scenario, now.town, offer.outcome)
        return _("Nicht zustande gekommen: %(why)s") % {"why": text} if text else ""
    if now.town not in offer.content.get("members", ()):
        return ""
    return draft_why_not(now, offer.owner, offer.content)


def draft_why_not(now: Situation, owner: str, content: Mapping[str, Any]) -> str:
    """What stands in the way of terms (JSON) as things are; "" = nothing, or incomplete."""
    seen = previewed(now.scenario, now.state, owner, content)
    text = hindrance(now.scenario, now.town, terms_from_json(content), seen)
    return _("Kommt so nicht zustande: %(why)s") % {"why": text} if text else ""


def status_words(offer: Current, town: str, hindered: str = "") -> tuple[str, Tone]:
    """Where an offer stands, for one of those it concerns; ``hindered``: see ``why_not``."""
    fixed: Mapping[OfferStatus, tuple[str, Tone]] = {
        OfferStatus.WITHDRAWN: (_("zurückgezogen"), "no"),
        OfferStatus.DECLINED: (_("abgelehnt"), "no"),
        OfferStatus.FOUNDED: (_("gegründet"), "ok"),
        OfferStatus.REFUSED: (_("nicht zustande gekommen"), "no"),
        OfferStatus.EXPIRED: (_("verfallen"), "no"),
        OfferStatus.UNDONE: (_("mit der Runde zurückgenommen"), "no"),
    }
    if offer.status in fixed:
        return fixed[offer.status]
    members = offer.content.get("members", ())
    if town not in members:
        return _("ohne Sie neu verhandelt"), "open"
    yes = sum(answer == Answer.ACCEPTED for answer in offer.answers.values())
    if offer.waits_for(town):
        return _("wartet auf Sie"), "warn"
    if hindered:
        return _("kommt so nicht zustande"), "warn"
    if yes == len(members):
        return _("alle haben zugestimmt"), "ok"
    return _("%(yes)d von %(all)d zugestimmt") % {"yes": yes, "all": len(members)}, "open"


def budget(now: Situation) -> Budget:
    """What the team has signed, in time and set-up."""
    game_id, town = now.place.game.pk, now.town
    deals = deals_of(game_id, now.place.game.round_number)
    signed = composed(NOTHING, town, deals)
    prices = now.scenario.coordination
    setups = [
        seen.partners[town].setup
        for each in currents(game_id, now.place.game.round_number)
        if each.status == OfferStatus.OFFERED and each.answers.get(town) == Answer.ACCEPTED
        if (seen := previewed(now.scenario, now.state, each.owner, each.content))
        if town in seen.partners
    ]
    return Budget(
        points=now.limits.points,
        used=len(signed.proposals) * prices.propose + len(signed.consents) * prices.join,
        account=now.state.towns[town].account,
        setup=sum(setups),
    )


def offer_lines(now: Situation) -> tuple[OfferLine, ...]:
    """All offers of the round that concern the team, and its drafts; two queries."""
    game = now.place.game
    drafts = own_drafts(game.pk, now.place.team.pk, game.round_number)
    spent = budget(now)
    sent = [each for each in currents(game.pk, game.round_number) if now.town in each.towns]
    lines = [_line(now, each, spent, drafted=each.number in drafts) for each in sent]
    known = {each.number for each in sent}
    lines += [_draft_line(now, row) for row in drafts.values() if row.number not in known]
    return tuple(sorted(lines, key=lambda line: (not line.waits, -line.number)))


def _line(now: Situation, offer: Current, spent: Budget, *, drafted: bool) -> OfferLine:
    why = why_not(now, offer)
    words, tone = status_words(offer, now.town, why)
    terms = offer.terms
    seen = previewed(now.scenario, now.state, offer.owner, offer.content)
    mine = seen.partners.get(now.town) if seen else None
    open_now = offer.status in OPEN_OFFERS and now.place.game.phase in DRAFTING_PHASES
    unsigned = offer.answers.get(now.town) != Answer.ACCEPTED
    return OfferLine(
        number=offer.number,
        title=offer_title(now.scenario, terms.services),
        stage=stage_name(now.scenario, terms.stage, equalise=terms.equalise),
        style=style_of(terms.stage, equalise=terms.equalise),
        own=offer.owner == now.town,
        status=offer.status,
        words=words,
        tone=tone,
        waits=open_now and offer.waits_for(now.town),
        sides=sides(now.scenario, offer),
        revision=offer.revision,
        drafted=drafted,
        saves=mine.saves if mine else None,
        setup=mine.setup if mine else 0,
        points=mine.points if mine else 0,
        short=too_little(spent, mine.points, mine.setup) if mine and open_now and unsigned else "",
        why=why,
    )


def too_little(spent: Budget, points: int, setup: int, *, services: int = 1) -> str:
    """Why an offer cannot be signed beside what is signed already; "" = it can."""
    if points > spent.free and services > 1:
        return _(
            "Dafür fehlt Zeit: %(services)d Dienste zu je %(each)d Punkten sind %(points)d Punkte, "
            "frei sind %(free)d."
        ) % {
            "services": services,
            "each": points // services,
            "points": points,
            "free": spent.free,
        }
    if points > spent.free:
        return _("Dafür fehlt Zeit: nötig sind %(points)d Punkte, frei sind %(free)d.") % {
            "points": points,
            "free": spent.free,
        }
    left = spent.account - spent.setup
    if setup > max(0, left):
        return _("Die Rücklage reicht nicht mehr: nötig sind %(setup)s, frei sind %(left)s.") % {
            "setup": money.euro(setup),
            "left": money.euro(left),
        }
    return ""


def _draft_line(now: Situation, row: DraftRow) -> OfferLine:
    services = row.content.get("services", ())
    stage = row.content.get("stage", 2)
    equalise = row.content.get("equalise", False)
    order = list(now.scenario.municipalities)
    partners = tuple(
        Side(town, town_name(now.scenario, town), mark_of(order.index(town)), "", "open")
        for town in row.content.get("members", ())
        if town in now.scenario.municipalities
    )
    return OfferLine(
        number=row.number,
        title=offer_title(now.scenario, services),
        stage=stage_name(now.scenario, stage, equalise=equalise),
        style=style_of(stage, equalise=equalise),
        own=True,
        status=OfferStatus.DRAFT,
        words=_("Entwurf, nur für Ihr Team"),
        tone="open",
        waits=False,
        sides=partners,
        revision=0,
        drafted=True,
        saves=None,
        setup=0,
        points=0,
        short="",
        why=draft_why_not(now, now.town, row.content),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was sent: by whom, when, with which note and conditions."""

    number: int
    town: str
    name: str
    mark: int
    note: str
    at: datetime
    content: Mapping[str, Any]
    counter: bool


def versions(now: Situation, number: int) -> tuple[Version, ...]:
    """The versions of an offer that concern the team, oldest first; one query."""
    order = list(now.scenario.municipalities)
    rows = OfferRevision.objects.filter(
        offer__game_id=now.place.game.pk, offer__number=number
    ).select_related("team", "offer__team")
    return tuple(
        Version(
            number=row.number,
            town=row.team.town,
            name=row.team.name,
            mark=mark_of(order.index(row.team.town)),
            note=row.note,
            at=row.at,
            content=row.content,
            counter=row.team_id != row.offer.team_id,
        )
        for row in rows.order_by("number")
        if now.town in (row.offer.team.town, *row.content.get("members", ()))
    )
