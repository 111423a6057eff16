"""A deputy corrects what a team decided: why, and what the team had before, to give it back."""

from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import DecisionSource, DecisionStatus, LogKind, Phase
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Seat, TeamDecision
from games.services.actors import Hand, playing
from games.services.decisions import current_decision
from games.services.receipts import Receipt
from games.services.texts import one_line

REASON_SIGNS = 200


def remember(row: TeamDecision, hand: Hand) -> None:
    """Keep what the people had when a deputy begins; what they do themselves needs no reason."""
    if hand.source != DecisionSource.DEPUTY:
        row.of_team, row.reason = None, ""
    elif row.pk and row.of_team is None and row.source == DecisionSource.TEAM:
        row.of_team = {
            "content": row.content,
            "field_revisions": row.field_revisions,
            "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
        }


def reason_of(hand: Hand, reason: str) -> dict[str, Any]:
    """What the log adds where a deputy submitted: the source, and why.

    Raises Illegal where people sit in the team and no reason is given.
    """
    if hand.source != DecisionSource.DEPUTY:
        return {}
    people = Seat.objects.filter(team=hand.team, removed_at__isnull=True).exclude(name="")
    added = {"source": hand.source.value}
    if not reason.strip() and not people.exists():
        return added
    return added | {"reason": one_line(reason, field="reason", limit=REASON_SIGNS)}


def give_back(
    viewer: Viewer, *, round_number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Let a deputy's correction be undone: the decision is again what the people of the team had.

    What they had submitted is submitted again, a draft is a draft. Raises TooLate("round_closed"),
    Illegal("nothing_to_give_back") where people decided last or had nothing before.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.DECISION_GIVEN_BACK):
            return writer.receipt
        if hand.source != DecisionSource.DEPUTY:
            raise NotAllowed("not_facilitator")
        if (writer.game.round_number, writer.game.phase) != (round_number, Phase.DECIDING):
            raise TooLate("round_closed", round=round_number)
        row = current_decision(hand.team, round_number)
        if row is None or row.of_team is None:
            raise Illegal("nothing_to_give_back", team=hand.team.name)
        _restore(row, writer.now)
        writer.log(LogKind.DECISION_GIVEN_BACK, {"revision": row.revision}, hand.team)
        writer.touch_team(hand.team)
        writer.touch_game()
    return writer.receipt


def _restore(row: TeamDecision, now: datetime) -> None:
    stood, row.revision = row.of_team or {}, row.revision + 1
    row.content = stood["content"]
    # The revision is new, so that an open page learns that the fields are not as it knows them.
    row.field_revisions = {
        path: mark | {"revision": row.revision} for path, mark in stood["field_revisions"].items()
    }
    at = stood["submitted_at"]
    row.status = DecisionStatus.SUBMITTED if at else DecisionStatus.DRAFT
    row.submitted_at = datetime.fromisoformat(at) if at else None
    row.source, row.updated_at, row.of_team, row.reason = DecisionSource.TEAM, now, None, ""
    row.save()
