"""Everyone for themselves: keeps the own house in order, builds moderately, talks to nobody."""

from games.rules.bots import household
from games.rules.bots.seat import Draft, take
from games.rules.model import Decision, Scenario, State

TITLE = "Allein: jeder für sich"
WORN = 3500
RESERVE = 30
BUILDS = 2


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Hold what there is, renew duties that are worn out, save on the rest when money is short."""
    draft = Draft(take(scenario, state, town), RESERVE)
    household.renew(draft, WORN, voluntary=False)
    if draft.seat.me.running < 0:
        household.save_voluntary(draft)
    household.build_outside(draft, BUILDS)
    return draft.decision()
