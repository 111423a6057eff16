from datetime import timedelta

from games.agenda.course import Actual, Event, Fact, course_of
from games.enums import Phase
from tests.agenda.sheets import at, entered, short_day

TO_ROUND_TWO = (
    entered(12, 1, Phase.NEGOTIATING),
    entered(30, 1, Phase.DECIDING),
    entered(50, 2, Phase.NEGOTIATING),
)


def begun(minutes, name):
    return Event(at(minutes), Fact.BEGUN, step=name)


def ended(minutes, name):
    return Event(at(minutes), Fact.ENDED, step=name)


def test_a_phase_ends_where_the_next_one_begins():
    course = course_of(short_day(), TO_ROUND_TWO)
    assert course.actuals["negotiating1"] == Actual(at(12), at(30))
    assert course.actuals["negotiating2"] == Actual(at(50))
    assert course.current == "negotiating2"


def test_a_pause_counts_for_the_step_that_runs():
    events = (*TO_ROUND_TWO, Event(at(55), Fact.PAUSED), Event(at(62), Fact.RESUMED))
    course = course_of(short_day(), events)
    assert course.actuals["negotiating2"].paused == timedelta(minutes=7)
    assert course.paused_since is None


def test_the_next_phase_ends_a_pause():
    events = (entered(12, 1, Phase.NEGOTIATING), Event(at(20), Fact.PAUSED))
    course = course_of(short_day(), (*events, entered(30, 1, Phase.DECIDING)))
    assert course.actuals["negotiating1"].paused == timedelta(minutes=10)
    assert course.actuals["deciding1"].paused == timedelta()


def test_a_break_interrupts_the_phase_and_gives_it_back():
    events = (*TO_ROUND_TWO[:2], begun(40, "break"))
    course = course_of(short_day(), events)
    assert course.current == "break"
    assert course.actuals["deciding1"].ended == at(40)
    course = course_of(short_day(), (*events, ended(62, "break")))
    assert course.actuals["break"] == Actual(at(40), at(62))
    assert (course.current, course.actuals["deciding1"].ended) == ("deciding1", None)


def test_another_step_ends_the_free_one_and_its_late_end_says_nothing():
    events = (*TO_ROUND_TWO[:2], begun(40, "break"), entered(58, 2, Phase.NEGOTIATING))
    course = course_of(short_day(), (*events, ended(60, "break")))
    assert course.actuals["break"] == Actual(at(40), at(58))
    assert course.current == "negotiating2"


def test_a_step_that_was_deleted_from_the_sheet_is_passed_over():
    course = course_of(short_day(), (*TO_ROUND_TWO, begun(60, "gone")))
    assert course.current == "negotiating2"


def test_the_games_own_debrief_begins_the_debrief():
    course = course_of(short_day(), (*TO_ROUND_TWO, entered(90, 2, Phase.DEBRIEF)))
    assert course.current == "debrief"
    over = course_of(
        short_day(), (*TO_ROUND_TWO, entered(90, 2, Phase.DEBRIEF), entered(130, 2, Phase.ENDED))
    )
    assert (over.over, over.current, over.actuals["debrief"].ended) == (True, "", at(130))


def test_a_debrief_goes_on_after_the_games_end_if_somebody_says_so():
    events = (*TO_ROUND_TWO, entered(90, 2, Phase.ENDED), begun(91, "debrief"))
    assert course_of(short_day(), events).current == "debrief"
    assert course_of(short_day(), (*events, ended(120, "debrief"))).current == ""


def test_rounds_taken_back_have_not_happened_and_come_back_when_that_is_undone():
    back = (*TO_ROUND_TWO, entered(60, 1, Phase.DECIDING))
    course = course_of(short_day(), back)
    assert set(course.actuals) == {"negotiating1", "deciding1"}
    assert course.actuals["deciding1"] == Actual(at(30))
    forth = course_of(short_day(), (*back, entered(65, 2, Phase.DECIDING)))
    assert forth.actuals["negotiating2"] == Actual(at(50), at(60))
    assert forth.current == "deciding2"


def test_a_break_stays_taken_when_rounds_are_taken_back():
    events = (
        *TO_ROUND_TWO[:2],
        begun(40, "break"),
        TO_ROUND_TWO[2],
        entered(60, 1, Phase.DECIDING),
    )
    assert "break" in course_of(short_day(), events).actuals
