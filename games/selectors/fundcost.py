"""What the fund would cost and bring a municipality this year, before anything is settled."""

from dataclasses import dataclass

from games.rules.effects import fiscal
from games.rules.effects.fund import contribution, fund_shares
from games.rules.effects.projects import (
    Bid,
    grant_amount,
    is_weak,
    points,
    project_cost,
    project_proceeds,
)
from games.rules.model import Project, Scenario, State
from games.rules.work import Round


@dataclass(frozen=True, slots=True)
class Prospect:
    """A project applied for alone: score (0-100), grant and own part in euro if it wins."""

    score: int
    least: int
    grant: int
    own: int

    @property
    def enough(self) -> bool:
        """Whether the score reaches what the fund asks for."""
        return self.score >= self.least


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

    def prospect(self, card: Project) -> Prospect:
        """What a won application for the card would mean, with enough money in the fund."""
        alone = (self.town.id,)
        score = points(self.game.scenario, card, 1)
        cost, proceeds = project_cost(self.game, card), project_proceeds(self.game, card)
        variant = self.game.variant
        if variant is None:
            return Prospect(score, 0, 0, cost - proceeds)
        weak = is_weak(self.game, alone)
        bid = Bid(card, self.town.id, alone, anyway=False, points=score, weak=weak)
        grant = max(0, grant_amount(self.game, variant, bid))
        return Prospect(score, variant.points_min, grant, cost - proceeds - grant)
