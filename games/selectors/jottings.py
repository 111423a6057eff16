"""Notes and bookmarks for those who wrote them: the people of a team, or the facilitator."""

from dataclasses import dataclass
from datetime import datetime

from games.access import Viewer
from games.models import Note


@dataclass(frozen=True, slots=True)
class Jotting:
    """A note; ``text`` "" = a bookmark. ``number`` is the place of its moment in the log.

    ``released``: everybody reads it who looks back.
    """

    number: int
    at: datetime
    round_number: int
    phase: str
    who: str
    text: str
    released: bool


def of_team(viewer: Viewer) -> tuple[Jotting, ...]:
    """The notes of the viewer's team, the newest first; one query.

    Nothing for whoever has no seat in it: the facilitator at the team's screens reads none.
    """
    if viewer.seat_id is None or viewer.team_id is None:
        return ()
    return _rows(viewer.game_id, viewer.team_id)


def of_facilitator(game_id: int) -> tuple[Jotting, ...]:
    """The facilitator's notes, the newest first; one query."""
    return _rows(game_id, None)


def _rows(game_id: int, team_id: int | None) -> tuple[Jotting, ...]:
    written = Note.objects.filter(game_id=game_id).order_by("-sequence")
    rows = written.filter(team=None) if team_id is None else written.filter(team_id=team_id)
    names = ("sequence", "at", "round_number", "phase", "seat__name", "text", "released_at")
    return tuple(
        Jotting(number, at, round_number, phase, who or "", text, released is not None)
        for number, at, round_number, phase, who, text, released in rows.values_list(*names)
    )
