"""The end of a fund on its page: what was left and who got it."""

import pytest

from games.enums import ROUND_PHASES
from tests import cast as people
from tests.selectors.team.test_fund import booked, found, page_of, press


@pytest.fixture
def last_round(db):
    """Both towns are in the fund; the only round of the game is being decided."""
    return found(people.assemble(round_phases=ROUND_PHASES, rounds=1))


def test_after_the_last_round_the_rest_goes_back_as_it_is_booked(last_round):
    assert page_of(last_round.anna).dissolved is None
    press(last_round, 1, "deciding")
    assert page_of(last_round.anna).dissolved is None
    press(last_round, 1, "awarding")
    given = booked(last_round, "F7")
    assert given
    ended = page_of(last_round.anna).dissolved
    assert ended.round_number == 1
    assert ended.left == sum(given.values())
    assert [each.amount for each in ended.shares] == list(given.values())
    assert [each.name for each in ended.shares if each.own] == ["Obertal"]
    assert {"Mittelbach", "Landkreis"} <= {each.name for each in ended.shares}
    paid = sum(each.paid_in for each in ended.shares)
    assert paid == sum(booked(last_round, "F1").values()) + sum(booked(last_round, "F2").values())


def test_a_round_in_between_dissolves_nothing(db):
    cast = found(people.assemble(round_phases=ROUND_PHASES))
    press(cast, 1, "deciding")
    press(cast, 1, "awarding")
    assert page_of(cast.anna).dissolved is None
