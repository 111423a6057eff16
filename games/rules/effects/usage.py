"""Who uses which site, and how good a service is for whom (rules section 4.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from games.rules.model import Agreement, Mode, Quality, Service, ServiceState
from games.rules.money import FULL, part, rdiv
from games.rules.work import Round, Town, demand

STRONG_STAGE = 3
"""From this stage on a joint office lifts the quality of small towns."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How the people of a town use a service; no site = nowhere in reach."""

    site: str
    access: int
    visits: int


NOWHERE = Visit("", 0, 0)


@dataclass(frozen=True, slots=True)
class Usage:
    """Visits by town and load by site (visits a year) of one service of mode ort."""

    visits: Mapping[str, Visit]
    loads: Mapping[str, int]


def access(service: Service, minutes: int) -> int:
    """Share of the demand that comes from this far away (ten-thousandths)."""
    if minutes <= service.near:
        return FULL
    if minutes >= service.far:
        return 0
    return rdiv((service.far - minutes) * FULL, service.far - service.near)


def factor(quality: Quality, condition: int) -> int:
    """Quality that a condition allows (ten-thousandths)."""
    return quality.base + part(quality.span, condition)


def usage(
    game: Round,
    service: Service,
    sites: Mapping[str, ServiceState],
    reach: Mapping[str, Iterable[str]],
) -> Usage:
    """Send the people of every town in ``reach`` to the best of the sites it may use.

    ``sites``: open sites by owner; ``reach``: by town the owners whose sites it may use.
    """
    factors = {
        owner: factor(game.scenario.quality, site.condition) for owner, site in sites.items()
    }
    visits = {}
    loads = dict.fromkeys(sites, 0)
    for name, owners in reach.items():
        best = _best(game, service, name, owners, factors)
        if best is None:
            visits[name] = NOWHERE
            continue
        share, site = best
        count = part(demand(service, game.towns[name].people), share)
        visits[name] = Visit(site, share, count)
        loads[site] += count
    return Usage(visits, loads)


def _best(
    game: Round, service: Service, town: str, owners: Iterable[str], factors: Mapping[str, int]
) -> tuple[int, str] | None:
    distances = game.scenario.distances[town]
    best = (0, 0, "")
    chosen = None
    for owner in owners:
        minutes = distances[owner]
        share = access(service, minutes)
        rank = (-share * factors[owner], minutes, owner)
        if share and rank < best:
            best = rank
            chosen = (share, owner)
    return chosen


def current_sites(game: Round, service: str) -> dict[str, ServiceState]:
    """All open sites of a service by owner."""
    found = {}
    for name, town in game.towns.items():
        state = town.services.get(service)
        if state is not None and state.open:
            found[name] = state
    return found


def current_reach(
    game: Round, service: Service, sites: Mapping[str, ServiceState]
) -> dict[str, list[str]]:
    """Which sites each town may use now: its own, those of its agreement, open ones."""
    if service.open_use:
        everywhere = list(sites)
        return dict.fromkeys(game.towns, everywhere)
    reach = {}
    for name in game.towns:
        owners = [name] if name in sites else []
        joint = game.agreement_of(name, service.id)
        if joint is not None:
            owners += [site for site in joint.sites if site in sites and site != name]
        reach[name] = owners
    return reach


def current_usage(game: Round, service: Service) -> Usage:
    """Use of a service of mode ort this year; asked again, the answer of the first time."""
    known = game.usages.get(service.id)
    if known is None:
        sites = current_sites(game, service.id)
        known = usage(game, service, sites, current_reach(game, service, sites))
        game.usages[service.id] = known
    return known


def office_quality(
    game: Round, town: Town, service: str, state: ServiceState | None, joint: Agreement | None
) -> int:
    """Quality of a service of mode amt in a town (ten-thousandths)."""
    if state is None or not state.open:
        return 0
    quality = game.scenario.quality
    value = factor(quality, state.condition)
    if joint is not None and joint.stage >= STRONG_STAGE and sum(town.people) < quality.small_place:
        value = min(FULL, value + quality.small_bonus)
    return value


def place_quality(
    game: Round, service: Service, visit: Visit, site: ServiceState | None, load: int
) -> int:
    """Quality of a service of mode ort for the people who go to a site with this load."""
    if site is None or not visit.site:
        return 0
    quality = game.scenario.quality
    value = part(FULL, visit.access, factor(quality, site.condition))
    if service.has_places and load > site.places:
        value = rdiv(value * site.places, load)
    if service.min_load and load < service.min_load:
        value = part(value, quality.small_school_factor)
    return value


def qualities(game: Round, service: Service) -> dict[str, tuple[int, Visit, int]]:
    """Quality, visit and load of the site by town, as things stand now."""
    if service.mode is Mode.OFFICE:
        return {
            name: (
                office_quality(
                    game,
                    town,
                    service.id,
                    town.services.get(service.id),
                    game.agreement_of(name, service.id),
                ),
                Visit(name if town.has(service.id) else "", FULL, sum(town.people)),
                sum(town.people),
            )
            for name, town in game.towns.items()
        }
    used = current_usage(game, service)
    sites = current_sites(game, service.id)
    found = {}
    for name, visit in used.visits.items():
        load = used.loads.get(visit.site, 0)
        found[name] = (
            place_quality(game, service, visit, sites.get(visit.site), load),
            visit,
            load,
        )
    return found
