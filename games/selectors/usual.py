"""What a town's services cost this year if nothing is chosen: what a choice is compared with."""

from collections.abc import Mapping
from functools import lru_cache

from games.rules.model import Decision, Scenario, State
from games.rules.preview import preview
from games.selectors.memo import Same


def usual_costs(scenario: Scenario, state: State, town: str) -> Mapping[str, int]:
    """Service -> running cost of the year in euro, kept while scenario and state are the same."""
    return _settled(Same(scenario), Same(state), town)


@lru_cache(maxsize=256)
def _settled(scenario: Same[Scenario], state: Same[State], town: str) -> Mapping[str, int]:
    seen = preview(scenario.value, state.value, town, Decision())
    return {service: each.cost for service, each in seen.services.items()}
