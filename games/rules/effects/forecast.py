"""Forecast of the children 0-5 and the error that shared data cuts (rules section 9, data)."""

from collections.abc import Sequence

from games.rules.chance import draw
from games.rules.effects.people import year
from games.rules.model import People
from games.rules.money import FULL, part
from games.rules.work import Round, Town

CHILDREN = 0


def projection(rules: People, people: Sequence[int], migration: Sequence[int]) -> int:
    """Children 0-5 after the years of the forecast if chance stood still."""
    groups = list(people)
    for _ in range(rules.forecast_years):
        groups = year(rules, groups, migration, 0)
    return groups[CHILDREN]


def bias(rules: People, seed: str, town: str) -> int:
    """Hidden error of a town's own forecasts in this game (ten-thousandths, either sign)."""
    span = rules.forecast_bias_max - rules.forecast_bias_min + 1
    size = rules.forecast_bias_min + draw(seed, 0, "prognose", town, span)
    return -size if draw(seed, 0, "prognosevorzeichen", town, 2) else size


def error_share(rules: People, others_sharing: int, others: int, *, shares: bool) -> int:
    """How much of the bias is left (ten-thousandths) given who lays data open."""
    if not shares or not others:
        return FULL
    return FULL - part(rules.forecast_shared_cut, FULL * others_sharing // others)


def spread(rules: People, others_sharing: int, others: int, *, shares: bool) -> int:
    """How far to either side the fan of a forecast is drawn (ten-thousandths; rules section 9)."""
    return part(rules.forecast_bias_max, error_share(rules, others_sharing, others, shares=shares))


def forecast(game: Round, town: Town) -> int:
    """Forecast of the children 0-5 as the town sees it after this round."""
    rules = game.scenario.people
    migration = rules.migration[town.data.type_migration]
    expected = projection(rules, town.people, migration)
    others = [game.towns[name] for name in game.others(town.id)]
    sharing = sum(other.shares_data for other in others)
    left = error_share(rules, sharing, len(others), shares=town.shares_data)
    return part(expected, FULL + part(bias(rules, game.seed, town.id), left))


def look_ahead(game: Round) -> None:
    """Step 13: every town forecasts its children."""
    for town in game.towns.values():
        town.forecast = forecast(game, town)
