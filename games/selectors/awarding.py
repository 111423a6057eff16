"""What the board of the fund has before it in the phase of the award, and who has voted.

How somebody voted is shown only as far as the ballot is open; who has voted is always public.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from games.access import Viewer
from games.enums import LogKind, Phase
from games.models import Game, LogEntry
from games.rules.board import Table, board_decides, card_scored, fund_of, table
from games.rules.codec import decision_from_json, decision_to_json
from games.rules.model import Decision, Fund, Scenario, State
from games.selectors.course import model_of
from games.selectors.decided import decided
from games.selectors.memo import Same, shared
from games.selectors.reading import decision_rows, game_row, per_chapter, team_rows
from games.selectors.scenarios import scenario_of, state_before
from games.selectors.scoretime import scoring_ends_at


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many applications a town may vote on and score, and on how many it has."""

    cast: int
    due: int
    scored: int = 0
    to_score: int = 0


@dataclass(frozen=True, slots=True)
class ScoringDesk:
    """How far the first scoring of a round is: ``done`` of ``total`` towns that may score.

    ``ends_at``: when the clock closes it.
    """

    closed: bool
    done: int
    total: int
    ends_at: datetime | None

    @property
    def all_done(self) -> bool:
        """Everybody who may has scored everything."""
        return self.done == self.total


def variant_of(game: Game, scenario: Scenario) -> Fund | None:
    """The fund of a game, or None."""
    return fund_of(scenario, model_of(game))


def full_table(game: Game, scenario: Scenario) -> Table:
    """The table with every vote that was cast: for counting alone, never for a screen as it is."""
    return table_of(game, scenario, decided(game, decision_rows(game.pk, game.round_number)))


def table_of(game: Game, scenario: Scenario, decisions: Mapping[str, Decision]) -> Table:
    """The table of the running round with these decisions; reckoned once for the same ones."""
    state = state_before(game)
    saved = json.dumps({town: decision_to_json(each) for town, each in decisions.items()})
    return _table(Same(scenario), Same(state), saved)


@lru_cache(maxsize=64)
def _table(scenario: Same[Scenario], state: Same[State], saved: str) -> Table:
    decisions = {town: decision_from_json(each) for town, each in json.loads(saved).items()}
    return table(scenario.value, state.value, decisions)


def award_skipped(game: Game) -> bool:
    """Whether a settled round went without its award: the board had nothing to decide."""
    if game.phase not in (Phase.SETTLED, Phase.RECAP) or Phase.AWARDING in game.round_phases:
        return False
    return board_decides(variant_of(game, scenario_of(game))) and _skipped(
        game.pk, game.round_number
    )


@shared
@per_chapter
def _skipped(game_id: int, number: int) -> bool:
    entries = LogEntry.objects.filter(
        game_id=game_id, round_number=number, kind=LogKind.AWARD_SKIPPED
    )
    return entries.exists()


@shared
def turnout(game_id: int) -> dict[str, Turnout]:
    """Who has voted how often, by town; nothing outside the phase of the award."""
    game = game_row(game_id)
    if game.phase != Phase.AWARDING:
        return {}
    laid = full_table(game, scenario_of(game))
    decisions = decided(game, decision_rows(game_id, game.round_number))
    criteria = scenario_of(game).scoring
    return {town: _turnout(laid, town, decision, criteria) for town, decision in decisions.items()}


def _turnout(laid: Table, town: str, decision: Decision, criteria: Mapping[str, int]) -> Turnout:
    due, scorable = laid.due(town), laid.scorable(town)
    return Turnout(
        cast=sum(card in decision.votes for card in due),
        due=len(due),
        scored=sum(card_scored(decision, card, criteria) for card in scorable),
        to_score=len(scorable),
    )


def scoring_desk(game: Game) -> ScoringDesk | None:
    """The first scoring while the board decides; None where nobody may score anything."""
    towns = [each for each in turnout(game.pk).values() if each.to_score]
    if not towns:
        return None
    rows = decision_rows(game.pk, game.round_number).values()
    return ScoringDesk(
        closed=any(row.first_scores is not None for row in rows),
        done=sum(each.scored == each.to_score for each in towns),
        total=len(towns),
        ends_at=scoring_ends_at(game),
    )


def votes_due(viewer: Viewer) -> int:
    """On how many applications the viewer's team has still to vote; 0 once it is ready."""
    game = game_row(viewer.game_id)
    if game.phase != Phase.AWARDING:
        return 0
    team = next((each for each in team_rows(game.pk) if each.pk == viewer.team_id), None)
    if team is None or team.ready_for == f"{game.round_number}:{game.phase}":
        return 0
    mine = turnout(game.pk)[team.town]
    return mine.due - mine.cast
