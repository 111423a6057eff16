"""Causes explain the whole change of trust, backing, vacancy and people, and nothing else."""

from collections import Counter

import pytest

from games.rules.causes import CODES
from games.rules.codec import decision_from_json
from games.rules.model import Decision, Guess, Measure
from games.rules.replay import replay
from games.rules.start import start
from tests.rules.golden_games import files, read
from tests.rules.regions import begin, play, scenario, with_modules, with_town


def sums(settled):
    found = Counter()
    for cause in settled.causes:
        other = cause.other if cause.measure == Measure.TRUST else ""
        found[cause.measure, cause.town, other] += cause.change
    return found


def changes(before, after):
    found = Counter()
    for name, town in after.towns.items():
        earlier = before.towns[name]
        found[Measure.BACKING, name, ""] = town.backing - earlier.backing
        found[Measure.VACANCY, name, ""] = town.vacancy - earlier.vacancy
        found[Measure.PEOPLE, name, ""] = town.inhabitants - earlier.inhabitants
        for other, trust in after.trust[name].items():
            found[Measure.TRUST, name, other] = trust - before.trust[name][other]
    return found


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_causes_of_a_golden_game_add_up_to_every_change(path):
    game = read(path)
    rules = scenario(game["scenario"])
    rounds = [
        {town: decision_from_json(item) for town, item in decisions.items()}
        for decisions in game["rounds"]
    ]
    state = start(rules, game["seed"], game["model"])
    seen = set()
    for settled in replay(rules, game["seed"], game["model"], rounds):
        expected = changes(state, settled.state_after)
        assert {key: n for key, n in sums(settled).items() if n} == {
            key: n for key, n in expected.items() if n
        }
        assert all(cause.code in CODES[cause.measure] for cause in settled.causes)
        seen |= {cause.measure for cause in settled.causes}
        state = settled.state_after
    assert seen == set(Measure)


def of(settled, measure, town, other=None):
    return [
        (cause.code, cause.item, cause.change)
        for cause in settled.causes
        if (cause.measure, cause.town) == (measure, town) and other in (None, cause.other)
    ]


def test_signs_share_the_rise_by_their_strength():
    both = {
        "obertal": Decision(meetings=("mittelbach",), share_data=True),
        "mittelbach": Decision(meetings=("obertal",)),
    }
    rules = with_modules(scenario(), data=True)
    settled = play(begin(), rules, **both)
    assert of(settled, Measure.TRUST, "mittelbach", "obertal") == [
        ("meeting", "", 180),
        ("data", "", 180),
    ]
    assert of(settled, Measure.TRUST, "obertal", "mittelbach") == [("meeting", "", 180)]


def test_a_right_guess_is_seen_by_the_neighbour_alone():
    rules = scenario("mittelaue")
    state = begin("mittelaue")
    goal = state.towns["kleinholm"].goal
    settled = play(state, rules, auestadt=Decision(guess=Guess("kleinholm", goal)))
    hits = [cause for cause in settled.causes if cause.code == "guess"]
    assert [(cause.town, cause.other) for cause in hits] == [("kleinholm", "auestadt")]
    other = next(name for name in rules.goals if name != goal)
    missed = play(state, rules, auestadt=Decision(guess=Guess("kleinholm", other)))
    assert not [cause for cause in missed.causes if cause.code == "guess"]


def test_building_on_the_edge_is_named_in_the_vacancy_of_the_neighbours():
    settled = play(begin(), mittelbach=Decision(greenfield=12))
    assert ("edge", "", 19) in of(settled, Measure.VACANCY, "mittelbach", "mittelbach")
    assert of(settled, Measure.VACANCY, "obertal", "mittelbach") == [("edge", "", 29)]
    assert of(settled, Measure.PEOPLE, "obertal", "mittelbach") == [("edge", "", -17)]
    assert ("newcomers", "", 26) in of(settled, Measure.PEOPLE, "mittelbach")


def test_a_bound_is_a_cause_of_its_own():
    state = with_town(begin(), "niederau", vacancy=20)
    settled = play(state, niederau=Decision(inner=10))
    causes = {code: change for code, _item, change in of(settled, Measure.VACANCY, "niederau")}
    assert settled.state_after.towns["niederau"].vacancy == 0
    assert causes == {"drift": 30, "centre": -398, "limit": 348}
