"""Free riding: uses what others keep open, builds as much as it may, gives nothing."""

from games.rules.bots import household
from games.rules.bots.seat import Draft, take
from games.rules.model import Decision, Scenario, State
from games.rules.words import gettext_noop

TITLE = gettext_noop("Trittbrett: nimmt mit, was andere bezahlen")
WORN = 3000
RESERVE = 30


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Build to the limit, spare every upkeep that is not a duty, mend only what would be locked."""
    draft = Draft(take(scenario, state, town), RESERVE)
    household.renew(draft, WORN)
    household.save_voluntary(draft)
    household.build_outside(draft, scenario.housing.max_greenfield_per_1000)
    return draft.decision()
