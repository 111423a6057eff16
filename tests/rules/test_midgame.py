"""Wild decisions in the middle of a game, where agreements, notices, claims and a fund exist."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from games.rules import codec
from games.rules.bots import STRATEGIES
from games.rules.bots.play import play as play_bots
from games.rules.canonical import digest
from games.rules.legality import check
from games.rules.model import Decision
from games.rules.notes import REFUSED
from games.rules.posting import RULES, body_account
from games.rules.settle import settle
from tests.rules.regions import scenario
from tests.rules.strategies import one_round

SLUGS = ("einstieg", "mittelaue", "talbad")
PLAYERS = ("kooperativ", "zufall")
GAMES = 3
WILD = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def middles(slug):
    """States between the rounds of some games of bots, also with somebody on the way out."""
    rules = scenario(slug)
    found = []
    for player in PLAYERS:
        for number in range(GAMES):
            everyone = dict.fromkeys(rules.municipalities, player)
            played = play_bots(rules, f"mitte-{number}", "alles", everyone, rules.rounds)
            found += [settled.state_after for settled in played[:-1]]
    return found + [state for each in found[: rules.rounds] for state in parting(rules, each)]


def parting(rules, state):
    """One member of everything gives notice, then those it leaves let it go."""
    leaver = min(state.towns)
    notice = Decision(leave=tuple(item.id for item in state.agreements if leaver in item.members))
    noticed = settle(rules, state, {leaver: notice}).state_after
    others = {
        town: STRATEGIES["kooperativ"](rules, noticed, town)
        for town in noticed.towns
        if town != leaver
    }
    return noticed, settle(rules, noticed, others).state_after


def drawn(data, slug):
    state = data.draw(st.sampled_from(middles(slug)))
    return state, data.draw(one_round(scenario(slug), state))


def changes(settled):
    """Change of every account by the postings."""
    found = Counter()
    for posting in settled.postings:
        found[posting.source] -= posting.amount
        found[posting.target] += posting.amount
    return found


def test_the_states_played_from_hold_all_that_can_be_broken():
    states = [state for slug in SLUGS for state in middles(slug)]
    agreements = [item for state in states for item in state.agreements]
    assert {item.stage for item in agreements} == {2, 3, 4}
    assert any(item.notices for item in agreements)
    assert any(item.releases for item in agreements)
    assert any(item.equalise for item in agreements)
    assert any(item.caps for item in agreements)
    assert any(state.claims for state in states)
    assert any(state.fund.started and state.fund.notices for state in states)
    assert any(town.watched for state in states for town in state.towns.values())


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_money_is_conserved_whatever_is_broken_off(slug, data):
    state, decided = drawn(data, slug)
    settled = settle(scenario(slug), state, decided)
    change = changes(settled)
    after = settled.state_after
    assert sum(change.values()) == 0
    assert all(posting.amount > 0 and posting.rule in RULES for posting in settled.postings)
    assert {n: t.account - state.towns[n].account for n, t in after.towns.items()} == {
        name: change[name] for name in after.towns
    }
    assert after.fund.money - state.fund.money == change["fonds"]
    assert 0 <= after.fund.reserve <= after.fund.money
    bodies = {body_account(item.id) for item in (*state.agreements, *after.agreements)}
    assert {name: change[name] for name in bodies if change[name]} == {}
    running = {
        name: sum(
            p.amount * ((p.target == name) - (p.source == name))
            for p in settled.postings
            if RULES[p.rule].running
        )
        for name in after.towns
    }
    assert {name: town.running for name, town in after.towns.items()} == running


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_shares_add_up_and_stay_within_the_total(slug, data):
    state, decided = drawn(data, slug)
    settled = settle(scenario(slug), state, decided)
    totals, paid = Counter(), Counter()
    for posting in settled.postings:
        if posting.rule == "V5":
            totals[posting.cause] += posting.amount
        elif posting.rule == "V1":
            back = posting.source.startswith("verband:")
            paid[posting.cause] += -posting.amount if back else posting.amount
            assert 0 <= posting.inputs["weight"] <= posting.inputs["weights"]
    assert {name: n for name, n in paid.items() if n} == {n: t for n, t in totals.items() if t}
    moved = Counter()
    for posting in settled.postings:
        if posting.rule == "V3":
            body = body_account(posting.cause)
            sign = (posting.target == body) - (posting.source == body)
            moved[posting.cause] += sign * posting.amount
    assert not any(moved.values())
    for item in settled.state_after.agreements:
        for name, cap in item.caps.items():
            if set(item.caps) < set(item.members):
                assert item.last_shares.get(name, 0) <= cap


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_state_and_trust_stay_within_their_bounds(slug, data):
    state, decided = drawn(data, slug)
    after = settle(scenario(slug), state, decided).state_after
    for town in after.towns.values():
        assert min(town.people) >= 0
        assert 0 <= town.vacancy <= 3000
        assert 0 <= town.backing <= 10_000
        assert 0 <= town.promises_kept <= town.promises_made
        assert all(0 <= s.condition <= 10_000 and s.places >= 0 for s in town.services.values())
    assert all(200 <= trust <= 9800 for row in after.trust.values() for trust in row.values())
    for item in after.agreements:
        assert len(item.members) >= 2
        named = {*item.sites, *item.caps, *item.quotas, *item.alone, *item.last_shares}
        assert named | set(item.notices) | set(item.releases) <= set(item.members)


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_what_is_refused_is_said_with_figures_and_changes_nothing_else(slug, data):
    state, decided = drawn(data, slug)
    rules = scenario(slug)
    settled = settle(rules, state, decided)
    refused = [note for note in settled.notes if note.code in REFUSED]
    assert all(note.figures for note in refused)
    for town, decision in decided.items():
        for note in check(rules, state, town, decision):
            assert note.figures.keys() >= {"limit", "wanted"}
            assert note in settled.notes


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_states_and_settlements_of_the_middle_survive_json_and_repeat(slug, data):
    state, decided = drawn(data, slug)
    rules = scenario(slug)
    settled = settle(rules, state, decided)
    written = codec.settlement_to_json(settled)
    assert codec.settlement_from_json(written) == settled
    stored = codec.settlement_from_json(written).state_after
    backwards = dict(reversed(decided.items()))
    assert digest(codec.settlement_to_json(settle(rules, state, backwards))) == digest(written)
    assert settle(rules, stored, {}) == settle(rules, settled.state_after, {})
