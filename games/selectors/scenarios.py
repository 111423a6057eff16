"""Scenarios and states in memory: what never changes is read and built once per process.

Both caches are keyed by the digest of their content: a key can never come to mean something else.
"""

from dataclasses import replace
from functools import lru_cache

from games.models import Game, ScenarioVersion, Settlement
from games.rules.codec import state_from_json
from games.rules.model import Scenario, State
from games.scenarios.load import build
from games.selectors.memo import shared
from games.selectors.reading import per_chapter


def scenario_of(game: Game) -> Scenario:
    """The engine's scenario of a game, with the game's own number of rounds.

    The rules look at the last round (the fund is dissolved, goals are measured), so a shorter game
    must not be settled with the file's number. Costs no query where ``game.scenario`` is there.
    """
    if Game.scenario.is_cached(game):
        return _of_length(game.scenario.digest, game.rounds)
    versions = ScenarioVersion.objects.values_list("digest", flat=True)
    return _of_length(versions.get(pk=game.scenario_id), game.rounds)


@lru_cache(maxsize=64)
def _of_length(digest: str, rounds: int) -> Scenario:
    return replace(_built(digest), rounds=rounds)


@lru_cache(maxsize=32)
def _built(digest: str) -> Scenario:
    versions = ScenarioVersion.objects.values_list("content", flat=True)
    return build(versions.get(digest=digest))


def state_after(game_id: int, round_number: int) -> State:
    """The engine's state after a settled round (0 = at the start); one small query.

    Raises Settlement.DoesNotExist where the round has not been settled.
    """
    return _state(*_settled(game_id, round_number))


@shared
@per_chapter
def _settled(game_id: int, round_number: int) -> tuple[str, int]:
    live = Settlement.objects.filter(superseded_at__isnull=True)
    return live.values_list("digest", "pk").get(game_id=game_id, round_number=round_number)


@lru_cache(maxsize=128)
def _state(digest: str, pk: int) -> State:
    stored = Settlement.objects.values_list("state_after", flat=True)
    return state_from_json(stored.get(pk=pk, digest=digest))
