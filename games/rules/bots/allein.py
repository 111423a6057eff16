"""Everyone for themselves: keeps the own house in order, builds moderately, talks to nobody."""

from games.rules.bots import household
from games.rules.bots.seat import Draft, take
from games.rules.model import Decision, Scenario, State
from games.rules.words import gettext_noop

TITLE = gettext_noop("Allein: jeder für sich")
WORN = 4500
RESERVE = 20
BUILDS = 1
GOOD = 7000
SAVINGS = 100
INSIDE = 2000
"""As good a housekeeper as those who cooperate: what it lacks is the others."""


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Hold what there is, renew what is worn out, save on the rest when money is short."""
    draft = Draft(take(scenario, state, town), RESERVE)
    household.renew(draft, WORN)
    if draft.seat.me.running < 0:
        household.save_voluntary(draft)
    household.build_outside(draft, BUILDS)
    household.build_inside(draft, INSIDE)
    household.improve(draft, GOOD, SAVINGS)
    household.trim_places(draft)
    return draft.decision()
