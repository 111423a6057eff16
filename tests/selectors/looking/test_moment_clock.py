"""The clock of a moment is the one that people saw then, or says that nobody can know it."""

from datetime import timedelta

import pytest

from games.enums import WaitEnd
from games.selectors.moments.clock import clock_at
from games.selectors.moments.track import Fact, track_from, track_of
from games.services import flow, waiting
from games.services.phases import named
from tests.cast import NOW, assemble

MINUTE = timedelta(minutes=1)


def clock_after(*told, minutes=None, at):
    """The clock ``at`` minutes after the beginning, in the first phase of a game."""
    made = {"minutes": minutes} if minutes is not None else {}
    rows = [("game_created", 0, made), *told]
    facts = tuple(
        Fact(n, kind, NOW + m * MINUTE, says) for n, (kind, m, says) in enumerate(rows, 1)
    )
    return clock_at(track_from(facts, {}, len(facts)), len(facts), NOW + at * MINUTE)


def begun(seconds=None):
    says = {"round": 1, "phase": "deciding"}
    return "phase_started", 0, says if seconds is None else {**says, "seconds": seconds}


def test_the_deadline_is_what_the_phase_began_with():
    clock = clock_after(begun(600), at=4)
    assert (clock.limit, clock.until, clock.rest, clock.is_over) == (
        "known", NOW + 10 * MINUTE, "6:00", False,
    )  # fmt: skip
    assert clock.minutes == "4:00"


def test_after_the_deadline_it_says_since_when():
    clock = clock_after(begun(600), at=12)
    assert (clock.is_over, clock.rest, clock.left) == (True, "2:00", -120)


def test_without_a_limit_it_says_so():
    assert clock_after(begun(0), at=4).limit == "none"


def test_time_given_counts_from_the_deadline_and_after_it_from_now():
    more = ("time_extended", 5, {"seconds": 300})
    assert clock_after(begun(600), more, at=5).until == NOW + 15 * MINUTE
    late = ("time_extended", 20, {"seconds": 60})
    assert clock_after(begun(600), late, at=20).until == NOW + 21 * MINUTE
    less = ("time_extended", 5, {"seconds": -3600})
    assert clock_after(begun(600), less, at=5).until == NOW + 5 * MINUTE
    assert clock_after(begun(0), more, at=5).until == NOW + 10 * MINUTE


def test_stopped_it_keeps_its_rest_and_runs_on_with_it():
    stop, go = ("game_paused", 4, {"remaining_seconds": 360}), ("game_resumed", 30, {})
    standing = clock_after(begun(600), stop, at=20)
    assert (standing.paused, standing.rest, standing.until, standing.minutes) == (
        True, "6:00", None, "4:00",
    )  # fmt: skip
    more = ("time_extended", 10, {"seconds": 60})
    assert clock_after(begun(600), stop, more, at=20).rest == "7:00"
    running = clock_after(begun(600), stop, go, at=31)
    assert (running.paused, running.until, running.minutes) == (False, NOW + 36 * MINUTE, "5:00")


def test_a_wait_for_a_team_never_shortens_it():
    wait = ("wait_begun", 8, {"seconds": 300})
    assert clock_after(begun(600), wait, at=8).until == NOW + 13 * MINUTE
    assert clock_after(begun(3600), wait, at=8).until == NOW + 60 * MINUTE
    assert clock_after(begun(0), wait, at=8).limit == "none"


class TestOlderGames:
    """Their log does not tell how long a phase was to last."""

    def test_with_minutes_of_their_own_nobody_knows_what_the_run_sheet_made_of_them(self):
        clock = clock_after(begun(), minutes={"deciding": 10}, at=4)
        assert (clock.limit, clock.until, clock.rest) == ("unknown", None, "")
        more = ("time_extended", 5, {"seconds": 300})
        assert clock_after(begun(), more, minutes={"deciding": 10}, at=5).limit == "unknown"

    def test_without_minutes_there_was_no_limit_until_somebody_set_one(self):
        assert clock_after(begun(), minutes={"briefing": 10}, at=4).limit == "none"
        more = ("time_extended", 5, {"seconds": 300})
        clock = clock_after(begun(), more, minutes={}, at=5)
        assert (clock.limit, clock.until) == ("known", NOW + 10 * MINUTE)

    def test_once_it_had_stood_it_is_known_from_then_on(self):
        stop, go = ("game_paused", 4, {"remaining_seconds": 360}), ("game_resumed", 6, {})
        clock = clock_after(begun(), stop, go, minutes={"deciding": 10}, at=7)
        assert (clock.limit, clock.until) == ("known", NOW + 12 * MINUTE)

    def test_where_not_even_the_making_is_told_nothing_is_claimed(self):
        assert clock_after(begun(), at=4).limit == "unknown"


@pytest.mark.django_db
def test_it_is_the_clock_that_the_game_had():
    """Whatever the facilitator does to the clock: the log alone gives the same deadline."""
    cast = assemble(phase_minutes={"deciding": 10})
    lead = cast.frieda.viewer
    cast.play_until("deciding")
    steps = [
        lambda at: flow.extend(lead, seconds=120, now=at),
        lambda at: flow.pause(lead, now=at),
        lambda at: flow.extend(lead, seconds=-60, now=at),
        lambda at: flow.resume(lead, now=at),
        lambda at: waiting.wait_for(
            lead, team_id=cast.dora.viewer.team_id, minutes=30, then=WaitEnd.DRAFT,
            expected=named(1, "deciding"), now=at,
        ),
    ]  # fmt: skip
    for number, step in enumerate(steps, start=1):
        at = NOW + number * MINUTE
        step(at)
        game = cast.fresh()
        clock = clock_at(track_of(game), game.log_sequence, at)
        assert (clock.until, clock.paused) == (game.deadline, game.paused), number
        if game.paused:
            assert clock.left == game.remaining_seconds
