"""Commands of the facilitator on the course of a game.

What belongs to one phase names it, so that an old page does not meet the next one; pressed twice, a
command acts once and answers with the first receipt.
"""

from datetime import datetime, timedelta

from games.access import Viewer
from games.enums import LogKind, MissingRule, Phase
from games.errors import Illegal, TooLate
from games.models import Game, LogEntry, Team
from games.roles import Right
from games.services.actors import leading, playing
from games.services.bots import fill_empty_teams
from games.services.phases import (
    Position,
    enter,
    go_on,
    go_on_if_all_ready,
    named,
    phase_over,
    position,
    run_clock,
    stop_clock,
)
from games.services.receipts import Receipt, receipt_of
from games.services.settling import store_start
from games.services.writing import Writer

MAX_EXTENSION_SECONDS = 24 * 60 * 60

_MOVES = (LogKind.PHASE_STARTED, LogKind.GAME_ENDED)
_FIRST_OF_MOVE = (*_MOVES, LogKind.DECISIONS_CLOSED, LogKind.ROUND_SETTLED)


def start_game(
    viewer: Viewer,
    *,
    request_id: str = "",
    fill_with_bots: bool = True,
    now: datetime | None = None,
) -> Receipt:
    """Leave the lobby for the first phase of round 1; bots take teams without people.

    Started before: the receipt of the first start. Raises NotAllowed for strangers.
    """
    lobby = Position(0, Phase.LOBBY)
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.TEAM_BOT_SET, *_MOVES):
            return writer.receipt
        if done := _left_before(writer, lobby):
            return done
        store_start(writer)
        if fill_with_bots:
            fill_empty_teams(writer)
        go_on(writer)
    return writer.receipt


def advance(
    viewer: Viewer,
    *,
    expected_round: int,
    expected_phase: str,
    request_id: str = "",
    missing_rule: MissingRule | None = None,
    now: datetime | None = None,
) -> Receipt:
    """Leave the named phase for the next one; the last one before ``settled`` settles the round.

    Left before (double click, clock, second tab): nothing happens, the answer is the receipt of
    the move that left it. Raises TooLate("phase_over") where the game was never there,
    and TooLate("not_started") in the lobby.
    """
    expected = named(expected_round, expected_phase)
    if expected.phase == Phase.LOBBY:
        raise TooLate("not_started")
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(*_FIRST_OF_MOVE):
            return writer.receipt
        if done := _left_before(writer, expected):
            return done
        go_on(writer, missing_rule)
    return writer.receipt


def end_game(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """End the game from wherever it stands; an open round stays unsettled."""
    with leading(viewer, right=Right.UNDO, request_id=request_id, now=now) as writer:
        if writer.first_entry(*_MOVES):
            return writer.receipt
        game = writer.game
        if game.phase == Phase.ENDED:
            return receipt_of(LogEntry.objects.get(game=game, kind=LogKind.GAME_ENDED))
        enter(writer, Position(game.round_number, Phase.ENDED))
    return writer.receipt


def _left_before(writer: Writer, expected: Position) -> Receipt | None:
    """Receipt of the last move that left ``expected``, or None where the game stands there.

    Raises TooLate where the game has never been there, or will come there once more: what had left
    it was taken back.
    """
    here = position(writer.game)
    if here == expected:
        return None
    if here.before(expected):
        raise phase_over(expected, here)
    moves = LogEntry.objects.filter(
        game=writer.game,
        kind__in=_MOVES,
        round_number=expected.round_number,
        phase=expected.phase,
    )
    move = moves.order_by("-sequence").first()
    if move is None:
        raise phase_over(expected, here)
    return receipt_of(move)


def extend(
    viewer: Viewer,
    *,
    seconds: int,
    expected: Position | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Give more time (``seconds`` may be negative, never before now).

    Overtime: counted from now. Without a time limit: sets one. While paused: adds to the rest.
    Teams that asked for more time have got it.
    Raises Illegal("seconds_out_of_range"), TooLate outside the rounds, and TooLate("phase_over")
    where the game stands elsewhere than ``expected``: five minutes less must not cut the phase
    that has just begun.
    """
    if not 0 < abs(seconds) <= MAX_EXTENSION_SECONDS:
        raise Illegal("seconds_out_of_range", value=seconds, maximum=MAX_EXTENSION_SECONDS)
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.TIME_EXTENDED):
            return writer.receipt
        game = _in_a_round(writer)
        here = position(game)
        if expected is not None and expected != here:
            raise phase_over(expected, here)
        if game.paused:
            game.remaining_seconds = max(0, (game.remaining_seconds or 0) + seconds)
        else:
            base = max(game.deadline or writer.now, writer.now)
            game.deadline = max(base + timedelta(seconds=seconds), writer.now)
        if seconds > 0:
            Team.objects.filter(game=game).exclude(time_asked_for="").update(time_asked_for="")
        writer.log(LogKind.TIME_EXTENDED, {"seconds": seconds})
        writer.touch_game()
    return writer.receipt


def pause(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """Stop the clock; the rest of the time is kept. Drafts can still be edited.

    Paused before: the receipt of that pause.
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.GAME_PAUSED):
            return writer.receipt
        game = _in_a_round(writer)
        if game.paused:
            return _last(writer, LogKind.GAME_PAUSED)
        stop_clock(writer)
    return writer.receipt


def resume(viewer: Viewer, *, request_id: str = "", now: datetime | None = None) -> Receipt:
    """Let the clock run on with the rest that was kept.

    In READY mode a game in which all got ready meanwhile goes on at once. Running already: the
    receipt of the last resume; TooLate("not_paused") where there was none.
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.GAME_RESUMED):
            return writer.receipt
        game = _in_a_round(writer)
        if not game.paused:
            return _last(writer, LogKind.GAME_RESUMED)
        run_clock(writer)
        go_on_if_all_ready(writer)
    return writer.receipt


def mark_ready(
    viewer: Viewer,
    *,
    round_number: int,
    phase: str,
    request_id: str = "",
    ready: bool = True,
    now: datetime | None = None,
) -> Receipt:
    """A team says that it needs no more time in the named phase (or does after all).

    In READY mode the last team to say so moves the game on. In ``deciding`` submitting says it:
    raises Illegal("submit_instead"); TooLate("phase_over") where the game is elsewhere.
    """
    wanted = named(round_number, phase)
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.TEAM_READY):
            return writer.receipt
        here = position(writer.game)
        if here != wanted:
            raise phase_over(wanted, here)
        if here.phase == Phase.DECIDING:
            raise Illegal("submit_instead")
        _in_a_round(writer)
        label = here.label if ready else ""
        Team.objects.filter(pk=hand.team_id).update(ready_for=label)
        writer.log(LogKind.TEAM_READY, {"ready": ready}, hand.team)
        writer.touch_game()
        go_on_if_all_ready(writer)
    return writer.receipt


def _in_a_round(writer: Writer) -> Game:
    game = writer.game
    if game.phase in (Phase.LOBBY, Phase.ENDED):
        raise TooLate("no_round_running", phase=game.phase)
    return game


def _last(writer: Writer, kind: LogKind) -> Receipt:
    entry = LogEntry.objects.filter(game=writer.game, kind=kind).order_by("-sequence").first()
    if entry is None:
        raise TooLate("not_paused")
    return receipt_of(entry)
