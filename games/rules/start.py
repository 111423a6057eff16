"""The state before the first round."""

from dataclasses import replace

from games.rules.effects import fiscal, forecast, goals, values
from games.rules.model import (
    Municipality,
    Scenario,
    ServiceState,
    State,
    TownState,
    TownValues,
)
from games.rules.money import FULL
from games.rules.work import Round

NO_VALUES = TownValues(0, 0, 0, 0, 0)


def start(scenario: Scenario, seed: str, model: str = "") -> State:
    """Set up the region; ``model`` names the cooperation model, empty = the scenario's own.

    Values and forecasts are those of the first day; goals are dealt from the seed.
    """
    names = sorted(scenario.municipalities)
    dealt = goals.deal(scenario, seed)
    bare = State(
        round=1,
        seed=seed,
        model=model or scenario.model,
        revenue_index=FULL,
        cost_index=FULL,
        towns={n: _town(scenario, scenario.municipalities[n], dealt[n]) for n in names},
        trust={i: {j: _trust(scenario, i, j) for j in names if j != i} for i in names},
    )
    return valued(scenario, _with_tax_base(scenario, bare))


def _trust(scenario: Scenario, viewer: str, other: str) -> int:
    return scenario.municipalities[viewer].trust.get(other, scenario.trust.start)


def _town(scenario: Scenario, data: Municipality, goal: str) -> TownState:
    return TownState(
        people=data.people,
        account=data.account,
        running=data.result_per_head * sum(data.people),
        running_before=data.result_per_head * sum(data.people),
        tax_base=0,
        vacancy=data.vacancy,
        dwellings=0,
        backing=scenario.backing.start,
        yearly=0,
        bonus=0,
        shares_data=False,
        watched=data.account < -scenario.finance.credit_limit_per_head * sum(data.people),
        services={
            name: ServiceState(True, site.condition, site.places)
            for name, site in data.services.items()
            if name in scenario.services
        },
        values=NO_VALUES,
        forecast=0,
        goal=goal,
    )


def _with_tax_base(scenario: Scenario, state: State) -> State:
    game = Round(scenario, state)
    towns = {
        name: replace(before, tax_base=fiscal.tax_base(game, game.towns[name]))
        for name, before in state.towns.items()
    }
    return replace(state, towns=towns)


def valued(scenario: Scenario, state: State) -> State:
    """A state of the first day with the values, forecasts and county levy that it stands for."""
    game = Round(scenario, state)
    fiscal.assess(game)
    for name, before in state.towns.items():
        game.ledger.running[name] = before.running
    values.judge(game)
    forecast.look_ahead(game)
    towns = {
        name: replace(before, values=game.towns[name].values, forecast=game.towns[name].forecast)
        for name, before in state.towns.items()
    }
    return replace(state, towns=towns, region=game.region, county_levy=fiscal.county_levies(game))
