from pathlib import Path

import pytest

from games.management.vector_files import changed, check, differences, read
from games.rules.vectors import answer

FILES = sorted((Path(__file__).parent / "vectors").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_vector_is_answered_exactly(path):
    assert check(read(path)) is None


def test_all_delivered_vectors_are_here():
    assert len(FILES) == 12


def test_check_names_the_first_difference():
    vector = read(next(path for path in FILES if path.stem == "06_fiscal_one"))
    vector["expected"]["obertal"]["levy"] += 1
    difference = check(vector)
    assert difference.path == "obertal.levy"
    assert (difference.expected, difference.found) == (6394376, 6394375)


def test_scenario_and_state_changes_come_first():
    vector = read(next(path for path in FILES if path.stem == "06_fiscal_one"))
    vector["scenario_changes"] = [[["finance", "levy_rate"], 6000]]
    vector["state_changes"] = [[["towns", "obertal", "tax_base"], 20000000]]
    difference = check(vector)
    assert (difference.path, difference.found) == ("niederau.levy", 1694550)
    vector["expected"]["niederau"]["levy"] = 1694550
    assert check(vector).path == "obertal.base"


def test_changes_reach_into_lists_by_id():
    content = {"services": [{"id": "kita", "weight": 18}], "stages": [{"level": 4, "setup": 1}]}
    result = changed(content, {"services.kita.weight": 20, "stages.4.setup": 2})
    assert result == {
        "services": [{"id": "kita", "weight": 20}],
        "stages": [{"level": 4, "setup": 2}],
    }
    assert content["services"][0]["weight"] == 18


def test_differences_see_missing_and_additional_entries():
    assert [item.path for item in differences({"a": [1, 2]}, {"a": [1], "b": 0})] == ["a[1]", "b"]
    assert [item.path for item in differences({"a": 1}, {"a": True})] == ["a"]


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("product", {"amount": 660000, "shares": [7000, 2500, 5000, 8200]}, 47355),
        (
            "shapley",
            {"members": ["b", "a"], "cost": {"a": 10, "b": 20, "b+a": 24}},
            {"a": 7, "b": 17},
        ),
    ],
)
def test_plain_questions(question, given, expected):
    assert answer(question, given) == expected


def test_question_about_a_region_needs_one():
    with pytest.raises(ValueError, match="needs a scenario"):
        answer("fiscal", {"towns": []})
