"""The record of a finished game as the engine reads it: what every way of looking back begins with.

Only what counted is in it: the last attempt of each round, as it was stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from games.access import Viewer
from games.bundles.ballots import mixed_content
from games.models import Settlement as Stored
from games.rules.codec import decision_from_json, settlement_from_json
from games.rules.course import Course
from games.rules.model import Decision, Scenario, Settlement, State
from games.selectors.course import course_of
from games.selectors.memo import in_turn, shared
from games.selectors.reading import game_row
from games.selectors.scenarios import (
    Key,
    scenario_of,
    scenario_under,
    settled_keys,
    states,
    stored_states,
)
from games.selectors.stage import Stage, stage_of

MOST_KEPT = 24
"""Settled games whose rounds stay in memory as the engine's values."""


@dataclass(frozen=True, slots=True)
class Record:
    """A game that is over, round by round.

    ``scenario`` is the one of the last round; ``states`` begin with the start, ``settlements`` and
    ``decisions`` (by town) with round 1. ``model``: the cooperation model at the start.
    """

    game_id: int
    public_id: UUID
    stage: Stage
    scenario: Scenario
    seed: str
    model: str
    course: Course
    states: tuple[State, ...]
    settlements: tuple[Settlement, ...]
    decisions: tuple[Mapping[str, Decision], ...]

    @property
    def rounds(self) -> int:
        """How many rounds were played to the end."""
        return len(self.settlements)

    def year(self, number: int) -> int | None:
        """The budget year of a round, None where the scenario names none."""
        first = self.scenario.first_year
        return first + number - 1 if first and number else None


@shared
def record_of(viewer: Viewer) -> Record | None:
    """The record of the viewer's game, or None until it is over. At most four queries.

    Ballots of a closed vote are handed out anew among those who gave one (``bundles.ballots``): all
    figures stay, and no way of looking back can find out who voted how.
    """
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    if not stage.is_over:
        return None
    played = _played(settled_keys(game.pk)[1:], closed=scenario.options.closed_ballot)
    return Record(
        game_id=game.pk,
        public_id=game.public_id,
        stage=stage,
        scenario=scenario,
        seed=game.seed,
        model=game.cooperation_model,
        course=course_of(game),
        states=states(game.pk),
        settlements=tuple(each[0] for each in played),
        decisions=tuple(each[1] for each in played),
    )


def scenario_in(viewer: Viewer, number: int) -> Scenario:
    """The scenario with the values of rules that held in a round."""
    game = game_row(viewer.game_id)
    return scenario_under(game, course_of(game), number)


@in_turn
@lru_cache(maxsize=MOST_KEPT)
def _played(
    keys: tuple[Key, ...], *, closed: bool
) -> tuple[tuple[Settlement, Mapping[str, Decision]], ...]:
    rows = Stored.objects.filter(pk__in=[pk for _digest, pk in keys]).order_by("round_number")
    # What was decided in secret is told by the state; else that has been read already.
    rows = rows if closed else rows.defer("state_after")
    return tuple(
        _round(row, state, closed=closed)
        for row, state in zip(rows, stored_states(keys), strict=True)
    )


def _round(row: Stored, state: State, *, closed: bool) -> tuple[Settlement, Mapping[str, Decision]]:
    content = mixed_content(row.content, row.state_after) if closed else dict(row.content)
    decided = content.pop("decisions")
    content.pop("played", None)
    plain = {
        "round": row.round_number,
        "engine_version": row.engine_version,
        "state_after": state,
        **content,
    }
    return settlement_from_json(plain), {
        town: decision_from_json(each["content"]) for town, each in decided.items()
    }
