import copy
import json

import pytest

from games.errors import ScenarioError
from games.rules.model import Effect, Fund, Mode, Site
from games.scenarios import load
from games.scenarios.merge import merge

SLUGS = ("einstieg", "mittelaue", "talbad")


def test_the_delivered_scenarios_are_known():
    assert load.available() == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_delivered_scenario_becomes_engine_values(slug):
    scenario = load.build(load.read(slug))
    assert scenario.id == slug
    assert set(scenario.distances) == set(scenario.municipalities)
    assert scenario.model in scenario.models
    assert list(scenario.stages) == [1, 2, 3, 4]
    for town in scenario.municipalities.values():
        assert set(town.services) <= set(scenario.services)


@pytest.mark.parametrize("slug", SLUGS)
def test_content_survives_json(slug):
    content = load.read(slug)
    again = json.loads(json.dumps(content))
    assert again == content
    assert load.build(again) == load.build(content)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_delivered_scenario_is_the_same_by_path(slug):
    assert load.read(load.DATA / slug / "scenario.toml") == load.read(slug)


def test_without_a_list_all_basic_services_are_played():
    scenario = load.build(load.read("mittelaue"))
    assert list(scenario.services) == [
        "verwaltung",
        "bauhof",
        "kita",
        "grundschule",
        "freibad",
        "hallenbad",
        "buecherei",
        "feuerwehr",
    ]


def test_a_list_chooses_the_services():
    scenario = load.build(load.read("einstieg"))
    assert list(scenario.services) == ["verwaltung", "bauhof", "freibad"]


def test_an_optional_service_can_be_chosen(mittelaue):
    mittelaue["scenario"]["services"] = [
        "buergerbus",
        *load.build(mittelaue).services,
    ]
    scenario = load.build(mittelaue)
    assert scenario.services["buergerbus"].weight == 5
    assert scenario.services["buergerbus"].mode is Mode.OFFICE


def test_a_site_takes_fixed_cost_and_value_from_the_catalogue():
    towns = load.build(load.read("mittelaue")).municipalities
    assert towns["auestadt"].services["freibad"] == Site(
        condition=5500, places=0, fixed=270000, value=2800000
    )
    assert towns["kleinholm"].services["freibad"] == Site(
        condition=4500, places=0, fixed=95000, value=900000
    )
    assert towns["sonnenbrueck"].services["kita"] == Site(
        condition=7000, places=330, fixed=130000, value=4000000
    )


def test_single_values_of_the_base_are_replaced_and_the_others_stay():
    funds = load.build(load.read("einstieg")).funds
    usual = load.build(load.read("mittelaue")).funds
    assert isinstance(funds["nienburg"], Fund)
    assert (funds["nienburg"].min_members, funds["nienburg"].cap) == (2, 150000)
    assert (usual["nienburg"].min_members, usual["nienburg"].cap) == (4, 300000)
    assert funds["nienburg"].reserve == usual["nienburg"].reserve == 1000
    assert funds["lueneburg"] == usual["lueneburg"]


def test_tables_below_tables_are_merged():
    migration = load.build(load.read("einstieg")).people.migration
    assert migration["ruhig"] == (0, 0, 0, 0, 0, 0)
    assert migration["kurort"] == (60, 40, -150, 60, 90, 60)


def test_ways_are_found_by_names_in_both_directions():
    distances = load.build(load.read("mittelaue")).distances
    assert distances["kleinholm"]["badquellau"] == distances["badquellau"]["kleinholm"] == 38
    assert distances["moorweiler"]["moorweiler"] == 0


def test_effects_of_events_keep_what_their_kind_needs():
    events = load.build(load.read("mittelaue")).events
    assert events["rohrbruch"].effects == (
        Effect(kind="zustand", service="freibad", change=-1200),
        Effect(kind="geld", amount=-60000),
    )
    assert events["rohrbruch"].towns == ("auestadt", "hammerfurt", "moorweiler", "badquellau")
    assert events["tarif"].towns == ()


def test_threshold_and_trust_of_single_pairs():
    talbad = load.build(load.read("talbad"))
    mittelaue = load.build(load.read("mittelaue"))
    assert talbad.threshold is not None
    assert (talbad.threshold.site, talbad.threshold.cost) == ("talstadt", 8500000)
    assert mittelaue.threshold is not None
    assert (talbad.modules.threshold, mittelaue.modules.threshold) == (True, False)
    assert load.build(load.read("einstieg")).threshold is None
    assert mittelaue.municipalities["moorweiler"].trust == {"kleinholm": 5000}
    assert mittelaue.municipalities["hammerfurt"].trust == {}


@pytest.mark.parametrize("least", [3, 4])
def test_a_stored_game_with_smaller_groups_of_answers_is_still_played(mittelaue, least):
    """A file may ask for no fewer than five today; what was stored before is read as five."""
    content = {**mittelaue, "reflection": {**mittelaue["reflection"], "least": least}}
    assert load.build(content) == load.build(mittelaue)
    with pytest.raises(ScenarioError):
        load.build({**mittelaue, "reflection": {**mittelaue["reflection"], "least": 2}})


def test_the_year_of_the_first_round_can_be_set(mittelaue):
    assert load.build(mittelaue).first_year == 2026
    mittelaue["scenario"]["first_year"] = 2031
    assert load.build(mittelaue).first_year == 2031


def test_building_changes_nothing_in_the_content(mittelaue):
    before = copy.deepcopy(mittelaue)
    load.build(mittelaue)
    assert mittelaue == before


def test_entries_of_lists_are_merged_by_name_or_added(base_rules):
    own = {
        "stages": [{"level": 2, "gate": 3500}],
        "services": [{"id": "kita", "near": 5}, {"id": "zoo", "near": 9}],
    }
    merged = merge(base_rules, own)
    assert [stage["gate"] for stage in merged["stages"]] == [0, 3500, 4000, 5000]
    assert merged["stages"][1]["name"] == "Arbeitsgemeinschaft"
    kita = next(entry for entry in merged["services"] if entry["id"] == "kita")
    assert (kita["near"], kita["far"]) == (5, 25)
    assert merged["services"][-1] == {"id": "zoo", "near": 9}
    assert len(merged["services"]) == len(base_rules["services"]) + 1


def test_plain_lists_are_replaced_and_the_base_stays_as_it_was(base_rules):
    before = copy.deepcopy(base_rules)
    merged = merge(base_rules, {"people": {"deaths": [0, 0, 0, 0, 0, 0]}})
    assert merged["people"]["deaths"] == [0, 0, 0, 0, 0, 0]
    assert merged["people"]["births"] == before["people"]["births"]
    assert base_rules == before


def test_an_own_base_lies_beside_the_scenario(own_base):
    path = own_base("levy_rate = 5000", "levy_rate = 4200")
    assert load.build(load.read(path)).finance.levy_rate == 4200
    assert [file.name for file in load.files(path)] == ["grundregeln.toml", "region.toml"]
