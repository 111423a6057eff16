"""Small numbers: no ones, no twos, every sum as it was."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from games.rules.protection import protect


def table(rows):
    return {f"r{i}": {f"c{j}": n for j, n in enumerate(row)} for i, row in enumerate(rows)}


def sums(found):
    rows = [sum(line.values()) for line in found.values()]
    lines = [line.values() for line in found.values()]
    columns = [sum(column) for column in zip(*lines, strict=True)]
    return rows, columns


def tables(low, high):
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(low, high), min_size=width, max_size=width),
            min_size=1,
            max_size=5,
        )
    )


@settings(max_examples=150, deadline=None)
@given(tables(0, 30))
def test_protected_table_never_shows_one_or_two_and_keeps_its_sums(rows):
    given_table = table(rows)
    found = protect(given_table)
    assume(found is not None)
    assert sums(found) == sums(given_table)
    assert all(n == 0 or n >= 3 for line in found.values() for n in line.values())
    assert {row: list(line) for row, line in found.items()} == {
        row: list(line) for row, line in given_table.items()
    }
    assert protect(given_table) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=4, max_size=4))
def test_table_with_room_in_every_row_and_column_can_be_protected(rows):
    for place in range(4):
        rows[place][place] += 20
        rows[place][(place + 1) % 4] += 20
    found = protect(table(rows))
    assert found is not None
    moved = [abs(n - rows[i][j]) for i, line in enumerate(found.values())
             for j, n in enumerate(line.values())]  # fmt: skip
    assert max(moved) <= 24


def test_nothing_moves_where_nothing_is_small():
    rows = [[0, 3], [40, 5]]
    assert protect(table(rows)) == table(rows)


def test_one_becomes_nobody_and_neighbours_make_up_for_it():
    assert protect(table([[1, 14], [12, 9]])) == table([[0, 15], [13, 8]])


def test_two_becomes_three():
    assert protect(table([[2, 14], [12, 9]])) == table([[3, 13], [11, 10]])


@pytest.mark.parametrize("rows", [[[1]], [[2]], [[1, 1]], [[1, 0], [0, 7]], [[2, 9]]])
def test_where_sums_themselves_are_small_there_is_no_table(rows):
    assert protect(table(rows)) is None


def test_hundreds_of_small_cells_need_no_trying_of_all_choices():
    rows = [[(7 * i + 3 * j) % 5 + (40 if i == j or i + 1 == j else 0) for j in range(12)]
            for i in range(12)]  # fmt: skip
    found = protect(table(rows))
    assert found is None or sums(found) == sums(table(rows))


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="nobody"):
        protect(table([[-1]]))


def test_empty_table_stays_empty():
    assert protect({}) == {}
