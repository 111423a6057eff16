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
from django.utils.translation import gettext as _

from games.access import Viewer
from games.charts.ring import Ring
from games.charts.waterfall import Waterfall, waterfall
from games.enums import DecisionSource, DecisionStatus
from games.models import Seat, Team, TeamDecision
from games.rules.codec import decision_from_json
from games.rules.legality import limits
from games.rules.model import Limits, Preview, Scenario, State
from games.rules.preview import preview
from games.selectors.cardmaker import cards
from games.selectors.cards import Cards
from games.selectors.figures import Figure, figures
from games.selectors.frame import Frame, Online, Place, nobody, place
from games.selectors.ledger import Entry, entries, fall_steps
from games.selectors.memo import Same, shared
from games.selectors.news import News, news
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
    """Another municipality and whether it has submitted."""

    name: str
    mark: int
    bot: bool
    submitted: bool
    own: bool


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


def draft_of(team_id: int, round_number: int) -> Draft:
    """The team's own draft of a round; one query."""
    row = (
        TeamDecision.objects.filter(team_id=team_id, round_number=round_number)
        .order_by("-attempt")
        .first()
    )
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
    allowed = limits(here.scenario, state, here.team.town)
    return Situation(here, here.scenario, state, allowed, draft_of(here.team.pk, number))


def board(now: Situation, online: Online = nobody) -> Board:
    """The board of a situation; three queries."""
    decision = decision_from_json(now.draft.content)
    seen = _preview(Same(now.scenario), Same(now.state), now.town, json.dumps(now.draft.content))
    own = tuple(entry for entry, _posting in entries(now.scenario, seen.postings, now.town))
    shown = cards(now.scenario, now.state, now.town, now.limits, decision, now.draft, seen)
    game = now.place.game
    return Board(
        round_number=game.round_number,
        draft=now.draft,
        figures=figures(now.scenario, now.state, now.town, now.limits, decision, seen),
        cards=shown,
        fall=waterfall(fall_steps(now.scenario, own), _("Ergebnis")),
        own=own,
        ring=Ring(len(shown.settled), len(shown.settled) + len(shown.open)),
        neighbours=_neighbours(game.pk, game.round_number, now.place.team.pk),
        mates=_mates(game.pk, now.place.team.pk, now.draft, shown, online),
        news=news(now.scenario, now.state, now.town),
        map=region_map(now.scenario),
        notes=seen.notes,
    )


@lru_cache(maxsize=256)
def _preview(scenario: Same[Scenario], state: Same[State], town: str, content: str) -> Preview:
    # A round settled for one town; who looks again at the same draft need not settle again.
    return preview(scenario.value, state.value, town, decision_from_json(json.loads(content)))


def with_others(shown: Board, viewer: Viewer, online: Online = nobody) -> Board:
    """A board that was made before, with what does not hang on the own team: three queries."""
    team_id = viewer.team_id or 0
    return replace(
        shown,
        neighbours=_neighbours(viewer.game_id, shown.round_number, team_id),
        mates=_mates(viewer.game_id, team_id, shown.draft, shown.cards, online),
    )


def own_state(viewer: Viewer) -> tuple[Any, ...] | None:
    """What a board hangs on but for its neighbours and mates: while equal, it stays as it is.

    One query. None where the viewer has no team in the game.
    """
    return _states(viewer.game_id).get(viewer.team_id or 0)


@shared
def _states(game_id: int) -> dict[int, tuple[Any, ...]]:
    teams = Team.objects.filter(game_id=game_id)
    rows = teams.values_list("pk", "version", "ready_for", *(f"game__{name}" for name in _STAGE))
    return {row[0]: row for row in rows}


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


def _neighbours(game_id: int, round_number: int, own: int) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(name=name, mark=mark, bot=bot, submitted=submitted, own=pk == own)
        for pk, name, mark, bot, submitted in _submissions(game_id, round_number)
    )


@shared
def _submissions(game_id: int, round_number: int) -> tuple[tuple[int, str, int, bool, bool], ...]:
    """Id, name, mark, played by a bot, submitted: of every team of the game."""
    rows = TeamDecision.objects.filter(team__game_id=game_id, round_number=round_number)
    status = dict(rows.order_by("attempt").values_list("team_id", "status"))
    teams = Team.objects.filter(game_id=game_id).values_list("pk", "name", "position", "bot")
    return tuple(
        (pk, name, mark_of(position), bool(bot), status.get(pk) == DecisionStatus.SUBMITTED)
        for pk, name, position, bot in teams
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
    seats = Seat.objects.filter(game_id=game_id, removed_at__isnull=True).exclude(name="")
    found: dict[int, dict[int, str]] = {}
    for team_id, pk, name in seats.values_list("team_id", "pk", "name"):
        found.setdefault(team_id, {})[pk] = name
    return found


def live_context(viewer: Viewer, online: Online = nobody) -> Mapping[str, Any]:
    """Everything the board's regions need; in the lobby only the frame."""
    now = situation(viewer)
    if now is None:
        return {"frame": place(viewer).frame, "now": timezone.now(), "board": None}
    frame: Frame = now.place.frame
    return {"frame": frame, "now": timezone.now(), "board": board(now, online)}
