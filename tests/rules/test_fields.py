"""Fields of a decision by path: set, put back, told apart."""

import pytest

from games.errors import Illegal
from games.rules import fields


def test_entries_of_a_set_come_and_go_one_by_one():
    content = fields.changed({}, {"meetings.auestadt": True, "meetings.kleinholm": True})
    assert content == {"meetings": ["auestadt", "kleinholm"]}
    fewer = fields.changed(content, {"meetings.auestadt": None})
    assert fewer == {"meetings": ["kleinholm"]}
    assert content == {"meetings": ["auestadt", "kleinholm"]}
    assert fields.value(fewer, "meetings.kleinholm") is True
    assert fields.value(fewer, "meetings.auestadt") is None


def test_an_entry_chosen_again_stands_once_and_last():
    content = fields.changed({"leave": ["A1", "A2"]}, {"leave.A1": True})
    assert content == {"leave": ["A2", "A1"]}


@pytest.mark.parametrize("path", ["meetings", "levels", "greenfield.x", "kasse", "fund.x", ""])
def test_paths_that_no_decision_has_are_refused(path):
    with pytest.raises(Illegal) as refused:
        fields.changed({}, {path: True})
    assert refused.value.code == "unknown_field"
    with pytest.raises(Illegal):
        fields.value({}, path)
