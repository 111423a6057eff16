"""Regions at the edge of what can be: hardly anybody there, empty age groups, huge sums."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.rules import codec
from games.rules.bots.play import play as play_bots
from games.rules.model import Decision, FundStance
from games.rules.replay import replay
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
