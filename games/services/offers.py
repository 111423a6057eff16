"""Offers on the table: sent, answered, countered, withdrawn; all in the offer's own round.

Whoever answers names the version their page shows. A newer one is not signed by mistake but
refused with StaleRevision("offer_changed"): they look at it and decide again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import DRAFTING_PHASES, OPEN_OFFERS, Answer, LogKind, OfferStatus
from games.errors import Illegal, NotAllowed, StaleRevision, TooLate
from games.models import Game, Offer, OfferAnswer, OfferDraft, OfferRevision, Team
from games.rules.codec import terms_from_json
from games.rules.composition import composed
from games.rules.legality import check
from games.rules.model import Scenario, State
from games.rules.money import FULL
from games.rules.offer_preview import faults, offer_preview
from games.rules.terms import Terms
from games.rules.work import NOTHING
from games.selectors.deals import deals_of
from games.selectors.scenarios import scenario_of, state_before
from games.services.actors import Hand, playing
from games.services.offer_bots import bots_answer
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

NOTE_SIGNS = 280
QUOTAS = "quoten"


@dataclass(frozen=True, slots=True)
class Table:
    """An offer under the lock, with the scenario and state it is judged by."""

    writer: Writer
    hand: Hand
    offer: Offer
    newest: OfferRevision | None
    scenario: Scenario
    state: State

    @property
    def owner(self) -> bool:
        """Whether the acting team made the offer."""
        return self.offer.team_id == self.hand.team_id

    @property
    def named(self) -> frozenset[str]:
        """Towns of the newest version that was sent."""
        return frozenset(self.newest.content.get("members", ()) if self.newest else ())


@contextmanager
def at_table(
    viewer: Viewer, number: int, *, request_id: str, now: datetime | None
) -> Iterator[Table]:
    """Hold an offer for one command of a team that it concerns.

    Raises NotAllowed("unknown_offer") where it does not concern them, TooLate("round_closed") and
    TooLate("offer_over") where it is no longer open.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        game = writer.game
        offer = Offer.objects.select_related("team").filter(game=game, number=number).first()
        newest = offer.revisions.order_by("-number").first() if offer else None
        members = newest.content.get("members", ()) if newest else ()
        mine = offer is not None and offer.team_id == hand.team_id
        if offer is None or not (mine or hand.team.town in members):
            raise NotAllowed("unknown_offer")
        if writer.repeated is None:
            check_open(game, offer.round_number)
            if offer.status not in OPEN_OFFERS:
                raise TooLate("offer_over", status=offer.status)
        state = state_before(game)
        yield Table(writer, hand, offer, newest, scenario_of(game), state)


def check_open(game: Game, round_number: int) -> None:
    """Raise TooLate("round_closed") where the round's offers are no longer negotiated."""
    if game.round_number != round_number or game.phase not in DRAFTING_PHASES:
        raise TooLate("round_closed", round=round_number)


def send_offer(
    viewer: Viewer,
    number: int,
    *,
    draft_revision: int,
    note: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Send the own draft to all partners: the first version, a new one, or a counter-offer.

    Sending is signing: the sender's council and time are asked. Raises StaleRevision(
    "draft_changed") where the team's draft has changed since, Illegal("illegal") with ``notes``,
    ("quotas_sum"), ("council_refuses"), ("left_out"), ("no_services"), ("text_too_long").
    """
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        if table.writer.first_entry(LogKind.OFFER_SENT, LogKind.OFFER_COUNTERED):
            return table.writer.receipt
        draft = OfferDraft.objects.filter(offer=table.offer, team=table.hand.team).first()
        if draft is None:
            raise Illegal("no_offer_draft")
        if draft.revision != draft_revision:
            raise StaleRevision("draft_changed", revision=draft.revision)
        terms = terms_from_json(draft.content)
        _check_paper(table, terms)
        before = table.named
        _publish(table, draft, _note(note))
        _check_signature(table, terms)
        kind = LogKind.OFFER_SENT if table.owner else LogKind.OFFER_COUNTERED
        table.writer.log(kind, _said(table.offer, terms), table.hand.team)
        touch(table.writer, before | set(terms.members) | {table.offer.team.town})
        bots_answer(table.writer, table.offer)
    return table.writer.receipt


def _note(text: str) -> str:
    return one_line(text, field="note", limit=NOTE_SIGNS) if text.strip() else ""


def _check_paper(table: Table, terms: Terms) -> None:
    town, owner = table.hand.team.town, table.offer.team.town
    if not {town, owner} <= set(terms.members):
        raise Illegal("left_out", owner=table.owner)
    if not terms.services:
        raise Illegal("no_services")
    notes = faults(table.scenario, table.state, owner, terms)
    if notes:
        raise Illegal("illegal", notes=notes)
    total = sum(part for name, part in terms.quotas.items() if name in terms.members)
    if QUOTAS in (terms.key, terms.equalise_key if terms.equalise else "") and total != FULL:
        raise Illegal("quotas_sum", total=total)


def _publish(table: Table, draft: OfferDraft, note: str) -> None:
    now = table.writer.now
    number = table.newest.number + 1 if table.newest else 1
    revision = OfferRevision.objects.create(
        offer=table.offer,
        number=number,
        team=table.hand.team,
        content=draft.content,
        note=note,
        at=now,
    )
    OfferAnswer.objects.create(
        revision=revision, team=table.hand.team, answer=Answer.ACCEPTED, at=now
    )
    _set_status(table.offer, OfferStatus.OFFERED)
    draft.delete()


def _set_status(offer: Offer, status: OfferStatus) -> None:
    offer.status = status
    offer.save(update_fields=["status"])


def _check_signature(table: Table, terms: Terms) -> None:
    """Refuse what the own council would not follow, or what there is no time left for."""
    town, owner = table.hand.team.town, table.offer.team.town
    shown = offer_preview(table.scenario, table.state, owner, terms)
    mine = shown.partners[town]
    if mine.backing < shown.council_gate:
        raise Illegal("council_refuses", backing=mine.backing, limit=shown.council_gate)
    deals = deals_of(table.writer.game.pk, table.offer.round_number)
    notes = check(table.scenario, table.state, town, composed(NOTHING, town, deals))
    short = tuple(note for note in notes if note.code == "points")
    if short:
        raise Illegal("no_time", **short[-1].figures)


def answer_offer(
    viewer: Viewer,
    number: int,
    *,
    revision: int,
    answer: Answer | None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Say yes or no to a version, or (None) take back what was said.

    Raises StaleRevision("offer_changed") where there is a newer version, and for a yes
    Illegal("council_refuses") and ("no_time") as sending does.
    """
    kind = _ANSWERED[answer]
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        if table.writer.first_entry(kind):
            return table.writer.receipt
        newest = table.newest
        if newest is None:
            raise Illegal("no_offer_sent")
        if newest.number != revision:
            raise StaleRevision("offer_changed", revision=newest.number, offer=number)
        if table.hand.team.town not in table.named:
            raise NotAllowed("unknown_offer")
        terms = terms_from_json(newest.content)
        store_answer(newest, table.hand.team, answer, table.writer.now)
        settle_status(table.offer, newest)
        if answer is Answer.ACCEPTED:
            _check_signature(table, terms)
        said = _said(table.offer, terms) | {"revision": newest.number}
        table.writer.log(kind, said, table.hand.team)
        touch(table.writer, table.named | {table.offer.team.town})
        bots_answer(table.writer, table.offer)
    return table.writer.receipt


_ANSWERED: Mapping[Answer | None, LogKind] = {
    Answer.ACCEPTED: LogKind.OFFER_ACCEPTED,
    Answer.DECLINED: LogKind.OFFER_DECLINED,
    None: LogKind.OFFER_REOPENED,
}


def store_answer(
    revision: OfferRevision, team: Team, answer: Answer | None, now: datetime, reason: str = ""
) -> None:
    """Put an answer in the place of the team's answer before; None: no answer."""
    OfferAnswer.objects.filter(revision=revision, team=team).delete()
    if answer is not None:
        OfferAnswer.objects.create(
            revision=revision, team=team, answer=answer, at=now, reason=reason
        )


def settle_status(offer: Offer, revision: OfferRevision) -> None:
    """Declined as long as somebody says no: all partners have to sign."""
    refused = OfferAnswer.objects.filter(revision=revision, answer=Answer.DECLINED).exists()
    _set_status(offer, OfferStatus.DECLINED if refused else OfferStatus.OFFERED)


def withdraw_offer(
    viewer: Viewer, number: int, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take the own offer off the table. Raises NotAllowed for an offer of others."""
    with at_table(viewer, number, request_id=request_id, now=now) as table:
        if table.writer.first_entry(LogKind.OFFER_WITHDRAWN):
            return table.writer.receipt
        if not table.owner:
            raise NotAllowed("unknown_offer")
        _set_status(table.offer, OfferStatus.WITHDRAWN)
        OfferDraft.objects.filter(offer=table.offer).delete()
        table.writer.log(LogKind.OFFER_WITHDRAWN, {"offer": number}, table.hand.team)
        touch(table.writer, table.named | {table.offer.team.town})
    return table.writer.receipt


def touch(writer: Writer, towns: frozenset[str] | set[str]) -> None:
    """Tell the teams of these towns that an offer has changed."""
    for team in Team.objects.filter(game=writer.game, town__in=towns).order_by("pk"):
        writer.touch_team(team)


def _said(offer: Offer, terms: Terms) -> dict[str, Any]:
    return {
        "offer": offer.number,
        "services": list(terms.services),
        "stage": terms.stage,
        "members": list(terms.members),
    }
