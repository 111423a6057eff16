"""What the fund would cost a municipality this year, before it has joined."""

from games.rules.effects import fiscal
from games.rules.effects.fund import contribution, fund_shares
from games.rules.model import Scenario, State
from games.rules.work import Round


def expected_contribution(scenario: Scenario, state: State, town: str) -> int:
    """Contribution F1 in euro of the round to be played, if the fund works and the town is in it.

    Shares are reckoned over all towns of the region, so it does not matter who else joins.
    """
    game = Round(scenario, state)
    if game.variant is None or not game.variant.join:
        return 0
    fiscal.assess(game)
    return contribution(game, game.variant, game.towns[town], fund_shares(game, game.variant))
