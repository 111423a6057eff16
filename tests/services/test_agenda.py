"""The run sheet with the game: deadlines follow it, breaks stop the clock, the log tells times."""

from datetime import timedelta

import pytest

from games.access import WorkshopViewer
from games.agenda.proposal import propose, rounds_of
from games.agenda.steps import StepKind
from games.enums import LogKind, Role
from games.errors import Illegal, NotAllowed, StaleRevision, TooLate
from games.models import Game, LogEntry, Workshop
from games.selectors.agenda import agenda_of, current_free_step, forecast_of, last_change
from games.services import agenda_steps, agendas, flow
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press

MINUTES = {"briefing": 5, "negotiating": 20, "deciding": 10, "settled": 0, "recap": 5}


@pytest.fixture
def cast(db):
    return people.assemble(phase_minutes=MINUTES)


def lead(cast):
    return WorkshopViewer(cast.game.workshop_id, cast.frieda.user.pk, Role.LEAD)


def version(cast):
    return last_change(cast.game.workshop_id)


def sheet(cast, hours=5):
    game = cast.game
    rounds = rounds_of(game.rounds, game.round_phases, game.phase_minutes)
    return propose(rounds, [(NOW, NOW + timedelta(hours=hours))])


def plan(cast, agenda=None):
    return agendas.save_agenda(lead(cast), agenda or sheet(cast), seen=version(cast), now=NOW)


def step(cast, kind):
    return next(each for each in agenda_of(cast.game.workshop_id).steps if each.kind is kind)


class TestKeeping:
    def test_a_sheet_is_stored_and_read_as_it_was(self, cast):
        plan(cast)
        assert agenda_of(cast.game.workshop_id) == sheet(cast)

    def test_a_sheet_made_from_an_older_one_is_refused(self, cast):
        seen = version(cast)
        plan(cast)
        with pytest.raises(StaleRevision, match="agenda_changed"):
            agendas.save_agenda(lead(cast), sheet(cast, 6), seen=seen, now=NOW)
        assert agenda_of(cast.game.workshop_id) == sheet(cast)

    def test_a_stranger_changes_nothing(self, cast):
        stranger = WorkshopViewer(cast.game.workshop_id, cast.franz.user.pk, Role.LEAD)
        with pytest.raises(NotAllowed):
            agendas.save_agenda(stranger, sheet(cast), seen=version(cast), now=NOW)
        assert agenda_of(cast.game.workshop_id).days == ()

    def test_the_last_change_can_be_taken_back_and_forth(self, cast):
        plan(cast)
        plan(cast, sheet(cast, 6))
        agendas.take_back(lead(cast), seen=version(cast), now=NOW)
        assert agenda_of(cast.game.workshop_id) == sheet(cast)
        agendas.take_back(lead(cast), seen=version(cast), now=NOW)
        assert agenda_of(cast.game.workshop_id) == sheet(cast, 6)

    def test_without_a_change_there_is_nothing_to_take_back(self, cast):
        with pytest.raises(TooLate, match="no_agenda_before"):
            agendas.take_back(lead(cast), seen=version(cast), now=NOW)


class TestDeadlines:
    def test_a_phase_ends_by_the_sheet(self, cast):
        tight = sheet(cast)
        named = tight.of_phase(1, "negotiating")
        plan(cast, tight.with_minutes({named.id: 33}))
        cast.play_until("negotiating")
        assert cast.fresh().deadline == NOW + timedelta(minutes=33)

    def test_a_phase_without_a_limit_stays_without_one(self, cast):
        plan(cast)
        cast.play_until("settled")
        assert agenda_of(cast.game.workshop_id).of_phase(1, "settled").minutes > 0
        assert cast.fresh().deadline is None

    def test_a_phase_that_is_not_in_the_sheet_keeps_the_games_minutes(self, cast):
        tight = sheet(cast)
        plan(cast, tight.without(frozenset({tight.of_phase(1, "deciding").id})))
        cast.play_until("deciding")
        assert cast.fresh().deadline == NOW + timedelta(minutes=10)


class TestFreeSteps:
    def begin(self, cast, kind=StepKind.BREAK, minutes=4, **more):
        return agenda_steps.begin_step(
            cast.frieda.viewer,
            step_id=step(cast, kind).id,
            now=NOW + timedelta(minutes=minutes),
            **more,
        )

    def end(self, cast, kind=StepKind.BREAK, minutes=19, **more):
        return agenda_steps.end_step(
            cast.frieda.viewer,
            step_id=step(cast, kind).id,
            now=NOW + timedelta(minutes=minutes),
            **more,
        )

    def test_a_break_stops_the_clock_and_its_end_lets_it_go_on(self, cast):
        plan(cast)
        cast.play_until("deciding")
        rest = cast.fresh().deadline - NOW
        self.begin(cast)
        game = cast.fresh()
        assert (game.paused, game.deadline) == (True, None)
        assert current_free_step(game.pk).until == NOW + timedelta(minutes=19)
        self.end(cast)
        assert cast.fresh().deadline == NOW + rest + timedelta(minutes=15)
        assert current_free_step(game.pk) is None
        assert place(cast) == (1, "deciding")

    def test_a_clock_that_stood_before_stands_after_the_break(self, cast):
        plan(cast)
        cast.play_until("deciding")
        flow.pause(cast.frieda.viewer, now=NOW)
        self.begin(cast)
        self.end(cast)
        assert cast.fresh().paused

    def test_pressed_twice_it_begins_and_ends_once(self, cast):
        plan(cast)
        cast.play_until("deciding")
        first = self.begin(cast)
        assert self.begin(cast, minutes=5) == first
        gone = self.end(cast)
        assert self.end(cast, minutes=25) == gone
        kinds = LogEntry.objects.filter(game=cast.game).values_list("kind", flat=True)
        assert [list(kinds).count(k) for k in (LogKind.STEP_BEGUN, LogKind.STEP_ENDED)] == [1, 1]

    def test_the_arrival_is_begun_in_the_lobby_without_a_clock(self, cast):
        plan(cast)
        self.begin(cast, StepKind.ARRIVAL)
        game = cast.fresh()
        assert (game.paused, game.phase) == (False, "lobby")
        assert current_free_step(game.pk).title == "Ankommen"

    def test_the_next_phase_ends_a_break(self, cast):
        plan(cast)
        cast.play_until("briefing")
        self.begin(cast)
        press(cast, 1, "briefing", now=NOW + timedelta(minutes=12))
        assert current_free_step(cast.game.pk) is None
        assert not cast.fresh().paused

    @pytest.mark.parametrize("wanted", ["gone", "phase"])
    def test_what_is_no_free_step_is_refused(self, cast, wanted):
        plan(cast)
        name = step(cast, StepKind.PHASE).id if wanted == "phase" else wanted
        with pytest.raises(Illegal, match="unknown_agenda_step"):
            agenda_steps.begin_step(cast.frieda.viewer, step_id=name, now=NOW)

    def test_what_never_ran_cannot_end(self, cast):
        plan(cast)
        with pytest.raises(TooLate, match="step_not_running"):
            self.end(cast)


class TestTogether:
    def everywhere(self, cast, *, begin, minutes):
        return agenda_steps.step_everywhere(
            lead(cast),
            step_id=step(cast, StepKind.BREAK).id,
            begin=begin,
            now=NOW + timedelta(minutes=minutes),
        )

    def test_a_break_begins_and_ends_in_all_regions_of_one_clock(self, cast):
        other = people.found_game(cast.frieda.user, name="Zweite Region")
        Game.objects.filter(pk=other.pk).update(workshop=cast.game.workshop)
        Workshop.objects.filter(pk=cast.game.workshop_id).update(one_clock=True)
        plan(cast)
        cast.play_until("deciding")
        until = cast.fresh().deadline
        assert self.everywhere(cast, begin=True, minutes=4) == 2
        assert current_free_step(other.pk).title == "Pause"
        assert cast.fresh().paused
        assert self.everywhere(cast, begin=False, minutes=9) == 2
        assert current_free_step(other.pk) is None
        assert cast.fresh().deadline == until + timedelta(minutes=5)

    def test_regions_with_clocks_of_their_own_are_not_moved_together(self, cast):
        plan(cast)
        with pytest.raises(Illegal, match="own_clocks"):
            self.everywhere(cast, begin=True, minutes=4)


class TestForecast:
    def test_actual_times_come_from_the_log(self, cast):
        plan(cast)
        flow.start_game(cast.frieda.viewer, now=NOW + timedelta(minutes=40))
        press(cast, 1, "briefing", now=NOW + timedelta(minutes=50))
        seen = forecast_of(cast.fresh(), NOW + timedelta(minutes=55))
        briefing = seen.rows[[r.step.phase for r in seen.rows].index("briefing")]
        assert (briefing.start, briefing.end) == (
            NOW + timedelta(minutes=40), NOW + timedelta(minutes=50),
        )  # fmt: skip
        assert seen.current.step.phase == "negotiating"
        assert seen.current.end == cast.fresh().deadline

    def test_a_pause_of_three_days_is_counted_and_the_rest_moves(self, cast):
        plan(cast)
        cast.play_until("deciding")
        flow.pause(cast.frieda.viewer, now=NOW + timedelta(minutes=1))
        later = NOW + timedelta(days=3)
        seen = forecast_of(cast.fresh(), later)
        assert seen.current.paused == later - NOW - timedelta(minutes=1)
        flow.resume(cast.frieda.viewer, now=later)
        seen = forecast_of(cast.fresh(), later)
        assert seen.current.end == cast.fresh().deadline == later + timedelta(minutes=9)
        assert seen.following.start == cast.fresh().deadline

    def test_looking_moves_nothing(self, cast):
        plan(cast)
        cast.play_until("deciding")
        before = cast.fresh().version
        forecast_of(cast.fresh(), NOW + timedelta(days=1))
        assert (place(cast), cast.fresh().version) == ((1, "deciding"), before)
