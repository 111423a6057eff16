"""A player that breaks with everybody: for measuring what defection brings, never a live bot."""

from dataclasses import replace
from typing import Final

from games.rules.bots import trittbrett
from games.rules.legality import limits
from games.rules.legality_checks import may_withhold
from games.rules.model import Decision, FundStance, Scenario, State

TURNCOAT: Final = "abkehr"


def turn_away(scenario: Scenario, state: State, town: str) -> Decision:
    """Free riding; payments withheld where that is possible, notice given elsewhere."""
    mine = [item for item in state.agreements if town in item.members]
    held = tuple(item.id for item in mine if may_withhold(state, item))
    stances = limits(scenario, state, town).fund_stances
    return replace(
        trittbrett.decide(scenario, state, town),
        withhold=held,
        leave=tuple(item.id for item in mine if item.id not in held and town not in item.notices),
        fund=FundStance.REFUSE if FundStance.REFUSE in stances else FundStance.STAY,
        promises=(),
        share_data=False if state.towns[town].shares_data else None,
    )
