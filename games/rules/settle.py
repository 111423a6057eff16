"""Settlement of a round: a pure function of scenario, state and decisions (rules section 4)."""

from collections.abc import Callable, Mapping
from typing import Final

from games.rules.effects import (
    agreements,
    aid,
    backing,
    contracts,
    fiscal,
    forecast,
    fund,
    goals,
    housing,
    keyvotes,
    news,
    people,
    projects,
    services,
    threshold,
    trust,
    values,
)
from games.rules.freeze import frozen_state
from games.rules.legality import clean
from games.rules.model import Decision, Scenario, Settlement, State
from games.rules.work import NOTHING, Round

ENGINE_VERSION: Final = 6
"""Raised with every change that gives other results for the same decisions."""

Step = Callable[[Round], None]

STEPS: Final[tuple[Step, ...]] = (
    news.news,
    # 2. agreements and membership
    agreements.notices,
    agreements.check_consents,
    agreements.found,
    agreements.start_due,
    fund.wind_up,
    fund.membership,
    # 3. income
    fiscal.assess,
    fiscal.income,
    projects.yearly_effects,
    housing.edge_upkeep,
    # 4. services
    contracts.settle_claims,
    contracts.joint_services,
    services.own_services,
    # 5. to 7. housing, fund and projects, modules, interest
    housing.build,
    fund.contribute,
    projects.award,
    keyvotes.vote,
    fund.dissolve,
    threshold.pledges,
    aid.help_neighbours,
    aid.interest,
    # 9. to 11. condition, people, vacancy
    services.wear,
    people.live_a_year,
    housing.vacate,
    # 12. trust
    goals.guess,
    goals.check_promises,
    trust.update,
    # 13. values, backing, forecasts, prices
    values.judge,
    backing.sway,
    forecast.look_ahead,
    fiscal.grow_indices,
    agreements.clear_out,
)
"""The order of settlement; accounts (step 8) follow from the postings."""


def settle(scenario: Scenario, state: State, decisions: Mapping[str, Decision]) -> Settlement:
    """Settle one round. Towns without a decision play the defaults; illegal items are dropped.

    ``decisions`` is keyed by town id; unknown towns raise ``KeyError``. The result depends neither
    on the order of the decisions nor on anything but the arguments.
    """
    game = opened(scenario, state, decisions)
    for step in STEPS:
        step(game)
    return Settlement(
        round=game.number,
        state_after=frozen_state(game),
        postings=tuple(game.ledger.postings),
        notes=tuple(game.notes),
        event=game.event,
        services=game.results,
        engine_version=ENGINE_VERSION,
        causes=tuple(game.causes),
        awards=tuple(game.awards),
    )


def opened(scenario: Scenario, state: State, decisions: Mapping[str, Decision]) -> Round:
    """A round with every town's legal decision, before the first step. Raises as ``settle``."""
    game = Round(scenario, state)
    for name in decisions:
        game.towns[name]
    for name, town in game.towns.items():
        town.decision, notes = clean(game, name, decisions.get(name, NOTHING))
        game.notes.extend(notes)
    return game


def up_to(step: Step, scenario: Scenario, state: State, decisions: Mapping[str, Decision]) -> Round:
    """The working state of a round as one of its steps finds it."""
    game = opened(scenario, state, decisions)
    for each in STEPS[: STEPS.index(step)]:
        each(game)
    return game
