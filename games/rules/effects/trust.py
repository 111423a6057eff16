"""Trust between every ordered pair of towns (rules section 7)."""

from collections.abc import Sequence

from games.rules.causes import LIMIT, Sign, portions
from games.rules.model import Cause, Measure, Trust
from games.rules.money import FULL, clamp, part
from games.rules.work import Round, Town


def next_trust(rules: Trust, trust: int, good: int, bad: int) -> int:
    """Trust after a round with these sums of signals and breaches (all ten-thousandths)."""
    return clamp(trust + sum(_moves(rules, trust, good, bad)), rules.low, rules.high)


def _moves(rules: Trust, trust: int, good: int, bad: int) -> tuple[int, int, int]:
    """How far signals raise trust, breaches lower it, and, without either, it fades."""
    good, bad = min(good, FULL), min(bad, FULL)
    if not good and not bad:
        return 0, 0, -part(rules.fade, trust - rules.start)
    return part(rules.up, FULL - trust, good), -part(rules.down, trust, bad), 0


def meet(game: Round) -> None:
    """Signals that are agreed face to face: meetings both named, data laid open."""
    rules = game.scenario.trust
    for town in game.towns.values():
        if town.decision.share_data is not None:
            town.shares_data = town.decision.share_data
        for other in town.decision.meetings:
            if town.id in game.towns[other].decision.meetings:
                game.good(town.id, other, rules.signal_meeting, "meeting")
    for town in game.towns.values():
        if town.shares_data:
            for other in game.others(town.id):
                game.good(other, town.id, rules.signal_data, "data")


def watch_building(game: Round) -> None:
    """Neighbours mind building on the edge beyond what is tolerated."""
    rules = game.scenario.trust
    near = game.scenario.housing.neighbour_minutes
    for town in game.towns.values():
        if not _too_much(rules, town):
            continue
        for other in game.others(town.id):
            if game.minutes(other, town.id) <= near:
                game.bad(other, town.id, rules.breach_greenfield, "greenfield")


def _too_much(rules: Trust, town: Town) -> bool:
    return town.built * 1000 > town.inhabitants * rules.greenfield_free_per_1000


def update(game: Round) -> None:
    """Step 12: all signals and breaches of the round move trust at once."""
    meet(game)
    watch_building(game)
    rules = game.scenario.trust
    for i, row in game.trust.items():
        for j, trust in row.items():
            good, bad = game.signals.get((i, j), ()), game.breaches.get((i, j), ())
            rise, fall, fade = _moves(rules, trust, _strength(good), _strength(bad))
            row[j] = clamp(trust + rise + fall + fade, rules.low, rules.high)
            # Signs stay even where trust can no longer move: that somebody kept its word is news.
            game.causes += _because(i, j, rise, good)
            game.causes += _because(i, j, fall, bad)
            game.explain(Measure.TRUST, i, "fade", fade, j)
            game.explain(Measure.TRUST, i, LIMIT, row[j] - (trust + rise + fall + fade), j)


def _strength(signs: Sequence[Sign]) -> int:
    return sum(sign.value for sign in signs)


def _because(viewer: str, other: str, change: int, signs: Sequence[Sign]) -> list[Cause]:
    return [
        Cause(Measure.TRUST, viewer, sign.code, points, other, sign.item)
        for sign, points in zip(signs, portions(change, signs), strict=True)
    ]
