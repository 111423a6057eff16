"""Records of games that bots played, without a database: for everything that looks back purely."""

from functools import lru_cache
from uuid import UUID

from games.rules.bots import STRATEGIES
from games.rules.course import NO_CHANGES
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios import load
from games.selectors.record import Record

PLAYERS = ("kooperativ", "reziprok", "zufall", "fonds", "kooperativ", "trittbrett", "zufall")


@lru_cache(maxsize=16)
def scenario_named(slug):
    return load.build(load.read(slug))


def record_from(scenario, states, settlements, decisions, model="alles"):
    """A record of rounds that were settled elsewhere."""
    return Record(
        game_id=0,
        public_id=UUID(int=0),
        stage=None,
        scenario=scenario,
        seed=states[0].seed,
        model=model,
        course=NO_CHANGES,
        states=tuple(states),
        settlements=tuple(settlements),
        decisions=tuple(decisions),
    )


def bot_record(seed, slug="mittelaue", model="alles", rounds=5, players=PLAYERS, scenario=None):
    """A game of bots, the strategies in turn; ``scenario``: another than the file's."""
    scenario = scenario or scenario_named(slug)
    state = start(scenario, seed, model)
    states, settlements, played = [state], [], []
    for _ in range(rounds):
        decisions = {
            town: STRATEGIES[players[place % len(players)]](scenario, state, town)
            for place, town in enumerate(scenario.municipalities)
        }
        settled = settle(scenario, state, decisions)
        state = settled.state_after
        states.append(state)
        settlements.append(settled)
        played.append(decisions)
    return record_from(scenario, states, settlements, played, model)


def one_round(scenario, state, decisions):
    """A record of a single round from any state."""
    settled = settle(scenario, state, decisions)
    return record_from(scenario, [state, settled.state_after], [settled], [decisions], state.model)
