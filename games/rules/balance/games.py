"""Trial games: who plays what, and the few figures of a game that measuring needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from games.rules.balance.turncoat import TURNCOAT, turn_away
from games.rules.bots import STRATEGIES
from games.rules.debrief import in_structural_deficit
from games.rules.model import Decision, Scenario, Settlement, State, TownValues
from games.rules.money import rdiv
from games.rules.settle import settle
from games.rules.start import start

AS_IT_LIKES = -1
PASSIVE = ""
"""The strategy of a player that decides nothing."""
RECEIVED, PAID = ("F4", "F7"), ("F1",)
"""Postings by which a town gets money from the fund and pays into it."""


@dataclass(frozen=True, slots=True)
class Player:
    """How a town is played.

    ``later``: the strategy from round ``turn`` on; ``edge``: dwellings a round on the edge per
    thousand inhabitants whatever the strategy says, ``AS_IT_LIKES`` = as it says.
    """

    strategy: str
    later: str = ""
    turn: int = 0
    edge: int = AS_IT_LIKES


@dataclass(frozen=True, slots=True)
class Game:
    """A trial game; equal games have equal outcomes, so each needs to be played only once."""

    seed: str
    model: str
    players: tuple[tuple[str, Player], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A town's way through a game; all lists begin before round 1.

    ``fund``: grants and repayment less contributions in euro; children and their forecast in
    persons; ``running``: running results in euro.
    """

    accounts: tuple[int, ...]
    running: tuple[int, ...]
    values: tuple[TownValues, ...]
    children: tuple[int, ...]
    forecasts: tuple[int, ...]
    fund: int
    in_deficit: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a game came to: every town's course and the values of the region.

    ``grants``: euro that the fund granted; ``agreements``: how many run at the end.
    """

    towns: Mapping[str, Course]
    region: tuple[TownValues, ...]
    grants: int
    agreements: int

    @property
    def deficits(self) -> int:
        """Towns in structural deficit at the end."""
        return sum(course.in_deficit for course in self.towns.values())


def apart_from_trust(scenario: Scenario, values: TownValues) -> int:
    """Team value of the other three values alone: what a town has, whatever others think of it."""
    index = scenario.index
    parts = (
        (values.daseinsvorsorge, index.daseinsvorsorge),
        (values.finanzen, index.finanzen),
        (values.ortskern, index.ortskern),
    )
    weights = sum(weight for _, weight in parts)
    return rdiv(sum(value * weight for value, weight in parts), max(1, weights))


def everyone(
    scenario: Scenario, player: Player, **others: Player
) -> tuple[tuple[str, Player], ...]:
    """The same player for all towns but the named ones."""
    return tuple((town, others.get(town, player)) for town in sorted(scenario.municipalities))


def play(scenario: Scenario, game: Game) -> Outcome:
    """Play all rounds of the scenario."""
    first = state = start(scenario, game.seed, game.model)
    settled = []
    for _ in range(scenario.rounds):
        decisions = {town: _decide(scenario, state, town, player) for town, player in game.players}
        settlement = settle(scenario, state, decisions)
        settled.append(settlement)
        state = settlement.state_after
    return outcome(first, settled)


def _decide(scenario: Scenario, state: State, town: str, player: Player) -> Decision:
    turned = player.later and state.round >= player.turn
    name = player.later if turned else player.strategy
    if name == PASSIVE:
        decision = Decision()
    elif name == TURNCOAT:
        decision = turn_away(scenario, state, town)
    else:
        decision = STRATEGIES[name](scenario, state, town)
    if player.edge == AS_IT_LIKES:
        return decision
    return replace(decision, greenfield=state.towns[town].inhabitants * player.edge // 1000)


def outcome(first: State, settled: Sequence[Settlement]) -> Outcome:
    """Boil a played game down; ``first`` is the state before round 1."""
    states = (first, *(entry.state_after for entry in settled))
    fund = dict.fromkeys(first.towns, 0)
    grants = 0
    for posting in (posting for entry in settled for posting in entry.postings):
        if posting.rule in RECEIVED and posting.target in fund:
            fund[posting.target] += posting.amount
        elif posting.rule in PAID and posting.source in fund:
            fund[posting.source] -= posting.amount
        grants += posting.amount if posting.rule == "F4" else 0
    return Outcome(
        towns={town: _course(states, town, fund[town]) for town in first.towns},
        region=tuple(state.region for state in states if state.region is not None),
        grants=grants,
        agreements=len(states[-1].agreements),
    )


def _course(states: Sequence[State], town: str, fund: int) -> Course:
    way = [state.towns[town] for state in states]
    return Course(
        accounts=tuple(here.account for here in way),
        running=tuple(here.running for here in way),
        values=tuple(here.values for here in way),
        children=tuple(here.people[0] for here in way),
        forecasts=tuple(here.forecast for here in way),
        fund=fund,
        in_deficit=in_structural_deficit(way[-1]),
    )
