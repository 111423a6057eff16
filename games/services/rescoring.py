"""After the first scoring each team may score each application anew, once, until the award ends."""

from collections.abc import Mapping
from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import Illegal, TooLate
from games.models import Game, TeamDecision
from games.rules import fields
from games.rules.codec import decision_to_json
from games.selectors.scenarios import scenario_of
from games.services import drafts
from games.services.actors import playing
from games.services.decisions import current_decision
from games.services.phases import Position, phase_over, position
from games.services.receipts import Receipt
from games.services.scoring import is_open


def revise(
    viewer: Viewer,
    *,
    round_number: int,
    card: str,
    scores: Mapping[str, int],
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Replace the team's scores of one application, all criteria at once; the only time it may.

    A team that did not score before the close may do so now, instead. Raises TooLate
    (``phase_over``, ``scoring_open``, ``scores_revised``), Illegal (``scores_missing``,
    ``scores_same`` for what would use up the one time for nothing, ``illegal`` with ``notes``).
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.SCORES_REVISED):
            return writer.receipt
        game = writer.game
        row = _open_row(game, current_decision(hand.team, round_number), round_number, card)
        before = row.content.get("scores", {}).get(card, {})
        _check_whole(game, before, scores)
        changes = {f"scores.{card}.{name}": value for name, value in scores.items()}
        drafts.check_legal(game, hand, row, changes)
        content = decision_to_json(drafts.decision_of(fields.changed(row.content, changes)))
        row.revised = [*row.revised, card]
        drafts.store(writer, hand, row, content, changes)
        payload = {"card": card, "before": before, "scores": dict(scores)}
        writer.log(LogKind.SCORES_REVISED, payload, hand.team)
        writer.touch_team(hand.team)
        writer.touch_game()
    return writer.receipt


def _open_row(game: Game, row: TeamDecision | None, round_number: int, card: str) -> TeamDecision:
    wanted, here = Position(round_number, Phase.AWARDING), position(game)
    if here != wanted:
        raise phase_over(wanted, here)
    assert row is not None, "every team has a decision once they are closed"
    if is_open(game):
        raise TooLate("scoring_open", round=round_number)
    if card in row.revised:
        project = scenario_of(game).projects.get(card)
        raise TooLate("scores_revised", card=project.name if project else card)
    return row


def _check_whole(game: Game, before: Mapping[str, int], scores: Mapping[str, int]) -> None:
    criteria = scenario_of(game).scoring
    missing = [name for name in criteria if name not in scores]
    if missing:
        raise Illegal("scores_missing", count=len(missing))
    if dict(before) == dict(scores):
        raise Illegal("scores_same")
