import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.rules.money import clamp, part, rdiv, share_groups, share_out

AMOUNTS = st.integers(-(10**12), 10**12)
WEIGHTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10**9), min_size=1
)


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (7, 3, 2),
        (10, 4, 3),
        (-10, 4, -3),
        (0, 5, 0),
        (5, -2, -3),
        (4, 3, 1),
    ],
)
def test_rdiv_rounds_halves_away_from_zero(a, b, result):
    assert rdiv(a, b) == result


@given(AMOUNTS, st.integers(1, 10**9))
def test_rdiv_is_symmetric_and_near(a, b):
    assert rdiv(-a, b) == -rdiv(a, b)
    assert abs(2 * (rdiv(a, b) * b - a)) <= b


def test_part_rounds_several_shares_once():
    assert part(1, 5000, 5000) == 0
    assert part(660000, 7000, 2500, 5000, 8200) == 47355
    assert part(-3, 5000) == -2


def test_share_out_gives_the_rest_to_the_largest_remainders():
    weights = {"obertal": 10000, "mittelbach": 5000, "niederau": 2500}
    assert share_out(3255376, weights) == {
        "mittelbach": 930107,
        "niederau": 465054,
        "obertal": 1860215,
    }


def test_share_out_breaks_ties_by_name_and_mirrors_negative_totals():
    weights = {"b": 1, "a": 1, "c": 1}
    assert share_out(1000, weights) == {"a": 334, "b": 333, "c": 333}
    assert share_out(-1000, weights) == {"a": -334, "b": -333, "c": -333}


def test_share_out_without_weights_is_equal():
    assert share_out(5, {"a": 0, "b": 0}) == {"a": 3, "b": 2}
    assert share_out(5, {}) == {}


@given(AMOUNTS, WEIGHTS)
def test_share_out_adds_up_and_stays_within_one_of_the_exact_share(total, weights):
    parts = share_out(total, weights)
    assert sum(parts.values()) == total
    whole = sum(weights.values())
    if whole:
        for name, amount in parts.items():
            assert abs(amount * whole - total * weights[name]) < whole


@given(AMOUNTS, WEIGHTS)
def test_share_out_does_not_depend_on_the_order_of_names(total, weights):
    assert share_out(total, dict(reversed(weights.items()))) == share_out(total, weights)


def test_share_groups_ties_go_to_the_first_position():
    assert share_groups(26, [18, 15, 10, 52, 4, 1]) == [5, 4, 3, 13, 1, 0]
    assert share_groups(-1, [1, 1]) == [-1, 0]


def test_clamp_keeps_within_bounds():
    assert [clamp(value, 0, 10) for value in (-1, 4, 11)] == [0, 4, 10]
