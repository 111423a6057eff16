from datetime import timedelta

from hypothesis import given

from games.agenda.course import Event, Fact, course_of
from games.agenda.forecast import Moment, forecast, plan
from games.agenda.proposal import Rounds, propose
from games.agenda.share import Remedy, share_of, suggestions
from games.agenda.steps import StepKind
from games.enums import Phase
from tests.agenda.sheets import NINE, PHASES, at, calm, entered, played, short_day


def view(agenda, events=(), now=None):
    if now is None:
        return plan(agenda)
    return forecast(agenda, course_of(agenda, events), Moment(at(now)))


LATE = (entered(10, 1, Phase.NEGOTIATING), entered(25, 1, Phase.DECIDING))


def test_arrival_break_and_buffer_are_no_time_of_play():
    share = share_of(view(short_day()))
    assert (share.minutes, share.base, share.percent) == (40, 100, 40)
    assert (share.is_enough, share.missing) == (True, 0)


def test_what_takes_too_long_is_taken_from_the_debrief():
    share = share_of(view(short_day(), LATE, 65))
    # Deciding took 40 instead of 15 minutes; the buffer of ten took ten of the 25.
    assert (share.minutes, share.base, share.overrun) == (25, 110, 15)
    assert (share.percent, share.wanted, share.missing) == (22, 33, 8)
    assert not share.is_enough


def test_just_under_thirty_percent_is_not_enough():
    day = short_day(debrief=25, until=125)
    share = share_of(view(day))
    assert (share.minutes, share.base, share.percent, share.is_enough) == (25, 85, 29, False)
    assert share.missing == 1


def test_enough_means_no_suggestions():
    assert suggestions(view(short_day())) == ()


def test_suggestions_say_how_many_minutes_each_wins():
    found = {each.code: each.minutes for each in suggestions(view(short_day(), LATE, 65))}
    assert found == {
        "leave_out:2": 30,
        "shorten:negotiating": 5,
        "shorten:deciding": 5,
        "breaks:": 5,
        "later:": 15,
    }


def test_a_round_that_has_begun_cannot_be_left_out():
    events = (*LATE, entered(70, 2, Phase.NEGOTIATING))
    assert "leave_out:2" not in {each.code for each in suggestions(view(short_day(), events, 72))}


def test_what_is_won_beyond_the_overrun_goes_to_the_debrief():
    short = short_day(debrief=20, until=120)
    (later,) = [e for e in suggestions(view(short)) if e.remedy is Remedy.LATER]
    assert (later.minutes, later.after.step("debrief").minutes) == (10, 30)
    assert later.after.days[0].ends_at == at(130)
    assert share_of(plan(later.after)).is_enough


def test_once_the_debrief_is_over_the_day_that_still_looks_back_ends_later():
    days = [(NINE, at(151)), (at(2880), at(2880 + 151))]
    agenda = propose(Rounds(8, dict(zip(PHASES, (3, 3, 3, 7), strict=True))), days)
    (debrief,) = [step.id for step in agenda.steps if step.kind is StepKind.DEBRIEF]
    (interim,) = [step.id for step in agenda.steps if step.kind is StepKind.INTERIM]
    over = [Event(NINE, fact, 0, None, debrief) for fact in (Fact.BEGUN, Fact.ENDED)]
    seen = view(agenda, [entered(0, 1, Phase.BRIEFING), *over], 0)
    (later,) = [e for e in suggestions(seen) if e.remedy is Remedy.LATER]
    first, second = later.after.days
    assert (first.ends_at, second.ends_at) == (at(151 + later.minutes), at(2880 + 151))
    assert later.after.step(interim).minutes > agenda.step(interim).minutes
    assert share_of(view(later.after, [entered(0, 1, Phase.BRIEFING), *over], 0)).is_enough


def test_a_sheet_without_debrief_has_none_to_give_to():
    bare = short_day().without(frozenset({"debrief"}))
    share = share_of(plan(bare))
    assert (share.minutes, share.missing) == (0, 18)
    assert suggestions(plan(bare)) == ()


@calm
@given(played())
def test_each_suggestion_helps_and_ending_later_is_enough(drawn):
    agenda, events, now = drawn
    seen = forecast(agenda, course_of(agenda, events), Moment(now))
    before = share_of(seen)
    for each in suggestions(seen):
        assert each.minutes > 0
        changed = forecast(each.after, course_of(each.after, events), Moment(now))
        share = share_of(changed)
        assert share.minutes >= before.minutes
        if each.remedy is Remedy.LATER:
            assert share.is_enough


@calm
@given(played())
def test_the_debrief_is_never_more_than_what_it_is_a_part_of(drawn):
    agenda, events, now = drawn
    share = share_of(forecast(agenda, course_of(agenda, events), Moment(now)))
    assert 0 <= share.minutes <= share.base
    back = [s for s in agenda.steps if s.kind in (StepKind.INTERIM, StepKind.DEBRIEF)]
    assert share.planned == sum(s.minutes for s in back)
    assert share.overrun >= 0
    assert timedelta(minutes=share.base) >= timedelta()
