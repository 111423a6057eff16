from dataclasses import replace

import pytest

from games.rules.model import Decision, Level
from games.rules.options import with_options
from games.rules.settle import settle
from games.rules.start import start
from tests.rules.regions import begin, booked, codes, founding, offer, scenario

RULES = scenario("talbad")


def pledge(state=None, **amounts):
    state = state or begin("talbad", model="verband")
    return settle(RULES, state, {n: Decision(pledge=amount) for n, amount in amounts.items()})


ENOUGH = {"talstadt": 2000000, "oberbach": 1500000, "waldeck": 1300000}


def test_enough_pledges_build_and_found_a_union():
    settled = pledge(**ENOUGH)
    assert booked(settled, "V7") == [(n, "welt", ENOUGH[n]) for n in sorted(ENOUGH)]
    state = settled.state_after
    assert state.threshold_built
    (union,) = state.agreements
    assert (union.stage, union.members, union.sites) == (4, tuple(sorted(ENOUGH)), ("talstadt",))
    assert (union.key, union.host_surcharge) == ("misch", 1000)
    assert union.loan == 8500000 - 2000000 - 4800000
    assert state.towns["talstadt"].services["hallenbad"].open


def test_yearly_cost_of_the_loan_joins_the_joint_cost():
    state = pledge(**ENOUGH).state_after
    with_loan = settle(RULES, state, {})
    (union,) = state.agreements
    without = settle(RULES, replace(state, agreements=(replace(union, loan=0),)), {})
    total = booked(with_loan, "V5")[0][2] - booked(without, "V5")[0][2]
    # 6 % of 1700000 and the overhead of stage 4.
    assert abs(total - 102000 * 103 // 100) <= 1
    body = f"verband:{union.id}"
    assert {target for _, target, _ in booked(with_loan, "V1")} == {body}


def test_replacement_takes_the_loan_over():
    built = pledge(begin("talbad", model="verband", trust=8000), **ENOUGH).state_after
    (union,) = built.agreements
    new = offer("hallenbad", 4, union.members, sites=("talstadt",), replaces=union.id)
    renewed = settle(RULES, built, founding("talstadt", new)).state_after.agreements[-1]
    assert (renewed.replaces, renewed.loan) == (union.id, union.loan)


@pytest.mark.parametrize(
    "amounts",
    [
        ENOUGH | {"waldeck": 1299999},
        {"oberbach": 3500000, "waldeck": 1300000},
        {"talstadt": 4800000},
    ],
    ids=["too little", "without the site", "alone"],
)
def test_missed_threshold_books_nothing(amounts):
    settled = pledge(**amounts)
    assert booked(settled, "V7") == []
    assert settled.state_after.agreements == ()
    assert ("pledges_lapsed", "", "hallenbad") in codes(settled)


def test_cost_rises_every_round():
    state = replace(begin("talbad", model="verband"), round=2)
    assert not pledge(state, **ENOUGH).state_after.threshold_built
    assert pledge(state, **ENOUGH | {"waldeck": 1940000}).state_after.threshold_built


def test_pledges_beyond_the_cost_are_scaled_down():
    settled = pledge(talstadt=6000000, oberbach=4000000)
    assert booked(settled, "V7") == [("oberbach", "welt", 2600000), ("talstadt", "welt", 3900000)]
    assert settled.state_after.agreements[0].loan == 0


def test_pledges_are_refused_when_it_is_too_small_too_late_or_built():
    assert codes(pledge(talstadt=19999)) == [("amount", "talstadt", "pledge")]
    late = replace(begin("talbad", model="verband"), round=6)
    assert codes(pledge(late, talstadt=20000)) == [("pledge", "talstadt", "pledge")]
    built = pledge(**ENOUGH).state_after
    assert codes(pledge(built, waldeck=20000)) == [("pledge", "waldeck", "pledge")]
    other = settle(scenario(), begin(), {"obertal": Decision(pledge=20000)})
    assert codes(other) == [("module_off", "obertal", "pledge")]


def test_who_closes_its_old_site_and_builds_a_joint_one_has_the_new_one():
    rules = with_options(scenario("mittelaue"), {"joint_building": True})
    site = rules.threshold.site
    state = start(rules, "neubau", "alles")
    assert state.towns[site].services["hallenbad"].open
    amounts = dict.fromkeys(state.towns, rules.threshold.cost // 3)
    decisions = {name: Decision(pledge=amount) for name, amount in amounts.items()}
    decisions[site] = replace(decisions[site], levels={"hallenbad": Level.CLOSE})
    after = settle(rules, state, decisions).state_after
    assert after.threshold_built
    built = after.towns[site].services["hallenbad"]
    assert built.open
    assert built.condition > state.towns[site].services["hallenbad"].condition
