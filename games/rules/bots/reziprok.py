"""Tit for tat: gives first, then what it gets; the bot that sits in empty seats."""

from games.rules.bots import household, neighbours
from games.rules.bots.seat import Draft, Seat, take
from games.rules.effects.goals import NO_BUILDING, NO_EXIT
from games.rules.model import Decision, FundStance, Proposal, Scenario, State
from games.rules.words import gettext_noop

TITLE = gettext_noop("Wie du mir, so ich dir")
WORN = 4500
WORN_TOGETHER = 5500
GOOD = 7000
SAVINGS = 100
RESERVE = 20
INSIDE = 2000
SHUNNED = 2800
"""Trust (ten-thousandths) below which it signs nothing with a town and leaves its company."""
COOL = 3400
"""Mean trust below which it stops sparing the edge; in one town: holds nobody back."""
PATIENCE = 3
"""Rounds it waits for the others to join the fund."""
BUILDS = 2


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Take part with those who have not broken trust; keep to oneself when most have."""
    seat = take(scenario, state, town)
    draft = Draft(seat, RESERVE)
    _fund(draft)
    neighbours.pledge(draft)
    neighbours.take_part(draft, willing)
    neighbours.let_go(draft, COOL)
    neighbours.part_from(draft, SHUNNED)
    household.renew_joint(draft, WORN_TOGETHER)
    household.renew(draft, WORN)
    household.apply_alone(draft, 1)
    neighbours.share_cards(draft)
    neighbours.vote(draft, SHUNNED)
    neighbours.talk(draft)
    neighbours.guess(draft)
    if seat.mean_trust() >= COOL:
        neighbours.promise(draft, NO_BUILDING, NO_EXIT)
        household.build_inside(draft, INSIDE)
    else:
        household.build_outside(draft, BUILDS)
    household.improve(draft, GOOD, SAVINGS)
    household.trim_places(draft)
    return draft.decision()


def _fund(draft: Draft) -> None:
    """Join at once; leave again if the others never let it start."""
    seat = draft.seat
    alone = seat.state.round > PATIENCE and not seat.state.fund.started
    if not alone:
        neighbours.join_fund(draft)
    elif FundStance.LEAVE in seat.limits.fund_stances:
        draft.fund = FundStance.LEAVE


def willing(seat: Seat, proposal: Proposal) -> bool:
    """With towns that have not broken its trust."""
    trust = seat.state.trust[seat.town]
    return all(trust[name] >= SHUNNED for name in proposal.members if name != seat.town)
