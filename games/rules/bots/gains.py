"""What a joint service would bring a year: the estimate all simulated players share."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from games.rules.bots.seat import site_of
from games.rules.effects.usage import access, factor
from games.rules.model import Scenario, State
from games.rules.money import FULL, part, rdiv

TRUST_BASE = 7000
TRUST_SPAN = 3000
WORTH_DIVISOR = 10_000
CAUTION = 2
"""Councils count access that is lost or won this many times: people notice a closed pool."""


def office_gain(
    scenario: Scenario, state: State, service: str, members: Sequence[str], stage: int
) -> int:
    """Yearly saving less overhead in euro, in full swing, of joint offices."""
    known = scenario.services[service]
    costs = [_yearly(scenario, state, name, service) for name in members]
    heads = sum(state.towns[name].inhabitants for name in members)
    gross = sum(costs) + part(known.per_use * heads, state.cost_index)
    fixed = [_fixed(scenario, state, name, service) for name in members]
    return _net(scenario, state, service, members, stage, gross, fixed)


def place_gain(
    scenario: Scenario,
    state: State,
    service: str,
    members: Sequence[str],
    sites: Sequence[str],
    stage: int,
) -> int:
    """Yearly gain in euro of keeping only these sites, worth of better or worse access included."""
    own = [name for name in members if is_open(state, name, service)]
    kept = [_yearly(scenario, state, name, service) for name in sites]
    before = sum(_yearly(scenario, state, name, service) for name in own)
    fixed = [_fixed(scenario, state, name, service) for name in sites]
    net = _net(scenario, state, service, members, stage, sum(kept), fixed)
    return before - sum(kept) + net + _worth(scenario, state, service, members, own, sites)


def best_sites(
    scenario: Scenario, state: State, service: str, members: Sequence[str], stage: int
) -> tuple[str, ...]:
    """The sites that are worth keeping together; none if nobody has one."""
    own = [name for name in members if is_open(state, name, service)]
    choices = [chosen for size in range(1, len(own) + 1) for chosen in combinations(own, size)]
    return max(
        choices,
        key=lambda sites: place_gain(scenario, state, service, members, sites, stage),
        default=(),
    )


def is_open(state: State, town: str, service: str) -> bool:
    """Whether a town's own office or site is open."""
    own = state.towns[town].services.get(service)
    return own is not None and own.open


def setup_cost(scenario: Scenario, state: State, members: Sequence[str], stage: int) -> int:
    """Set-up V2 in euro for all members together."""
    rules = scenario.stages[stage]
    base = rules.setup + rules.setup_member * len(members)
    return part(base, FULL + FULL // 2 - mean_trust(state, members))


def mean_trust(state: State, members: Sequence[str]) -> int:
    """Mean trust over all ordered pairs (ten-thousandths)."""
    values = [state.trust[i][j] for i in members for j in members if i != j]
    return rdiv(sum(values), len(values)) if values else 0


def _fixed(scenario: Scenario, state: State, town: str, service: str) -> int:
    return part(site_of(scenario, town, service).fixed, state.cost_index)


def _yearly(scenario: Scenario, state: State, town: str, service: str) -> int:
    """Fixed cost and upkeep of an office or site; visits cost the same wherever they go."""
    site = site_of(scenario, town, service)
    return _fixed(scenario, state, town, service) + part(
        site.value, scenario.quality.upkeep_rate, state.cost_index
    )


def _net(
    scenario: Scenario,
    state: State,
    service: str,
    members: Sequence[str],
    stage: int,
    gross: int,
    fixed: Sequence[int],
) -> int:
    rules = scenario.stages[stage]
    poolable = sum(fixed) - max(fixed, default=0)
    trust = TRUST_BASE + part(TRUST_SPAN, mean_trust(state, members))
    saving = part(poolable, scenario.services[service].pool, rules.realised, trust)
    return saving - part(gross - saving, rules.overhead)


def _worth(
    scenario: Scenario,
    state: State,
    service: str,
    members: Iterable[str],
    before: Sequence[str],
    after: Sequence[str],
) -> int:
    weights = sum(item.weight for item in scenario.services.values())
    total = 0
    for name in members:
        change = _best_quality(scenario, state, name, service, after)
        change -= _best_quality(scenario, state, name, service, before)
        total += change * state.towns[name].inhabitants
    scale = scenario.services[service].weight * scenario.quality.value_per_point
    return rdiv(CAUTION * total * scale, weights * WORTH_DIVISOR)


def _best_quality(
    scenario: Scenario, state: State, town: str, service: str, sites: Sequence[str]
) -> int:
    known = scenario.services[service]
    return max(
        (
            part(
                access(known, scenario.distances[town][site]),
                factor(scenario.quality, state.towns[site].services[service].condition),
            )
            for site in sites
        ),
        default=0,
    )
