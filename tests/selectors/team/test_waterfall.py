"""Bars follow each other and share one scale."""

from games.charts.ring import CIRCUMFERENCE, Ring
from games.charts.waterfall import SCALE, Step, waterfall


def test_each_bar_starts_where_the_last_one_ended():
    fall = waterfall([Step("Start", 100, "sum"), Step("a", -60), Step("b", 10)], "Ergebnis")
    assert [(bar.label, bar.start, bar.width) for bar in fall.bars] == [
        ("Start", 0, 1000),
        ("a", 400, 600),
        ("b", 400, 100),
        ("Ergebnis", 0, 500),
    ]
    assert (fall.result, fall.zero) == (50, 0)
    assert [bar.tone for bar in fall.bars] == ["sum", "minus", "plus", "sum"]


def test_a_result_below_zero_moves_the_zero_line():
    fall = waterfall([Step("Start", 100, "sum"), Step("a", -200)], "Ergebnis")
    assert fall.zero == 500
    assert [(bar.start, bar.width) for bar in fall.bars] == [(500, 500), (0, 1000), (0, 500)]


def test_bars_stay_inside_and_visible_for_any_figures():
    fall = waterfall([Step("Start", 9_000_000, "sum"), Step("klein", -1)], "Ergebnis")
    assert all(0 <= bar.start <= SCALE and bar.width >= 2 for bar in fall.bars)


def test_nothing_at_all_draws_nothing():
    fall = waterfall([], "Ergebnis")
    assert [(bar.start, bar.amount) for bar in fall.bars] == [(0, 0)]


def test_ring_fills_by_share():
    assert (Ring(3, 4).filled, Ring(3, 4).rest) == (99, 33)
    assert Ring(0, 0).filled == 0
    assert Ring(4, 4).filled == CIRCUMFERENCE
