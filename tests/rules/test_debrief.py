import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from games.management import vector_files
from games.rules import codec
from games.rules.debrief import (
    FORMULAS,
    Story,
    gini,
    in_structural_deficit,
    seven_v,
    seven_v_region,
)
from games.rules.effects.goals import reached
from games.rules.model import Decision, FundState, Goal, Guess
from games.rules.money import rdiv
from games.scenarios import load
from tests.rules.regions import (
    EINSTIEG,
    begin,
    founding,
    offer,
    play,
    scenario,
    with_service,
    with_town,
)


def story(*rounds, state=None, rules=None):
    rules = rules or scenario()
    state = state or begin(trust=8000)
    played = []
    for decisions in rounds:
        played.append(play(state, rules, **decisions))
        state = played[-1].state_after
    return Story(rules, played)


OFFICE = founding("mittelbach", offer("verwaltung", 2, EINSTIEG))


def test_every_formula_of_the_delivered_list_is_known():
    path = Path(load.__file__).parent / "data" / "sieben_v.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["v"]
    assert {entry["formula"] for entry in listed} == set(FORMULAS)


def test_game_without_cooperation_has_no_value_where_nothing_could_be_judged():
    values = seven_v(story({}), "obertal")
    assert values == {
        "trust_received_given": 7920,
        "guesses_and_open_data": None,
        "promises_kept": None,
        "stage_weighted_by_cost": 0,
        "burdens_carried": None,
        "advantage_positive_and_even": None,
        "rounds_survived": None,
    }


def test_trust_weighs_what_is_received_more():
    told = story({}, state=begin(trust=4000))
    trust = {**told.end.trust, "obertal": {"mittelbach": 9000, "niederau": 9000}}
    told.end = replace(told.end, trust=trust)
    assert seven_v(told, "obertal")["trust_received_given"] == 6000


def test_guesses_and_data_count_by_what_was_possible():
    rules = scenario("mittelaue")
    goal = begin("mittelaue").towns["kleinholm"].goal
    told = story(
        {"auestadt": Decision(guess=Guess("kleinholm", goal), share_data=True)},
        {"auestadt": Decision(share_data=False)},
        state=begin("mittelaue"),
        rules=rules,
    )
    # One of two possible guesses, one of two rounds with open data.
    assert seven_v(told, "auestadt")["guesses_and_open_data"] == 5000
    promised = story(
        {"auestadt": Decision(promises=("kein_neubau", "fonds"))},
        {},
        state=begin("mittelaue"),
        rules=rules,
    )
    assert seven_v(promised, "auestadt")["promises_kept"] == 5000


def test_commitment_is_the_stage_weighted_by_what_it_would_cost_alone():
    values = seven_v(story(OFFICE), "niederau")
    # Office 617500 at stage 2 of 4, yard 342500 alone.
    assert values["stage_weighted_by_cost"] == round(617500 * 2 / (4 * (617500 + 342500)) * 10000)


def test_burdens_are_compared_with_the_fair_share():
    give = {"obertal": Decision(payments={"niederau": 1000})}
    told = story(give)
    assert seven_v(told, "obertal")["burdens_carried"] == 10000
    assert seven_v(told, "mittelbach")["burdens_carried"] == 0
    fund = begin(fund=FundState(members=EINSTIEG))
    shared = seven_v(story({}, state=fund), "obertal")["burdens_carried"]
    assert shared == round(94299 * 21625500 / (162192 * 12788750) * 10000)


def test_advantages_should_be_positive_and_even():
    values = seven_v(story(OFFICE), "niederau")
    # Two of three gain; per head of 5000 and 2500 people.
    per_head = [0, round(62893 / 5000 * 10000), round(152446 / 2500 * 10000)]
    # The three trust each other at 8000: the figures above are those of 4000.
    assert 0 < values["advantage_positive_and_even"] < 6667
    assert gini(per_head) > 4000


@pytest.mark.parametrize(
    ("values", "expected"), [([5, 5, 5], 0), ([0, 0, 0], 0), ([0, 10], 5000), ([0, 0, 0, 8], 7500)]
)
def test_gini_measures_how_unevenly_a_sum_is_spread(values, expected):
    assert gini(values) == expected


def test_survival_counts_rounds_until_the_end():
    leave = {"obertal": Decision(leave=("verwaltung-1",))}
    told = story(OFFICE, {}, leave, {})
    assert seven_v(told, "obertal")["rounds_survived"] == 5000
    assert seven_v(told, "niederau")["rounds_survived"] == 10000


def test_region_is_the_mean_of_the_towns_with_a_value():
    told = story(OFFICE)
    assert seven_v_region(told)["rounds_survived"] == 10000
    assert seven_v_region(told)["promises_kept"] is None


@pytest.mark.parametrize(("runs", "deficit"), [((-5, 4), True), ((-5, 5), False)])
def test_structural_deficit_looks_at_two_years(runs, deficit):
    now, before = runs
    town = replace(begin().towns["obertal"], running=now, running_before=before)
    assert in_structural_deficit(town) is deficit


@pytest.mark.parametrize(
    ("metric", "target"),
    [
        ("site:freibad", 1),
        ("running", 0),
        ("vacancy_change", -1),
        ("people_share", 9600),
        ("vertrauen", 6000),
        ("reach:freibad", 15),
    ],
)
def test_goals_are_measured_at_the_end(metric, target):
    goal = Goal("g", "g", "g", metric, target)
    start = begin("mittelaue")
    good = with_town(start, "kleinholm", vacancy=700, running=0)
    good = with_town(
        good, "kleinholm", values=replace(start.towns["kleinholm"].values, vertrauen=6000)
    )
    assert reached(scenario("mittelaue"), goal, "kleinholm", start, good)
    bad = with_town(start, "kleinholm", vacancy=800, running=-1, people=(1, 1, 1, 1, 1, 1))
    for name in ("kleinholm", "moorweiler"):
        bad = with_service(bad, name, "freibad", open=False)
    assert not reached(scenario("mittelaue"), goal, "kleinholm", start, bad)


def test_equalised_gains_count_after_the_transfers():
    fair = founding("mittelbach", offer("verwaltung", 3, EINSTIEG, equalise=True))
    told = story(fair, {})
    values = seven_v(told, "obertal")
    # By inhabitants everybody gains the same per head: all win and nobody more than another.
    assert values["advantage_positive_and_even"] > 9990
    plain = story(founding("mittelbach", offer("verwaltung", 3, EINSTIEG)), {})
    assert seven_v(plain, "obertal")["advantage_positive_and_even"] < 9000


def test_the_whole_profile_of_the_worked_round_reckoned_by_hand():
    vector = vector_files.read(Path(__file__).parent / "vectors" / "09_worked_round.json")
    (decisions,) = vector["input"]["decisions"]
    read = {town: codec.decision_from_json(item) for town, item in decisions.items()}
    told = story(read, state=begin(seed="einstieg"))
    assert seven_v(told, "obertal") == {
        # Received 4585 and 4405, mean 4495; given 4305 and 4405, mean 4355: 60 to 40.
        "trust_received_given": 4439,
        # No goals, no data in this scenario; nothing promised.
        "guesses_and_open_data": None,
        "promises_kept": None,
        # Office 1660000 at stage 2 of 4; yard 1030000 and pool 210000 alone.
        "stage_weighted_by_cost": 2862,
        # 94299 of 162192 paid with 12788750 of 21625500 of the levy base.
        "burdens_carried": 9831,
        # -200215, +62893, +152446 for 9983, 5026, 2500 people: 0, 12.5135 and 60.9784 euro a head;
        # Gini 5532; two of three gain: 2/3 of 4468.
        "advantage_positive_and_even": 2979,
        "rounds_survived": 10_000,
    }
    profile = {name: seven_v(told, name) for name in EINSTIEG}
    # Office 993000 at stage 2; yard 595000 and pool 316446 alone.
    assert profile["mittelbach"]["stage_weighted_by_cost"] == 2607
    # Office 617500; yard 342500.
    assert profile["niederau"]["stage_weighted_by_cost"] == 3216
    # 22176 of 162192 with 2824250 of 21625500.
    assert profile["niederau"]["burdens_carried"] == 10_000
    # Received by Niederau: 4405 twice; given 4125 and 4405.
    assert profile["niederau"]["trust_received_given"] == 4349
    heads = {"obertal": 9983, "mittelbach": 5026, "niederau": 2500}
    whole = sum(heads[n] * profile[n]["stage_weighted_by_cost"] for n in heads)
    assert seven_v_region(told)["stage_weighted_by_cost"] == rdiv(whole, 17_509)


def test_guesses_data_promises_and_survival_over_several_rounds_by_hand():
    rules = scenario("mittelaue")
    state = begin("mittelaue", trust=8000)
    goals = {name: town.goal for name, town in state.towns.items()}
    wrong = next(goal for goal in rules.goals if goal != goals["moorweiler"])
    members = ("auestadt", "kleinholm", "moorweiler")
    first = founding("auestadt", offer("verwaltung", 2, members), promises=("kein_neubau",))
    first["auestadt"] = replace(
        first["auestadt"], guess=Guess("kleinholm", goals["kleinholm"]), share_data=True
    )
    second = {
        "auestadt": Decision(
            guess=Guess("moorweiler", wrong), promises=("kein_neubau", "kein_austritt")
        )
    }
    third = {"auestadt": Decision(greenfield=1, share_data=False)}
    fourth = {"moorweiler": Decision(leave=("verwaltung-1",))}
    told = story(first, second, third, fourth, state=state, rules=rules)
    values = seven_v(told, "auestadt")
    # One right guess of four possible (4 rounds): 2500. Open in two rounds of four: 5000.
    assert values["guesses_and_open_data"] == 3500
    # Kept: no building in round 2, no exit in round 3. Broken: building in round 3.
    assert values["promises_kept"] == 6667
    # The office ran in all four rounds; for Moorweiler, which left at once, in three of four.
    assert values["rounds_survived"] == 10_000
    assert seven_v(told, "moorweiler")["rounds_survived"] == 7500
