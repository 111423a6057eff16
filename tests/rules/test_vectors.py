from pathlib import Path

import pytest

from games.management.vector_files import answered, changed, check, read
from games.rules.compare import differences
from games.rules.posting import RULES
from games.rules.vector_fields import decision, state_path
from games.rules.vectors import Region, answer
from tests.rules.regions import begin, scenario

FOLDER = Path(__file__).parent
FILES = sorted((FOLDER / "vectors").glob("*.json"))
OWN = sorted((FOLDER / "vectors_own").glob("*.json"))
"""Rules beyond the base rules; their figures are reckoned by hand in the tests of each rule."""


@pytest.mark.parametrize("path", [*FILES, *OWN], ids=lambda path: path.stem)
def test_vector_is_answered_exactly(path):
    assert check(read(path)) is None


def test_all_delivered_vectors_are_here():
    assert len([path for path in FILES if not path.stem.startswith("own_")]) == 12


def test_own_vectors_book_every_rule():
    """Vectors of two implementations that agree, for what the delivered ones leave out.

    X2 books what a facilitator corrects, which no file says (``test_played``).
    """
    answers = [read(path)["expected"] for path in FILES if read(path)["question"] == "rounds"]
    booked = {posting[0] for rounds in answers for one in rounds for posting in one["postings"]}
    assert booked == RULES.keys() - {"X2"}


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


def test_values_and_forecasts_follow_from_the_changed_state():
    vector = {
        "question": "indices",
        "scenario": "einstieg",
        "state_changes": {"towns.niederau.vacancy": 100},
        "input": {"towns": ["niederau"]},
    }
    assert answered(vector)["niederau"]["ortskern"] == 9700


def test_state_goes_by_the_names_of_decisions_and_answers_too():
    vector = {
        "question": "usage",
        "scenario": "einstieg",
        "state_changes": [[["towns", "mittelbach", "condition", "freibad"], 9000]],
        "input": {"service": "freibad"},
    }
    assert answered(vector)["site"]["niederau"] == "mittelbach"
    assert answered(vector)["quality"]["mittelbach"] == 5500 + 4050
    assert state_path(["towns", "obertal", "share_data"]) == ["towns", "obertal", "shares_data"]


def test_alone_cost_counts_the_own_people_only():
    vector = {"question": "alone_cost", "scenario": "einstieg", "input": {"towns": ["obertal"]}}
    # Outdoor pool: 270000 - 39580 own visits + 2 % of 2800000; Mittelbach's people do not count.
    assert answered(vector)["obertal"] == {
        "verwaltung": 1660000,
        "bauhof": 1030000,
        "freibad": 286420,
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ({"guess": {"niederau": "haushalt_plus"}}, {"town": "niederau", "goal": "haushalt_plus"}),
        ({"guess": ["niederau", "haushalt_plus"]}, {"town": "niederau", "goal": "haushalt_plus"}),
        (
            {"guess": {"town": "niederau", "goal": "haushalt_plus"}},
            {"town": "niederau", "goal": "haushalt_plus"},
        ),
        ({"release": ["bauhof-1#niederau"]}, ["bauhof-1"]),
        ({"release": [["bauhof-1", "niederau"]]}, ["bauhof-1"]),
        ({"proposals": [{"host_bonus": 1000}]}, [{"host_surcharge": 1000}]),
    ],
)
def test_fields_are_read_in_several_spellings(written, read_as):
    ((field, value),) = decision(written).items()
    assert field in written
    assert value == read_as


def test_card_carried_out_without_a_grant_is_not_refused():
    card = {"project": "marktscheune", "anyway": True}
    vector = {
        "question": "rounds",
        "scenario": "einstieg",
        "input": {"decisions": [{"obertal": {"applications": [card]}}]},
    }
    (alone,) = answered(vector)
    assert alone["notes"] == []
    assert ["F5", "obertal", "welt", 210000] in alone["postings"]
    card["anyway"] = False
    (refused,) = answered(vector)
    assert refused["notes"] == ["Projekt: nicht gefördert"]


def test_changes_reach_into_lists_by_id():
    content = {"services": [{"id": "kita", "weight": 18}], "stages": [{"level": 4, "setup": 1}]}
    result = changed(content, {"services.kita.weight": 20, "stages.4.setup": 2})
    assert result == {
        "services": [{"id": "kita", "weight": 20}],
        "stages": [{"level": 4, "setup": 2}],
    }
    assert content["services"][0]["weight"] == 18


@pytest.mark.parametrize(
    "changes",
    [
        [[["people", "migration"], 1], [["people", "noise"], 0]],
        [["people", "migration", 1], ["people", "noise", 0]],
        [["people.migration", 1], ["people.noise", 0]],
        [{"path": ["people", "migration"], "value": 1}, {"path": "people.noise", "value": 0}],
        {"people.migration": 1, "people.noise": 0},
    ],
)
def test_changes_are_written_in_several_ways_and_may_add_tables(changes):
    assert changed({}, changes) == {"people": {"migration": 1, "noise": 0}}


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
