from datetime import UTC, datetime

import pytest
from hypothesis import given

from games.agenda.forecast import plan
from games.agenda.proposal import LEAST_PHASE, TEMPLATES, Rounds, propose, rounds_of
from games.agenda.share import share_of
from games.agenda.steps import StepKind
from games.enums import Phase
from tests.agenda.sheets import NINE, at, calm, proposals, rounds, spans

FOUR = Rounds(4, {Phase.BRIEFING: 5, Phase.NEGOTIATING: 10, Phase.DECIDING: 10, Phase.SETTLED: 5})


def kinds(agenda):
    return [step.kind for step in agenda.steps if step.kind is not StepKind.PHASE]


@calm
@given(rounds, spans)
def test_each_phase_of_each_round_has_one_step_in_the_order_of_play(wanted, days):
    agenda = propose(wanted, days)
    tied = [(s.round_number, s.phase) for s in agenda.steps if s.kind is StepKind.PHASE]
    assert tied == [(n, p) for n in range(1, wanted.number + 1) for p in wanted.minutes]
    assert len({step.id for step in agenda.steps}) == len(agenda.steps)


@calm
@given(proposals)
def test_steps_fill_the_days_exactly_or_their_phases_are_as_short_as_may_be(agenda):
    for day in agenda.days:
        assert day.spare <= 0
        if day.spare < 0:
            shortest = min(s.minutes for s in day.steps if s.kind is StepKind.PHASE)
            assert shortest <= LEAST_PHASE


@calm
@given(proposals)
def test_the_debrief_gets_its_part_wherever_the_rounds_fit(agenda):
    share = share_of(plan(agenda))
    if all(day.spare == 0 for day in agenda.days):
        assert share.is_enough
        assert share.percent >= 30


def test_half_a_day_of_four_rounds():
    agenda = propose(FOUR, [(NINE, at(240))])
    assert kinds(agenda) == [
        StepKind.ARRIVAL, StepKind.INTRODUCTION, StepKind.BREAK, StepKind.BUFFER, StepKind.DEBRIEF,
    ]  # fmt: skip
    assert sum(step.minutes for step in agenda.steps) == 240
    assert agenda.days[0].spare == 0
    assert share_of(plan(agenda)).percent >= 30


def test_a_full_day_has_lunch_between_two_short_breaks():
    agenda = propose(FOUR, TEMPLATES["full_day"].spans(datetime(2026, 5, 14, tzinfo=UTC)))
    assert [s.minutes for s in agenda.steps if s.kind is StepKind.BREAK] == [15, 45, 15]


def test_two_evenings_share_the_rounds_and_look_back_on_both():
    days = TEMPLATES["two_evenings"].spans(datetime(2026, 5, 14, tzinfo=UTC))
    agenda = propose(FOUR, days)
    assert [day.starts_at.day for day in agenda.days] == [14, 16]
    first, second = ({s.round_number for s in day.steps} - {0} for day in agenda.days)
    assert (first, second) == ({1, 2}, {3, 4})
    assert agenda.days[0].steps[-1].kind is StepKind.INTERIM
    assert agenda.days[1].steps[-1].kind is StepKind.DEBRIEF


def test_too_many_rounds_for_the_time_are_shortened_before_the_debrief_is():
    long = Rounds(4, {Phase.NEGOTIATING: 30, Phase.DECIDING: 30, Phase.SETTLED: 10})
    agenda = propose(long, [(NINE, at(240))])
    first = [step.minutes for step in agenda.steps if step.round_number == 1]
    assert sum(first) < 70
    assert min(first) >= LEAST_PHASE
    assert share_of(plan(agenda)).is_enough


@pytest.mark.parametrize(("minutes", "expected"), [({"deciding": 7}, 7), ({"deciding": 0}, 10)])
def test_a_phase_without_a_limit_is_reckoned_with_usual_minutes(minutes, expected):
    assert rounds_of(3, ["deciding"], minutes).minutes == {Phase.DECIDING: expected}
