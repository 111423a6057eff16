"""Backing of the councils (rules section 9, module backing)."""

from games.rules.causes import LIMIT
from games.rules.model import Measure
from games.rules.money import FULL, clamp, part
from games.rules.work import Round, Town


def bodies(game: Round, town: str) -> int:
    """Bodies a town sits in; services under one roof count once."""
    return len({item.roof or item.id for item in game.agreements if town in item.members})


def sway(game: Round) -> None:
    """Step 13: backing returns to normal and follows services, advantages and bodies.

    What happened in the earlier steps (events, closings, foundings) is already in it.
    """
    for town in game.towns.values():
        changes = {
            "return": _return(game, town),
            "services": _services(game, town),
            "advantage": _advantage(game, town),
            "bodies": _bodies(game, town),
        }
        for code, change in changes.items():
            game.move_backing(town, code, change)
        wanted = town.backing
        town.backing = clamp(wanted, 0, FULL)
        game.explain(Measure.BACKING, town.id, LIMIT, town.backing - wanted)


def _return(game: Round, town: Town) -> int:
    rules = game.scenario.backing
    return part(rules.return_rate, rules.neutral - town.backing)


def _services(game: Round, town: Town) -> int:
    rules = game.scenario.backing
    change = town.values.daseinsvorsorge - town.before.values.daseinsvorsorge
    if change > rules.index_step:
        return rules.index_effect
    return -rules.index_effect if change < -rules.index_step else 0


def _advantage(game: Round, town: Town) -> int:
    effect = game.scenario.backing.advantage
    if not town.advantage:
        return 0
    return effect if town.advantage > 0 else -effect


def _bodies(game: Round, town: Town) -> int:
    excess = bodies(game, town.id) - game.scenario.coordination.bodies_per_point
    return max(0, excess) * game.scenario.backing.body_excess
