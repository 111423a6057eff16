"""Housing on the edge and in the centre, and the vacancy it makes (rules section 4.3)."""

from collections.abc import Iterator

from games.rules.causes import LIMIT
from games.rules.model import Measure
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
        drift, centre = town.data.vacancy_drift, _centre(game, town)
        edge = dict(_edge(game, town))
        wanted = town.vacancy + drift + sum(edge.values()) - centre
        game.explain(Measure.VACANCY, town.id, "drift", drift)
        for builder, change in edge.items():
            game.explain(Measure.VACANCY, town.id, "edge", change, builder)
        game.explain(Measure.VACANCY, town.id, "centre", -centre)
        town.vacancy = clamp(wanted, 0, game.scenario.housing.vacancy_max)
        game.explain(Measure.VACANCY, town.id, LIMIT, town.vacancy - wanted)


def _edge(game: Round, town: Town) -> Iterator[tuple[str, int]]:
    """Vacancy in a town by whoever built on the edge: itself, or a neighbour nearby."""
    housing = game.scenario.housing
    for other in game.towns.values():
        near = other is town or game.minutes(town.id, other.id) <= housing.neighbour_minutes
        if not near:
            continue
        there = sum(other.people)
        weight = housing.vacancy_own if other is town else housing.vacancy_neighbour
        if there:
            yield other.id, rdiv(weight * other.built * 1000, there)


def _centre(game: Round, town: Town) -> int:
    buildings = part(sum(town.people), game.scenario.housing.centre_per_head)
    return rdiv(town.units * 10_000, buildings) if buildings else 0
