"""Money: the budget from one account to the next, all flows, and what each round did."""

from games.charts.figure import Figure
from games.charts.pictures import budget, flows
from games.charts.pictures.look import Look


def draw(look: Look) -> tuple[Figure, ...]:
    """Waterfall, flows, results."""
    return (budget.waterfall(look), flows.money_flows(look), budget.results(look))
