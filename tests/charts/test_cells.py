"""A cell says on the screen what it says in a file, ties of rounding included."""

import pytest

from games.charts import cells
from games.selectors.money import MINUS

KINDS = {
    "points": cells.points,
    "points change": cells.points_change,
    "percent": cells.percent,
    "moved": cells.moved,
    "number": cells.number,
    "signed": cells.signed,
    "euro": cells.euro,
    "change": cells.change,
}


def read(text):
    """The number of a German text."""
    plain = (
        text.replace(".", "").replace(",", ".").replace(MINUS, "-").rstrip("\N{NO-BREAK SPACE}%€")
    )
    return float(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_is_what_a_file_holds(kind):
    for value in (*range(-1_300, 1_300), 12_345_678):
        cell = KINDS[kind](value)
        assert read(cell.text) == cell.value, value


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_halves_go_away_from_zero_in_both(digits):
    for value in range(-500, 500):
        for kind in (cells.points, cells.percent):
            cell = kind(value, digits)
            assert read(cell.text) == cell.value, value
