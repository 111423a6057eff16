"""Bot games: any can be played again by its number, and the played game stands among them."""

import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.botgames.__main__ import serve
from games.botgames.setting import read
from games.rules.botgames import MEASURES, Setting, bins, bot_game, players, standing
from games.rules.bots import STRATEGIES
from games.rules.course import NO_CHANGES, course_from
from games.scenarios.load import read as read_scenario
from tests.rules.regions import scenario

VALUES = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=60)


def setting(**other):
    return Setting(
        **{
            "scenario": scenario("mittelaue"),
            "model": "alles",
            "course": NO_CHANGES,
            "rounds": 2,
            "seed": "bots",
            **other,
        }
    )


def test_the_same_number_is_the_same_game_and_others_are_others():
    first = [bot_game(setting(), number) for number in range(4)]
    assert [bot_game(setting(), number) for number in range(4)] == first
    assert len(set(first)) == 4
    assert [bot_game(setting(seed="andere"), number) for number in range(4)] != first
    assert all(len(each) == len(MEASURES) for each in first)


def test_some_games_are_played_by_one_kind_alone_and_some_by_many():
    kinds = [len(set(players(setting(), number).values())) for number in range(60)]
    assert 1 in kinds
    assert max(kinds) >= 4
    played = {name for number in range(60) for name in players(setting(), number).values()}
    assert played == set(STRATEGIES)


def test_what_the_facilitator_changed_holds_for_bots_too():
    entry = {
        "number": 0,
        "kind": "model",
        "round_number": 1,
        "reason": "",
        "content": {"model": "allein"},
    }
    changed = setting(course=course_from([entry]))
    alone = setting(model="allein")
    assert [bot_game(changed, n) for n in range(3)] == [bot_game(alone, n) for n in range(3)]
    assert [bot_game(changed, n) for n in range(3)] != [bot_game(setting(), n) for n in range(3)]


def test_the_process_plays_what_it_is_told_by_number():
    plan = {
        "content": read_scenario("mittelaue"),
        "options": {},
        "rounds": 8,
        "played": 2,
        "model": "alles",
        "steering": [],
        "seed": "bots",
    }
    out = io.StringIO()
    serve(io.StringIO(json.dumps(plan) + "\n3\n0\n"), out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [number for number, _ in told] == [3, 0]
    assert [tuple(each) for _, each in told] == [bot_game(read(plan), 3), bot_game(read(plan), 0)]


@given(st.integers(-(10**9), 10**9), VALUES)
def test_every_other_game_is_lower_the_same_or_higher(value, others):
    found = standing(value, others)
    assert found.count == len(others)
    assert found.low <= found.middle <= found.high
    assert {found.low, found.middle, found.high} <= set(others)


@pytest.mark.parametrize(
    ("others", "quarters"), [([1, 2, 3, 4], (1, 2, 3)), ([7], (7, 7, 7)), ([5, 1, 9], (1, 5, 9))]
)
def test_quarters_are_values_that_were_there(others, quarters):
    found = standing(0, others)
    assert (found.low, found.middle, found.high) == quarters


@given(VALUES, st.integers(-(10**9), 10**9), st.integers(2, 30))
def test_steps_hold_every_game_once_and_the_played_one(values, also, most):
    steps = bins(values, also, most)
    assert len(steps) <= most
    assert sum(each.count for each in steps) == len(values)
    assert sum(each.low <= also < each.high for each in steps) == 1
    for one, two in pairwise(steps):
        assert one.high == two.low
    for each in steps:
        assert each.count == sum(each.low <= value < each.high for value in values)
