"""The first scoring of applications, and its end: from then on all see means and spread.

Until it is closed every team scores for itself and sees nobody else's. The facilitator closes it;
where the game moves on by itself it is closed once all people have scored (READY), or when half of
the planned time of the award is left (READY and CLOCK), so that the debate has its half.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import TooLate
from games.models import Game, TeamDecision
from games.models.game import AdvanceMode
from games.rules.board import Table, has_scored, table
from games.rules.model import Decision
from games.selectors.decided import decided
from games.selectors.scenarios import scenario_of, state_before
from games.selectors.scoretime import scoring_ends_at
from games.selectors.waiting import waiver
from games.services.actors import leading
from games.services.decisions import current_decisions
from games.services.phases import Position, phase_over, position, teams_of_people
from games.services.receipts import Receipt, receipt_of
from games.services.writing import Writer


class ClosedBy(StrEnum):
    """What closed a first scoring."""

    FACILITATOR = "facilitator"
    ALL = "all"
    CLOCK = "clock"


def close_scoring(
    viewer: Viewer,
    *,
    expected: Position,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Close the first scoring of the round that the board decides on.

    Closed before (by a second press, the clock or the last team): the receipt of that. Raises
    TooLate("phase_over") where the game stands elsewhere than ``expected``, TooLate("no_scoring")
    outside the award, NotAllowed for anybody but the owner.
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.SCORING_CLOSED):
            return writer.receipt
        here = position(writer.game)
        if here != expected:
            raise phase_over(expected, here)
        if here.phase != Phase.AWARDING:
            raise TooLate("no_scoring", phase=here.phase.value)
        if not is_open(writer.game):
            return _last_closing(writer)
        _close(writer, ClosedBy.FACILITATOR)
    return writer.receipt


def is_open(game: Game) -> bool:
    """Whether the first scoring of the running round is still open."""
    rows = current_decisions(game.pk, game.round_number).values()
    return game.phase == Phase.AWARDING and all(row.first_scores is None for row in rows)


def close_if_all_scored(writer: Writer) -> None:
    """In READY mode: close once every team of people has scored all it can."""
    game = writer.game
    if game.advance_mode != AdvanceMode.READY or game.paused or not is_open(game):
        return
    laid, decisions = _laid(game)
    people = {
        team.town
        for team in teams_of_people(game)
        if laid.scorable(team.town) and waiver(team, game) is None
    }
    criteria = scenario_of(game).scoring
    if people and all(has_scored(laid, town, decisions[town], criteria) for town in people):
        _close(writer, ClosedBy.ALL)


def close_if_due(writer: Writer) -> bool:
    """Close at the moment that the clock has for it (``scoring_ends_at``); whether it did."""
    game = writer.game
    due = scoring_ends_at(game)
    if due is None or writer.now < due or game.paused or not is_open(game):
        return False
    _close(writer, ClosedBy.CLOCK)
    return True


def _close(writer: Writer, by: ClosedBy) -> None:
    rows = current_decisions(writer.game.pk, writer.game.round_number)
    for row in rows.values():
        row.first_scores = row.content.get("scores", {})
    TeamDecision.objects.bulk_update(rows.values(), ["first_scores"])
    # How somebody scored stays with the decisions: the log is read aloud.
    writer.log(LogKind.SCORING_CLOSED, {"by": by.value})
    writer.touch_game()


def _laid(game: Game) -> tuple[Table, Mapping[str, Decision]]:
    decisions = decided(game, current_decisions(game.pk, game.round_number))
    return table(scenario_of(game), state_before(game), decisions), decisions


def _last_closing(writer: Writer) -> Receipt:
    game = writer.game
    entries = game.log.filter(kind=LogKind.SCORING_CLOSED, round_number=game.round_number)
    entry = entries.order_by("-sequence").first()
    assert entry is not None, "a closed scoring has an entry in the log"
    return receipt_of(entry)
