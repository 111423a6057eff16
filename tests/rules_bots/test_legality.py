"""Whatever a strategy decides is legal, in any scenario and model and beside any neighbours."""

import os
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.rules.bots import STRATEGIES
from games.rules.chance import draw
from games.rules.legality import check
from games.rules.model import Options
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios import load

SCENARIOS = {slug: load.build(load.read(slug)) for slug in load.available()}
MODELS = sorted(SCENARIOS["mittelaue"].models)
NAMES = sorted(STRATEGIES)
GAMES = 420 if os.environ.get("SOAK") else 6
"""For each scenario and model: 10,080 games in the long form, half of them by lot alone."""


def illegal_items(scenario, seed, model, strategies, rounds):
    """Play and collect every note about a decision that one of the strategies made."""
    state = start(scenario, seed, model)
    found = []
    for _ in range(rounds):
        decisions = {
            town: STRATEGIES[name](scenario, state, town) for town, name in strategies.items()
        }
        for town, decision in decisions.items():
            found += [
                (state.round, strategies[town], note)
                for note in check(scenario, state, town, decision)
            ]
        state = settle(scenario, state, decisions).state_after
    return found


@pytest.mark.long
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("slug", sorted(SCENARIOS))
def test_games_by_lot_and_mixed_ones_hold_no_illegal_decision(slug, model):
    scenario = SCENARIOS[slug]
    for number in range(GAMES):
        seed = f"{slug}-{number}"
        strategies = {
            town: NAMES[draw(seed, number, "strategie", town, len(NAMES))]
            if number % 2
            else "zufall"
            for town in scenario.municipalities
        }
        assert illegal_items(scenario, seed, model, strategies, scenario.rounds) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_seed_makes_a_strategy_illegal(data):
    plain = SCENARIOS[data.draw(st.sampled_from(sorted(SCENARIOS)))]
    switches = {field.name: data.draw(st.booleans(), field.name) for field in fields(Options)}
    scenario = replace(plain, options=Options(**switches))
    strategies = {
        town: data.draw(st.sampled_from(NAMES), label=town) for town in scenario.municipalities
    }
    seed = data.draw(st.text(max_size=8), label="seed")
    model = data.draw(st.sampled_from(MODELS), label="model")
    assert illegal_items(scenario, seed, model, strategies, rounds=5) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_town_deep_in_debt_is_played_legally(name):
    content = load.read("mittelaue")
    for town in content["municipalities"]:
        town["account"] = -20_000_000
    scenario = load.build(content)
    strategies = dict.fromkeys(scenario.municipalities, name)
    assert illegal_items(scenario, "schulden", "alles", strategies, rounds=4) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("model", MODELS)
def test_the_smallest_region_without_any_cards_is_played_legally(name, model):
    content = load.read("einstieg")
    content["municipalities"] = content["municipalities"][:2]
    content["distances"] = {"order": ["obertal", "mittelbach"], "minutes": [[0, 10], [10, 0]]}
    content["projects"] = []
    scenario = load.build(content)
    strategies = dict.fromkeys(scenario.municipalities, name)
    assert illegal_items(scenario, "klein", model, strategies, scenario.rounds) == []
