"""By lot: anything the rules allow, from the draws of the engine; for tests and trial games."""

from dataclasses import replace

from games.rules.bots.drawn import drawn_offer
from games.rules.bots.lot import Lot
from games.rules.bots.plan import expected_applications, expected_meetings, expected_offers
from games.rules.bots.seat import Draft, take
from games.rules.effects.goals import NO_BUILDING, NO_EXIT
from games.rules.effects.scores import HIGHEST
from games.rules.legality_checks import RELEASING_STAGE, may_withhold
from games.rules.model import (
    Application,
    Ballot,
    Decision,
    FundStance,
    Guess,
    Level,
    Scenario,
    State,
)
from games.rules.money import FULL, share_out
from games.rules.words import gettext_noop

TITLE = gettext_noop("Zufall: würfelt")
RESERVE = 0
HELP_MAX = 20_000
PLACES_STEP = 10
PARTS = 9
"""Agreed parts of a card are drawn as weights from 1 to so many."""
RARE = 6
"""One in so many: closing a service, leaving or withholding."""
USUAL = 4
"""Three in so many: taking part in what was offered, letting go who wants to leave."""
FICKLE = 3
"""One player in so many builds and withholds as the lot says, whatever it promised."""


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Draw every field within its limits."""
    seat = take(scenario, state, town)
    draft = Draft(seat, RESERVE)
    lot = Lot(state, town)
    _services(draft, lot)
    _housing(draft, lot)
    _fund(draft, lot)
    _partners(draft, lot)
    _modules(draft, lot)
    _beyond_the_base(draft, lot)
    return draft.decision()


def _services(draft: Draft, lot: Lot) -> None:
    limits = draft.seat.limits
    for name, allowed in limits.levels.items():
        level = lot.pick(f"niveau:{name}", allowed)
        if level is not Level.CLOSE or lot.yes(f"schluss:{name}", RARE):
            draft.level(name, level)
    for name, most in limits.places_max.items():
        step = lot.number(f"plaetze:{name}", 2 * PLACES_STEP + 1) - PLACES_STEP
        draft.places[name] = max(limits.places_min[name], min(most, step))


def _housing(draft: Draft, lot: Lot) -> None:
    seat = draft.seat
    most = seat.limits.max_greenfield
    if _faithful(lot):
        free = seat.me.inhabitants * seat.scenario.trust.greenfield_free_per_1000 // 1000
        most = 0 if NO_BUILDING in seat.me.promises else min(most, free)
    draft.greenfield = lot.number("rand", most + 1)
    draft.inner = lot.number("kern", draft.seat.limits.max_inner + 1)


def _faithful(lot: Lot) -> bool:
    """Two in three keep their word and pay: else no trust for the higher stages would ever grow."""
    return lot.always("treue", FICKLE) > 0


def _fund(draft: Draft, lot: Lot) -> None:
    seat = draft.seat
    stance = lot.pick("fonds", seat.limits.fund_stances)
    if stance in (FundStance.STAY, FundStance.JOIN) or lot.yes("austritt", RARE):
        draft.fund = stance
    if seat.fund is None:
        return
    for name in sorted(seat.scenario.projects):
        ballot = lot.pick(f"stimme:{name}", (Ballot.YES, Ballot.NO, None))
        if ballot is not None and seat.fund.join:
            draft.votes[name] = ballot


def _partners(draft: Draft, lot: Lot) -> None:
    _offers(draft, lot)
    _cards(draft, lot)
    seat = draft.seat
    draft.meet(town for town in expected_meetings(seat.state, seat.town) if lot.yes(town))
    mine = [item for item in seat.state.agreements if seat.town in item.members]
    stays = _faithful(lot) and NO_EXIT in seat.me.promises
    draft.leave = [item.id for item in mine if not stays and lot.yes(f"kuendigen:{item.id}", RARE)]
    draft.release = [
        item.id
        for item in mine
        if item.stage == RELEASING_STAGE
        and item.notices
        and not lot.yes(f"festhalten:{item.id}", USUAL)
    ]
    draft.withhold = [
        item.id
        for item in mine
        if may_withhold(seat.state, item)
        and not _faithful(lot)
        and lot.yes(f"verweigern:{item.id}", RARE)
    ]


def _offers(draft: Draft, lot: Lot) -> None:
    """An offer of the own drawing or else that of the plan; consent to those of others."""
    seat = draft.seat
    planned = {o.owner: o.proposal for o in expected_offers(seat.scenario, seat.state)}
    for owner in sorted(seat.state.towns):
        offer = drawn_offer(seat.scenario, seat.state, owner) or planned.get(owner)
        if offer is None or seat.town not in offer.members:
            continue
        if owner == seat.town:
            draft.offer(offer)
        elif not lot.yes(f"ablehnen:{owner}", USUAL):
            draft.consent(f"{owner}#0")


def _cards(draft: Draft, lot: Lot) -> None:
    seat = draft.seat
    for applicant, application in expected_applications(seat.scenario, seat.state):
        if applicant == seat.town:
            draft.apply(application)
        elif seat.town in application.partners and lot.yes("mitmachen"):
            draft.consent(application.project)
    anyway = lot.yes("in jedem fall", RARE)
    if seat.limits.projects and (anyway or seat.fund is not None):
        draft.apply(Application(lot.pick("antrag", seat.limits.projects), anyway=anyway))


def _beyond_the_base(draft: Draft, lot: Lot) -> None:
    """What the options of a game allow: scores of others' cards, votes, shares of joint cards."""
    limits = draft.seat.limits
    own = {application.project for application in draft.applications}
    for card in limits.may_score:
        if card not in own and lot.yes(f"bewerten:{card}"):
            draft.scores[card] = {
                criterion: lot.number(f"punkte:{card}:{criterion}", HIGHEST + 1)
                for criterion in draft.seat.scenario.scoring
            }
    if limits.key_weights:
        draft.key_vote = lot.pick("fondsschlüssel", (None, *limits.key_weights))
    if limits.may_agree_shares:
        draft.applications = [_with_shares(item, draft, lot) for item in draft.applications]


def _with_shares(application: Application, draft: Draft, lot: Lot) -> Application:
    """Every second application for itself: parts by lot that are the whole together."""
    if not lot.yes(f"anteile:{application.project}"):
        return application
    weights = {
        name: 1 + lot.number(f"anteil:{application.project}:{name}", PARTS)
        for name in (draft.seat.town, *application.partners)
    }
    return replace(application, shares=share_out(FULL, weights))


def _modules(draft: Draft, lot: Lot) -> None:
    seat = draft.seat
    limits = seat.limits
    if limits.may_share_data:
        draft.share_data = lot.yes("daten")
    draft.promises = tuple(name for name in limits.may_promise if lot.yes(f"zusage:{name}"))
    if limits.may_guess and seat.scenario.goals:
        town = lot.pick("tipp", limits.may_guess)
        draft.guess = Guess(town, lot.pick("ziel", sorted(seat.scenario.goals)))
    if limits.may_pay_help and lot.yes("hilfe", RARE):
        draft.payments[lot.pick("wem", seat.others)] = 1 + lot.number("betrag", HELP_MAX)
    if limits.pledge_max and lot.yes("bauzusage"):
        span = limits.pledge_max // 2 - limits.pledge_min
        draft.pledge = limits.pledge_min + lot.number("zusagebetrag", span)
