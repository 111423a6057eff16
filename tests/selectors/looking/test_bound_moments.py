"""The moments that questions of a scenario are bound to: each kind finds the right one, or none."""

from dataclasses import replace

import pytest

from games.rules.model import Decision, Level
from games.rules.start import start
from games.scenarios.schema_debrief import DebriefQuestionTable
from games.selectors import bound_moments
from games.selectors.bound_moments import bound_moment
from games.selectors.stories.common import value_changes
from games.selectors.stories.facts import years
from games.selectors.turning_points import turning_points
from games.selectors.why.measured import Measured
from tests.records import bot_record, one_round, scenario_named

SEEDS = ("a", "b", "c", "d")


@pytest.fixture(autouse=True)
def forgetful():
    bound_moments._kept.clear()


def first(record, kind):
    return next((each for each in turning_points(record) if each.kind == kind), None)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "kind"), [("vereinbarung", "bond"), ("bruch", "breach"), ("abstimmung", "vote")]
)
def test_the_first_of_a_kind_is_the_turning_point(seed, name, kind):
    record = bot_record(seed)
    found, wanted = bound_moment(record, name), first(record, kind)
    assert (found is None) == (wanted is None)
    if found:
        assert (found.round_number, found.text) == (wanted.round_number, wanted.text)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("value", ["daseinsvorsorge", "finanzen", "ortskern", "vertrauen"])
def test_a_fall_of_a_value_is_the_largest_of_that_value(seed, value):
    record = bot_record(seed)
    falls = {year.number: value_changes(year)[Measured(value)] for year in years(record)}
    found = bound_moment(record, f"rueckgang:{value}")
    if min(falls.values()) > -100:
        assert found is None
    else:
        assert falls[found.round_number] == min(falls.values())
        assert found.text.startswith("Der größte Rückgang von ")


@pytest.mark.parametrize("seed", SEEDS)
def test_without_a_value_it_is_the_largest_of_all(seed):
    record = bot_record(seed)
    changes = [change for year in years(record) for change in value_changes(year).values()]
    for name, most in (("anstieg", max(changes)), ("rueckgang", min(changes))):
        found = bound_moment(record, name)
        assert (found is not None) == (abs(most) >= 100)
        if found:
            played = years(record)[found.round_number - 1]
            assert most in value_changes(played).values()


def test_the_break_of_trust_is_the_largest_one():
    record = next(r for r in map(bot_record, SEEDS) if first(r, "trust"))
    found = bound_moment(record, "vertrauensbruch")
    assert found.text in {each.text for each in turning_points(record) if each.kind == "trust"}


def test_a_closed_site_and_an_agreement_are_found_by_their_service():
    state = start(scenario_named("mittelaue"), "x", "alles")
    close = {"auestadt": Decision(levels={"buecherei": Level.CLOSE})}
    record = one_round(scenario_named("mittelaue"), state, close)
    assert "Bücherei geschlossen" in bound_moment(record, "schliessung").text
    assert bound_moment(record, "schliessung:buecherei") == bound_moment(record, "schliessung")
    assert bound_moment(record, "schliessung:kita") is None
    found = bot_record("a")
    service = years(found)[-1].after.agreements[0].service
    assert bound_moment(found, f"vereinbarung:{service}") is not None
    assert bound_moment(found, "vereinbarung:buergerbus") is None


def test_an_event_is_found_by_its_card():
    record = bot_record("a")
    cards = {each.settled.event.id: each.number for each in years(record) if each.settled.event}
    for card, number in cards.items():
        assert bound_moment(record, f"ereignis:{card}").round_number <= number
    assert bound_moment(record, "ereignis:gibtesnicht") is None


def test_a_joint_building_is_found_whether_it_comes_or_not():
    scenario = scenario_named("talbad")
    state = start(scenario, "x", "verband")
    lapsed = one_round(scenario, state, {"talstadt": Decision(pledge=20_000)})
    assert "kam nicht" in bound_moment(lapsed, "bau_verfallen").text
    assert bound_moment(lapsed, "bau") is None
    rich = replace(
        state,
        towns={
            town: replace(each, account=40_000_000, backing=9_000)
            for town, each in state.towns.items()
        },
    )
    pledges = {town: Decision(pledge=1_500_000) for town in scenario.municipalities}
    built = one_round(scenario, rich, pledges)
    assert "kommt" in bound_moment(built, "bau").text
    assert bound_moment(built, "bau_verfallen") is None


def test_every_word_of_the_file_has_a_finder_and_no_other_finds_anything():
    kinds = DebriefQuestionTable.model_json_schema()["properties"]["moment"]["anyOf"][0]["enum"]
    assert set(kinds) == set(bound_moments._FINDERS)
    for name in ("", "unwetter", "1", "rueckgang:stimmung"):
        assert bound_moment(bot_record("a"), name) is None
