"""Free riding: uses what others keep open, builds as much as it may, breaks its word."""

from games.rules.bots import household, neighbours
from games.rules.bots.seat import Draft, take
from games.rules.effects.goals import NO_BUILDING
from games.rules.model import Decision, Scenario, State
from games.rules.words import gettext_noop

TITLE = gettext_noop("Trittbrett: nimmt mit, was andere bezahlen")
WORN = 3000
RESERVE = 30


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Build to the limit though it promised not to, spare upkeep, pay no more than it must."""
    draft = Draft(take(scenario, state, town), RESERVE)
    household.renew(draft, WORN)
    household.save_voluntary(draft)
    neighbours.hold_back(draft)
    neighbours.promise(draft, NO_BUILDING)
    draft.greenfield = draft.seat.limits.max_greenfield
    return draft.decision()
