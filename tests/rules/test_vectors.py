from pathlib import Path

import pytest

from games.management.vector_files import changed, check, differences, read
from games.rules.vectors import Region, answer
from tests.rules.regions import begin, scenario

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


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("access", {"service": "freibad", "minutes": [10, 20, 40]}, [10000, 6000, 0]),
        (
            "usage",
            {"service": "freibad"},
            {
                "site": {"mittelbach": "obertal", "niederau": "mittelbach", "obertal": "obertal"},
                "visits": {"mittelbach": 20420, "niederau": 9554, "obertal": 39580},
                "loads": {"mittelbach": 9554, "obertal": 60000},
                "quality": {"mittelbach": 7750, "niederau": 7300, "obertal": 7750},
            },
        ),
        (
            "alone_cost",
            {"towns": ["niederau"]},
            {"niederau": {"verwaltung": 617500, "bauhof": 342500}},
        ),
        ("points", {"cards": [["alte_post", 1], ["talladen", 3]]}, [72, 55]),
        (
            "fund_shares",
            {"fund": "nienburg"},
            {"mittelbach": 281871, "niederau": 136728, "obertal": 581401},
        ),
        ("events", {"rounds": [1, 2]}, [None, None]),
        ("forecast", {"towns": ["niederau"]}, {"niederau": 127}),
        (
            "indices",
            {"towns": ["niederau"]},
            {
                "niederau": {
                    "daseinsvorsorge": 7600,
                    "finanzen": 5720,
                    "ortskern": 6400,
                    "vertrauen": 4000,
                    "gesamt": 6436,
                }
            },
        ),
        (
            "year",
            {"people": [10, 20, 30, 40, 50, 60], "migration": [0] * 6, "noise": 100},
            [10, 20, 30, 40, 51, 61],
        ),
    ],
)
def test_questions_about_einstieg(question, given, expected):
    region = Region(scenario(), begin())
    assert answer(question, given, region) == expected


def test_question_about_a_region_needs_one():
    with pytest.raises(ValueError, match="needs a scenario"):
        answer("fiscal", {"towns": []})
