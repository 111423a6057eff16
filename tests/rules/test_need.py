"""Equalisation by need: fixed cost in own hands, more where tax power is weak."""

from dataclasses import replace

import pytest

from games.rules.fairness import of_offer
from games.rules.legality import check
from games.rules.model import Decision, Proposal
from games.rules.vectors import Region, answer
from tests.rules.regions import EINSTIEG, MITTELAUE, begin, play, scenario, with_town

OFFER = Proposal("verwaltung", 3, EINSTIEG, equalise=True, equalise_key="bedarf")


def weights(state, rules=None):
    given = {
        "key": "bedarf",
        "agreement": {"service": "verwaltung", "stage": 3, "members": list(EINSTIEG)},
    }
    return answer("key_weights", given, Region(rules or scenario(), state))


def test_weights_are_fixed_cost_times_the_factor_for_tax_power():
    # S: 11000000, 5000000, 1940000 = 17940000 for 17500 people: 1025 euro a head on average.
    # Own: 1100, 1000, 776 a head. Factors 0.9319, 1.0251, 1.3211; fixed 400000, 360000, 300000.
    assert weights(begin()) == {"obertal": 372760, "mittelbach": 369036, "niederau": 396330}


@pytest.mark.parametrize(
    ("tax_base", "weight"),
    [
        (0, 600_000),  # no tax power: at most twice the fixed cost
        (-5, 600_000),
        (100_000_000, 150_000),  # very rich: at least half of it
    ],
)
def test_the_factor_stays_between_a_half_and_two(tax_base, weight):
    assert weights(with_town(begin(), "niederau", tax_base=tax_base))["niederau"] == weight


def test_a_region_without_any_tax_base_counts_fixed_cost_alone():
    state = begin()
    for name in EINSTIEG:
        state = with_town(state, name, tax_base=0)
    assert weights(state) == {"obertal": 200_000, "mittelbach": 180_000, "niederau": 150_000}


def test_the_poor_and_small_get_more_than_by_heads_and_nobody_loses():
    rules, state = scenario("mittelaue"), begin("mittelaue", trust=9000)
    plain = Proposal("verwaltung", 4, MITTELAUE, equalise=True)
    heads = of_offer(rules, state, plain).members
    need = of_offer(rules, state, replace(plain, equalise_key="bedarf")).members
    assert sum(m.advantage for m in heads.values()) == sum(m.advantage for m in need.values())
    assert need["kleinholm"].advantage > 2 * heads["kleinholm"].advantage
    assert need["auestadt"].advantage < heads["auestadt"].advantage
    assert min(m.advantage for m in need.values()) > 0
    assert sum(m.transfer for m in need.values()) == 0


def test_need_shares_the_gain_of_an_equalisation_but_no_cost():
    state = begin(trust=8000)
    allowed = check(scenario(), state, "obertal", Decision(proposals=(OFFER,)))
    assert allowed == ()
    (note,) = check(
        scenario(), state, "obertal", Decision(proposals=(replace(OFFER, key="bedarf"),))
    )
    assert (note.code, note.figures["wanted"]) == ("key", "bedarf")
    assert "bedarf" not in str(note.figures["limit"])
    assert "bedarf" not in of_offer(scenario(), state, OFFER).keys


def test_transfers_are_booked_with_what_the_weight_is_made_of():
    decisions = {"obertal": Decision(proposals=(OFFER,))}
    decisions |= dict.fromkeys(("mittelbach", "niederau"), Decision(consents=("obertal#0",)))
    founded = play(begin(trust=8000), **decisions).state_after
    settled = play(founded)
    inputs = {
        town: posting.inputs
        for posting in settled.postings
        if posting.rule == "V3"
        for town in EINSTIEG
        if town in (posting.source, posting.target)
    }
    assert inputs.keys() == set(EINSTIEG)
    for figures in inputs.values():
        assert (figures["key"], figures["gain"]) == (
            "bedarf",
            sum(each["advantage"] for each in inputs.values()),
        )
        product = figures["need_fixed"] * figures["need_factor"] / 10_000
        assert abs(figures["weight"] - product) <= 0.5
    assert sum(each["target"] for each in inputs.values()) == inputs["niederau"]["gain"]
