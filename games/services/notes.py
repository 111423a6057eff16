"""Notes and bookmarks of a moment: by people of a team for the team, by the facilitator.

The log records that one was made, never the text.
"""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind
from games.errors import Illegal
from games.models import Note, Seat
from games.roles import Right
from games.services.actors import leading, sitting
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

TEXT_SIGNS = 300
MOST_NOTES = 200


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
