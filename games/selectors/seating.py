"""What the facilitator did with people of a team, as the team reads it: who, where from, why."""

from django.utils.translation import gettext as _

from games.enums import LogKind
from games.models import LogEntry
from games.selectors.memo import shared
from games.selectors.reading import per_chapter, seat_rows, team_rows

SEATING = frozenset(
    {
        LogKind.SEAT_MOVED,
        LogKind.SEAT_LEFT,
        LogKind.SEAT_REMOVED,
        LogKind.SEAT_READMITTED,
        LogKind.PEOPLE_MERGED,
    }
)
"""Moved in or out, taken away, given back, put together."""


@shared
@per_chapter
def _entries(game_id: int) -> tuple[LogEntry, ...]:
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=SEATING)
    return tuple(rows.order_by("sequence"))


def seating_of(game_id: int, team_id: int) -> tuple[LogEntry, ...]:
    """The entries on people of a team, the oldest first; one query for all teams of a game."""
    return tuple(entry for entry in _entries(game_id) if entry.team_id == team_id)


def seating_notices(game_id: int, team_id: int, round_number: int) -> tuple[str, ...]:
    """Sentences on what was done with people of the team in a round."""
    return tuple(
        seating_text(entry)
        for entry in seating_of(game_id, team_id)
        if entry.round_number == round_number
    )


def seating_text(entry: LogEntry) -> str:
    """An entry as a sentence, with the facilitator's reason where one was given."""
    payload = entry.payload
    towns = {team.town: team.name for team in team_rows(entry.game_id)}
    people = {seat.pk: seat.name for seat in seat_rows(entry.game_id)}
    keys = payload.get("seats") or [payload["seat"]]
    words = {
        "names": ", ".join(filter(None, (people.get(key) for key in keys))) or _("Jemand"),
        "before": towns.get(payload.get("from", ""), ""),
        "after": towns.get(payload.get("to", ""), ""),
    }
    text = {
        LogKind.SEAT_MOVED: _("Neu bei Ihnen: %(names)s, vorher %(before)s."),
        LogKind.SEAT_LEFT: _("%(names)s sitzt jetzt in %(after)s."),
        LogKind.SEAT_REMOVED: _("Der Platz von %(names)s ist aufgelöst."),
        LogKind.SEAT_READMITTED: _("%(names)s ist wieder bei Ihnen."),
        LogKind.PEOPLE_MERGED: _("Neu bei Ihnen: %(names)s, vorher %(before)s."),
    }[LogKind(entry.kind)] % words
    if not payload.get("reason"):
        return text
    return text + " " + _("Grund der Spielleitung: %(reason)s") % {"reason": payload["reason"]}
