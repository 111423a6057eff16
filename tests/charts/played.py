"""A record without a database: simulated players' game as ``record_of`` would hand it out."""

from functools import lru_cache
from uuid import UUID

from games.access import Viewer, ViewerKind
from games.charts.pictures.look import Look
from games.rules.bots import STRATEGIES
from games.rules.course import NO_CHANGES
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.record import Record

BOTS = ("kooperativ", "reziprok", "kooperativ", "fonds", "kooperativ", "trittbrett")


@lru_cache(maxsize=4)
def record(rounds=4, model="alles", seed="bilder", content=None):
    """The finished game; ``content`` makes the scenario's (Mittelaue without it)."""
    scenario = build(content() if content else read("mittelaue"))
    towns = list(scenario.municipalities)
    bots = {town: BOTS[place % len(BOTS)] for place, town in enumerate(towns)}
    states, settlements, decisions = [start(scenario, seed, model)], [], []
    for _ in range(rounds):
        decided = {t: STRATEGIES[bots[t]](scenario, states[-1], t) for t in towns}
        settlements.append(settle(scenario, states[-1], decided))
        states.append(settlements[-1].state_after)
        decisions.append(decided)
    return Record(
        game_id=1,
        public_id=UUID(int=1),
        stage=None,
        scenario=scenario,
        seed=seed,
        model=model,
        course=NO_CHANGES,
        states=tuple(states),
        settlements=tuple(settlements),
        decisions=tuple(decisions),
    )


def look(round_number=None, town="", **options):
    """What a theme's pictures are drawn from."""
    return Look(Viewer(ViewerKind.REVIEW, 1), record(**options), round_number, town)


def all_postings(found):
    """Everything that was posted in the part that is looked at."""
    played = found.record.settlements
    chosen = played if found.round is None else [played[found.round - 1]]
    return [posting for settled in chosen for posting in settled.postings]
