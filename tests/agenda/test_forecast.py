from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from games.agenda.course import Course, Event, Fact, course_of
from games.agenda.forecast import Moment, forecast, plan
from games.agenda.share import share_of
from games.agenda.steps import LOOKING_BACK, Agenda, Day, StepKind
from games.enums import Phase
from tests.agenda.sheets import NINE, at, calm, entered, phase, played, proposals, short_day, step

LATE = (entered(10, 1, Phase.NEGOTIATING), entered(25, 1, Phase.DECIDING))


def view(agenda, events, now, until=None):
    return forecast(agenda, course_of(agenda, events), Moment(at(now), until))


def row(seen, name):
    return next(each for each in seen.rows if each.step.id == name)


def times(seen, name):
    found = row(seen, name)
    return tuple(int((t - NINE) / timedelta(minutes=1)) for t in (found.start, found.end))


class TestPlan:
    def test_steps_follow_each_other(self):
        seen = plan(short_day())
        assert times(seen, "break") == (40, 60)
        assert seen.ends_at(0) == at(140)

    def test_a_day_begins_when_it_is_planned_to(self):
        agenda = Agenda((
            Day(NINE, at(60), (step("a", 30),)),
            Day(at(1440), at(1500), (step("b", 30),)),
        ))  # fmt: skip
        assert times(plan(agenda), "b") == (1440, 1470)

    @calm
    @given(proposals)
    def test_steps_of_a_day_add_up_to_its_time(self, agenda):
        seen = plan(agenda)
        for number, day in enumerate(agenda.days):
            rows = seen.of_day(number)
            total = sum((each.length for each in rows), timedelta())
            assert rows[0].start == day.starts_at
            assert seen.ends_at(number) - day.starts_at == total
            assert [each.start for each in rows[1:]] == [each.end for each in rows[:-1]]


class TestForecast:
    def test_the_running_phase_ends_at_its_deadline(self):
        seen = view(short_day(), LATE, 30, at(47))
        assert seen.current.step.id == "deciding1"
        assert times(seen, "deciding1") == (25, 47)
        assert times(seen, "break") == (47, 67)

    def test_without_a_deadline_after_its_minutes_and_never_before_now(self):
        assert times(view(short_day(), LATE, 30), "deciding1") == (25, 40)
        assert times(view(short_day(), LATE, 55), "deciding1") == (25, 55)

    def test_following_steps_move_and_the_buffer_takes_it_first(self):
        seen = view(short_day(buffer=10), LATE, 47)
        assert row(seen, "break").delay == timedelta(minutes=7)
        assert times(seen, "buffer") == (97, 100)
        assert times(seen, "debrief") == (100, 140)

    def test_what_the_buffer_cannot_take_moves_the_end(self):
        seen = view(short_day(buffer=10), LATE, 65)
        assert row(seen, "buffer").length == timedelta()
        assert seen.ends_at(0) == at(155)
        assert seen.overrun(0) == timedelta(minutes=15)

    def test_a_day_ahead_of_its_time_keeps_its_buffer_and_ends_early(self):
        early = (*LATE, entered(30, 2, Phase.NEGOTIATING))
        seen = view(short_day(), early, 30)
        assert row(seen, "break").state == "skipped"
        assert row(seen, "buffer").length == timedelta(minutes=10)
        assert seen.ends_at(0) == at(110)

    def test_a_break_that_is_taken_early_leaves_no_phase_out(self):
        events = (LATE[0], Event(at(20), Fact.BEGUN, step="break"))
        seen = view(short_day(), events, 25)
        assert times(seen, "break") == (20, 40)
        assert row(seen, "deciding1").state == "open"
        assert times(seen, "deciding1") == (40, 55)
        assert times(seen, "negotiating2") == (55, 70)

    def test_a_pause_moves_the_end_of_a_phase_without_a_limit(self):
        events = (*LATE, Event(at(30), Fact.PAUSED))
        seen = view(short_day(), events, 38)
        assert times(seen, "deciding1") == (25, 48)
        assert row(seen, "deciding1").paused == timedelta(minutes=8)

    def test_before_anything_begins_the_arrival_waits_from_its_time_on(self):
        assert view(short_day(), (), -60).current is None
        seen = view(short_day(), (), 25)
        assert seen.current.step.id == "arrival"
        assert times(seen, "negotiating1") == (25, 40)

    def test_a_sheet_without_arrival_begins_late_where_nobody_begins(self):
        agenda = Agenda((Day(NINE, at(60), (phase(1, Phase.DECIDING, 20),)),))
        seen = view(agenda, (), 15)
        assert (seen.current, times(seen, "deciding1")) == (None, (15, 35))

    def test_a_paused_evening_goes_on_when_the_next_one_begins(self):
        evenings = Agenda((
            Day(NINE, at(60), (phase(1, Phase.NEGOTIATING, 20), phase(1, Phase.DECIDING, 20))),
            Day(at(2880), at(2940), (step("debrief", 30, StepKind.DEBRIEF),)),
        ))  # fmt: skip
        events = (*LATE[:2], Event(at(50), Fact.PAUSED))
        seen = view(evenings, events, 1440, at(1450))
        assert times(seen, "deciding1") == (25, 2880)
        assert times(seen, "debrief") == (2880, 2910)
        assert seen.overrun(1) == timedelta()

    def test_after_the_end_nothing_is_expected_any_more(self):
        events = (*LATE, entered(50, 1, Phase.ENDED))
        seen = view(short_day(), events, 60)
        assert (seen.current, seen.following) == (None, None)
        assert seen.ends_at(0) == at(50)

    @calm
    @given(played())
    def test_time_never_runs_backwards(self, drawn):
        agenda, events, now = drawn
        seen = forecast(agenda, course_of(agenda, events), Moment(now))
        assert all(each.start <= each.end for each in seen.rows)
        ahead = [each for each in seen.rows if each.state == "open"]
        assert [each.end for each in ahead] == sorted(each.end for each in ahead)
        for before, after in pairwise(ahead):
            assert before.end <= after.start
        if seen.current:
            assert seen.current.end >= now
            assert all(each.start >= seen.current.end for each in ahead)

    @calm
    @given(played())
    def test_only_buffers_are_shortened(self, drawn):
        agenda, events, now = drawn
        seen = forecast(agenda, course_of(agenda, events), Moment(now))
        for each in seen.rows:
            if each.state != "open":
                continue
            if each.step.kind is StepKind.BUFFER:
                assert timedelta() <= each.length <= each.step.length
            else:
                assert each.length == each.step.length

    @calm
    @given(played())
    def test_buffers_give_everything_before_the_debrief_shrinks(self, drawn):
        agenda, events, now = drawn
        seen = forecast(agenda, course_of(agenda, events), Moment(now))
        share = share_of(seen)
        kept = sum((r.length for r in seen.rows if r.step.kind in LOOKING_BACK), timedelta())
        if share.minutes < int(kept / timedelta(minutes=1)):
            late = [day for day in range(len(agenda.days)) if seen.overrun(day)]
            assert late
            for day in late:
                # Behind the running step every buffer is used up.
                buffers = [r for r in seen.of_day(day) if r.step.kind is StepKind.BUFFER]
                assert all(not r.length for r in buffers if r.state == "open")

    @calm
    @given(played())
    def test_later_is_never_earlier(self, drawn):
        """An hour later with nothing done, no expected time has come closer."""
        agenda, events, now = drawn
        course = course_of(agenda, events)
        before = forecast(agenda, course, Moment(now))
        after = forecast(agenda, course, Moment(now + timedelta(hours=1)))
        for one, other in zip(before.rows, after.rows, strict=True):
            assert other.end >= one.end


@pytest.mark.parametrize("moment", [None, Moment(NINE)])
def test_an_empty_sheet_has_nothing_to_say(moment):
    seen = forecast(Agenda(), Course(), moment)
    assert (seen.rows, seen.current, seen.following, seen.day) == ((), None, None, 0)
