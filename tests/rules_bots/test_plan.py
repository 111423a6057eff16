"""The shared plan: what everybody can foresee without being told."""

from dataclasses import replace

import pytest

from games.rules.bots.gains import best_sites, office_gain, place_gain, setup_cost
from games.rules.bots.plan import (
    company,
    expected_applications,
    expected_meetings,
    expected_offers,
    expected_pledges,
)
from games.rules.model import Agreement, FundState
from games.rules.start import start

ALL = ("auestadt", "badquellau", "hammerfurt", "kleinholm", "moorweiler", "sonnenbrueck")


def trusting(state, value):
    trust = {i: dict.fromkeys(row, value) for i, row in state.trust.items()}
    return replace(state, trust=trust)


def sharing(state, *towns):
    changed = {name: replace(town, shares_data=name in towns) for name, town in state.towns.items()}
    return replace(state, towns=changed)


def agreement(service, stage, members, **more):
    return Agreement(
        id=f"{service}-1",
        service=service,
        stage=stage,
        members=members,
        sites=(),
        key="alleinkosten",
        founded=1,
        starts=1,
        first_started=1,
        **more,
    )


def test_the_gain_of_a_joint_office_follows_the_worked_round(einstieg):
    state = start(einstieg, "einstieg", "alles")
    members = sorted(state.towns)
    # poolable 660000 x 70 % x 25 % x 82 % = 94710; overhead 1 % of (3270500 - 94710) = 31758
    assert office_gain(einstieg, state, "verwaltung", members, 2) == 94_710 - 31_758
    assert setup_cost(einstieg, state, members, 2) == 11_000


def test_closing_a_pool_pays_if_another_is_near(einstieg):
    state = start(einstieg, "einstieg", "alles")
    members = sorted(state.towns)
    both = place_gain(einstieg, state, "freibad", members, ("mittelbach", "obertal"), 2)
    one = place_gain(einstieg, state, "freibad", members, ("obertal",), 2)
    assert one > both
    assert best_sites(einstieg, state, "freibad", members, 2) == ("obertal",)
    assert best_sites(einstieg, state, "freibad", ["niederau"], 2) == ()


def test_at_first_everybody_is_thought_willing(mittelaue, first_day):
    assert company(mittelaue, first_day) == ALL


def test_later_those_who_share_data(mittelaue, first_day):
    state = sharing(replace(first_day, round=2), "auestadt", "kleinholm", "moorweiler")
    assert company(mittelaue, state) == ("auestadt", "kleinholm", "moorweiler")


def test_as_long_as_nothing_is_founded_the_least_trusted_are_left_out(mittelaue, first_day):
    state = sharing(trusting(first_day, 4000), *ALL)
    trust = {
        i: {j: 3500 if j == "hammerfurt" else t for j, t in row.items()}
        for i, row in state.trust.items()
    }
    third = replace(state, round=3, trust=trust)
    assert company(mittelaue, third) == tuple(name for name in ALL if name != "hammerfurt")
    assert len(company(mittelaue, replace(third, round=8))) == 2


def test_once_something_runs_its_members_go_on_and_sometimes_invite(mittelaue, first_day):
    state = replace(sharing(first_day, *ALL), agreements=(agreement("bauhof", 2, ALL[:3]),))
    assert company(mittelaue, replace(state, round=4)) == ALL[:3]
    assert company(mittelaue, replace(state, round=6)) == ALL


@pytest.mark.parametrize("model", ["allein", "austausch", "fonds_nienburg"])
def test_without_contracts_in_the_model_nothing_is_offered(mittelaue, model):
    assert expected_offers(mittelaue, start(mittelaue, "x", model)) == ()


def test_offers_have_different_owners_and_pay_for_the_region(mittelaue, first_day):
    offers = expected_offers(mittelaue, trusting(first_day, 4500))
    assert len(offers) == 2
    assert len({offer.owner for offer in offers}) == 2
    assert all(offer.owner in offer.proposal.members == ALL for offer in offers)
    assert [offer.id for offer in offers] == [f"{offer.owner}#0" for offer in offers]
    assert all(offer.proposal.key == "alleinkosten" for offer in offers)


@pytest.mark.parametrize(
    ("trust", "stages"),
    [(2500, set()), (3200, {2}), (4500, {2, 3}), (5200, {2, 3, 4})],
)
def test_stages_follow_trust(mittelaue, first_day, trust, stages):
    offers = expected_offers(mittelaue, trusting(first_day, trust))
    assert {offer.proposal.stage for offer in offers} <= stages
    assert bool(offers) == bool(stages)


def test_high_trust_brings_equalisation_by_inhabitants(mittelaue, first_day):
    state = replace(
        trusting(first_day, 7000),
        agreements=tuple(agreement(name, 4, ALL) for name in ("bauhof", "freibad", "hallenbad")),
    )
    offers = expected_offers(mittelaue, replace(sharing(state, *ALL), round=2))
    proposal = next(offer.proposal for offer in offers if offer.proposal.service == "verwaltung")
    assert (proposal.stage, proposal.equalise, proposal.key) == (4, True, "einwohner")
    assert proposal.roof == "bauhof-1"


def test_an_agreement_is_raised_to_a_higher_stage_with_all_its_members(mittelaue, first_day):
    state = sharing(trusting(first_day, 5200), *ALL)
    others = tuple(agreement(name, 4, ALL) for name in ("bauhof", "freibad", "hallenbad"))
    state = replace(state, round=3, agreements=(agreement("verwaltung", 2, ALL[:4]), *others))
    offers = expected_offers(mittelaue, state)
    proposal = next(offer.proposal for offer in offers if offer.proposal.service == "verwaltung")
    assert proposal.replaces == "verwaltung-1"
    assert proposal.stage > 2
    assert set(proposal.members) >= set(ALL[:4])


def test_in_the_last_round_nothing_new_pays(mittelaue, first_day):
    state = sharing(trusting(replace(first_day, round=8), 6000), *ALL)
    assert expected_offers(mittelaue, state) == ()


def test_joint_cards_have_enough_members_of_the_fund(mittelaue, first_day):
    assert expected_applications(mittelaue, first_day) == ()
    joined = replace(first_day, fund=FundState(members=ALL[:3], started=True))
    plans = expected_applications(mittelaue, joined)
    assert len(plans) == 2
    for applicant, application in plans:
        card = mittelaue.projects[application.project]
        team = {applicant, *application.partners}
        assert team <= set(ALL[:3])
        assert len(team) == max(2, card.partners_min)
        assert card.town == ""


def test_finished_cards_are_not_planned_again(mittelaue, first_day):
    joined = replace(first_day, fund=FundState(members=ALL, started=True))
    before = [item.project for _, item in expected_applications(mittelaue, joined)]
    done = replace(joined, finished_projects=tuple(before))
    repeatable = {name for name in before if mittelaue.projects[name].repeat}
    after = {item.project for _, item in expected_applications(mittelaue, done)}
    assert after & set(before) == repeatable


def test_meetings_are_mutual_and_change(first_day):
    for number in range(1, 9):
        state = replace(first_day, round=number)
        plans = {town: expected_meetings(state, town) for town in ALL}
        for town, others in plans.items():
            assert town not in others
            assert all(town in plans[other] for other in others)
    met = {
        other
        for number in range(1, 9)
        for other in expected_meetings(replace(first_day, round=number), "auestadt")
    }
    assert met == set(ALL) - {"auestadt"}


def test_pledges_reach_the_threshold_by_what_towns_have(talbad):
    state = start(talbad, "bad", "verband")
    pledges = expected_pledges(talbad, state)
    assert sum(pledges.values()) == 8_500_000 * 8 // 10 - 2_000_000
    assert pledges["talstadt"] > pledges["hofacker"] >= 20_000


@pytest.mark.parametrize("case", ["built", "late", "poor"])
def test_no_pledges_when_they_are_of_no_use(talbad, case):
    state = start(talbad, "bad", "verband")
    poor = {name: replace(town, account=100_000) for name, town in state.towns.items()}
    changed = {
        "built": replace(state, threshold_built=True),
        "late": replace(state, round=6),
        "poor": replace(state, towns=poor),
    }[case]
    assert expected_pledges(talbad, changed) == {}


def test_without_the_module_nobody_pledges(mittelaue, first_day):
    assert expected_pledges(mittelaue, first_day) == {}


def test_only_members_of_the_old_agreement_offer_to_replace_it(mittelaue, first_day):
    state = sharing(trusting(first_day, 5200), *ALL)
    others = tuple(agreement(name, 4, ALL) for name in ("bauhof", "freibad", "hallenbad"))
    pair = ("kleinholm", "moorweiler")
    state = replace(state, agreements=(agreement("verwaltung", 2, pair), *others))
    owners = {
        offer.owner
        for number in range(2, 8)
        for offer in expected_offers(mittelaue, replace(state, round=number))
        if offer.proposal.replaces
    }
    assert owners == set(pair)
