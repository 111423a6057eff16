from dataclasses import replace

import pytest

from games.rules.model import Application, Ballot, Decision, FundStance, FundState
from tests.rules.regions import (
    EINSTIEG,
    MITTELAUE,
    begin,
    booked,
    codes,
    play,
    scenario,
    with_town,
)

JOIN = Decision(fund=FundStance.JOIN)
POST = Decision(applications=(Application("alte_post"),))


def members(*names, money=0, **more):
    return FundState(members=tuple(sorted(names)), money=money, start_aid_paid=True, **more)


def funded(**decisions):
    """A round of Einstieg with a working fund of all three and some money."""
    return play(begin(fund=members(*EINSTIEG, money=500000)), **decisions)


def unfunded(settled):
    return [note.figures for note in settled.notes if note.code == "project_unfunded"]


# --- contributions -------------------------------------------------------------------------------


def test_fund_works_once_enough_towns_and_people_joined():
    joined = dict.fromkeys(("kleinholm", "moorweiler", "hammerfurt", "sonnenbrueck"), JOIN)
    few = play(begin("mittelaue"), **joined)
    assert booked(few, "F1") == []
    assert few.state_after.fund.members == tuple(sorted(joined))
    enough = play(begin("mittelaue"), **joined, badquellau=JOIN, auestadt=JOIN)
    assert len(booked(enough, "F1")) == 6


def test_gaps_stay_gaps():
    settled = play(begin(), obertal=JOIN, mittelbach=JOIN)
    towns = sum(amount for _, _, amount in booked(settled, "F1"))
    ((_, _, county),) = booked(settled, "F2")
    assert towns == county == 94299 + 45717
    assert booked(settled, "F3") == [("land", "fonds", 43750)]


def test_county_pays_less_from_the_third_round_on():
    def county(number):
        state = begin(fund=members(*EINSTIEG), round=number)
        return booked(play(state), "F2")[0][2]

    assert [county(1), county(2), county(3), county(4)] == [162192, 162192, 108128, 108128]


def test_notice_takes_a_year():
    settled = funded(obertal=Decision(fund=FundStance.LEAVE))
    assert "obertal" in settled.state_after.fund.members
    assert len(booked(settled, "F1")) == 3
    after = play(settled.state_after)
    assert after.state_after.fund.members == ("mittelbach", "niederau")
    assert len(booked(after, "F1")) == 2


def test_who_refuses_to_pay_is_out_at_once_and_loses_trust():
    working = begin(fund=members(*EINSTIEG, money=500000, started=True))
    settled = play(working, obertal=Decision(fund=FundStance.REFUSE))
    assert settled.state_after.fund.members == ("mittelbach", "niederau")
    assert {town for town, _, _ in booked(settled, "F1")} == {"mittelbach", "niederau"}
    trust = settled.state_after.trust
    assert trust["niederau"]["obertal"] == 4000 - 1400
    assert trust["niederau"]["mittelbach"] == 4180


def test_county_does_not_double_what_is_refused():
    working = begin(fund=members(*EINSTIEG, started=True))
    settled = play(working, obertal=Decision(fund=FundStance.REFUSE))
    assert booked(settled, "F2") == [("kreis", "fonds", 45717 + 22176)]


def test_two_who_refuse_see_each_other_do_it():
    refuse = Decision(fund=FundStance.REFUSE)
    working = begin(fund=members(*EINSTIEG, started=True))
    trust = play(working, obertal=refuse, niederau=refuse).state_after.trust
    assert trust["obertal"]["niederau"] == trust["niederau"]["obertal"] == 4000 - 1400


def test_who_refuses_does_not_help_a_fund_to_its_start():
    waiting = begin(fund=members(*EINSTIEG))
    settled = play(waiting, obertal=Decision(fund=FundStance.REFUSE))
    assert settled.state_after.fund.members == ("mittelbach", "niederau")
    assert booked(settled, "F1") == booked(settled, "F2") == []


def test_rendsburg_levies_the_base_and_dwellings_but_not_of_cities():
    state = begin(model="fonds_rendsburg", fund=members(*EINSTIEG))
    settled = play(state, mittelbach=Decision(greenfield=10), obertal=Decision(greenfield=10))
    assert booked(settled, "F1") == [
        ("mittelbach", "fonds", 60125 + 25000),
        ("niederau", "fonds", 28243),
        ("obertal", "fonds", 127888),
    ]
    assert booked(settled, "F2") == []


def test_lueneburg_is_paid_by_the_county_alone():
    settled = play(begin("mittelaue", model="fonds_lueneburg"))
    assert booked(settled, "F2") == [("kreis", "fonds", 186560)]
    assert booked(settled, "F1") == []


def test_what_is_left_goes_back_after_the_last_round():
    paid = {"obertal": 300, "niederau": 100, "kreis": 600}
    state = begin(fund=members(money=1001, paid_in=paid), round=4)
    settled = play(state)
    assert booked(settled, "F7") == [
        ("fonds", "kreis", 601),
        ("fonds", "niederau", 100),
        ("fonds", "obertal", 300),
    ]
    assert settled.state_after.fund.money == 0
    assert booked(play(replace(state, round=3)), "F7") == []


# --- projects ------------------------------------------------------------------------------------


def test_two_thirds_of_the_votes_cast_decide_and_applicants_do_not_vote():
    yes, no = Decision(votes={"alte_post": Ballot.YES}), Decision(votes={"alte_post": Ballot.NO})
    own = replace(POST, votes={"alte_post": Ballot.YES})
    assert booked(funded(niederau=own, obertal=yes, mittelbach=yes), "F4")
    split = funded(niederau=own, obertal=yes, mittelbach=no)
    assert booked(split, "F4") == []
    assert unfunded(split)[0]["reason"] == "votes"
    assert booked(funded(niederau=own), "F4")


def test_a_no_on_a_neighbours_project_costs_trust():
    settled = funded(niederau=POST, mittelbach=Decision(votes={"alte_post": Ballot.NO}))
    trust = settled.state_after.trust["niederau"]
    assert trust["mittelbach"] == trust["obertal"] - 140


def test_any_no_stops_a_project_in_rendsburg():
    state = begin(model="fonds_rendsburg", fund=members(*EINSTIEG, money=900000))
    shop = Decision(applications=(Application("talladen", ("mittelbach",)),))
    agrees = Decision(consents=("talladen",))
    assert booked(play(state, niederau=shop, mittelbach=agrees), "F4")
    veto = Decision(votes={"talladen": Ballot.NO})
    stopped = play(state, niederau=shop, mittelbach=agrees, obertal=veto)
    assert booked(stopped, "F4") == []


def test_rendsburg_funds_only_joint_projects():
    state = begin(model="fonds_rendsburg", fund=members(*EINSTIEG, money=900000))
    settled = play(state, niederau=POST)
    assert ("project_partners_missing", "niederau", "alte_post") in codes(settled)


def test_lueneburg_puts_weak_towns_first():
    state = begin("mittelaue", model="fonds_lueneburg", fund=members(money=40000))
    rich = Decision(applications=(Application("werkssiedlung"),))
    weak = Decision(applications=(Application("promenade"),))
    settled = play(state, hammerfurt=rich, badquellau=weak)
    assert [target for _, target, _ in booked(settled, "F4")] == ["badquellau", "hammerfurt"]
    (first, second) = [p for p in settled.postings if p.rule == "F4"]
    assert (first.target, second.target) == ("badquellau", "hammerfurt")
    assert first.inputs["points"] < second.inputs["points"]
    assert (first.amount, second.amount) == (150000, 76560)


def test_joint_project_needs_the_consent_of_all_partners():
    shop = Decision(applications=(Application("talladen", ("mittelbach", "obertal")),))
    agrees = Decision(consents=("talladen",))
    one = funded(niederau=shop, mittelbach=agrees)
    assert codes(one) == [("project_partners_missing", "niederau", "talladen")]
    both = funded(niederau=shop, mittelbach=agrees, obertal=agrees)
    assert sum(amount for _, _, amount in booked(both, "F5")) == 150000
    # Half the cost, 20 points for two more partners: 70 %.
    assert sum(amount for _, _, amount in booked(both, "F4")) == 105000
    assert (
        both.state_after.trust["obertal"]["niederau"] > one.state_after.trust["obertal"]["niederau"]
    )


def test_card_acts_at_once_and_its_yearly_money_next_year():
    shop = Decision(applications=(Application("talladen", ("mittelbach",)),))
    settled = funded(niederau=shop, mittelbach=Decision(consents=("talladen",)))
    towns = settled.state_after.towns
    assert (towns["niederau"].bonus, towns["mittelbach"].bonus) == (120, 120)
    assert towns["niederau"].vacancy == 1200 + 30 - 20
    assert (towns["niederau"].yearly, towns["mittelbach"].yearly) == (-2000, -4000)
    assert booked(settled, "F6") == []
    assert booked(play(settled.state_after), "F6") == [
        ("mittelbach", "welt", 4000),
        ("niederau", "welt", 2000),
    ]


def test_unfunded_project_is_done_only_anyway():
    poor = begin(fund=members("obertal"))
    dropped = play(poor, niederau=POST)
    assert unfunded(dropped)[0]["reason"] == "fund_inactive"
    assert dropped.state_after.finished_projects == ()
    anyway = Decision(applications=(Application("alte_post", anyway=True),))
    done = play(poor, niederau=anyway)
    assert booked(done, "F4") == []
    assert booked(done, "F5") == [("niederau", "welt", 180000)]
    assert done.state_after.finished_projects == ("alte_post",)


def test_cards_are_done_once_unless_marked_as_repeatable():
    done = funded(niederau=POST).state_after
    assert codes(play(done, niederau=POST)) == [("card_done", "niederau", "alte_post")]
    again = Decision(applications=(Application("jung_kauft_alt", anyway=True),))
    twice = play(begin("mittelaue"), kleinholm=again, moorweiler=again)
    assert len(booked(twice, "F5")) == 2
    assert booked(play(twice.state_after, kleinholm=again), "F5")


def test_same_card_of_two_towns_goes_to_the_first():
    rival = Decision(applications=(Application("radweg", ("auestadt", "hammerfurt"), anyway=True),))
    agrees = Decision(consents=("radweg",))
    settled = play(
        begin("mittelaue"),
        moorweiler=rival,
        kleinholm=rival,
        auestadt=agrees,
        hammerfurt=agrees,
    )
    assert ("project_taken", "moorweiler", "radweg") in codes(settled)
    assert {town for town, _, _ in booked(settled, "F5")} == {"auestadt", "hammerfurt", "kleinholm"}


def test_grant_is_at_most_what_is_left_and_nothing_below_the_floor():
    def granted(money):
        state = begin(fund=members(*EINSTIEG, money=money, reserve=money), round=3)
        settled = play(with_town(state, "niederau", tax_base=1940000), niederau=POST)
        return [amount for _, _, amount in booked(settled, "F4")]

    # 216256 euro of inflow, a tenth of it reserve.
    assert granted(0) == [120000]
    rich = scenario()
    fund = replace(rich.funds["nienburg"], cap=50000, floor=50001)
    rules = replace(rich, funds={**rich.funds, "nienburg": fund})
    settled = play(begin(fund=members(*EINSTIEG)), rules, niederau=POST)
    assert unfunded(settled)[0] == {"reason": "money", "limit": 50001, "wanted": 50000}


@pytest.mark.parametrize("name", MITTELAUE)
def test_no_town_outside_pays_more_county_levy(name):
    others = {other: JOIN for other in MITTELAUE if other != name}
    inside, outside = play(begin("mittelaue"), **others), play(begin("mittelaue"))
    assert booked(inside, "E3") == booked(outside, "E3")


def test_only_members_get_money():
    state = begin(fund=members("mittelbach", "obertal", money=500000))
    settled = play(replace(state, fund=replace(state.fund, started=True)), niederau=POST)
    assert booked(settled, "F4") == []
    assert unfunded(settled)[0]["reason"] == "not_member"


def test_points_below_the_least_get_nothing():
    rules = scenario()
    fund = replace(rules.funds["nienburg"], points_min=73)
    state = begin(fund=members(*EINSTIEG, money=500000))
    settled = play(state, replace(rules, funds={"nienburg": fund}), niederau=POST)
    assert unfunded(settled)[0] == {"reason": "points", "limit": 73, "wanted": 72}


def test_fund_without_members_rests():
    state = begin(fund=members("obertal", money=1000, started=True, notices={"obertal": 1}))
    settled = play(state)
    assert settled.state_after.fund.members == ()
    assert booked(settled, "F2") == []
    assert settled.state_after.fund.money == 1000
