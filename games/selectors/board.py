"""The town hall of one team: figures, decisions with their consequences, draft, neighbours.

Of other teams it says who has submitted and nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer
from games.charts.ring import Ring
from games.charts.waterfall import Step, Waterfall, waterfall
from games.enums import DecisionStatus
from games.rules.codec import decision_from_json
from games.rules.composition import as_if_all_signed, composed, without_offers
from games.rules.model import Preview, Scenario, State
from games.selectors.cardmaker import cards
from games.selectors.cards import Cards
from games.selectors.deals import SignedDeal, deal_of, signed_deals
from games.selectors.draftwords import draft_form
from games.selectors.figures import Figure, figures
from games.selectors.frame import place
from games.selectors.ledger import Entry, entries, fall_steps
from games.selectors.memo import Same, one_reading, shared
from games.selectors.news import News, news, played_news
from games.selectors.notices import deputy_notice, notices
from games.selectors.present import Online, nobody
from games.selectors.reading import decision_rows, game_row, seat_rows, team_rows
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.seating import seating_notices
from games.selectors.situation import EMPTY, Draft, Situation, limits_of, situation
from games.selectors.standing import Standing, standing
from games.selectors.usual import preview_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality of the game and whether it has submitted; the same for all teams."""

    name: str
    mark: int
    bot: bool
    submitted: bool
    town: str


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of the own team, with what they changed last."""

    name: str
    online: bool
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the town hall shows, the same for everybody of the team.

    ``alone``: the result in euro if the others did not sign; None where nothing hangs on that.
    """

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
    played: tuple[News, ...]
    notices: tuple[str, ...]
    map: RegionMap
    notes: tuple[Any, ...]
    standing: Standing
    alone: int | None

    @property
    def submitted_count(self) -> int:
        """How many of all municipalities have submitted."""
        return sum(each.submitted for each in self.neighbours)


@dataclass(frozen=True, slots=True)
class Plan:
    """The part of a board that follows from the content of the draft alone."""

    figures: tuple[Figure, ...]
    cards: Cards
    fall: Waterfall
    own: tuple[Entry, ...]
    ring: Ring
    news: News | None
    played: tuple[News, ...]
    notes: tuple[Any, ...]
    alone: int | None


def board(now: Situation, online: Online = nobody) -> Board:
    """The board of a situation; four queries."""
    game = now.place.game
    plan = _plan(
        Same(now.scenario),
        Same(now.state),
        now.town,
        json.dumps([now.draft.content, now.draft.changed_by]),
        signed_deals(game.pk, game.round_number, now.town),
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
        played=plan.played,
        notices=(
            *deputy_notice(now.draft),
            *notices(game, now.scenario),
            *seating_notices(game.pk, now.place.team.pk, game.round_number),
        ),
        map=region_map(now.scenario, now.state),
        alone=plan.alone,
        notes=plan.notes,
        standing=standing(now),
    )


@lru_cache(maxsize=256)
def _plan(
    scenario: Same[Scenario],
    state: Same[State],
    town: str,
    saved: str,
    signed: tuple[SignedDeal, ...],
    _language: str,
) -> Plan:
    # Submitting changes nothing of this, and a team has as many pages open as people.
    content, changed_by = json.loads(saved)
    decision = composed(decision_from_json(content), town, [deal_of(each) for each in signed])
    allowed = limits_of(scenario, state, town)
    alone = _preview(scenario, state, town, json.dumps(content), ())
    seen = _preview(scenario, state, town, json.dumps(content), signed) if signed else alone
    own = tuple(entry for entry, _posting in entries(scenario.value, alone.postings, town))
    steps = fall_steps(scenario.value, own)
    conditional = seen.account_after - alone.account_after
    if signed:
        steps = (*steps, Step(_("Vereinbarungen"), conditional, "maybe"))
    draft = replace(EMPTY, content=content, changed_by=changed_by)
    shown = cards(scenario.value, state.value, town, allowed, decision, draft, seen)
    return Plan(
        figures=figures(scenario.value, state.value, town, allowed, decision, seen),
        cards=shown,
        fall=waterfall(steps, _("Ergebnis")),
        own=own,
        ring=Ring(len(shown.settled), len(shown.settled) + len(shown.open)),
        news=news(scenario.value, state.value, town),
        played=played_news(scenario.value, state.value.round, town),
        notes=seen.notes,
        alone=sum(entry.amount for entry in own) if signed else None,
    )


@lru_cache(maxsize=256)
def _preview(
    scenario: Same[Scenario],
    state: Same[State],
    town: str,
    content: str,
    signed: tuple[SignedDeal, ...],
) -> Preview:
    # A round settled for one town; who looks again at the same draft need not settle again.
    decision = without_offers(decision_from_json(json.loads(content)))
    together = as_if_all_signed(decision, town, [deal_of(each) for each in signed])
    others = {name: each for name, each in together.items() if name != town}
    return preview_of(scenario.value, state.value, town, together[town], others)


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
    "steering",
)


@shared
def _neighbours(game_id: int, round_number: int) -> tuple[Neighbour, ...]:
    decisions = decision_rows(game_id, round_number)
    submitted = {pk for pk, row in decisions.items() if row.status == DecisionStatus.SUBMITTED}
    return tuple(
        Neighbour(
            team.name, mark_of(team.position), bool(team.bot), team.pk in submitted, team.town
        )
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
        return {"frame": place(viewer).frame, "now": timezone.now(), "board": None, "form": None}
    shown = board(now, online)
    return {
        "frame": now.place.frame,
        "now": timezone.now(),
        "board": shown,
        "form": draft_form(now, shown.cards.paths),
    }
