"""A team calls the facilitator, or asks for more time; nobody else in the room learns of it.

The log records that it happened, never the text, as people may name people.
"""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Team
from games.roles import Right
from games.services.actors import leading, sitting
from games.services.phases import position
from games.services.receipts import Receipt
from games.services.texts import one_line

TEXT_SIGNS = 200


def ask_help(
    viewer: Viewer, *, text: str = "", request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Call the facilitator, with a text or without; asked again, the newer text counts.

    The time of the first call stays: it says how long the team has been waiting. Raises
    Illegal("text_too_long"), and TooLate("help_closed") once the game has ended.
    """
    shown = one_line(text, field="text", limit=TEXT_SIGNS) if text.strip() else ""
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.HELP_ASKED):
            return writer.receipt
        if writer.game.phase == Phase.ENDED:
            raise TooLate("help_closed")
        team = seat.team
        team.help_text, team.help_asked_at = shown, team.help_asked_at or writer.now
        team.save(update_fields=("help_text", "help_asked_at"))
        writer.log(LogKind.HELP_ASKED, {"signs": len(shown)}, team)
        writer.touch_team(team)
    return writer.receipt


def take_back(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """The team needs no help any more. Raises Illegal("no_help_asked")."""
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.HELP_WITHDRAWN):
            return writer.receipt
        if seat.team.help_asked_at is None:
            raise Illegal("no_help_asked")
        _clear(seat.team)
        writer.log(LogKind.HELP_WITHDRAWN, {}, seat.team)
        writer.touch_team(seat.team)
    return writer.receipt


def ask_time(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """The team needs more time in this phase; the wish ends with the phase or when time is given.

    Raises TooLate("no_round_running") outside the rounds, Illegal("time_asked") where it has asked.
    """
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.TIME_ASKED):
            return writer.receipt
        if writer.game.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED):
            raise TooLate("no_round_running", phase=writer.game.phase)
        label = position(writer.game).label
        if seat.team.time_asked_for == label:
            raise Illegal("time_asked")
        seat.team.time_asked_for = label
        seat.team.save(update_fields=("time_asked_for",))
        writer.log(LogKind.TIME_ASKED, {}, seat.team)
        writer.touch_team(seat.team)
    return writer.receipt


def done(
    viewer: Viewer, *, team_id: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """The facilitator has seen to what a team asked for. Raises Illegal("no_help_asked")."""
    with leading(viewer, right=Right.CALLS, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.HELP_DONE):
            return writer.receipt
        team = Team.objects.filter(pk=team_id, game=writer.game).first()
        if team is None:
            raise NotAllowed("unknown_team")
        waiting = team.time_asked_for == position(writer.game).label
        if team.help_asked_at is None and not waiting:
            raise Illegal("no_help_asked")
        _clear(team)
        team.time_asked_for = ""
        team.save(update_fields=("time_asked_for",))
        writer.log(LogKind.HELP_DONE, {}, team)
        writer.touch_team(team)
    return writer.receipt


def _clear(team: Team) -> None:
    team.help_text, team.help_asked_at = "", None
    team.save(update_fields=("help_text", "help_asked_at"))
