"""A whole game played by strategies, without tables: its states, settlements and decisions."""

from dataclasses import dataclass

import pytest

from games.rules.bots import STRATEGIES
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios import load

STRATEGIES_BY_PLACE = ("kooperativ", "reziprok", "kooperativ", "fonds", "kooperativ", "trittbrett")
ROUNDS = 6


@dataclass(frozen=True)
class Played:
    """What a record holds of a game, as the figures take it."""

    scenario: object
    states: tuple
    settlements: tuple
    decisions: tuple

    @property
    def end(self):
        return self.states[-1]

    def name(self, town):
        return self.scenario.municipalities[town].name


@pytest.fixture(scope="session")
def played():
    scenario = load.build(load.read("mittelaue"))
    strategies = dict(zip(scenario.municipalities, STRATEGIES_BY_PLACE, strict=True))
    states, settlements, decisions = [start(scenario, "bilder", "alles")], [], []
    for _round in range(ROUNDS):
        made = {
            town: STRATEGIES[name](scenario, states[-1], town) for town, name in strategies.items()
        }
        settlements.append(settle(scenario, states[-1], made))
        decisions.append(made)
        states.append(settlements[-1].state_after)
    return Played(scenario, tuple(states), tuple(settlements), tuple(decisions))
