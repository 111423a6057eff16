"""The year as it goes if nobody chooses anything: what a choice is compared with."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from games.rules.model import Decision, Preview, Scenario, Settlement, State
from games.rules.preview import preview, seen_by
from games.rules.settle import settle
from games.selectors.memo import Same


def usual_costs(scenario: Scenario, state: State, town: str) -> Mapping[str, int]:
    """Service -> running cost of the year in euro, kept while scenario and state are the same."""
    services = _settled(Same(scenario), Same(state)).services[town]
    return {service: each.cost for service, each in services.items()}


def preview_of(
    scenario: Scenario,
    state: State,
    town: str,
    decision: Decision,
    others: Mapping[str, Decision] = MappingProxyType({}),
) -> Preview:
    """As ``rules.preview``; while nobody has chosen anything one settlement serves all towns."""
    if others or decision != Decision():
        return preview(scenario, state, town, decision, others)
    return seen_by(town, _settled(Same(scenario), Same(state)))


@lru_cache(maxsize=64)
def _settled(scenario: Same[Scenario], state: Same[State]) -> Settlement:
    return settle(scenario.value, state.value, {})
