"""Dealing with the others: fund, offers, joint cards, meetings, data, promises and guesses."""

from collections.abc import Callable, Iterator

from games.rules.bots.household import own_part
from games.rules.bots.plan import (
    expected_applications,
    expected_meetings,
    expected_offers,
    expected_pledges,
)
from games.rules.bots.seat import Draft, Seat
from games.rules.chance import draw
from games.rules.effects.goals import IN_FUND, NO_EXIT
from games.rules.effects.news import card_of
from games.rules.legality_checks import RELEASING_STAGE, may_withhold
from games.rules.model import Agreement, Ballot, FundStance, Guess, Proposal

Willing = Callable[[Seat, Proposal], bool]
HELP_PER_HEAD = 1
"""Help in need in euro per own inhabitant: a sign more than a rescue."""


def join_fund(draft: Draft) -> None:
    """Join the fund where there is one to join."""
    if FundStance.JOIN in draft.seat.limits.fund_stances:
        draft.fund = FundStance.JOIN


def take_part(draft: Draft, willing: Willing) -> None:
    """Make the own offers of the plan and consent to the others that one is willing to."""
    seat = draft.seat
    offers = [
        offer
        for offer in expected_offers(seat.scenario, seat.state)
        if seat.town in offer.proposal.members and willing(seat, offer.proposal)
    ]
    for offer in offers:
        if offer.owner == seat.town:
            draft.offer(offer.proposal)
    for offer in offers:
        if offer.owner != seat.town:
            draft.consent(offer.id)


def share_cards(draft: Draft) -> None:
    """Apply for the joint card of the plan, or consent to it as a partner."""
    seat = draft.seat
    for applicant, application in expected_applications(seat.scenario, seat.state):
        team = (applicant, *application.partners)
        card = seat.scenario.projects[application.project]
        if seat.town not in team or not draft.pay(own_part(seat, card, len(team))):
            continue
        if seat.town == applicant:
            draft.apply(application)
        else:
            draft.consent(card.id)


def vote(draft: Draft, least_trust: int) -> None:
    """Vote for the cards of towns one trusts; the others' cards are left to the others."""
    seat = draft.seat
    if not seat.in_fund and draft.fund is not FundStance.JOIN:
        return
    for card in seat.scenario.projects.values():
        trusted = not card.town or seat.state.trust[seat.town].get(card.town, 0) >= least_trust
        if card.town != seat.town and trusted and card.id not in seat.state.finished_projects:
            draft.votes[card.id] = Ballot.YES


def talk(draft: Draft) -> None:
    """Share data and use the time that is left for the meetings of the plan."""
    seat = draft.seat
    if seat.limits.may_share_data:
        draft.share_data = True
    draft.meet(expected_meetings(seat.state, seat.town))


def guess(draft: Draft) -> None:
    """Guess a neighbour's goal by lot: nobody sees it, but a lucky guess makes friends."""
    seat = draft.seat
    goals = sorted(set(seat.scenario.goals) - {seat.me.goal})
    if goals and seat.limits.may_guess:
        other = seat.limits.may_guess[0]
        lot = draw(seat.state.seed, seat.state.round, "tipp", seat.town, len(goals))
        draft.guess = Guess(other, goals[lot])


def promise(draft: Draft, *wanted: str) -> None:
    """Promise for the next round: the fund only if it works, to stay only where one could go."""
    seat = draft.seat
    sure = seat.in_fund and seat.state.fund.started and not seat.state.fund.notices
    bound = seat.in_fund or any(seat.town in item.members for item in seat.state.agreements)
    sensible = {IN_FUND: sure, NO_EXIT: bound}
    draft.promises = tuple(
        name for name in wanted if name in seat.limits.may_promise and sensible.get(name, True)
    )


def let_go(draft: Draft, below: int) -> None:
    """Release those who want to leave a union, if one trusts none of them as much as this."""
    trust = draft.seat.state.trust[draft.seat.town]
    for item in _mine(draft.seat):
        leaving = [name for name in item.notices if name != draft.seat.town]
        mistrusted = all(trust[name] < below for name in leaving)
        if item.stage == RELEASING_STAGE and leaving and mistrusted:
            draft.release.append(item.id)


def part_from(draft: Draft, below: int) -> None:
    """Give notice where a member trusted less than this stays, unless one promised not to."""
    if NO_EXIT in draft.seat.me.promises:
        return
    trust = draft.seat.state.trust[draft.seat.town]
    for item in _mine(draft.seat):
        staying = [name for name in item.members if name in trust and name not in item.notices]
        given = draft.seat.town in item.notices
        if not given and any(trust[name] < below for name in staying):
            draft.leave.append(item.id)


def hold_back(draft: Draft) -> None:
    """Withhold the disputed part of every share where that is possible."""
    seat = draft.seat
    draft.withhold = [item.id for item in _mine(seat) if may_withhold(seat.state, item)]


def _mine(seat: Seat) -> Iterator[Agreement]:
    return (item for item in seat.state.agreements if seat.town in item.members)


def help_in_need(draft: Draft) -> None:
    """Send a little money to the one town that the card of the round hits."""
    seat = draft.seat
    card = card_of(seat.scenario, seat.state.seed, seat.state.round)
    if card is None or not seat.limits.may_pay_help or len(card.towns) > 1:
        return
    loses = any(
        effect.amount < 0 or effect.per_head < 0 for effect in seat.scenario.events[card.id].effects
    )
    amount = HELP_PER_HEAD * seat.me.inhabitants
    if loses and card.towns[0] != seat.town and draft.pay(amount):
        draft.payments[card.towns[0]] = amount


def pledge(draft: Draft) -> None:
    """Pledge the own part of the joint building."""
    seat = draft.seat
    amount = expected_pledges(seat.scenario, seat.state).get(seat.town, 0)
    if seat.limits.pledge_min <= amount <= seat.limits.pledge_max:
        draft.pledge = amount
