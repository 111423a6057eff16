"""Waiting for a missing team, with a countdown that everybody sees, and what counts after it.

Where the game goes on by itself (mode READY or CLOCK) the clock carries out what was said when the
time is up; where the facilitator moves it on, nothing happens until the facilitator says so.
"""

from datetime import datetime, timedelta

from games.access import Viewer
from games.enums import LogKind, Phase, WaitEnd
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Team
from games.selectors.waiting import is_done, place_of
from games.services.actors import leading
from games.services.bots import DEFAULT_BOT, bot_decides, bot_votes
from games.services.phases import (
    Position,
    go_on_if_all_ready,
    phase_over,
    position,
    wait_for_nobody,
)
from games.services.receipts import Receipt
from games.services.staffing import assign_bot
from games.services.writing import Writer

MOST_MINUTES = 60


def wait_for(
    viewer: Viewer,
    *,
    team_id: int,
    minutes: int,
    then: WaitEnd,
    expected: Position,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Let everybody wait for a team so many minutes; a phase that would end before goes on so long.

    A wait that runs already is replaced. Raises Illegal("wait_minutes"), Illegal("nobody_missing")
    where the team is done or played by a bot, TooLate("phase_over") where the game stands elsewhere
    than ``expected``, TooLate("no_round_running") outside the rounds.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise Illegal("wait_minutes", value=minutes, maximum=MOST_MINUTES)
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.WAIT_BEGUN):
            return writer.receipt
        _check_place(writer, expected)
        team = _missing_team(writer, team_id)
        _begin(writer, team, minutes, then)
    return writer.receipt


def _check_place(writer: Writer, expected: Position) -> None:
    here = position(writer.game)
    if here != expected:
        raise phase_over(expected, here)
    if here.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED):
        raise TooLate("no_round_running", phase=here.phase.value)


def _missing_team(writer: Writer, team_id: int) -> Team:
    team = Team.objects.filter(pk=team_id, game=writer.game).first()
    if team is None:
        raise NotAllowed("unknown_team")
    if team.bot or is_done(team, writer.game):
        raise Illegal("nobody_missing", team=team.name)
    return team


def _begin(writer: Writer, team: Team, minutes: int, then: WaitEnd) -> None:
    game, seconds = writer.game, 60 * minutes
    game.waiting_for, game.waiting_then = team.town, then
    if game.paused:
        game.waiting_until, game.waiting_seconds = None, seconds
        if game.remaining_seconds is not None:
            game.remaining_seconds = max(game.remaining_seconds, seconds)
    else:
        until = writer.now + timedelta(seconds=seconds)
        game.waiting_until, game.waiting_seconds = until, None
        if game.deadline is not None:
            game.deadline = max(game.deadline, until)
    Team.objects.filter(pk=team.pk).update(waived="")
    writer.log(LogKind.WAIT_BEGUN, {"seconds": seconds, "then": then.value}, team)
    writer.touch_game()


def stop_waiting(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """Take the wait back: nothing is said about the team any more. Raises TooLate("no_wait")."""
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.WAIT_ENDED):
            return writer.receipt
        team = _waited_for(writer)
        wait_for_nobody(writer.game)
        writer.log(LogKind.WAIT_ENDED, {}, team)
        writer.touch_game()
    return writer.receipt


def decide_wait(
    viewer: Viewer, *, then: WaitEnd, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Say what counts for the team that is waited for, before or after the time is up.

    Draft and default count when the round is closed, and the team may still submit until then; a
    bot takes over at once. In READY mode the game goes on where nobody else is waited for. Raises
    TooLate("no_wait").
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.WAIT_DECIDED):
            return writer.receipt
        carry_out(writer, _waited_for(writer), then)
    return writer.receipt


def _waited_for(writer: Writer) -> Team:
    team = Team.objects.filter(game=writer.game, town=writer.game.waiting_for).first()
    if team is None:
        raise TooLate("no_wait")
    return team


def time_is_up(writer: Writer) -> bool:
    """What was said beforehand, called by the clock once the wait has run out; False: nothing due.

    A team that has come in time is left alone.
    """
    game = writer.game
    if game.paused or game.waiting_until is None or game.waiting_until > writer.now:
        return False
    team = _waited_for(writer)
    if team.bot or is_done(team, game):
        wait_for_nobody(game)
        writer.log(LogKind.WAIT_ENDED, {}, team)
        writer.touch_game()
        return True
    carry_out(writer, team, WaitEnd(game.waiting_then))
    return True


def carry_out(writer: Writer, team: Team, then: WaitEnd) -> None:
    """What counts for a missing team from now on."""
    wait_for_nobody(writer.game)
    writer.log(LogKind.WAIT_DECIDED, {"then": then.value}, team)
    if then is WaitEnd.BOT:
        _hand_to_bot(writer, team)
    else:
        waived = f"{place_of(writer.game)}{then.value}"
        Team.objects.filter(pk=team.pk).update(waived=waived)
    writer.touch_team(team)
    writer.touch_game()
    go_on_if_all_ready(writer)


def _hand_to_bot(writer: Writer, team: Team) -> None:
    assign_bot(writer, team, DEFAULT_BOT)
    if writer.game.phase == Phase.DECIDING:
        bot_decides(writer, team)
    elif writer.game.phase == Phase.AWARDING:
        bot_votes(writer, team)
