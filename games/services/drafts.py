"""A team's decision: saved field by field while it is made, submitted, taken back.

Several people edit one draft. Each names the revision their page knows and sends only the fields
they changed; a field that somebody else changed after that revision is not overwritten but refused
with both versions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import (
    DRAFTING_PHASES,
    DecisionStatus,
    LogKind,
    Phase,
)
from games.errors import Illegal, StaleRevision, TooLate
from games.models import Game, LogEntry, Team, TeamDecision
from games.rules import fields
from games.rules.board import BOARD_FIELDS, refused_scores, refused_votes, table
from games.rules.codec import CodecError, decision_from_json, decision_to_json
from games.rules.composition import composed
from games.rules.legality import check
from games.rules.model import Decision, Note, State
from games.selectors.deals import deals_of
from games.selectors.decided import decided
from games.selectors.scenarios import scenario_of, state_before
from games.services.actors import Hand, playing
from games.services.applications import partners_of, with_shares, with_texts
from games.services.corrections import reason_of, remember
from games.services.decisions import current_decision, current_decisions
from games.services.exits import either_or
from games.services.phases import go_on_if_all_ready
from games.services.receipts import Receipt, receipt_of
from games.services.scoring import close_if_all_scored
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
    ``already_submitted``; while the board of the fund votes ``application_too_late``,
    ``decision_fixed`` and ``scoring_closed``, before that ``board_not_open``) with ``changes``,
    StaleRevision("stale_revision") with ``conflicts`` and the newest ``revision``,
    Illegal("illegal") with ``notes`` and ``paths``, Illegal("malformed"),
    Illegal("two_ways_out") (``services.exits``), or Illegal("unknown_revision") for one that has
    not been yet. Nothing is stored then.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        first = writer.first_entry(LogKind.DRAFT_SAVED)
        if first is not None:
            row = current_decision(hand.team, round_number)
            content = row.content if row else {}
            return DraftSaved(writer.receipt, first.payload["revision"], content)
        stored = change(writer, hand, round_number=round_number, revision=revision, changes=changes)
    return DraftSaved(writer.receipt, stored.revision, stored.content)


def change(
    writer: Writer,
    hand: Hand,
    *,
    round_number: int,
    changes: Mapping[str, Any],
    revision: int | None = None,
) -> TeamDecision:
    """Set fields of the seat's draft within a command; refusals as in ``save_draft``.

    ``revision`` None: whatever the draft holds by now is overwritten.
    """
    row = current_decision(hand.team, round_number)
    _check_open(writer.game, row, round_number, changes)
    row = row or TeamDecision(team=hand.team, round_number=round_number)
    changes = either_or(row.content, changes)
    wanted = with_shares(
        with_texts(fields.changed(row.content, changes)), writer.game, hand.team.town
    )
    before, content = row.content, decision_to_json(decision_of(wanted))
    _check_revision(row, row.revision if revision is None else revision, content, changes)
    check_legal(writer.game, hand, row, changes, wanted)
    store(writer, hand, row, content, changes)
    writer.log(LogKind.DRAFT_SAVED, {"revision": row.revision, "changes": dict(changes)}, hand.team)
    writer.touch_team(hand.team)
    for invited in _invited(writer.game, hand, changes, before, content):
        writer.touch_team(invited)
    if writer.game.phase == Phase.AWARDING:
        # Who has voted is public, and with an open ballot how.
        writer.touch_game()
        close_if_all_scored(writer)
    return row


def _invited(
    game: Game, hand: Hand, changes: Mapping[str, Any], before: Content, after: Content
) -> Iterable[Team]:
    """The towns that see something of this draft since it names them, or named them before.

    Two that invite each other to a meeting see that; partners see the application.
    """
    towns = {path.partition(".")[2] for path in changes if path.startswith("meetings.")}
    if before.get("applications") != after.get("applications"):
        towns |= partners_of(before) | partners_of(after)
    if not towns:
        return ()
    return Team.objects.filter(game=game, town__in=towns).exclude(pk=hand.team_id)


def _check_open(
    game: Game, row: TeamDecision | None, round_number: int, changes: Mapping[str, Any]
) -> None:
    sent = {"round": round_number, "changes": dict(changes)}
    if game.round_number < round_number:
        raise TooLate("not_open_yet", **sent)
    if game.round_number == round_number and game.phase == Phase.AWARDING:
        return _check_board(row, changes, sent)
    if game.round_number > round_number or game.phase not in DRAFTING_PHASES:
        raise TooLate("round_closed", **sent)
    if Phase.AWARDING in game.round_phases and _board_paths(changes):
        raise TooLate("board_not_open", **sent)
    if row is not None and row.status != DecisionStatus.DRAFT:
        raise TooLate("already_submitted", **sent)
    return None


def _check_board(
    row: TeamDecision | None, changes: Mapping[str, Any], sent: Mapping[str, Any]
) -> None:
    """While the board votes, the rest of the decision is fixed and public.

    Scores are changed in one piece and once after the first scoring (``rescoring``).
    """
    closed = row is not None and row.first_scores is not None
    if closed and any(path.startswith("scores") for path in changes):
        raise TooLate("scoring_closed", **sent)
    late = [path for path in changes if path not in _board_paths(changes)]
    if any(path.startswith("applications") for path in late):
        raise TooLate("application_too_late", **sent)
    if late:
        raise TooLate("decision_fixed", **sent)


def _board_paths(changes: Mapping[str, Any]) -> list[str]:
    return [path for path in changes if path.partition(".")[0] in BOARD_FIELDS]


def _check_revision(
    row: TeamDecision, revision: int, content: Content, changes: Mapping[str, Any]
) -> None:
    """Refuse where a sent field was changed after ``revision`` to another value."""
    if revision > row.revision:
        raise Illegal("unknown_revision", revision=row.revision, wanted=revision)
    conflicts = []
    for path, mine in changes.items():
        last, theirs = _last_change(row, path), fields.value(row.content, path)
        if last and last["revision"] > revision and theirs != fields.value(content, path):
            conflicts.append({"path": path, "mine": mine, "theirs": theirs, "by": last["by"]})
    if conflicts:
        raise StaleRevision(
            "stale_revision", **conflicts[0], conflicts=tuple(conflicts), revision=row.revision
        )


def store(
    writer: Writer, hand: Hand, row: TeamDecision, content: Content, changes: Mapping[str, Any]
) -> None:
    """Save a row with its new content, marked with who changed these paths."""
    remember(row, hand)
    row.content = content
    row.revision += 1
    mark = {"revision": row.revision, "by": hand.name}
    row.field_revisions = {**row.field_revisions, **dict.fromkeys(changes, mark)}
    if row.status == DecisionStatus.DRAFT:
        row.source = hand.source
    row.updated_at = writer.now
    row.save()


def decision_of(content: Content) -> Decision:
    """The engine's decision of a content. Raises Illegal("malformed")."""
    try:
        return decision_from_json(content)
    except CodecError as error:
        raise Illegal(
            "malformed", path=error.path, expected=error.expected, value=error.value
        ) from None


def _last_change(row: TeamDecision, path: str) -> Mapping[str, Any] | None:
    """The newest change at the path, around it or within it."""
    marks = [mark for known, mark in row.field_revisions.items() if fields.related(known, path)]
    return max(marks, key=lambda mark: mark["revision"], default=None)


def check_legal(
    game: Game,
    hand: Hand,
    row: TeamDecision,
    changes: Mapping[str, Any],
    wanted: Content | None = None,
) -> None:
    """Refuse what a change makes illegal: Illegal("illegal") with ``notes`` and ``paths``.

    ``wanted``: the content it leads to, where that is more than the changes. What stood and was
    overtaken since (a signed offer took the time) is no reason to refuse another field; the
    screens say that it will be dropped.
    """
    before = decision_of(row.content)
    decision = decision_of(wanted or fields.changed(row.content, changes))
    state = state_before(game)
    deals, town = deals_of(game.pk, game.round_number), hand.team.town

    def refused(content: Decision) -> tuple[Note, ...]:
        return check(scenario_of(game), state, town, composed(content, town, deals))

    notes = refused(decision)
    if notes:
        known = {(note.code, note.item) for note in refused(before)}
        notes = tuple(note for note in notes if (note.code, note.item) not in known)
    if game.phase == Phase.AWARDING:
        notes += _refused_votes(game, town, state, changes)
    if notes:
        raise Illegal("illegal", notes=notes, paths=tuple(changes))


def _refused_votes(
    game: Game, town: str, state: State, changes: Mapping[str, Any]
) -> tuple[Note, ...]:
    decisions = decided(game, current_decisions(game.pk, game.round_number))
    set_paths = [path.split(".") for path in _board_paths(changes) if changes[path] is not None]
    laid = table(scenario_of(game), state, decisions)
    votes = [card for name, card, *_rest in filter(_deep, set_paths) if name == "votes"]
    scores = [card for name, card, *_rest in filter(_deep, set_paths) if name == "scores"]
    return refused_votes(laid, town, votes) + refused_scores(laid, town, scores)


def _deep(parts: Sequence[str]) -> bool:
    return len(parts) > 1


def submit(
    viewer: Viewer,
    *,
    round_number: int,
    revision: int,
    reason: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Submit the draft as it stands at ``revision``; without any draft, the default on purpose.

    ``reason``: why a deputy decides; needed where people sit in the team, who read it.

    Submitted before (also by a team mate): the receipt of that. In READY mode the last team moves
    the game on. Raises TooLate (``round_closed``, ``not_open_yet``), StaleRevision("draft_changed")
    where the team's draft has changed since.
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.DECISION_SUBMITTED):
            return writer.receipt
        game = writer.game
        _check_deciding(game, round_number)
        row = current_decision(hand.team, round_number)
        if row is not None and row.status == DecisionStatus.SUBMITTED:
            return _last_submission(writer, hand)
        row = row or TeamDecision(team=hand.team, round_number=round_number)
        if row.revision != revision:
            raise StaleRevision("draft_changed", revision=row.revision, content=row.content)
        stood_in = reason_of(hand, reason)
        remember(row, hand)
        row.status, row.source = DecisionStatus.SUBMITTED, hand.source
        row.reason = stood_in.get("reason", "")
        row.submitted_at = row.updated_at = writer.now
        row.save()
        payload = {"revision": row.revision, "content": row.content} | stood_in
        writer.log(LogKind.DECISION_SUBMITTED, payload, hand.team)
        writer.touch_team(hand.team)
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
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.DECISION_REOPENED):
            return writer.receipt
        _check_deciding(writer.game, round_number)
        row = current_decision(hand.team, round_number)
        if row is None or row.status != DecisionStatus.SUBMITTED:
            return _last_reopening(writer, hand)
        remember(row, hand)
        row.status, row.source = DecisionStatus.DRAFT, hand.source
        row.submitted_at, row.updated_at = None, writer.now
        row.save()
        writer.log(LogKind.DECISION_REOPENED, {"revision": row.revision}, hand.team)
        writer.touch_team(hand.team)
        writer.touch_game()
    return writer.receipt


def _check_deciding(game: Game, round_number: int) -> None:
    if game.round_number > round_number:
        raise TooLate("round_closed", round=round_number)
    if game.round_number < round_number or game.phase in (Phase.BRIEFING, Phase.NEGOTIATING):
        raise TooLate("not_open_yet", round=round_number)
    if game.phase != Phase.DECIDING:
        raise TooLate("round_closed", round=round_number)


def _last_submission(writer: Writer, hand: Hand) -> Receipt:
    entry = _last_entry(writer, hand, LogKind.DECISION_SUBMITTED)
    assert entry is not None, "a submitted decision has an entry in the log"
    return receipt_of(entry)


def _last_reopening(writer: Writer, hand: Hand) -> Receipt:
    entry = _last_entry(writer, hand, LogKind.DECISION_REOPENED)
    if entry is None:
        raise TooLate("not_submitted", round=writer.game.round_number)
    return receipt_of(entry)


def _last_entry(writer: Writer, hand: Hand, kind: LogKind) -> LogEntry | None:
    entries = LogEntry.objects.filter(game=writer.game, team_id=hand.team_id, kind=kind)
    return entries.filter(round_number=writer.game.round_number).order_by("-sequence").first()
