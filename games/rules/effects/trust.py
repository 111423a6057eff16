"""Trust between every ordered pair of towns (rules section 7)."""

from games.rules.model import Trust
from games.rules.money import FULL, clamp, part
from games.rules.work import Round, Town


def next_trust(rules: Trust, trust: int, good: int, bad: int) -> int:
    """Trust after a round with these sums of signals and breaches (all ten-thousandths)."""
    good, bad = min(good, FULL), min(bad, FULL)
    if good or bad:
        change = part(rules.up, FULL - trust, good) - part(rules.down, trust, bad)
    else:
        change = -part(rules.fade, trust - rules.start)
    return clamp(trust + change, rules.low, rules.high)


def meet(game: Round) -> None:
    """Signals that are agreed face to face: meetings both named, data laid open."""
    rules = game.scenario.trust
    for town in game.towns.values():
        if town.decision.share_data is not None:
            town.shares_data = town.decision.share_data
        for other in town.decision.meetings:
            if town.id in game.towns[other].decision.meetings:
                game.good(town.id, other, rules.signal_meeting)
    for town in game.towns.values():
        if town.shares_data:
            for other in game.others(town.id):
                game.good(other, town.id, rules.signal_data)


def watch_building(game: Round) -> None:
    """Neighbours mind building on the edge beyond what is tolerated."""
    rules = game.scenario.trust
    near = game.scenario.housing.neighbour_minutes
    for town in game.towns.values():
        if not _too_much(rules, town):
            continue
        for other in game.others(town.id):
            if game.minutes(other, town.id) <= near:
                game.bad(other, town.id, rules.breach_greenfield)


def _too_much(rules: Trust, town: Town) -> bool:
    return town.built * 1000 > town.inhabitants * rules.greenfield_free_per_1000


def update(game: Round) -> None:
    """Step 12: all signals and breaches of the round move trust at once."""
    meet(game)
    watch_building(game)
    rules = game.scenario.trust
    for i, row in game.trust.items():
        for j, trust in row.items():
            good = game.signals.get((i, j), 0)
            bad = game.breaches.get((i, j), 0)
            row[j] = next_trust(rules, trust, good, bad)
