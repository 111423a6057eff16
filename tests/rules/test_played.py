"""Cards that the facilitator plays: money is conserved, causes add up, extremes break nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from games.errors import ScenarioError
from games.rules.model import Effect, Event, Measure, PlayedCard, RoundPlay
from games.rules.settle import settle
from games.scenarios.change import own_card, with_values
from games.scenarios.load import read
from tests.rules.regions import EINSTIEG, begin, booked, scenario

WILD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SERVICES = sorted(scenario().services)


def whole(low, high):
    return st.integers(low, high)


EFFECTS = st.one_of(
    st.builds(Effect, st.just("geld"), amount=whole(-(10**9), 10**9)),
    st.builds(Effect, st.just("geld"), per_head=whole(-20_000, 20_000)),
    st.builds(Effect, st.just("gewerbe"), factor=whole(0, 20_000)),
    st.builds(Effect, st.just("kosten"), st.sampled_from(SERVICES), factor=whole(0, 20_000)),
    st.builds(Effect, st.just("zustand"), st.sampled_from(SERVICES), change=whole(-10_000, 10_000)),
    st.builds(Effect, st.just("leerstand"), change=whole(-10_000, 10_000)),
    st.builds(Effect, st.just("zuzug"), people=whole(-10_000, 10_000)),
    st.builds(Effect, st.just("baukosten"), factor=whole(0, 20_000)),
    st.builds(Effect, st.just("rueckhalt"), change=whole(-10_000, 10_000)),
)
CARDS = st.builds(
    PlayedCard,
    st.builds(
        Event,
        st.just("eigene"),
        st.just("Karte"),
        st.just(""),
        st.just("alle"),
        st.lists(EFFECTS, min_size=1, max_size=5).map(tuple),
    ),
    st.sets(st.sampled_from(EINSTIEG), min_size=1).map(lambda towns: tuple(sorted(towns))),
    st.booleans(),
)


def playing(*cards, deck=True):
    return replace(scenario(), played={1: RoundPlay(deck, cards)})


def card(*effects, towns=EINSTIEG[:1], correction=False):
    return PlayedCard(Event("eigene", "Karte", "", "alle", effects), towns, correction)


@WILD
@given(st.lists(CARDS, max_size=4))
def test_whatever_is_played_every_euro_has_a_posting_and_figures_keep_their_bounds(cards):
    rules, before = playing(*cards), begin()
    settled = settle(rules, before, {})
    for name, town in settled.state_after.towns.items():
        change = sum(p.amount * ((p.target == name) - (p.source == name)) for p in settled.postings)
        assert town.account == before.towns[name].account + change
        assert 0 <= town.vacancy <= max(rules.housing.vacancy_max, before.towns[name].vacancy)
        assert 0 <= town.backing <= 10_000
        assert all(group >= 0 for group in town.people)
        assert all(0 <= site.condition <= 10_000 for site in town.services.values())


@WILD
@given(st.lists(CARDS, max_size=4))
def test_causes_explain_what_cards_move(cards):
    before = begin()
    settled = settle(playing(*cards), before, {})
    for name, town in settled.state_after.towns.items():
        for measure, change in (
            (Measure.VACANCY, town.vacancy - before.towns[name].vacancy),
            (Measure.BACKING, town.backing - before.towns[name].backing),
            (Measure.PEOPLE, sum(town.people) - sum(before.towns[name].people)),
        ):
            found = [c for c in settled.causes if (c.measure, c.town) == (measure, name)]
            assert sum(each.change for each in found) == change


def test_without_cards_the_round_is_as_ever():
    assert settle(playing(), begin(), {}) == settle(scenario(), begin(), {})


def test_a_correction_books_its_own_rule_and_brings_nobody_into_need():
    effect = Effect("geld", amount=700)
    settled = settle(playing(card(effect, correction=True)), begin(), {})
    assert booked(settled, "X2") == [("welt", EINSTIEG[0], 700)]
    assert booked(settled, "X1") == []


def test_factors_of_two_cards_multiply():
    half = card(Effect("gewerbe", factor=5000))
    quarter = card(Effect("gewerbe", factor=2500))
    twice, once = (settle(playing(*cards), begin(), {}) for cards in ([half, half], [quarter]))
    assert twice.postings == once.postings


def test_another_town_than_those_named_is_not_hit():
    settled = settle(playing(card(Effect("geld", amount=-5))), begin(), {})
    assert booked(settled, "X1") == [(EINSTIEG[0], "welt", 5)]


@pytest.mark.parametrize(
    ("effect", "path"),
    [
        ({"kind": "geld", "amount": 10**10}, "amount"),
        ({"kind": "leerstand", "change": 20_000}, "change"),
        ({"kind": "kosten", "factor": 12_000, "service": "flughafen"}, "service"),
        ({"kind": "geld"}, "effects"),
    ],
)
def test_a_card_that_the_file_could_not_have_is_refused_with_path_and_expectation(effect, path):
    table = {"id": "eigene", "name": "Karte", "text": "", "reach": "alle", "effects": [effect]}
    with pytest.raises(ScenarioError) as caught:
        own_card(read("einstieg"), table)
    assert path in caught.value.path
    assert caught.value.expected


def test_values_are_changed_as_if_the_file_said_so():
    changed = with_values(read("einstieg"), {"stages.3.realised": 5000, "finance.interest": 0})
    assert (changed.stages[3].realised, changed.finance.interest) == (5000, 0)


@pytest.mark.parametrize(
    ("path", "value"), [("stages.9.realised", 1), ("finance", 1), ("finance.interest", 10_001)]
)
def test_a_value_that_does_not_fit_is_refused(path, value):
    with pytest.raises(ScenarioError):
        with_values(read("einstieg"), {path: value})
