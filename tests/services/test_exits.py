import pytest

from games.errors import Illegal
from games.services.exits import either_or

NOTICE, WITHHELD = "leave.bauhof-1", "withhold.bauhof-1"


@pytest.mark.parametrize(("stands", "wanted"), [(NOTICE, WITHHELD), (WITHHELD, NOTICE)])
def test_one_way_out_takes_the_other_back(stands, wanted):
    content = {stands.partition(".")[0]: ["bauhof-1"]}
    assert either_or(content, {wanted: True}) == {wanted: True, stands: None}


def test_nothing_is_taken_back_for_another_agreement_or_without_a_wish():
    content = {"leave": ["bauhof-1"]}
    for changes in ({"withhold.kita-1": True}, {WITHHELD: None}, {"greenfield": 3}):
        assert either_or(content, changes) == changes


def test_both_at_once_are_refused():
    with pytest.raises(Illegal) as refused:
        either_or({}, {NOTICE: True, WITHHELD: True})
    assert refused.value.code == "two_ways_out"


def test_changing_from_one_to_the_other_in_one_go_is_no_contradiction():
    changes = {NOTICE: None, WITHHELD: True}
    assert either_or({"leave": ["bauhof-1"]}, changes) == changes
