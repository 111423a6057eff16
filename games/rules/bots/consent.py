"""What simulated players say to offers that people make or change."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from games.rules.bots import kooperativ, reziprok
from games.rules.bots.seat import Seat, take
from games.rules.chance import draw
from games.rules.model import Proposal, Scenario, State
from games.rules.offer_preview import faults, offer_preview
from games.rules.terms import Terms, proposals

Willing = Callable[[Seat, Proposal], bool]

ALONE, TRUST, LOSS, COUNCIL, CHANCE = "alone", "trust", "loss", "council", "chance"
"""Why a bot says no."""

GENEROUS: Final = -2
"""Euro a head and year that the cooperative bot gives away for working together."""


def _lot(seat: Seat, proposal: Proposal) -> bool:
    state = seat.state
    return draw(state.seed, state.round, f"antwort:{proposal.service}", seat.town, 2) == 0


_WILLING: Final[Mapping[str, tuple[Willing, str, int]]] = MappingProxyType(
    {
        "reziprok": (reziprok.willing, TRUST, 0),
        "kooperativ": (kooperativ.willing, TRUST, GENEROUS),
        "zufall": (_lot, CHANCE, -1_000_000),
    }
)
"""By strategy: with whom, what it says if not, and the least advantage a head (euro a year).

Strategies that are not here sign nothing about services.
"""


def objection(
    strategy: str, scenario: Scenario, state: State, town: str, owner: str, terms: Terms
) -> str:
    """Why a bot would not sign an offer; "" = it would.

    It asks whether it wants these partners, whether its council would follow, and what a year in
    full swing brings it, quality included.
    """
    rule = _WILLING.get(strategy)
    if rule is None:
        return ALONE
    willing, reason, least = rule
    seat = take(scenario, state, town)
    if not all(willing(seat, offer) for offer in proposals(terms, owner)):
        return reason
    if faults(scenario, state, owner, terms):
        return LOSS
    shown = offer_preview(scenario, state, owner, terms)
    mine = shown.partners[town]
    if mine.backing < shown.council_gate:
        return COUNCIL
    return LOSS if mine.advantage < least * mine.inhabitants else ""
