"""By lot: anything the rules allow, from the draws of the engine; for tests and trial games."""

from collections.abc import Sequence
from typing import TypeVar

from games.rules.bots.plan import expected_applications, expected_meetings, expected_offers
from games.rules.bots.seat import Draft, Seat, take
from games.rules.chance import draw
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
from games.rules.words import gettext_noop

T = TypeVar("T")

TITLE = gettext_noop("Zufall: würfelt")
RESERVE = 0
HELP_MAX = 20_000
PLACES_STEP = 10
RARE = 6
"""One in so many: closing a service or leaving the fund."""


class Lot:
    """Draws for one town and round, each with a name of its own."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def number(self, purpose: str, n: int) -> int:
        """A number from 0 to n - 1."""
        state = self._seat.state
        return draw(state.seed, state.round, f"zufall:{purpose}", self._seat.town, max(1, n))

    def yes(self, purpose: str, one_in: int = 2) -> bool:
        """True once in so many draws."""
        return self.number(purpose, one_in) == 0

    def pick(self, purpose: str, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.number(purpose, len(choices))]


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Draw every field within its limits."""
    seat = take(scenario, state, town)
    draft = Draft(seat, RESERVE)
    lot = Lot(seat)
    _services(draft, lot)
    _housing(draft, lot)
    _fund(draft, lot)
    _partners(draft, lot)
    _modules(draft, lot)
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
    draft.greenfield = lot.number("rand", draft.seat.limits.max_greenfield + 1)
    draft.inner = lot.number("kern", draft.seat.limits.max_inner + 1)


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
    seat = draft.seat
    for offer in expected_offers(seat.scenario, seat.state):
        if seat.town not in offer.proposal.members or not lot.yes(f"angebot:{offer.owner}"):
            continue
        if offer.owner == seat.town:
            draft.offer(offer.proposal)
        else:
            draft.consent(offer.id)
    for applicant, application in expected_applications(seat.scenario, seat.state):
        if applicant == seat.town:
            draft.apply(application)
        elif seat.town in application.partners and lot.yes("mitmachen"):
            draft.consent(application.project)
    if seat.fund is not None and seat.limits.projects:
        draft.apply(Application(lot.pick("antrag", seat.limits.projects)))
    draft.meet(town for town in expected_meetings(seat.state, seat.town) if lot.yes(town))
    mine = [item.id for item in seat.state.agreements if seat.town in item.members]
    draft.leave = [item for item in mine if lot.yes(f"kuendigen:{item}", RARE)]


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
        span = limits.pledge_max // len(seat.state.towns) - limits.pledge_min
        draft.pledge = limits.pledge_min + lot.number("zusagebetrag", span)
