"""Folding the decisions of a whole game through the engine, again or under other rules."""

from collections.abc import Mapping, Sequence

from games.rules.model import Decision, Scenario, Settlement
from games.rules.settle import settle
from games.rules.start import start


def replay(
    scenario: Scenario, seed: str, model: str, rounds: Sequence[Mapping[str, Decision]]
) -> tuple[Settlement, ...]:
    """Settle round after round from the start; ``model`` "" is the scenario's own.

    What the model or the changed scenario does not allow is dropped and noted (rules section 10).
    """
    state = start(scenario, seed, model)
    settlements = []
    for decisions in rounds:
        settled = settle(scenario, state, decisions)
        settlements.append(settled)
        state = settled.state_after
    return tuple(settlements)


def voided(played: Settlement, replayed: Settlement) -> int:
    """How many more items were refused when a round was replayed under other rules."""
    return max(0, len(replayed.notes) - len(played.notes))
