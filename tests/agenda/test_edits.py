from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.agenda.codec import from_json, to_json
from games.agenda.edits import checked, moved, new_id, placed
from games.agenda.steps import Agenda, Day
from games.errors import Illegal
from tests.agenda.sheets import NINE, at, calm, proposals, short_day, step

TWO = Agenda((
    Day(NINE, at(60), (step("a", 10), step("b", 10))),
    Day(at(1440), at(1500), (step("c", 10),)),
))  # fmt: skip


def names(agenda):
    return [[each.id for each in day.steps] for day in agenda.days]


@calm
@given(proposals)
def test_stored_and_read_again_it_is_the_same(agenda):
    assert from_json(to_json(agenda)) == agenda


@pytest.mark.parametrize(
    ("which", "by", "expected"),
    [
        ("b", -1, [["b", "a"], ["c"]]),
        ("a", 1, [["b", "a"], ["c"]]),
        ("b", 1, [["a"], ["b", "c"]]),
        ("c", -1, [["a", "b", "c"], []]),
        ("a", -1, [["a", "b"], ["c"]]),
        ("c", 1, [["a", "b"], ["c"]]),
        ("x", 1, [["a", "b"], ["c"]]),
    ],
)
def test_a_row_moves_one_place_also_into_the_next_day(which, by, expected):
    assert names(moved(TWO, which, by)) == expected


@calm
@given(proposals, st.data())
def test_moving_loses_nothing(agenda, data):
    which = data.draw(st.sampled_from(agenda.steps)).id
    changed = moved(agenda, which, data.draw(st.sampled_from([-1, 1])))
    assert sorted(s.id for s in changed.steps) == sorted(s.id for s in agenda.steps)


def test_a_new_row_stands_behind_the_one_it_was_asked_for():
    new = step(new_id(TWO), 5)
    assert new.id not in {"a", "b", "c"}
    assert names(placed(TWO, new, "a")) == [["a", new.id, "b"], ["c"]]
    assert names(placed(TWO, new)) == [["a", "b"], ["c", new.id]]
    assert placed(Agenda(), new) == Agenda()


def test_a_new_name_is_nobody_elses():
    crowded = Agenda((Day(NINE, at(60), (step("s2", 1),)),))
    assert new_id(crowded) == "s3"


def refusal(agenda):
    with pytest.raises(Illegal) as refused:
        checked(agenda)
    return refused.value


def test_what_keeps_to_the_limits_is_taken():
    assert checked(short_day()) == short_day()


def test_limits_are_named():
    day = TWO.days[0]
    assert refusal(Agenda((replace(day, ends_at=NINE),))).code == "agenda_day_order"
    assert refusal(Agenda((TWO.days[1], day))).context == {"day": 2}
    long = Agenda((replace(day, steps=(step("a", 1441),)),))
    assert refusal(long).context == {"value": 1441, "maximum": 1440}
    twice = short_day().days[0].steps[1]
    again = Agenda((replace(day, steps=(twice, replace(twice, id="again"))),))
    assert refusal(again).context == {"round": 1, "phase": "negotiating"}
    many = Agenda((replace(day, steps=tuple(step(f"s{n}", 1) for n in range(151))),))
    assert refusal(many).context == {"limit": 150, "value": 151}
    assert refusal(Agenda((replace(day, steps=(step("a", 1, label="x" * 81),)),))).code == (
        "agenda_label"
    )
    week = tuple(Day(at(1440 * n), at(1440 * n + 60)) for n in range(8))
    assert refusal(Agenda(week)).code == "agenda_days"
