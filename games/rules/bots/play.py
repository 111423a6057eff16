"""Whole games of simulated players, for tests and for measuring the balance."""

from collections.abc import Mapping

from games.rules.bots import STRATEGIES
from games.rules.model import Scenario, Settlement
from games.rules.settle import settle
from games.rules.start import start


def play(
    scenario: Scenario, seed: str, model: str, strategies: Mapping[str, str], rounds: int
) -> tuple[Settlement, ...]:
    """Play so many rounds; ``strategies`` by town, towns without one decide nothing."""
    state = start(scenario, seed, model)
    settled = []
    for _ in range(rounds):
        decisions = {
            town: STRATEGIES[name](scenario, state, town) for town, name in strategies.items()
        }
        settlement = settle(scenario, state, decisions)
        settled.append(settlement)
        state = settlement.state_after
    return tuple(settled)
