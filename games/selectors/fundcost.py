"""What the fund would cost a municipality this year, before anything is settled."""

from games.rules.effects import fiscal
from games.rules.effects.fund import contribution, fund_shares
from games.rules.fundbook import Bench
from games.rules.model import Decision, Scenario, State
from games.rules.work import Round


class FundOutlook:
    """The fund of the round to be played, seen by one town, at the prices before any event."""

    def __init__(self, scenario: Scenario, state: State, town: str) -> None:
        self.game = Round(scenario, state)
        self.town = self.game.towns[town]
        fiscal.assess(self.game)

    @property
    def contribution(self) -> int:
        """Contribution F1 in euro if the fund works and the town is in it.

        Shares are reckoned over all towns of the region, so it does not matter who else joins.
        """
        variant = self.game.variant
        if variant is None or not variant.join:
            return 0
        shares = fund_shares(self.game, variant)
        return contribution(self.game, variant, self.town, shares)


def own_parts(scenario: Scenario, state: State, town: str, decision: Decision) -> int:
    """Euro the town pays in the end for its applications, if all are granted as far as they can."""
    if not decision.applications:
        return 0
    bench = Bench(scenario, state, {town: decision})
    return sum(
        bench.expect(each.project, (town, *each.partners), each.shares).own[town]
        for each in decision.applications
    )
