"""The town hall of one team: figures, decisions with their consequences, draft, neighbours.

Of other teams it says who has submitted and nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer
from games.charts.ring import Ring
from games.charts.waterfall import Waterfall, waterfall
from games.enums import DecisionSource, DecisionStatus
from games.models import TeamDecision
from games.rules.codec import decision_from_json
from games.rules.legality import limits
from games.rules.model import Limits, Preview, Scenario, State
from games.rules.preview import preview
from games.selectors.cardmaker import cards
from games.selectors.cards import Cards
from games.selectors.figures import Figure, figures
from games.selectors.frame import Frame, Online, Place, nobody, place
from games.selectors.ledger import Entry, entries, fall_steps
from games.selectors.memo import Same, one_reading, shared
from games.selectors.news import News, news
from games.selectors.reading import decision_rows, game_row, seat_rows, team_rows
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.scenarios import state_after


@dataclass(frozen=True, slots=True)
class Draft:
    """The team's decision of the round as it stands."""

    revision: int
    content: Mapping[str, Any]
    changed_by: Mapping[str, Mapping[str, Any]]
    status: DecisionStatus
    source: DecisionSource
    saved_at: datetime | None
    submitted_at: datetime | None

    @property
    def submitted(self) -> bool:
        """Handed in, until it is taken back."""
        return self.status == DecisionStatus.SUBMITTED


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality of the game and whether it has submitted; the same for all teams."""

    name: str
    mark: int
    bot: bool
    submitted: bool


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of the own team, with what they changed last."""

    name: str
    online: bool
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the town hall shows, the same for everybody of the team."""

    round_number: int
    draft: Draft
    figures: tuple[Figure, ...]
    cards: Cards
    fall: Waterfall
    own: tuple[Entry, ...]
    ring: Ring
    neighbours: tuple[Neighbour, ...]
    mates: tuple[Mate, ...]
    news: News | None
    map: RegionMap
    notes: tuple[Any, ...]

    @property
    def submitted_count(self) -> int:
        """How many of all municipalities have submitted."""
        return sum(each.submitted for each in self.neighbours)


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
    state = state_after(here.game.pk, number - 1)
    allowed = _limits(Same(here.scenario), Same(state), here.team.town)
    draft = draft_of(decision_rows(here.game.pk, number).get(here.team.pk))
    return Situation(here, here.scenario, state, allowed, draft)


@lru_cache(maxsize=256)
def _limits(scenario: Same[Scenario], state: Same[State], town: str) -> Limits:
    return limits(scenario.value, state.value, town)


@dataclass(frozen=True, slots=True)
class Plan:
    """The part of a board that follows from the content of the draft alone."""

    figures: tuple[Figure, ...]
    cards: Cards
    fall: Waterfall
    own: tuple[Entry, ...]
    ring: Ring
    news: News | None
    notes: tuple[Any, ...]


def board(now: Situation, online: Online = nobody) -> Board:
    """The board of a situation; two queries."""
    game = now.place.game
    plan = _plan(
        Same(now.scenario),
        Same(now.state),
        now.town,
        json.dumps([now.draft.content, now.draft.changed_by]),
        get_language() or "",
    )
    return Board(
        round_number=game.round_number,
        draft=now.draft,
        figures=plan.figures,
        cards=plan.cards,
        fall=plan.fall,
        own=plan.own,
        ring=plan.ring,
        neighbours=_neighbours(game.pk, game.round_number),
        mates=_mates(game.pk, now.place.team.pk, now.draft, plan.cards, online),
        news=plan.news,
        map=region_map(now.scenario),
        notes=plan.notes,
    )


@lru_cache(maxsize=256)
def _plan(
    scenario: Same[Scenario], state: Same[State], town: str, saved: str, _language: str
) -> Plan:
    # Submitting changes nothing of this, and a team has as many pages open as people.
    content, changed_by = json.loads(saved)
    decision = decision_from_json(content)
    allowed = _limits(scenario, state, town)
    seen = _preview(scenario, state, town, json.dumps(content))
    own = tuple(entry for entry, _posting in entries(scenario.value, seen.postings, town))
    draft = replace(EMPTY, content=content, changed_by=changed_by)
    shown = cards(scenario.value, state.value, town, allowed, decision, draft, seen)
    return Plan(
        figures=figures(scenario.value, state.value, town, allowed, decision, seen),
        cards=shown,
        fall=waterfall(fall_steps(scenario.value, own), _("Ergebnis")),
        own=own,
        ring=Ring(len(shown.settled), len(shown.settled) + len(shown.open)),
        news=news(scenario.value, state.value, town),
        notes=seen.notes,
    )


@lru_cache(maxsize=256)
def _preview(scenario: Same[Scenario], state: Same[State], town: str, content: str) -> Preview:
    # A round settled for one town; who looks again at the same draft need not settle again.
    return preview(scenario.value, state.value, town, decision_from_json(json.loads(content)))


def with_others(shown: Board, viewer: Viewer, online: Online = nobody) -> Board:
    """A board that was made before, with what does not hang on the own team."""
    team_id = viewer.team_id or 0
    return replace(
        shown,
        neighbours=_neighbours(viewer.game_id, shown.round_number),
        mates=_mates(viewer.game_id, team_id, shown.draft, shown.cards, online),
    )


def own_state(viewer: Viewer) -> tuple[Any, ...] | None:
    """What a board hangs on but for its neighbours and mates: while equal, it stays as it is.

    None where the viewer has no team in the game.
    """
    game = game_row(viewer.game_id)
    for team in team_rows(viewer.game_id):
        if team.pk == viewer.team_id:
            stage = tuple(getattr(game, name) for name in _STAGE)
            return (team.version, team.ready_for, *stage)
    return None


_STAGE = (
    "public_id",
    "phase",
    "round_number",
    "phase_started_at",
    "deadline",
    "paused",
    "remaining_seconds",
    "ended_at",
)


@shared
def _neighbours(game_id: int, round_number: int) -> tuple[Neighbour, ...]:
    decisions = decision_rows(game_id, round_number)
    submitted = {pk for pk, row in decisions.items() if row.status == DecisionStatus.SUBMITTED}
    return tuple(
        Neighbour(team.name, mark_of(team.position), bool(team.bot), team.pk in submitted)
        for team in team_rows(game_id)
    )


def _mates(
    game_id: int, team_id: int, draft: Draft, shown: Cards, online: Online
) -> tuple[Mate, ...]:
    names = _names(game_id).get(team_id, {})
    here = online(names)
    changed: dict[str, list[str]] = {}
    for path, mark in draft.changed_by.items():
        if path in shown.titles:
            changed.setdefault(str(mark["by"]), []).append(shown.titles[path])
    return tuple(
        Mate(name, seat_id in here, tuple(changed.get(name, ()))) for seat_id, name in names.items()
    )


@shared
def _names(game_id: int) -> dict[int, dict[int, str]]:
    """Names of those who sit in the game by team and seat."""
    found: dict[int, dict[int, str]] = {}
    for seat in seat_rows(game_id):
        if seat.removed_at is None and seat.name:
            found.setdefault(seat.team_id, {})[seat.pk] = seat.name
    return found


@one_reading()
def live_context(viewer: Viewer, online: Online = nobody) -> Mapping[str, Any]:
    """Everything the board's regions need; in the lobby only the frame."""
    now = situation(viewer)
    if now is None:
        return {"frame": place(viewer).frame, "now": timezone.now(), "board": None}
    frame: Frame = now.place.frame
    return {"frame": frame, "now": timezone.now(), "board": board(now, online)}
