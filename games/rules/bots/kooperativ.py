"""Always together: takes every part the plan of the region gives it, whatever others do."""

from games.rules.bots import household, neighbours
from games.rules.bots.seat import Draft, Seat, take
from games.rules.effects.goals import PROMISES
from games.rules.model import Decision, Proposal, Scenario, State
from games.rules.money import FULL
from games.rules.words import gettext_noop

TITLE = gettext_noop("Kooperativ: immer gemeinsam")
WORN = 4500
WORN_TOGETHER = 5500
GOOD = 7000
SAVINGS = 100
RESERVE = 20
INSIDE = 2500
LEAST_TRUST = 0
ANYBODY = FULL + 1
"""No trust is as high: whoever wants to leave may go."""


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Contracts, fund, data, promises and help, nobody is held back; nothing on the edge."""
    draft = Draft(take(scenario, state, town), RESERVE)
    neighbours.join_fund(draft)
    neighbours.pledge(draft)
    neighbours.take_part(draft, willing)
    neighbours.let_go(draft, ANYBODY)
    neighbours.help_in_need(draft)
    household.renew_joint(draft, WORN_TOGETHER)
    household.renew(draft, WORN)
    household.apply_alone(draft, 1)
    neighbours.share_cards(draft)
    neighbours.vote(draft, LEAST_TRUST)
    neighbours.talk(draft)
    neighbours.guess(draft)
    neighbours.promise(draft, *PROMISES)
    household.build_inside(draft, INSIDE)
    household.improve(draft, GOOD, SAVINGS)
    household.trim_places(draft)
    return draft.decision()


def willing(seat: Seat, proposal: Proposal) -> bool:
    """With anybody."""
    return True
