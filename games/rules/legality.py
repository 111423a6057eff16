"""What a town may decide: one function for form, service, bots, settlement and replay.

Illegal items are dropped one by one in listed order (rules section 3), each with a note that
carries the figures ``limit`` (what is allowed) and ``wanted``. What depends on the other towns
(consent, trust, votes) is decided when the round is settled.
"""

from dataclasses import replace

from games.rules.effects.backing import bodies
from games.rules.effects.goals import PROMISES
from games.rules.effects.threshold import building_cost
from games.rules.legality_checks import Checker
from games.rules.legality_own import PLACES_MAX
from games.rules.model import (
    Decision,
    FundStance,
    Level,
    Limits,
    Note,
    Scenario,
    State,
)
from games.rules.work import NOTHING, Round, Town

__all__ = ["check", "clean", "coordination_points", "limits"]


def check(scenario: Scenario, state: State, town: str, decision: Decision) -> tuple[Note, ...]:
    """Say what would be refused in a single town's decision, with figures."""
    return clean(Round(scenario, state), town, decision)[1]


def clean(game: Round, town: str, decision: Decision) -> tuple[Decision, tuple[Note, ...]]:
    """Drop what is illegal; returns what stands and a note for each dropped item."""
    if decision == NOTHING:
        return decision, ()
    checker = Checker(game, town, coordination_points(game, town))
    legal = replace(
        decision,
        levels=checker.levels(decision),
        places=checker.places(decision),
        greenfield=checker.greenfield(decision),
        inner=checker.inner(decision),
        fund=checker.fund(decision),
        proposals=checker.proposals(decision),
        consents=checker.consents(decision),
        leave=checker.leave(decision),
        release=checker.release(decision),
        withhold=checker.withhold(decision),
        applications=checker.applications(decision),
        votes=checker.votes(decision),
        meetings=checker.meetings(decision),
        share_data=checker.share_data(decision),
        payments=checker.payments(decision),
        promises=checker.promises(decision),
        guess=checker.guess(decision),
        pledge=checker.pledge(decision),
        key_vote=checker.key_vote(decision),
    )
    legal = replace(legal, scores=checker.scores(decision, legal.applications))
    return legal, tuple(checker.notes)


def coordination_points(game: Round, town: str) -> int:
    """Coordination points of a town in this round."""
    rules = game.scenario.coordination
    fewer = bodies(game, town) // rules.bodies_per_point
    return max(rules.minimum, rules.points - fewer)


def limits(scenario: Scenario, state: State, town: str) -> Limits:
    """What a town may decide in the round to be played."""
    game = Round(scenario, state)
    here = game.towns[town]
    watched = here.before.watched
    checker = Checker(game, town, coordination_points(game, town))
    modules = scenario.modules
    may_talk = game.model.max_stage >= 1
    others = tuple(game.others(town))
    return Limits(
        levels=_levels(game, here),
        places_max=dict.fromkeys(_sites(game, here), 0 if watched else PLACES_MAX),
        places_min={name: -here.services[name].places for name in _sites(game, here)},
        max_greenfield=checker.max_greenfield(),
        max_inner=checker.max_inner(),
        fund_stances=_stances(game, here),
        projects=tuple(name for name in scenario.projects if checker.card_free(name)),
        points=checker.points,
        max_stage=game.model.max_stage,
        may_meet=may_talk,
        may_share_data=may_talk,
        may_pay_help=modules.help,
        may_promise=PROMISES if modules.promises else (),
        may_guess=tuple(n for n in others if n not in here.guessed) if modules.goals else (),
        pledge_min=scenario.threshold.pledge_min if scenario.threshold and modules.threshold else 0,
        pledge_max=_pledge_max(game, checker),
        watched=watched,
        may_score=_scorable(game, here) if game.variant else (),
        may_agree_shares=scenario.options.own_shares,
        key_weights=checker.key_weights(),
    )


def _scorable(game: Round, town: Town) -> tuple[str, ...]:
    cards = game.scenario.projects
    return tuple(name for name, card in cards.items() if card.town != town.id)


def _levels(game: Round, town: Town) -> dict[str, tuple[Level, ...]]:
    found = {}
    for name, service in game.scenario.services.items():
        joint = any(name == a.service and town.id in a.members for a in game.agreements)
        if not (town.has(name) or joint):
            continue
        allowed = [Level.SAVE, Level.HOLD]
        if not town.before.watched:
            allowed.append(Level.RENEW)
        if not (service.duty or joint):
            allowed.append(Level.CLOSE)
        found[name] = tuple(allowed)
    return found


def _sites(game: Round, town: Town) -> list[str]:
    services = game.scenario.services
    return [name for name in services if services[name].has_places and town.has(name)]


def _stances(game: Round, town: Town) -> tuple[FundStance, ...]:
    if game.variant is None or not game.variant.join:
        return (FundStance.STAY,)
    if town.id in game.fund.members:
        return (FundStance.STAY, FundStance.LEAVE, FundStance.REFUSE)
    return (FundStance.STAY, FundStance.JOIN)


def _pledge_max(game: Round, checker: Checker) -> int:
    threshold = game.scenario.threshold
    if threshold is None or not checker.may_pledge():
        return 0
    return building_cost(threshold, game.number)
