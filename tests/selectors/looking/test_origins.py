"""What stands behind a posting: for every posting of played games something is found."""

from dataclasses import replace

import pytest

from games.rules.model import Decision, FundStance, Level
from games.rules.posting import RULES
from games.rules.start import start
from games.selectors.choices import choices_of
from games.selectors.stories.facts import years
from games.selectors.why import origins
from games.selectors.why.limits import binding, limits_of
from games.selectors.why.measured import Measured
from games.selectors.why.origins import origins_of
from tests.records import bot_record, one_round, scenario_named
from tests.selectors.looking.test_sums import GAMES


def one(decisions, change=None):
    scenario = scenario_named("mittelaue")
    state = start(scenario, "x", "alles")
    return years(one_round(scenario, change(state) if change else state, decisions))


def behind(played, rule, town=None):
    """Origins of the first posting of a rule in the last round."""
    posting = next(
        each
        for each in played[-1].settled.postings
        if each.rule == rule and town in (None, each.source, each.target)
    )
    return origins_of(played, posting)


@pytest.mark.parametrize(("seed", "slug", "model"), GAMES)
def test_behind_every_posting_something_is_found(seed, slug, model):
    record = bot_record(seed, slug, model, rounds=6)
    played = years(record)
    for number in range(1, len(played) + 1):
        for posting in played[number - 1].settled.postings:
            found = origins_of(played[:number], posting)
            assert found
            for each in found:
                assert 0 <= each.round_number <= number
                assert choices_of(record.scenario, each.chosen or {}) is not None
                assert not {"votes", "scores", "guess"} & (each.chosen or {}).keys()
            assert isinstance(binding(played[number - 1], record.scenario, posting), str)


def test_every_rule_has_a_way_to_its_origins():
    assert set(origins._FINDERS) == set(RULES)


def test_a_level_leads_to_the_decision_of_its_town():
    played = one({"auestadt": Decision(levels={"kita": Level.RENEW, "schule": Level.SAVE})})
    (first, *_rest) = behind(played, "L2", "auestadt")

    assert (first.kind, first.town, first.round_number) == ("decision", "auestadt", 1)
    assert first.chosen == {"levels": {"kita": "erneuern"}}


def test_what_was_not_chosen_is_the_default():
    (first, *_rest) = behind(one({}), "L1", "auestadt")

    assert first.kind == "decision"
    assert first.chosen == {}


def test_dwellings_lead_to_the_field_of_the_decision():
    (only,) = behind(one({"kleinholm": Decision(greenfield=4)}), "W1", "kleinholm")

    assert only.chosen == {"greenfield": 4}


def test_help_names_only_whom_it_went_to():
    decision = Decision(payments={"kleinholm": 9_000, "moorweiler": 5_000})
    (only,) = behind(one({"auestadt": decision}), "H1", "kleinholm")

    assert only.chosen == {"payments": {"kleinholm": 9_000}}


def test_a_contribution_leads_to_the_round_of_joining():
    record = bot_record("a", rounds=6)
    played = years(record)
    town = next(each.source for _place, each in played[5].postings("F1"))
    (first, *_rest) = behind(played, "F1", town)

    assert record.decisions[first.round_number - 1][town].fund == FundStance.JOIN


def test_a_share_leads_to_those_who_signed():
    record = bot_record("a", rounds=6)
    played = years(record)
    share = next(each for _place, each in played[5].postings("V1"))
    found = [each for each in origins_of(played, share) if each.chosen]
    names = {name for each in found for name in each.chosen}

    assert {"proposals", "consents"} <= names


def test_the_equalisation_leads_to_the_taxes_of_last_year():
    played = years(bot_record("a", rounds=3))
    kinds = [each.kind for each in behind(played, "E2", "auestadt")]

    assert "posting" in kinds


def test_interest_leads_to_the_account_before():
    def poor(state):
        town = replace(state.towns["kleinholm"], account=-500_000)
        return replace(state, towns={**state.towns, "kleinholm": town})

    (only,) = behind(one({}, poor), "Z1", "kleinholm")
    assert only.figure.measured is Measured.ACCOUNT
    assert only.round_number == 0


def test_the_most_dwellings_allowed_are_named():
    scenario = scenario_named("mittelaue")
    year = one({"kleinholm": Decision(greenfield=2)})[-1]
    posting = next(each for _place, each in year.postings("W1"))

    assert "bis zu" in binding(year, scenario, posting)


def test_limits_name_refusals_gates_and_room():
    scenario = scenario_named("mittelaue")
    year = one({"auestadt": Decision(greenfield=10_000)})[-1]
    found = {each.title: each.bounds for each in limits_of(year, scenario, "auestadt")}

    assert "Am Rand sind höchstens" in found["Nicht zugelassen"][0].text
    assert any(each.reached for each in found["Was möglich war"])
    assert all(each.query for each in found["Vertrauen, das für die nächste Stufe fehlte"])


@pytest.mark.parametrize(("seed", "slug", "model"), GAMES)
def test_limits_are_there_for_every_town_and_round(seed, slug, model):
    record = bot_record(seed, slug, model, rounds=6)
    for year in years(record):
        for town in year.towns:
            assert limits_of(year, record.scenario, town)
