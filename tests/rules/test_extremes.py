"""Regions at the edge of what can be: hardly anybody there, empty age groups, huge sums."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.rules import codec
from games.rules.bots.play import play as play_bots
from games.rules.debrief import Story, seven_v, seven_v_region
from games.rules.effects.fiscal import assess
from games.rules.effects.fund import fund_shares
from games.rules.effects.goals import reached
from games.rules.model import Decision, FundStance
from games.rules.replay import replay
from games.rules.start import start
from games.rules.work import Round
from tests.rules.regions import scenario

HUGE = 10**15


def with_towns(rules, **changes):
    """The scenario with the same fields changed in every town."""
    towns = {name: replace(town, **changes) for name, town in rules.municipalities.items()}
    return replace(rules, municipalities=towns)


def sound(settled):
    for town in settled.state_after.towns.values():
        assert min(town.people) >= 0
        assert 0 <= town.vacancy <= 3000
        values = town.values
        for value in (values.daseinsvorsorge, values.finanzen, values.ortskern, values.gesamt):
            assert 0 <= value <= 10000
    change = {}
    for posting in settled.postings:
        change[posting.source] = change.get(posting.source, 0) - posting.amount
        change[posting.target] = change.get(posting.target, 0) + posting.amount
    assert sum(change.values()) == 0
    assert codec.settlement_from_json(codec.settlement_to_json(settled)) == settled


@pytest.mark.parametrize("slug", ["einstieg", "mittelaue", "talbad"])
@settings(max_examples=8, deadline=None)
@given(people=st.tuples(*[st.integers(0, 3)] * 6).filter(any))
def test_handful_of_people_with_empty_groups(slug, people):
    rules = with_towns(scenario(slug), people=people)
    everyone = dict.fromkeys(rules.municipalities, "zufall")
    for settled in play_bots(rules, "leer", "alles", everyone, rounds=4):
        sound(settled)


@pytest.mark.parametrize("account", [HUGE, -HUGE])
@pytest.mark.parametrize("slug", ["einstieg", "mittelaue"])
def test_sums_beyond_any_machine_word_stay_exact(slug, account):
    rules = with_towns(scenario(slug), account=account)
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    for settled in play_bots(rules, "riesig", "alles", everyone, rounds=3):
        sound(settled)
    for town in settled.state_after.towns.values():
        assert town.watched == (account < 0)


def test_town_that_only_shrinks_never_counts_below_nobody():
    rules = scenario("mittelaue")
    emptying = replace(rules.people, migration=dict.fromkeys(rules.people.migration, (-3000,) * 6))
    rules = replace(rules, people=emptying)
    for settled in replay(rules, "flucht", "alles", [{}] * 12):
        sound(settled)
    left = [town.inhabitants for town in settled.state_after.towns.values()]
    assert max(left) < 1000


def test_town_without_services_or_tax_plays_on():
    rules = scenario("einstieg")
    bare = replace(
        rules.municipalities["niederau"], services={}, tax_per_head=0, business=0, vacancy=3000
    )
    rules = replace(rules, municipalities={**rules.municipalities, "niederau": bare})
    decisions = dict.fromkeys(rules.municipalities, Decision(fund=FundStance.JOIN))
    for settled in replay(rules, "leer", "alles", [decisions] * 4):
        sound(settled)
    assert settled.services["niederau"]["verwaltung"].quality == 0


NOBODY = (0,) * 6
MODELS = sorted(scenario("mittelaue").models)


def with_town(rules, town, **changes):
    changed = replace(rules.municipalities[town], **changes)
    return replace(rules, municipalities={**rules.municipalities, town: changed})


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("player", ["kooperativ", "zufall"])
def test_deserted_town_beside_living_ones_is_played_under_every_model(model, player):
    rules = with_town(scenario("mittelaue"), "kleinholm", people=NOBODY)
    everyone = dict.fromkeys(rules.municipalities, player)
    for settled in play_bots(rules, "wüst", model, everyone, rounds=4):
        sound(settled)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("slug", ["einstieg", "mittelaue", "talbad"])
def test_region_without_anybody_is_played_under_every_model(slug, model):
    rules = with_towns(scenario(slug), people=NOBODY)
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    for settled in play_bots(rules, "leer", model, everyone, rounds=3):
        sound(settled)


@pytest.mark.parametrize("group", range(6))
@pytest.mark.parametrize("slug", ["einstieg", "mittelaue", "talbad"])
def test_towns_of_a_single_inhabitant_of_any_age(slug, group):
    people = tuple(int(place == group) for place in range(6))
    rules = with_towns(scenario(slug), people=people)
    everyone = dict.fromkeys(rules.municipalities, "zufall")
    for settled in play_bots(rules, "einer", "alles", everyone, rounds=4):
        sound(settled)


@pytest.mark.parametrize("model", MODELS)
def test_a_trillion_people_and_their_taxes_stay_exact(model):
    rules = with_towns(scenario("mittelaue"), people=(10**12,) * 6, business=HUGE)
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    for settled in play_bots(rules, "viele", model, everyone, rounds=3):
        sound(settled)
    assert min(town.inhabitants for town in settled.state_after.towns.values()) > 10**12


def test_gifts_and_pledges_beyond_all_means_are_booked_or_refused_exactly():
    rules = scenario("talbad")
    gift = Decision(payments={"talstadt": 10**40}, pledge=10**40)
    settled = replay(rules, "geschenk", "alles", [{"oberbach": gift}])[0]
    sound(settled)
    assert [(p.source, p.amount) for p in settled.postings if p.rule == "H1"] == [
        ("oberbach", 10**40)
    ]
    assert [(n.code, n.item, n.figures["wanted"]) for n in settled.notes] == [
        ("amount", "pledge", 10**40)
    ]
    assert settled.state_after.towns["oberbach"].watched


@pytest.mark.parametrize("minutes", [0, 10**6])
def test_towns_on_top_of_each_other_or_out_of_reach(minutes):
    rules = scenario("mittelaue")
    ways = {a: {b: 0 if a == b else minutes for b in row} for a, row in rules.distances.items()}
    rules = replace(rules, distances=ways)
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    for settled in play_bots(rules, "wege", "alles", everyone, rounds=4):
        sound(settled)


def test_goals_and_the_seven_values_of_a_deserted_region_can_be_told():
    rules = with_towns(scenario("mittelaue"), people=NOBODY)
    first = start(rules, "leer", "alles")
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    settled = play_bots(rules, "leer", "alles", everyone, rounds=rules.rounds)
    story = Story(rules, settled)
    for town in rules.municipalities:
        for goal in rules.goals.values():
            assert reached(rules, goal, town, first, settled[-1].state_after) in {True, False}
        values = seven_v(story, town).values()
        assert all(value is None or 0 <= value <= 10_000 for value in values)
    assert set(seven_v_region(story).values()) == {None}


@pytest.mark.parametrize(
    "changes",
    [
        {"people": NOBODY},
        {"people": NOBODY, "tax_per_head": 0, "business": 0},
        {"people": (1, 0, 0, 0, 0, 0), "tax_per_head": 0, "business": 0, "vacancy": 3000},
        {"tax_per_head": 0, "business": 0},
    ],
)
def test_shares_of_the_fund_are_a_million_even_without_people_or_levy_base(changes):
    rules = with_towns(scenario("mittelaue"), **changes)
    game = Round(rules, start(rules, "anteile", "alles"))
    assess(game)
    found = fund_shares(game, rules.funds["nienburg"])
    assert min(found.values()) >= 0
    assert abs(sum(found.values()) - 1_000_000) <= len(found)
