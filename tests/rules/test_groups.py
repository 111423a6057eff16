"""Answers in whole groups: what is out never changes, and no sum tells every answer."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from games.rules.groups import KEPT_BACK, softened_sum, whole_groups

SIZES = st.integers(5, 50)


@given(st.lists(st.integers(), max_size=120), SIZES)
def test_groups_are_full_in_order_and_leave_less_than_a_group(waiting, size):
    groups = whole_groups(waiting, size)
    assert all(len(group) == size for group in groups)
    together = [each for group in groups for each in group]
    assert together == waiting[: len(together)]
    assert len(waiting) - len(together) < size


@given(st.lists(st.integers(), max_size=80), st.lists(st.integers(), max_size=30), SIZES)
def test_what_comes_later_changes_no_group_that_is_out(early, late, size):
    before = whole_groups(early, size)
    assert whole_groups(early + late, size)[: len(before)] == before


def test_no_sum_of_five_answers_leaves_but_one_way_in_which_they_can_have_been_given():
    """Whoever sees the sum of a group is sure of nobody's answer."""
    possible = {}
    for answers in product(range(1, 6), repeat=5):
        possible.setdefault(softened_sum(answers, 1, 5), []).append(answers)
    for total, ways in possible.items():
        for place in range(5):
            assert len({way[place] for way in ways}) > 1, total
    assert (min(possible), max(possible)) == (5 + KEPT_BACK, 25 - KEPT_BACK)
