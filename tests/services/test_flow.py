from datetime import timedelta

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Settlement, Team, TeamDecision
from games.services import clock, drafts, flow, receipts, seats
from tests import cast as people
from tests.cast import NOW

MINUTES = {"briefing": 5, "negotiating": 20, "deciding": 10, "settled": 5, "recap": 5}


@pytest.fixture
def timed(db):
    """A game in which the clock closes."""
    return people.assemble(advance_mode="clock", phase_minutes=MINUTES)


@pytest.fixture
def eager(db):
    """A game that goes on when all teams of people are ready."""
    return people.assemble(advance_mode="ready", phase_minutes={"deciding": 10})


def press(cast, round_number, phase, *, now=NOW, **options):
    return flow.advance(
        cast.frieda.viewer,
        expected_round=round_number,
        expected_phase=phase,
        now=now,
        **options,
    )


def place(cast):
    game = cast.fresh()
    return game.round_number, game.phase


def submit(person, revision=0):
    return drafts.submit(person.viewer, round_number=1, revision=revision, now=NOW)


def ready(person, round_number, phase, **options):
    return flow.mark_ready(
        person.viewer, round_number=round_number, phase=phase, now=NOW, **options
    )


class TestStarting:
    def test_start_enters_the_first_phase(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        game = cast.fresh()
        assert (game.round_number, game.phase) == (1, "briefing")
        assert (game.phase_started_at, game.deadline) == (NOW, None)

    def test_start_stores_round_0(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        start = Settlement.objects.get(game=cast.game)
        assert (start.round_number, start.state_after["round"]) == (0, 1)
        assert start.content["postings"] == []

    def test_bots_take_teams_without_people(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        assert [team.bot for team in cast.teams] == ["", "", "reziprok"]

    def test_empty_teams_can_stay_empty(self, cast):
        flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
        assert [team.bot for team in cast.teams] == ["", "", ""]

    def test_second_start_answers_with_the_first_receipt(self, cast):
        first = flow.start_game(cast.frieda.viewer, request_id="a", now=NOW)
        again = flow.start_game(cast.frieda.viewer, request_id="a", now=NOW)
        assert again == first
        third = flow.start_game(cast.frieda.viewer, request_id="b", now=NOW)
        moved = LogEntry.objects.get(game=cast.game, kind=LogKind.PHASE_STARTED)
        assert third == receipts.receipt_of(moved)
        assert place(cast) == (1, "briefing")

    @pytest.mark.parametrize("who", ["franz", "anna", "carl"])
    def test_only_the_owner_starts(self, cast, who):
        from dataclasses import replace

        viewer = replace(getattr(cast, who).viewer, game_id=cast.game.pk)
        with pytest.raises(NotAllowed, match="not_facilitator"):
            flow.start_game(viewer)
        assert place(cast) == (0, "lobby")


class TestMovingOn:
    def test_three_rounds_lead_to_debrief_and_end(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        seen = [place(cast)]
        while seen[-1][1] != "ended":
            press(cast, *seen[-1])
            seen.append(place(cast))
        phases = ["briefing", "negotiating", "deciding", "settled", "recap"]
        rounds = [(number, phase) for number in (1, 2, 3) for phase in phases]
        assert seen == [*rounds, (3, "debrief"), (3, "ended")]
        assert cast.fresh().ended_at == NOW
        assert receipts.first_broken(cast.game.pk) is None

    def test_merged_phases_are_left_out(self, db):
        cast = people.assemble(round_phases=("deciding", "settled"), rounds=1)
        flow.start_game(cast.frieda.viewer, now=NOW)
        assert place(cast) == (1, "deciding")
        assert TeamDecision.objects.filter(team__game=cast.game, source="bot").count() == 1
        press(cast, 1, "deciding")
        press(cast, 1, "settled")
        assert place(cast) == (1, "debrief")

    def test_double_click_moves_once(self, cast):
        cast.play_until("briefing")
        first = press(cast, 1, "briefing")
        second = press(cast, 1, "briefing")
        assert second == first
        assert place(cast) == (1, "negotiating")

    def test_same_request_again_moves_once_and_returns_its_receipt(self, cast):
        cast.play_until("deciding")
        first = press(cast, 1, "deciding", request_id="close")
        press(cast, 1, "settled")
        assert press(cast, 1, "deciding", request_id="close") == first
        assert place(cast) == (1, "recap")

    def test_old_page_changes_nothing(self, cast):
        cast.play_until("briefing", round_number=2)
        press(cast, 1, "deciding")
        assert place(cast) == (2, "briefing")

    def test_phase_never_reached_is_refused(self, cast):
        cast.play_until("briefing")
        with pytest.raises(TooLate, match="phase_over") as refusal:
            press(cast, 1, "deciding")
        assert refusal.value.context == {
            "round": 1,
            "phase": "deciding",
            "now_round": 1,
            "now_phase": "briefing",
        }

    @pytest.mark.parametrize("round_number", [-1, 4, 10**30])
    def test_round_the_game_does_not_have_is_refused(self, cast, round_number):
        cast.play_until("briefing")
        with pytest.raises(TooLate, match="phase_over"):
            press(cast, round_number, "briefing")

    def test_phase_nobody_knows_is_refused(self, cast):
        with pytest.raises(Illegal, match="unknown_phase"):
            press(cast, 1, "pause")

    def test_lobby_is_left_by_starting_alone(self, cast):
        with pytest.raises(TooLate, match="not_started"):
            press(cast, 0, "lobby")

    def test_nothing_follows_the_end(self, cast):
        flow.end_game(cast.frieda.viewer, now=NOW)
        with pytest.raises(TooLate, match="game_ended"):
            press(cast, 0, "ended")

    def test_end_comes_from_anywhere_and_once(self, cast):
        cast.play_until("deciding")
        first = flow.end_game(cast.frieda.viewer, now=NOW)
        again = flow.end_game(cast.frieda.viewer, now=NOW + timedelta(minutes=1))
        assert again == first
        assert cast.fresh().ended_at == NOW
        assert not Settlement.objects.filter(game=cast.game, round_number=1).exists()


class TestTime:
    def test_phase_has_an_absolute_deadline(self, timed):
        timed.play_until("negotiating")
        assert timed.fresh().deadline == NOW + timedelta(minutes=20)

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

    def test_ready_game_goes_on_at_the_deadline_too(self, eager):
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


class TestReady:
    def test_last_team_moves_the_game_on(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        assert place(eager) == (1, "briefing")
        ready(eager.dora, 1, "briefing")
        assert place(eager) == (1, "negotiating")

    def test_team_can_take_it_back(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        ready(eager.ben, 1, "briefing", ready=False)
        ready(eager.dora, 1, "briefing")
        assert place(eager) == (1, "briefing")

    def test_readiness_of_an_earlier_phase_does_not_count(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        press(eager, 1, "briefing")
        ready(eager.dora, 1, "negotiating")
        assert place(eager) == (1, "negotiating")

    def test_last_submission_settles_the_round(self, eager):
        eager.play_until("deciding")
        submit(eager.anna)
        assert place(eager) == (1, "deciding")
        receipt = submit(eager.dora)
        assert place(eager) == (1, "settled")
        kind = LogEntry.objects.get(game=eager.game, sequence=receipt.number).kind
        assert kind == LogKind.DECISION_SUBMITTED

    def test_deciding_is_left_by_submitting(self, eager):
        eager.play_until("deciding")
        with pytest.raises(Illegal, match="submit_instead"):
            ready(eager.anna, 1, "deciding")

    def test_paused_game_waits(self, eager):
        eager.play_until("deciding")
        flow.pause(eager.frieda.viewer, now=NOW)
        submit(eager.anna)
        submit(eager.dora)
        assert place(eager) == (1, "deciding")

    def test_manual_game_only_shows_readiness(self, cast):
        cast.play_until("briefing")
        ready(cast.anna, 1, "briefing")
        ready(cast.dora, 1, "briefing")
        assert place(cast) == (1, "briefing")
        assert [team.ready_for for team in cast.teams] == ["1:briefing", "1:briefing", ""]

    def test_readiness_for_another_phase_is_too_late(self, cast):
        cast.play_until("negotiating")
        with pytest.raises(TooLate, match="phase_over") as refusal:
            ready(cast.anna, 1, "briefing")
        assert refusal.value.context == {
            "round": 1,
            "phase": "briefing",
            "now_round": 1,
            "now_phase": "negotiating",
        }

    def test_repeated_readiness_is_one_entry(self, cast):
        cast.play_until("briefing")
        first = ready(cast.anna, 1, "briefing", request_id="r")
        assert ready(cast.anna, 1, "briefing", request_id="r") == first
        assert LogEntry.objects.filter(game=cast.game, kind=LogKind.TEAM_READY).count() == 1

    def test_seats_without_people_are_not_waited_for(self, eager):
        eager.play_until("briefing")
        seats.remove_seat(eager.frieda.viewer, seat_id=eager.dora.viewer.seat_id)
        ready(eager.anna, 1, "briefing")
        assert place(eager) == (1, "negotiating")
        assert Team.objects.get(pk=eager.dora.viewer.team_id).bot == ""
