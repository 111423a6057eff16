"""How far a municipality has come: what there is to decide, what has been touched.

Counts only; what was decided stays with the team until the round is closed.
"""

from collections.abc import Iterable

from games.rules.model import Scenario, State


def fields_to_decide(scenario: Scenario, state: State, town: str) -> frozenset[str]:
    """Paths of the fields a team sees in this round: a level for each open service, land, fund."""
    services = state.towns[town].services
    paths = {f"levels.{service}" for service, own in services.items() if own.open}
    paths |= {"greenfield", "inner"}
    fund = scenario.models[state.model].fund
    if fund and scenario.funds[fund].join:
        paths.add("fund")
    return frozenset(paths)


def decided(fields: frozenset[str], touched: Iterable[str]) -> int:
    """How many of the fields have been set by hand, also to the value they had before."""
    return len(fields.intersection(touched))
