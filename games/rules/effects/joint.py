"""What a joint service costs, alone and together (rules sections 5.3 and 5.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from games.rules.effects.services import base_cost, renewal, yearly_cost
from games.rules.effects.usage import (
    Usage,
    Visit,
    access,
    current_sites,
    factor,
    office_quality,
    place_quality,
    usage,
)
from games.rules.model import Agreement, Level, Mode, Service, ServiceState
from games.rules.money import FULL, part
from games.rules.work import NO_SERVICE, Round, Town, demand, site_of

TRUST_BASE = 7000
TRUST_SPAN = 3000
LOAN = "kredit"


@dataclass(frozen=True, slots=True)
class Account:
    """The yearly account of a joint service in euro; ``ramp`` and factors in bp.

    ``costs``: what the gross consists of, by town (and ``LOAN``).
    """

    gross: int
    poolable: int
    ramp: int
    trust_factor: int
    saving: int
    overhead: int
    total: int
    price_factor: int = FULL
    costs: tuple[tuple[str, int], ...] = ()


class Member(NamedTuple):
    """An office or site in a joint service: yearly and fixed cost (euro), price shock (bp).

    ``name``: its town, or what else costs money.
    """

    name: str
    cost: int
    fixed: int
    shock: int


@dataclass(frozen=True, slots=True)
class Alone:
    """What a member would pay (euro) and have (bp) without the agreement."""

    cost: int
    quality: int


def ramp_of(game: Round, agreement: Agreement) -> int:
    """Share of the saving that is reached this year (ten-thousandths)."""
    ramp = game.scenario.services[agreement.service].ramp
    years = max(0, game.number - agreement.first_started)
    return ramp[min(years, len(ramp) - 1)]


def account(
    game: Round,
    agreement: Agreement,
    members: Sequence[str],
    costs: Sequence[Member],
    ramp: int,
) -> Account:
    """Account of a group of members; the total carries this year's price shock, if any."""
    service = game.scenario.services[agreement.service]
    stage = game.scenario.stages[agreement.stage]
    gross = sum(item.cost for item in costs)
    fixed = [item.fixed for item in costs]
    poolable = sum(fixed) - max(fixed, default=0)
    trust_factor = TRUST_BASE + part(TRUST_SPAN, game.mean_trust(members))
    saving = part(poolable, service.pool, stage.realised, ramp, trust_factor)
    overhead = part(gross - saving, stage.overhead)
    shock = _price_factor(costs)
    total = part(gross - saving + overhead, shock)
    named = tuple((item.name, item.cost) for item in costs if item.cost)
    return Account(gross, poolable, ramp, trust_factor, saving, overhead, total, shock, named)


def _price_factor(costs: Sequence[Member]) -> int:
    """The largest of the shocks that hit a member's office or a joint site, if any."""
    return max((item.shock for item in costs if item.shock != FULL), default=FULL)


def alone_state(agreement: Agreement, town: Town) -> ServiceState:
    """The member's own office or site as it was before the agreement."""
    found = agreement.alone.get(town.id) or town.services.get(agreement.service)
    return found or NO_SERVICE


def own_load(town: Town, service: Service) -> int:
    """Load of an office or of a site that only its own town uses."""
    if service.mode is Mode.OFFICE:
        return town.inhabitants
    return demand(service, town.people)


def alone(
    game: Round, agreement: Agreement, town: Town, sites: Mapping[str, ServiceState], level: Level
) -> Alone:
    """Cost and quality without the agreement; ``sites`` are the sites open today.

    An agreement changes which sites there are, but an office wears alone as it does together: so an
    office is compared with what it is today, a site with what it was before.
    """
    service = game.scenario.services[agreement.service]
    state = alone_state(agreement, town)
    if state.open:
        load = own_load(town, service)
        cost = yearly_cost(game, town, service, state, load, level)
        if service.mode is Mode.OFFICE:
            office = town.services[service.id] if town.has(service.id) else state
            return Alone(cost, office_quality(game, town, service.id, office, None))
        visit = Visit(town.id, FULL, load)
        return Alone(cost, place_quality(game, service, visit, state, load))
    if service.mode is Mode.PLACE and service.open_use:
        return Alone(0, _best_elsewhere(game, service, town, sites))
    return Alone(0, 0)


def _best_elsewhere(
    game: Round, service: Service, town: Town, sites: Mapping[str, ServiceState]
) -> int:
    quality = game.scenario.quality
    return max(
        (
            part(FULL, access(service, game.minutes(town.id, owner)), factor(quality, s.condition))
            for owner, s in sites.items()
            if owner != town.id
        ),
        default=0,
    )


def fixed_cost(game: Round, owner: str, service: Service) -> int:
    """Fixed cost of an office or site this year in euro."""
    return part(site_of(game.towns[owner], service).fixed, game.cost)


def office_costs(
    game: Round, agreement: Agreement, members: Iterable[str], level: Level
) -> list[Member]:
    """Yearly and fixed cost of each member's own office."""
    service = game.scenario.services[agreement.service]
    found = []
    for name in members:
        town = game.towns[name]
        state = alone_state(agreement, town)
        if state.open:
            cost = base_cost(game, town, service, state, town.inhabitants, level)
            shock = game.shock("kosten", name, service.id)
            found.append(Member(name, cost, fixed_cost(game, name, service), shock))
    return found


def site_costs(
    game: Round,
    agreement: Agreement,
    sites: Mapping[str, ServiceState],
    loads: Mapping[str, int],
    level: Level,
) -> list[Member]:
    """Yearly and fixed cost of each joint site."""
    service = game.scenario.services[agreement.service]
    return [
        Member(
            owner,
            base_cost(game, game.towns[owner], service, state, loads[owner], level),
            fixed_cost(game, owner, service),
            game.shock("kosten", owner, service.id),
        )
        for owner, state in sites.items()
    ]


def loan_cost(game: Round, agreement: Agreement) -> int:
    """Yearly cost in euro of the loan of a threshold project."""
    threshold = game.scenario.threshold
    return part(agreement.loan, threshold.annuity) if threshold and agreement.loan else 0


def joint_account(game: Round, agreement: Agreement, level: Level, used: Usage | None) -> Account:
    """This year's account of a running agreement; ``used``: of a service of mode ort."""
    if used is None:
        costs = office_costs(game, agreement, agreement.members, level)
    else:
        sites = current_sites(game, agreement.service)
        kept = {name: sites[name] for name in agreement.sites if name in sites}
        costs = site_costs(game, agreement, kept, used.loads, level)
        costs.append(Member(LOAN, loan_cost(game, agreement), 0, FULL))
    return account(game, agreement, agreement.members, costs, ramp_of(game, agreement))


def joint_renewals(game: Round, agreement: Agreement) -> dict[str, int]:
    """Cost in euro of renewing every office or joint site that is open, by its town."""
    service = game.scenario.services[agreement.service]
    places = agreement.sites if service.mode is Mode.PLACE else agreement.members
    towns = [game.towns[name] for name in places]
    return {t.id: renewal(game, site_of(t, service)) for t in towns if t.has(service.id)}


def group_cost(game: Round, agreement: Agreement, members: Sequence[str], ramp: int) -> int:
    """Cost in euro if only this group of the members worked together (rules section 5.4).

    A group of mode amt saves like the whole. A group of mode ort keeps the joint sites it owns for
    its own people, with overhead but without pooling; without a joint site each keeps its former
    one, as does a town alone (this is how the table of section 14, P4, was reckoned).
    """
    service = game.scenario.services[agreement.service]
    if service.mode is Mode.OFFICE:
        if len(members) == 1:
            return _former_cost(game, agreement, members)
        costs = office_costs(game, agreement, members, Level.HOLD)
        return account(game, agreement, members, costs, ramp).total
    kept = {
        name: alone_state(agreement, game.towns[name])
        for name in members
        if name in agreement.sites
    }
    if len(members) == 1 or not kept:
        return _former_cost(game, agreement, members)
    loads = usage(game, service, kept, {name: list(kept) for name in members}).loads
    costs = site_costs(game, agreement, kept, loads, Level.HOLD)
    gross = sum(item.cost for item in costs) + loan_cost(game, agreement)
    return gross + part(gross, game.scenario.stages[agreement.stage].overhead)


def _former_cost(game: Round, agreement: Agreement, members: Sequence[str]) -> int:
    towns = (game.towns[name] for name in members)
    return sum(alone(game, agreement, town, {}, Level.HOLD).cost for town in towns)
