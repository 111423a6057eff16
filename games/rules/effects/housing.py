"""Housing on the edge and in the centre, and the vacancy it makes (rules section 4.3)."""

from games.rules.money import clamp, part, rdiv
from games.rules.posting import WORLD
from games.rules.work import Round, Town


def edge_upkeep(game: Round) -> None:
    """Book the yearly cost of all edge dwellings built so far (W3)."""
    upkeep = game.scenario.housing.upkeep
    for town in game.towns.values():
        game.ledger.book(
            "W3",
            town.id,
            WORLD,
            part(town.dwellings * upkeep, game.cost),
            "ortsrand",
            {"dwellings": town.dwellings, "cost_index": game.cost},
            {"housing.upkeep": upkeep},
        )


def build(game: Round) -> None:
    """Book land sold on the edge (W1) and units renewed in the centre (W2)."""
    housing = game.scenario.housing
    for town in game.towns.values():
        town.built = town.decision.greenfield
        town.units = town.decision.inner
        game.ledger.book(
            "W1",
            WORLD,
            town.id,
            town.built * housing.land_profit,
            "ortsrand",
            {"dwellings": town.built},
            {"housing.land_profit": housing.land_profit},
        )
        game.ledger.book(
            "W2",
            town.id,
            WORLD,
            part(town.units * housing.inner_cost, game.cost),
            "innenentwicklung",
            {"units": town.units, "cost_index": game.cost},
            {"housing.inner_cost": housing.inner_cost},
        )
        town.dwellings += town.built


def vacate(game: Round) -> None:
    """Step 11: vacancy drifts, rises with the edge and falls with the centre."""
    for town in game.towns.values():
        change = town.data.vacancy_drift + _edge(game, town) - _centre(game, town)
        worst = game.scenario.housing.vacancy_max
        town.vacancy = clamp(town.vacancy + change, 0, worst)


def _edge(game: Round, town: Town) -> int:
    housing = game.scenario.housing
    here = sum(town.people)
    change = rdiv(housing.vacancy_own * town.built * 1000, here) if here else 0
    for other in game.towns.values():
        if other is town or game.minutes(town.id, other.id) > housing.neighbour_minutes:
            continue
        there = sum(other.people)
        if there:
            change += rdiv(housing.vacancy_neighbour * other.built * 1000, there)
    return change


def _centre(game: Round, town: Town) -> int:
    buildings = part(sum(town.people), game.scenario.housing.centre_per_head)
    return rdiv(town.units * 10_000, buildings) if buildings else 0
