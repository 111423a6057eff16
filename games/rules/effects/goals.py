"""Secret goals, guesses and promises (rules section 9)."""

from collections.abc import Mapping, Sequence

from games.rules.chance import shuffled
from games.rules.model import FundStance, Goal, Scenario, State
from games.rules.money import FULL, rdiv
from games.rules.work import Round, Town

NO_BUILDING, IN_FUND, NO_EXIT = "kein_neubau", "fonds", "kein_austritt"
PROMISES = (NO_BUILDING, IN_FUND, NO_EXIT)
"""Promises for the next round that the engine can check."""


def deal(scenario: Scenario, seed: str) -> dict[str, str]:
    """One goal a town: the goals are shuffled and dealt, from the start again if too few."""
    towns = sorted(scenario.municipalities)
    if not scenario.modules.goals or not scenario.goals:
        return dict.fromkeys(towns, "")
    order = shuffled(seed, 0, "ziel", sorted(scenario.goals))
    return {town: order[place % len(order)] for place, town in enumerate(towns)}


def guess(game: Round) -> None:
    """A right guess of a neighbour's goal is a sign of trust for that neighbour."""
    for town in game.towns.values():
        made = town.decision.guess
        if made is None:
            continue
        town.guessed = (*town.guessed, made.town)
        if game.towns[made.town].goal == made.goal:
            town.guesses_right += 1
            game.good(made.town, town.id, game.scenario.trust.signal_guess, "guess")


def check_promises(game: Round) -> None:
    """Check the promises given last round; all others see whether they were kept."""
    rules = game.scenario.trust
    for town in game.towns.values():
        for promise in town.before.promises:
            kept = _kept(game, town, promise)
            town.promises_made += 1
            town.promises_kept += kept
            for other in game.others(town.id):
                if kept:
                    game.good(other, town.id, rules.signal_promise, "promise_kept", promise)
                else:
                    game.bad(other, town.id, rules.breach_promise, "promise_broken", promise)


def _kept(game: Round, town: Town, promise: str) -> bool:
    decision = town.decision
    if promise == NO_BUILDING:
        return decision.greenfield == 0
    if promise == IN_FUND:
        return town.id in game.contributors
    leaves_fund = decision.fund in (FundStance.LEAVE, FundStance.REFUSE)
    return not (decision.leave or decision.withhold or leaves_fund)


def reached(scenario: Scenario, goal: Goal, town: str, start: State, end: State) -> bool:
    """Whether a town's goal is met at the end of the game (rules section 9, goals)."""
    metric, _, service = goal.metric.partition(":")
    value = _measure(scenario, metric, service, town, start, end)
    if metric in ("vacancy_change", "reach"):
        return value <= goal.target
    return value >= goal.target


def _measure(
    scenario: Scenario, metric: str, service: str, town: str, start: State, end: State
) -> int:
    before, after = start.towns[town], end.towns[town]
    match metric:
        case "site":
            state = after.services.get(service)
            return int(state is not None and state.open)
        case "reach":
            return _nearest(scenario.distances[town], service, end)
        case "running":
            return after.running
        case "vacancy_change":
            return after.vacancy - before.vacancy
        case "people_share":
            return (
                rdiv(after.inhabitants * FULL, before.inhabitants) if before.inhabitants else FULL
            )
        case _:
            return int(getattr(after.values, metric))


def _nearest(distances: Mapping[str, int], service: str, end: State) -> int:
    open_sites: Sequence[str] = [
        name
        for name, town in end.towns.items()
        if service in town.services and town.services[service].open
    ]
    return min((distances[name] for name in open_sites), default=FULL)
