"""Services in own hands: yearly cost, renewal, new places, condition (rules section 4.2)."""

from games.rules.effects.usage import current_usage
from games.rules.model import Agreement, Level, Mode, Service, ServiceState, Site
from games.rules.money import clamp, part
from games.rules.posting import WORLD
from games.rules.work import Round, Town, site_of

RENEWED_TO = 10_000


def upkeep(game: Round, site: Site, level: Level) -> int:
    """Yearly upkeep in euro; nothing is done when saving."""
    if level == Level.SAVE:
        return 0
    return part(site.value, game.scenario.quality.upkeep_rate, game.cost)


def renewal(game: Round, site: Site) -> int:
    """Cost in euro of renewing an office or site."""
    return part(site.value, game.scenario.quality.renewal_rate, game.cost)


def paid_load(service: Service, state: ServiceState, load: int) -> int:
    """Load that costs and earns: at most the places, where a service has places."""
    return min(load, state.places) if service.has_places else load


def yearly_cost(
    game: Round, town: Town, service: Service, state: ServiceState, load: int, level: Level
) -> int:
    """Yearly cost in euro of an office or a site in own hands, with this year's price shock."""
    total = base_cost(game, town, service, state, load, level)
    return part(total, game.shock("kosten", town.id, service.id))


def base_cost(
    game: Round, town: Town, service: Service, state: ServiceState, load: int, level: Level
) -> int:
    """Yearly cost in euro of an office (load = inhabitants) or site before price shocks."""
    site = site_of(town, service)
    cost = game.cost
    if service.mode is Mode.OFFICE:
        total = part(site.fixed, cost) + part(service.per_use * load, cost)
    else:
        used = paid_load(service, state, load)
        total = (
            part(site.fixed, cost)
            + part(service.per_place * state.places, cost)
            + part((service.per_use - service.income) * used, cost)
        )
    return total + upkeep(game, site, level)


def level_of(game: Round, town: Town, service: Service) -> Level:
    """The level a town wishes; watched towns save on voluntary services unless they say else."""
    wished = town.decision.levels.get(service.id)
    if wished is not None:
        return Level(wished)
    return Level.SAVE if town.before.watched and not service.duty else Level.HOLD


def joint_level(game: Round, agreement: Agreement) -> Level:
    """What more than half of the members wish for their joint service, else halten."""
    service = game.scenario.services[agreement.service]
    wishes = [level_of(game, game.towns[name], service) for name in agreement.members]
    for level in (Level.SAVE, Level.RENEW):
        if 2 * wishes.count(level) > len(wishes):
            return level
    return Level.HOLD


def own_services(game: Round) -> None:
    """Book yearly cost, renewals and places of all services in own hands (L1, L2, L3)."""
    for service in game.scenario.services.values():
        loads = None
        if service.mode is Mode.PLACE:
            loads = current_usage(game, service).loads
        for town in game.towns.values():
            if not town.has(service.id):
                continue
            own = game.agreement_of(town.id, service.id) is None
            if own and level_of(game, town, service) == Level.CLOSE:
                give_up(game, town, service)
                continue
            if own:
                load = town.inhabitants if loads is None else loads[town.id]
                _book_own(game, town, service, load)
            _book_places(game, town, service)


def give_up(game: Round, town: Town, service: Service) -> None:
    """Close a voluntary service for good; a council minds.

    Who used the site this year has already been counted: others find their new way next year.
    """
    town.close(service.id)
    game.move_backing(town, "closure", game.scenario.backing.closure, service.id)


def _book_own(game: Round, town: Town, service: Service, load: int) -> None:
    state = town.services[service.id]
    site = site_of(town, service)
    level = level_of(game, town, service)
    cost = yearly_cost(game, town, service, state, load, level)
    game.costs[town.id, service.id] = cost
    where = site_path(game, town, service)
    game.ledger.book(
        "L1",
        town.id,
        WORLD,
        cost,
        service.id,
        {
            "level": level.value,
            "load": load,
            "places": state.places,
            "cost_index": game.cost,
            "price_factor": game.shock("kosten", town.id, service.id),
        },
        {
            f"{where}.fixed": site.fixed,
            f"{where}.value": site.value,
            f"services.{service.id}.per_use": service.per_use,
            f"services.{service.id}.income": service.income,
            f"services.{service.id}.per_place": service.per_place,
            "quality.upkeep_rate": game.scenario.quality.upkeep_rate,
        },
    )
    if level == Level.RENEW:
        game.ledger.book(
            "L2",
            town.id,
            WORLD,
            renewal(game, site),
            service.id,
            {"cost_index": game.cost},
            {
                f"{where}.value": site.value,
                "quality.renewal_rate": game.scenario.quality.renewal_rate,
            },
        )


def site_path(game: Round, town: Town, service: Service) -> str:
    """Dotted path of a town's figures for a service."""
    return f"municipalities.{town.id}.services.{service.id}"


def _book_places(game: Round, town: Town, service: Service) -> None:
    added = town.decision.places.get(service.id, 0)
    if added > 0:
        game.ledger.book(
            "L3",
            town.id,
            WORLD,
            part(added * service.build_per_place, game.cost),
            service.id,
            {"places": added, "cost_index": game.cost},
            {f"services.{service.id}.build_per_place": service.build_per_place},
        )


def wear(game: Round) -> None:
    """Step 9: condition by level, sites locked for good, places built or given up."""
    game.usages.clear()
    quality = game.scenario.quality
    change = {
        Level.SAVE: quality.level_sparen,
        Level.HOLD: quality.level_halten,
        Level.RENEW: quality.level_erneuern,
    }
    for service in game.scenario.services.values():
        joint: dict[str, Level] = {}
        for agreement in game.running():
            if agreement.service == service.id:
                joint |= dict.fromkeys(agreement.members, joint_level(game, agreement))
        for town in game.towns.values():
            state = town.services.get(service.id)
            if state is not None and state.open:
                level = joint.get(town.id) or level_of(game, town, service)
                # Who closed its site and is open all the same has built a joint one this year.
                _age(game, town, service, state, change.get(level, quality.level_halten))


def _age(game: Round, town: Town, service: Service, state: ServiceState, change: int) -> None:
    lock = game.scenario.quality.lock_below
    condition = clamp(state.condition + change, 0, RENEWED_TO)
    is_open = True
    if condition < lock:
        if service.duty:
            condition = lock
        else:
            is_open = False
            game.move_backing(town, "closure", game.scenario.backing.closure, service.id)
            game.note("site_locked", town.id, service.id, condition=condition, limit=lock)
    places = state.places + town.decision.places.get(service.id, 0)
    town.services[service.id] = ServiceState(is_open, condition, max(0, places))
