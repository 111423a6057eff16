"""Notes and bookmarks of a moment: by people of a team for the team, by the facilitator.

The log records that one was made, and whether all may read it, never the text.
"""

from datetime import datetime

from games.access import Viewer
from games.enums import OVER_PHASES, LogKind
from games.errors import Illegal
from games.models import Note, Seat, Team
from games.roles import Right
from games.services.actors import leading, sitting
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

TEXT_SIGNS = 300
MOST_NOTES = 200
MOST_RELEASED = 12
"""Of one team, or of the facilitator: more marks on one chart nobody could read."""


def note(
    viewer: Viewer, *, text: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Keep a moment for the own team; without a text it is a bookmark.

    Raises Illegal("text_too_long"), Illegal("too_many_notes") beyond 200 of a team.
    """
    shown = _shown(text)
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.NOTE_MADE):
            return writer.receipt
        _store(writer, seat, shown)
        writer.touch_team(seat.team)
    return writer.receipt


def note_as_facilitator(
    viewer: Viewer, *, text: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """As ``note`` for the facilitator, whose notes no team reads."""
    shown = _shown(text)
    with leading(viewer, right=Right.NOTES, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.NOTE_MADE):
            return writer.receipt
        _store(writer, None, shown)
        writer.touch_lead()
    return writer.receipt


def release(
    viewer: Viewer,
    *,
    number: int,
    released: bool,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Let everybody who looks back read a note of the own team, or (``released`` False) no longer.

    ``number`` is the place of its log entry. Raises Illegal("unknown_note"), and
    Illegal("too_many_released") beyond twelve of a team.
    """
    kind = _kind(released=released)
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(kind):
            return writer.receipt
        _release(writer, kind, number, seat.team)
    return writer.receipt


def release_as_facilitator(
    viewer: Viewer,
    *,
    number: int,
    released: bool,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """As ``release`` for a note of the facilitator."""
    kind = _kind(released=released)
    with leading(viewer, right=Right.NOTES, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            return writer.receipt
        _release(writer, kind, number, None)
    return writer.receipt


def _kind(*, released: bool) -> LogKind:
    return LogKind.NOTE_RELEASED if released else LogKind.NOTE_WITHDRAWN


def _release(writer: Writer, kind: LogKind, number: int, team: Team | None) -> None:
    own = Note.objects.filter(game=writer.game, team=team)
    found = own.filter(sequence=number).first()
    if found is None:
        raise Illegal("unknown_note", value=number)
    found.released_at = writer.now if kind is LogKind.NOTE_RELEASED else None
    others = own.filter(released_at__isnull=False).exclude(pk=found.pk).count()
    if found.released_at and others >= MOST_RELEASED:
        raise Illegal("too_many_released", limit=MOST_RELEASED)
    found.save(update_fields=["released_at"])
    writer.log(kind, {"note": number}, team)
    if writer.game.phase in OVER_PHASES:
        # Who looks back already sees it come and go.
        writer.touch_game()
    elif team:
        writer.touch_team(team)
    else:
        writer.touch_lead()


def _shown(text: str) -> str:
    return one_line(text, field="text", limit=TEXT_SIGNS) if text.strip() else ""


def _store(writer: Writer, seat: Seat | None, text: str) -> None:
    team = seat.team if seat else None
    if Note.objects.filter(game=writer.game, team=team).count() >= MOST_NOTES:
        raise Illegal("too_many_notes", limit=MOST_NOTES)
    entry = writer.log(LogKind.NOTE_MADE, {"signs": len(text)}, team)
    Note.objects.create(
        game=writer.game,
        sequence=entry.sequence,
        at=writer.now,
        round_number=writer.game.round_number,
        phase=writer.game.phase,
        team=team,
        seat=seat,
        text=text,
    )
