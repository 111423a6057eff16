"""Scenarios and states in memory: what never changes is read and built once per process.

Both caches are keyed by the digest of their content: a key can never come to mean something else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from games.models import Game, ScenarioVersion, Settlement
from games.models.prepared import Prepared
from games.rules.change import change_model
from games.rules.codec import state_from_json
from games.rules.course import Course
from games.rules.model import Scenario, State
from games.rules.options import with_options
from games.rules.parameters import with_parameters
from games.scenarios.load import build
from games.selectors.course import course_of
from games.selectors.memo import Newest, Same, shared
from games.selectors.reading import per_chapter

Key = tuple[str, int]
"""Of a stored settlement: its digest and primary key."""
STATES_KEPT = 256
"""States after settled rounds that stay in memory; a game of eight rounds has nine."""


def scenario_of(game: Game) -> Scenario:
    """The engine's scenario of a game's running round: own number of rounds, options, values.

    What the facilitator plays in any round is part of it (``Scenario.played``).

    The rules look at the last round (the fund is dissolved, goals are measured), so a shorter game
    must not be settled with the file's number. Costs no query where ``game.scenario`` is there.
    """
    return scenario_under(game, course_of(game), game.round_number)


def scenario_under(game: Game, course: Course, number: int) -> Scenario:
    """The scenario of a round under a course that may differ from what is stored."""
    chosen = tuple(sorted(game.options.items()))
    plain = _as_played(_digest(game), game.rounds, chosen)
    if not course.entries:
        return plain
    return _steered(Same(plain), Same(course), tuple(course.values_in(number).items()))


def content_of(game: Game) -> dict[str, Any]:
    """The scenario file of a game; one query."""
    versions = ScenarioVersion.objects.values_list("content", flat=True)
    content: dict[str, Any] = versions.get(digest=_digest(game))
    return content


def _digest(game: Game) -> str:
    if Game.scenario.is_cached(game):
        return game.scenario.digest
    versions = ScenarioVersion.objects.values_list("digest", flat=True)
    return versions.get(pk=game.scenario_id)


@lru_cache(maxsize=128)
def _steered(
    scenario: Same[Scenario], course: Same[Course], values: tuple[tuple[str, int], ...]
) -> Scenario:
    changed = with_parameters(scenario.value, dict(values))
    return replace(changed, played=course.value.played)


@lru_cache(maxsize=64)
def _as_played(digest: str, rounds: int, chosen: tuple[tuple[str, bool], ...]) -> Scenario:
    return replace(with_options(_built(digest), dict(chosen)), rounds=rounds)


@lru_cache(maxsize=32)
def _built(digest: str) -> Scenario:
    versions = ScenarioVersion.objects.values_list("content", flat=True)
    return build(versions.get(digest=digest))


def state_after(game_id: int, round_number: int) -> State:
    """The engine's state after a settled round (0 = at the start); one small query.

    Raises Settlement.DoesNotExist where the round has not been settled.
    """
    return stored_state(*_settled(game_id, round_number))


def state_before(game: Game) -> State:
    """The state in which the running round is played: as settled, under the round's model.

    Raises Settlement.DoesNotExist in the lobby.
    """
    settled = state_after(game.pk, game.round_number - 1)
    return state_under(game, course_of(game), settled)


def state_under(game: Game, course: Course, settled: State) -> State:
    """A settled state as the next round finds it under a course."""
    model = course.models.get(settled.round)
    if model is None:
        return settled
    scenario = scenario_under(game, course, settled.round)
    return _under(Same(scenario), Same(settled), model)


@lru_cache(maxsize=128)
def _under(scenario: Same[Scenario], settled: Same[State], model: str) -> State:
    return change_model(scenario.value, settled.value, model).state


@shared
@per_chapter
def states(game_id: int) -> tuple[State, ...]:
    """The states from the start (round 0) to the newest settled round; one small query."""
    return stored_states(settled_keys(game_id))


@shared
@per_chapter
def settled_keys(game_id: int) -> tuple[Key, ...]:
    """The keys of every settled round that counts, from round 0; one small query."""
    live = Settlement.objects.filter(game_id=game_id, superseded_at__isnull=True)
    return tuple(live.order_by("round_number").values_list("digest", "pk"))


@shared
@per_chapter
def _settled(game_id: int, round_number: int) -> tuple[str, int]:
    found = _live_keys(game_id, round_number)
    if not found:
        raise Settlement.DoesNotExist
    return found[0]


_live_keys: Prepared[Key] = Prepared(
    lambda game, number: Settlement.objects.filter(
        game_id=game, round_number=number, superseded_at__isnull=True
    ).values_list("digest", "pk"),
    2,
)


def stored_state(digest: str, pk: int) -> State:
    """The state after one stored settlement, also one taken back; a query the first time."""
    return stored_states([(digest, pk)])[0]


def stored_states(keys: Sequence[Key]) -> tuple[State, ...]:
    """The states after stored settlements; one query for all that the process does not know yet.

    Raises KeyError where a settlement is gone.
    """
    return _states.all(keys, _read_states)


def _read_states(keys: Sequence[Key]) -> Mapping[Key, State]:
    rows = Settlement.objects.filter(pk__in=[pk for _digest, pk in keys])
    return {
        (digest, pk): state_from_json(content)
        for digest, pk, content in rows.values_list("digest", "pk", "state_after")
    }


_states: Newest[State] = Newest(STATES_KEPT)
