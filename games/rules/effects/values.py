"""The four values of the teams and of the region (rules section 8)."""

from collections.abc import Mapping, Sequence

from games.rules.effects.usage import qualities
from games.rules.model import Index, ServiceResult, TownValues
from games.rules.money import FULL, clamp, rdiv
from games.rules.work import Round, Town

FINANCE_MIDDLE = 5000


def judge(game: Round) -> None:
    """Step 13: services, finance, centre and trust of every town, then the region."""
    quality = _service_results(game)
    for town in game.towns.values():
        town.values = town_values(game, town, quality[town.id])
    game.region = region_values(game)


def _service_results(game: Round) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in game.towns}
    for service in game.scenario.services.values():
        for name, (value, visit, load) in qualities(game, service).items():
            found[name][service.id] = value
            joint = game.agreement_of(name, service.id)
            game.results[name][service.id] = ServiceResult(
                quality=value,
                access=visit.access,
                site=visit.site,
                visits=visit.visits,
                load=load,
                cost=game.costs.get((name, service.id), 0),
                joint=joint.id if joint else "",
            )
    return found


def town_values(game: Round, town: Town, quality: Mapping[str, int]) -> TownValues:
    """The four values of a town and their weighted mean."""
    index = game.scenario.index
    services = game.scenario.services.values()
    supply = rdiv(
        sum(quality[item.id] * item.weight for item in services),
        sum(item.weight for item in services),
    )
    trusted = [game.trust[other][town.id] for other in game.others(town.id)]
    values = (
        clamp(supply + town.bonus, 0, FULL),
        _finance(game, town),
        _centre(game, town),
        rdiv(sum(trusted), len(trusted)) if trusted else 0,
    )
    return TownValues(*values, weighted(index, values))


def weighted(index: Index, values: Sequence[int]) -> int:
    """Team value: the mean of the four values by the weights of the scenario."""
    weights = (index.daseinsvorsorge, index.finanzen, index.ortskern, index.vertrauen)
    return rdiv(sum(v * w for v, w in zip(values, weights, strict=True)), sum(weights))


def _finance(game: Round, town: Town) -> int:
    index = game.scenario.index
    heads = sum(town.people)
    if not heads:
        return 0
    running = game.ledger.running_result(town.id)
    account = town.before.account + game.ledger.balance(town.id)
    value = (
        FINANCE_MIDDLE
        + rdiv(index.finance_result_bp_per_euro * running, heads)
        + rdiv(index.finance_account_bp_per_euro * account, heads)
    )
    return clamp(value, 0, FULL)


def _centre(game: Round, town: Town) -> int:
    index = game.scenario.index
    heads = sum(town.people)
    sprawl = rdiv(index.centre_land_bp_per_dwelling * town.dwellings * 1000, heads) if heads else 0
    return clamp(FULL - index.centre_vacancy_factor * town.vacancy - sprawl, 0, FULL)


def region_values(game: Round) -> TownValues:
    """Means over the towns, weighted by inhabitants."""
    heads = {name: sum(town.people) for name, town in game.towns.items()}
    total = sum(heads.values())

    def mean(kind: str) -> int:
        if not total:
            return 0
        return rdiv(sum(getattr(game.towns[n].values, kind) * heads[n] for n in heads), total)

    return TownValues(
        mean("daseinsvorsorge"),
        mean("finanzen"),
        mean("ortskern"),
        mean("vertrauen"),
        mean("gesamt"),
    )
