"""What a team decides in: its draft, the state before the round, and what is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from games.access import Viewer
from games.enums import DecisionSource, DecisionStatus
from games.models import TeamDecision
from games.rules.legality import limits
from games.rules.model import Limits, Scenario, State
from games.selectors.frame import Place, place
from games.selectors.memo import Same
from games.selectors.reading import decision_rows
from games.selectors.scenarios import state_before


@dataclass(frozen=True, slots=True)
class Draft:
    """The team's decision of the round as it stands.

    ``reason``: why a deputy decided; ``of_team``: what the people had decided before.
    """

    revision: int
    content: Mapping[str, Any]
    changed_by: Mapping[str, Mapping[str, Any]]
    status: DecisionStatus
    source: DecisionSource
    saved_at: datetime | None
    submitted_at: datetime | None
    reason: str = ""
    of_team: Mapping[str, Any] | None = None

    @property
    def submitted(self) -> bool:
        """Handed in, until it is taken back."""
        return self.status == DecisionStatus.SUBMITTED


EMPTY = Draft(0, {}, {}, DecisionStatus.DRAFT, DecisionSource.TEAM, None, None)


def draft_of(row: TeamDecision | None) -> Draft:
    """The team's own draft of a round, from its row (None: nothing saved yet)."""
    if row is None:
        return EMPTY
    return Draft(
        revision=row.revision,
        content=row.content,
        changed_by=row.field_revisions,
        status=DecisionStatus(row.status),
        source=DecisionSource(row.source),
        saved_at=row.updated_at if row.revision else None,
        submitted_at=row.submitted_at,
        reason=row.reason,
        of_team=row.of_team["content"] if row.of_team else None,
    )


@dataclass(frozen=True, slots=True)
class Situation:
    """What a decision of a round is made in: the state before it and what is allowed."""

    place: Place
    scenario: Scenario
    state: State
    limits: Limits
    draft: Draft

    @property
    def town(self) -> str:
        """Id of the own municipality."""
        return self.place.team.town


def situation(viewer: Viewer) -> Situation | None:
    """The situation of the viewer's team in the running round, or None in the lobby."""
    here = place(viewer)
    number = here.game.round_number
    if not number:
        return None
    state = state_before(here.game)
    allowed = limits_of(Same(here.scenario), Same(state), here.team.town)
    draft = draft_of(decision_rows(here.game.pk, number).get(here.team.pk))
    return Situation(here, here.scenario, state, allowed, draft)


@lru_cache(maxsize=256)
def limits_of(scenario: Same[Scenario], state: Same[State], town: str) -> Limits:
    """What a town may do in the round that follows a state."""
    return limits(scenario.value, state.value, town)
