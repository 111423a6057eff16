"""People: births, deaths, ageing, migration, newcomers and moves (rules section 4.4)."""

from collections.abc import Sequence

from games.rules.chance import draw
from games.rules.model import Measure, People
from games.rules.money import FULL, part, rdiv, share_groups, share_out
from games.rules.work import Round, Town

DRAW_PURPOSE = "wanderung"
REGION = "region"
NEAR_MINUTES = 60


def year(rules: People, people: Sequence[int], migration: Sequence[int], noise: int) -> list[int]:
    """Six age groups a year later; migration and noise per ten thousand of a group."""
    result = []
    coming = births(rules, people)
    for group, count in enumerate(people):
        alive = count - part(count, rules.deaths[group])
        older = part(alive, rules.ageing[group])
        moved = part(count, migration[group] + noise)
        result.append(max(0, alive - older + coming + moved))
        coming = older
    return result


def births(rules: People, people: Sequence[int]) -> int:
    """Children born in a year."""
    return rdiv(sum(p * b for p, b in zip(people, rules.births, strict=True)), FULL)


def deaths(rules: People, people: Sequence[int]) -> int:
    """People of all ages who die in a year."""
    return sum(part(count, rate) for count, rate in zip(people, rules.deaths, strict=True))


def noise(rules: People, seed: str, number: int, town: str) -> int:
    """Chance of migration per ten thousand: half of it common to the region."""
    span = 2 * rules.noise + 1
    common = draw(seed, number, DRAW_PURPOSE, REGION, span) - rules.noise
    own = draw(seed, number, DRAW_PURPOSE, town, span) - rules.noise
    return rdiv(common + own, 2)


def live_a_year(game: Round) -> None:
    """Step 10: a year passes, then newcomers settle, then people move to better services."""
    rules = game.scenario.people
    for town in game.towns.values():
        chance = noise(rules, game.seed, game.number, town.id)
        migration = rules.migration[town.data.type_migration]
        before, town.people = town.people, year(rules, town.people, migration, chance)
        _explain_year(game, town, before)
    _newcomers(game)
    _moves(game)


def _explain_year(game: Round, town: Town, before: Sequence[int]) -> None:
    rules = game.scenario.people
    born, died = births(rules, before), deaths(rules, before)
    moved = sum(town.people) - sum(before) - born + died
    game.explain(Measure.PEOPLE, town.id, "births", born)
    game.explain(Measure.PEOPLE, town.id, "deaths", -died)
    game.explain(Measure.PEOPLE, town.id, "migration", moved)


def _newcomers(game: Round) -> None:
    housing = game.scenario.housing
    groups = housing.newcomer_groups
    for town in game.towns.values():
        arriving = rdiv(town.built * housing.persons_per_10_dwellings, 10)
        _add(game, town, arriving, groups, "newcomers")
        _add(game, town, town.units * housing.inner_persons, groups, "centre")
        near = {
            other.id: other.inhabitants * max(0, NEAR_MINUTES - game.minutes(town.id, other.id))
            for other in game.towns.values()
            if other is not town
        }
        if arriving and sum(near.values()):
            for name, leaving in share_out(part(arriving, housing.from_region), near).items():
                _add(game, game.towns[name], -leaving, groups, "edge", town.id)


def _add(
    game: Round, town: Town, count: int, groups: Sequence[int], code: str, other: str = ""
) -> None:
    if count:
        parts, before = share_groups(count, groups), sum(town.people)
        town.people = [max(0, p + n) for p, n in zip(town.people, parts, strict=True)]
        game.explain(Measure.PEOPLE, town.id, code, sum(town.people) - before, other)


def _moves(game: Round) -> None:
    rules = game.scenario.people
    heads = {name: town.inhabitants for name, town in game.towns.items()}
    if not rules.move_strength or not any(heads.values()):
        return
    index = {name: town.before.values.daseinsvorsorge for name, town in game.towns.items()}
    mean = rdiv(sum(heads[n] * index[n] for n in heads), sum(heads.values()))
    wish = {
        name: rdiv(heads[name] * rules.move_strength * (index[name] - mean), FULL * 1000)
        for name in heads
    }
    excess = share_out(sum(wish.values()), heads)
    for name, town in game.towns.items():
        _add(game, town, wish[name] - excess[name], rules.move_groups, "moves")
