"""From the working state of a settled round to the state of the next one."""

from games.rules.effects import fiscal
from games.rules.model import State, TownState
from games.rules.work import Round, Town


def frozen_state(game: Round) -> State:
    """The state after a round whose steps have all been taken."""
    return State(
        round=game.number + 1,
        seed=game.seed,
        model=game.before.model,
        revenue_index=game.revenue,
        cost_index=game.cost,
        towns={name: _town(game, town) for name, town in game.towns.items()},
        trust=game.trust,
        agreements=tuple(game.agreements),
        claims=tuple(game.new_claims),
        fund=game.fund,
        finished_projects=tuple(game.finished),
        region=game.region,
        threshold_built=game.built_threshold,
        agreements_founded=game.founded,
        county_levy=fiscal.county_levies(game),
    )


def _town(game: Round, town: Town) -> TownState:
    account = town.before.account + game.ledger.balance(town.id)
    limit = game.scenario.finance.credit_limit_per_head
    return TownState(
        people=tuple(town.people),
        account=account,
        running=game.ledger.running_result(town.id),
        running_before=town.before.running,
        tax_base=town.base,
        vacancy=town.vacancy,
        dwellings=town.dwellings,
        backing=town.backing,
        yearly=town.yearly,
        bonus=town.bonus,
        shares_data=town.shares_data,
        watched=account < -limit * town.inhabitants,
        services=town.services,
        values=town.values,
        forecast=town.forecast,
        goal=town.goal,
        guessed=town.guessed,
        guesses_right=town.guesses_right,
        promises=town.decision.promises,
        promises_made=town.promises_made,
        promises_kept=town.promises_kept,
        rounds_data_shared=town.before.rounds_data_shared + town.shares_data,
    )
