"""Figures as German readers expect them."""

from datetime import UTC, datetime

import pytest

from games.selectors import money

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 €"),
        (999, "999 €"),
        (1_234_567, "1.234.567 €"),
        (-84_000, "−84.000 €"),
        (9_999_999, "9.999.999 €"),
        (11_520_000, "11,52 Mio. €"),
        (10_004_999, "10,00 Mio. €"),
        (-12_345_678, "−12,35 Mio. €"),
    ],
)
def test_euro(value, text):
    assert money.euro(value) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 €"), (42_550, "+42.550 €"), (-1, "−1 €"), (10**7, "+10,00 Mio. €")]
)
def test_change_of_money_has_a_sign(value, text):
    assert money.euro_change(value) == text.replace(" ", NBSP)


def test_exact_amounts_keep_every_digit():
    assert money.euro_exact(12_345_678) == f"12.345.678{NBSP}€"
    assert money.euro_change_exact(12_345_678) == f"+12.345.678{NBSP}€"
    assert money.euro_change_exact(-12_345_678) == f"−12.345.678{NBSP}€"


@pytest.mark.parametrize(
    ("value", "text"),
    [(280, "2,8 %"), (10_000, "100 %"), (1_400, "14 %"), (-5, "−0,1 %"), (4, "0 %"), (0, "0 %")],
)
def test_percent_drops_a_zero_decimal(value, text):
    assert money.percent(value) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (4, "0"), (-4, "0"), (200, "+2"), (-110, "−1,1"), (60, "+0,6"), (-1_000, "−10")],
)
def test_change_in_points(value, text):
    assert money.points_change(value) == text


@pytest.mark.parametrize(("value", "text"), [(7_449, "74"), (7_450, "75"), (10_000, "100")])
def test_points(value, text):
    assert money.points(value) == text


def test_numbers_use_a_real_minus():
    assert money.number(-1_234) == "−1.234"
    assert money.signed(12) == "+12"
    assert money.signed(0) == "0"


def test_clock_is_local_time():
    assert money.clock(datetime(2026, 11, 22, 9, 47, tzinfo=UTC)) == f"10:47{NBSP}Uhr"


@pytest.mark.parametrize(("code", "text"), [("ABCD2345", "ABCD-2345"), ("ABCD", "ABCD")])
def test_codes_come_in_groups_of_four(code, text):
    assert money.code_groups(code) == text
