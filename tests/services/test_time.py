from datetime import timedelta

import pytest

from games.enums import Phase
from games.errors import Illegal, TooLate
from games.models import Game, Settlement
from games.services import clock, flow, poke
from games.services.phases import Position
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press

MINUTES = {"briefing": 5, "negotiating": 20, "deciding": 10, "settled": 5, "recap": 5}


@pytest.fixture
def timed(db):
    """A game in which the clock closes."""
    return people.assemble(advance_mode="clock", phase_minutes=MINUTES)


class TestTime:
    def test_phase_has_an_absolute_deadline(self, timed):
        timed.play_until("negotiating")
        assert timed.fresh().deadline == NOW + timedelta(minutes=20)

    def test_the_clock_rests_until_the_next_deadline_and_not_longer(self, timed):
        timed.play_until("negotiating")
        due = NOW + timedelta(minutes=20)
        assert clock.seconds_to_next(due - timedelta(seconds=0.2), 0.5) == 0.2
        assert clock.seconds_to_next(due - timedelta(seconds=2), 0.5) == 0.5
        assert clock.seconds_to_next(due + timedelta(seconds=1), 0.5) == 0.5

    def test_a_game_that_the_facilitator_moves_wakes_no_clock(self, cast):
        cast.play_until("negotiating")
        flow.extend(cast.frieda.viewer, seconds=60, now=NOW)
        assert clock.seconds_to_next(NOW + timedelta(seconds=59.9), 0.5) == 0.5

    def test_extension_adds_to_the_deadline(self, timed):
        timed.play_until("deciding")
        flow.extend(timed.frieda.viewer, seconds=120, now=NOW)
        assert timed.fresh().deadline == NOW + timedelta(minutes=12)

    def test_extension_in_overtime_counts_from_now(self, timed):
        timed.play_until("deciding")
        late = NOW + timedelta(minutes=15)
        flow.extend(timed.frieda.viewer, seconds=60, now=late)
        assert timed.fresh().deadline == late + timedelta(minutes=1)

    def test_extension_sets_a_limit_where_there_was_none(self, cast):
        cast.play_until("deciding")
        flow.extend(cast.frieda.viewer, seconds=300, now=NOW)
        assert cast.fresh().deadline == NOW + timedelta(minutes=5)

    def test_time_for_a_phase_that_is_over_does_not_change_the_next_one(self, timed):
        timed.play_until("deciding")
        meant = Position(1, Phase.NEGOTIATING)
        with pytest.raises(TooLate, match="phase_over") as refusal:
            flow.extend(timed.frieda.viewer, seconds=-300, expected=meant, now=NOW)
        assert refusal.value.context["now_phase"] == "deciding"
        assert timed.fresh().deadline == NOW + timedelta(minutes=10)

    def test_shortening_stops_at_now(self, timed):
        timed.play_until("deciding")
        flow.extend(timed.frieda.viewer, seconds=-3600, now=NOW)
        assert timed.fresh().deadline == NOW

    @pytest.mark.parametrize("seconds", [0, 86_401, -86_401])
    def test_extension_out_of_range_says_the_range(self, timed, seconds):
        timed.play_until("deciding")
        with pytest.raises(Illegal) as refusal:
            flow.extend(timed.frieda.viewer, seconds=seconds)
        assert refusal.value.context == {"value": seconds, "maximum": 86_400}

    def test_extension_pressed_twice_counts_once(self, timed):
        timed.play_until("deciding")
        for _ in range(3):
            flow.extend(timed.frieda.viewer, seconds=60, request_id="more", now=NOW)
        assert timed.fresh().deadline == NOW + timedelta(minutes=11)

    def test_pause_keeps_the_rest(self, timed):
        timed.play_until("deciding")
        flow.pause(timed.frieda.viewer, now=NOW + timedelta(minutes=4))
        game = timed.fresh()
        assert (game.paused, game.deadline, game.remaining_seconds) == (True, None, 360)

    def test_resume_continues_with_the_rest(self, timed):
        timed.play_until("deciding")
        flow.pause(timed.frieda.viewer, now=NOW + timedelta(minutes=4))
        later = NOW + timedelta(days=3)
        flow.resume(timed.frieda.viewer, now=later)
        game = timed.fresh()
        assert (game.paused, game.remaining_seconds) == (False, None)
        assert game.deadline == later + timedelta(minutes=6)

    def test_extension_while_paused_adds_to_the_rest(self, timed):
        timed.play_until("deciding")
        flow.pause(timed.frieda.viewer, now=NOW)
        flow.extend(timed.frieda.viewer, seconds=60, now=NOW)
        assert timed.fresh().remaining_seconds == 660

    def test_pause_twice_is_one_pause(self, timed):
        timed.play_until("deciding")
        first = flow.pause(timed.frieda.viewer, now=NOW)
        assert flow.pause(timed.frieda.viewer, now=NOW + timedelta(minutes=1)) == first
        assert timed.fresh().remaining_seconds == 600

    def test_resume_without_pause_is_refused(self, timed):
        timed.play_until("deciding")
        with pytest.raises(TooLate, match="not_paused"):
            flow.resume(timed.frieda.viewer)

    def test_resume_twice_is_one_resume(self, timed):
        timed.play_until("deciding")
        flow.pause(timed.frieda.viewer, now=NOW)
        first = flow.resume(timed.frieda.viewer, now=NOW)
        assert flow.resume(timed.frieda.viewer, now=NOW + timedelta(minutes=1)) == first
        assert timed.fresh().deadline == NOW + timedelta(minutes=10)

    def test_pause_without_limit_resumes_without_limit(self, cast):
        cast.play_until("deciding")
        flow.pause(cast.frieda.viewer, now=NOW)
        flow.resume(cast.frieda.viewer, now=NOW)
        assert cast.fresh().deadline is None

    def test_next_phase_ends_a_pause(self, timed):
        timed.play_until("briefing")
        flow.pause(timed.frieda.viewer, now=NOW)
        press(timed, 1, "briefing")
        game = timed.fresh()
        assert (game.paused, game.deadline) == (False, NOW + timedelta(minutes=20))

    @pytest.mark.parametrize("command", [flow.pause, flow.resume])
    def test_lobby_has_no_clock(self, cast, command):
        with pytest.raises(TooLate, match="no_round_running"):
            command(cast.frieda.viewer)


class TestClock:
    def test_due_phase_is_left_at_its_deadline(self, timed):
        timed.play_until("briefing")
        due = NOW + timedelta(minutes=5)
        assert clock.tick(due - timedelta(microseconds=1)) == 0
        assert clock.tick(due) == 1
        assert place(timed) == (1, "negotiating")
        assert timed.fresh().deadline == due + timedelta(minutes=20)

    def test_nobody_hears_of_one_game_before_all_that_are_due_have_gone_on(
        self, timed, monkeypatch, django_capture_on_commit_callbacks
    ):
        timed.play_until("negotiating")
        due = NOW + timedelta(minutes=20)
        other = people.found_game(
            timed.game.owner, name="Nachbarn", advance_mode="clock", phase_minutes=MINUTES
        )
        flow.start_game(people.leader(other).viewer, now=due - timedelta(minutes=5))
        games = {timed.game.pk: Phase.DECIDING, other.pk: Phase.NEGOTIATING}
        heard, seen = [], []

        def hear(game_id, _team_id, _stamp):
            heard.append(game_id)
            seen.append(dict(Game.objects.filter(pk__in=games).values_list("pk", "phase")))

        monkeypatch.setattr(poke, "_senders", [hear])
        with django_capture_on_commit_callbacks(execute=True):
            assert clock.tick(due) == 2
        assert set(heard) == games.keys()
        assert seen == [games] * len(heard)

    def test_second_tick_finds_nothing_due(self, timed):
        timed.play_until("deciding")
        due = NOW + timedelta(minutes=10)
        assert [clock.tick(due), clock.tick(due)] == [1, 0]
        assert Settlement.objects.filter(game=timed.game, round_number=1).count() == 1

    def test_manual_game_goes_into_overtime(self, db):
        cast = people.assemble(phase_minutes=MINUTES)
        cast.play_until("deciding")
        assert clock.tick(NOW + timedelta(days=1)) == 0
        assert place(cast) == (1, "deciding")

    def test_paused_game_is_never_due(self, timed):
        timed.play_until("deciding")
        flow.pause(timed.frieda.viewer, now=NOW)
        assert clock.tick(NOW + timedelta(days=1)) == 0

    def test_ready_game_goes_on_at_the_deadline_too(self, db):
        eager = people.assemble(advance_mode="ready", phase_minutes={"deciding": 10})
        eager.play_until("deciding")
        assert clock.tick(NOW + timedelta(minutes=10)) == 1
        assert place(eager) == (1, "settled")

    def test_failing_game_does_not_hold_up_others(self, timed, monkeypatch, caplog):
        other = people.found_game(
            timed.game.owner, name="Zweites", advance_mode="clock", phase_minutes=MINUTES
        )
        people.sit_down(other, "Eva", 0)
        flow.start_game(people.leader(other).viewer, now=NOW)
        timed.play_until("briefing")
        original = clock.go_on

        def broken(writer):
            if writer.game.pk == timed.game.pk:
                raise ZeroDivisionError
            original(writer)

        monkeypatch.setattr(clock, "go_on", broken)
        assert clock.tick(NOW + timedelta(minutes=5)) == 1
        assert place(timed) == (1, "briefing")
        assert f"game {timed.game.pk} could not be moved on" in caplog.text
