"""A team's decision: saved field by field while it is made, submitted, taken back.

Several people edit one draft. Each names the revision their page knows and sends only the fields
they changed; a field that somebody else changed after that revision is not overwritten but refused
with both versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import (
    DRAFTING_PHASES,
    DecisionSource,
    DecisionStatus,
    LogKind,
    Phase,
)
from games.errors import Illegal, StaleRevision, TooLate
from games.models import Game, LogEntry, Seat, TeamDecision
from games.rules import fields
from games.rules.codec import CodecError, decision_from_json, decision_to_json
from games.rules.legality import check
from games.rules.model import Decision
from games.selectors.scenarios import scenario_of, state_after
from games.services.actors import playing
from games.services.decisions import current_decision
from games.services.phases import go_on_if_all_ready
from games.services.receipts import Receipt, receipt_of
from games.services.writing import Writer

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """A saved draft: receipt, the revision to name next time, and the whole content as JSON.

    For a repeated request ``revision`` is that of the first time, while ``content`` is the newest:
    a later change by somebody else is noticed with the next save.
    """

    receipt: Receipt
    revision: int
    content: Mapping[str, Any]


def save_draft(
    viewer: Viewer,
    *,
    round_number: int,
    revision: int,
    changes: Mapping[str, Any],
    request_id: str = "",
    now: datetime | None = None,
) -> DraftSaved:
    """Set some fields of the team's draft (``path -> value``; None = back to the default).

    Paths: ``"greenfield"``, ``"levels.kita"``. Raises TooLate (``round_closed``, ``not_open_yet``,
    ``already_submitted``) with the sent ``changes``, StaleRevision("stale_revision") with
    ``conflicts`` and the newest ``revision``, Illegal("illegal") with ``notes`` and ``paths``,
    Illegal("malformed"), or Illegal("unknown_revision") for one that has not been yet. Nothing is
    stored then.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, seat):
        first = writer.first_entry(LogKind.DRAFT_SAVED)
        row = current_decision(seat.team, round_number)
        if first is not None:
            content = row.content if row else {}
            return DraftSaved(writer.receipt, first.payload["revision"], content)
        _check_open(writer.game, row, round_number, changes)
        row = row or TeamDecision(team=seat.team, round_number=round_number)
        decision = _decision(fields.changed(row.content, changes))
        content = decision_to_json(decision)
        _check_revision(row, revision, content, changes)
        _check_legal(writer.game, seat, decision, changes)
        _store(writer, seat, row, content, changes)
        writer.log(
            LogKind.DRAFT_SAVED, {"revision": row.revision, "changes": dict(changes)}, seat.team
        )
        writer.touch_team(seat.team)
    return DraftSaved(writer.receipt, row.revision, row.content)


def _check_open(
    game: Game, row: TeamDecision | None, round_number: int, changes: Mapping[str, Any]
) -> None:
    sent = {"round": round_number, "changes": dict(changes)}
    if game.round_number < round_number:
        raise TooLate("not_open_yet", **sent)
    if game.round_number > round_number or game.phase not in DRAFTING_PHASES:
        raise TooLate("round_closed", **sent)
    if row is not None and row.status != DecisionStatus.DRAFT:
        raise TooLate("already_submitted", **sent)


def _check_revision(
    row: TeamDecision, revision: int, content: Content, changes: Mapping[str, Any]
) -> None:
    """Refuse where a sent field was changed after ``revision`` to another value."""
    if revision > row.revision:
        raise Illegal("unknown_revision", revision=row.revision, wanted=revision)
    conflicts = []
    for path, mine in changes.items():
        last, theirs = row.field_revisions.get(path), fields.value(row.content, path)
        if last and last["revision"] > revision and theirs != fields.value(content, path):
            conflicts.append({"path": path, "mine": mine, "theirs": theirs, "by": last["by"]})
    if conflicts:
        raise StaleRevision(
            "stale_revision", **conflicts[0], conflicts=tuple(conflicts), revision=row.revision
        )


def _store(
    writer: Writer, seat: Seat, row: TeamDecision, content: Content, changes: Mapping[str, Any]
) -> None:
    row.content = content
    row.revision += 1
    mark = {"revision": row.revision, "by": seat.name}
    row.field_revisions = {**row.field_revisions, **dict.fromkeys(changes, mark)}
    row.source = DecisionSource.TEAM
    row.updated_at = writer.now
    row.save()


def _decision(content: Content) -> Decision:
    try:
        return decision_from_json(content)
    except CodecError as error:
        raise Illegal(
            "malformed", path=error.path, expected=error.expected, value=error.value
        ) from None


def _check_legal(game: Game, seat: Seat, decision: Decision, changes: Mapping[str, Any]) -> None:
    state = state_after(game.pk, game.round_number - 1)
    notes = check(scenario_of(game), state, seat.team.town, decision)
    if notes:
        raise Illegal("illegal", notes=notes, paths=tuple(changes))


def submit(
    viewer: Viewer,
    *,
    round_number: int,
    revision: int,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Submit the draft as it stands at ``revision``; without any draft, the default on purpose.

    Submitted before (also by a team mate): the receipt of that. In READY mode the last team moves
    the game on. Raises TooLate (``round_closed``, ``not_open_yet``), StaleRevision("draft_changed")
    where the team's draft has changed since.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.DECISION_SUBMITTED):
            return writer.receipt
        game = writer.game
        _check_deciding(game, round_number)
        row = current_decision(seat.team, round_number)
        if row is not None and row.status == DecisionStatus.SUBMITTED:
            return _last_submission(writer, seat)
        row = row or TeamDecision(team=seat.team, round_number=round_number)
        if row.revision != revision:
            raise StaleRevision("draft_changed", revision=row.revision, content=row.content)
        row.status, row.source = DecisionStatus.SUBMITTED, DecisionSource.TEAM
        row.submitted_at = row.updated_at = writer.now
        row.save()
        payload = {"revision": row.revision, "content": row.content}
        writer.log(LogKind.DECISION_SUBMITTED, payload, seat.team)
        writer.touch_team(seat.team)
        writer.touch_game()
        go_on_if_all_ready(writer)
    return writer.receipt


def reopen(
    viewer: Viewer, *, round_number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take a submitted decision back to go on editing, as long as the round is not closed.

    Open already: the receipt of the last time it was opened. Raises TooLate as ``submit``, and
    TooLate("not_submitted") where nothing was ever submitted.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.DECISION_REOPENED):
            return writer.receipt
        _check_deciding(writer.game, round_number)
        row = current_decision(seat.team, round_number)
        if row is None or row.status != DecisionStatus.SUBMITTED:
            return _last_reopening(writer, seat)
        row.status, row.source = DecisionStatus.DRAFT, DecisionSource.TEAM
        row.submitted_at, row.updated_at = None, writer.now
        row.save()
        writer.log(LogKind.DECISION_REOPENED, {"revision": row.revision}, seat.team)
        writer.touch_team(seat.team)
        writer.touch_game()
    return writer.receipt


def _check_deciding(game: Game, round_number: int) -> None:
    if game.round_number > round_number:
        raise TooLate("round_closed", round=round_number)
    if game.round_number < round_number or game.phase in (Phase.BRIEFING, Phase.NEGOTIATING):
        raise TooLate("not_open_yet", round=round_number)
    if game.phase != Phase.DECIDING:
        raise TooLate("round_closed", round=round_number)


def _last_submission(writer: Writer, seat: Seat) -> Receipt:
    entry = _last_entry(writer, seat, LogKind.DECISION_SUBMITTED)
    assert entry is not None, "a submitted decision has an entry in the log"
    return receipt_of(entry)


def _last_reopening(writer: Writer, seat: Seat) -> Receipt:
    entry = _last_entry(writer, seat, LogKind.DECISION_REOPENED)
    if entry is None:
        raise TooLate("not_submitted", round=writer.game.round_number)
    return receipt_of(entry)


def _last_entry(writer: Writer, seat: Seat, kind: LogKind) -> LogEntry | None:
    entries = LogEntry.objects.filter(game=writer.game, team_id=seat.team_id, kind=kind)
    return entries.filter(round_number=writer.game.round_number).order_by("-sequence").first()
