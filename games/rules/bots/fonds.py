"""The fund first: pays in, applies and votes; signs no contract about services."""

from games.rules.bots import household, neighbours
from games.rules.bots.plan import expected_meetings
from games.rules.bots.seat import Draft, take
from games.rules.effects.goals import IN_FUND
from games.rules.model import Decision, Scenario, State
from games.rules.words import gettext_noop

TITLE = gettext_noop("Fonds: setzt auf Projekte im Ortskern")
WORN = 3500
RESERVE = 20
CARDS = 2
INSIDE = 3000
GOOD = 6000
SAVINGS = 150
LEAST_TRUST = 2000


def decide(scenario: Scenario, state: State, town: str) -> Decision:
    """Use time and money for cards and the own centre; data stays at home."""
    draft = Draft(take(scenario, state, town), RESERVE)
    neighbours.join_fund(draft)
    household.renew(draft, WORN)
    household.apply_alone(draft, CARDS)
    neighbours.share_cards(draft)
    neighbours.vote(draft, LEAST_TRUST)
    neighbours.promise(draft, IN_FUND)
    draft.meet(expected_meetings(state, town))
    household.build_inside(draft, INSIDE)
    household.improve(draft, GOOD, SAVINGS)
    household.trim_places(draft)
    return draft.decision()
