from dataclasses import replace

import pytest

from games.rules.model import Decision, Level
from tests.rules.regions import (
    EINSTIEG,
    MITTELAUE,
    begin,
    booked,
    codes,
    founding,
    joint,
    offer,
    play,
    scenario,
    with_modules,
    with_service,
    with_town,
)

PAIR = ("mittelbach", "obertal")


def agreement(settled):
    (found,) = settled.state_after.agreements
    return found


def refusals(settled):
    return [n.figures for n in settled.notes if n.code == "agreement_not_founded"]


# --- founding ------------------------------------------------------------------------------------


def test_offer_needs_the_consent_of_every_member():
    decisions = founding("obertal", offer("verwaltung", 2, EINSTIEG))
    del decisions["niederau"]
    settled = play(begin(), **decisions)
    assert settled.state_after.agreements == ()
    assert refusals(settled)[0]["reason"] == "consent"
    assert refusals(settled)[0]["who"] == "niederau"


@pytest.mark.parametrize(
    ("stage", "equalise", "gate"),
    [(2, False, 3000), (3, False, 4000), (3, True, 4500), (4, False, 5000), (4, True, 5500)],
)
def test_lowest_trust_must_reach_the_gate(stage, equalise, gate):
    def found(trust):
        state = begin(trust=9000)
        state = replace(
            state, trust={**state.trust, "niederau": {"mittelbach": trust, "obertal": 9000}}
        )
        return joint(stage=stage, state=state, equalise=equalise)

    assert len(found(gate).state_after.agreements) == 1
    figures = refusals(found(gate - 1))[0]
    assert (figures["reason"], figures["limit"], figures["wanted"]) == ("trust", gate, gate - 1)


@pytest.mark.parametrize(("stage", "gate"), [(3, 3500), (4, 4500)])
def test_backing_must_reach_the_gate_where_the_module_is_on(stage, gate):
    rules = with_modules(scenario(), backing=True)
    weak = with_town(begin(trust=8000), "niederau", backing=gate - 1)
    figures = refusals(joint(stage=stage, state=weak, rules=rules))[0]
    assert (figures["reason"], figures["who"], figures["limit"]) == ("backing", "niederau", gate)
    assert joint(stage=stage, state=weak).state_after.agreements
    enough = with_town(begin(trust=8000), "niederau", backing=gate)
    assert joint(stage=stage, state=enough, rules=rules).state_after.agreements


def test_nobody_may_be_bound_otherwise():
    first = joint(members=PAIR).state_after
    again = joint(members=EINSTIEG, state=first)
    assert len(again.state_after.agreements) == 1
    assert refusals(again)[0]["reason"] == "bound"


def test_offices_must_lie_within_reach_of_one_of_them():
    state = begin("mittelaue", trust=8000)
    far = joint("bauhof", 2, ("badquellau", "kleinholm"), state)
    assert refusals(far)[0] | {"limit": 35, "wanted": 38, "reason": "far"} == refusals(far)[0]
    assert joint("bauhof", 2, ("auestadt", "badquellau", "kleinholm"), state).state_after.agreements


def test_compulsory_places_need_ways_and_places_for_all():
    state = begin("mittelaue", trust=8000)
    far = joint("kita", 2, ("auestadt", "moorweiler"), state, sites=("auestadt",))
    assert refusals(far)[0]["reason"] == "access"
    full = joint("kita", 2, ("auestadt", "sonnenbrueck"), state, sites=("auestadt",))
    assert refusals(full)[0]["reason"] == "places"
    assert refusals(full)[0]["wanted"] == 820


def test_sites_must_be_open():
    state = with_service(begin(trust=8000), "obertal", "freibad", open=False)
    settled = joint("freibad", 2, PAIR, state, sites=("obertal",))
    assert refusals(settled)[0]["reason"] == "site_closed"


def test_founding_costs_fall_with_trust():
    settled = joint(stage=4, state=begin(trust=6000))
    # (60000 + 3 * 15000) * (1.5 - 0.6)
    assert sum(amount for _, _, amount in booked(settled, "V2")) == 94500


def test_common_roof_halves_the_founding_and_counts_as_one_body():
    first = joint(members=PAIR)
    roof = agreement(first).id
    second = joint("bauhof", 2, PAIR, first.state_after, roof=roof)
    plain = joint("bauhof", 2, PAIR, first.state_after)
    costs = [sum(amount for _, _, amount in booked(s, "V2")) for s in (second, plain)]
    assert costs[0] * 2 in (costs[1], costs[1] + 1)
    assert second.state_after.agreements[1].roof == roof


@pytest.mark.parametrize(("stage", "delay"), [(2, 0), (3, 1), (4, 2)])
def test_agreement_starts_after_the_delay_of_its_stage(stage, delay):
    settled = joint(stage=stage)
    for number in range(delay + 1):
        assert bool(booked(settled, "V5")) == (number == delay)
        settled = play(settled.state_after)


def test_start_closes_the_sites_that_are_not_named():
    settled = joint("freibad", 3, PAIR, sites=("obertal",))
    assert settled.state_after.towns["mittelbach"].services["freibad"].open
    started = play(settled.state_after)
    assert not started.state_after.towns["mittelbach"].services["freibad"].open
    assert started.state_after.agreements[0].alone["mittelbach"].condition == 4000


def test_replacement_starts_earlier_and_goes_on_with_the_ramp():
    first = joint(members=PAIR)
    old = agreement(first).id
    second = joint(stage=4, members=EINSTIEG, state=first.state_after, replaces=old)
    assert [a.id for a in second.state_after.agreements] == [old, "verwaltung-2"]
    third = play(second.state_after)
    assert agreement(third).id == "verwaltung-2"
    assert agreement(third).first_started == 1
    account = next(p for p in third.postings if p.rule == "V5").inputs
    assert account["ramp"] == 10000


def test_replacement_may_not_leave_a_member_out():
    first = joint(members=EINSTIEG)
    settled = joint(members=PAIR, state=first.state_after, replaces=agreement(first).id)
    assert refusals(settled)[0]["reason"] == "replaces"
    assert refusals(settled)[0]["who"] == "niederau"


# --- running -------------------------------------------------------------------------------------


def test_level_is_what_more_than_half_of_the_members_wish():
    state = joint(members=EINSTIEG).state_after
    renew = Decision(levels={"verwaltung": Level.RENEW})
    one = play(state, obertal=renew)
    assert booked(one, "L2") == []
    two = play(state, obertal=renew, niederau=renew)
    body = agreement(two).id
    paid = [amount for source, _, amount in booked(two, "L2") if source in EINSTIEG]
    total = next(a for source, _, a in booked(two, "L2") if source == f"verband:{body}")
    assert sum(paid) == total == 654907  # 22 % of 2900000 at prices of 102.65 %
    assert two.state_after.towns["mittelbach"].services["verwaltung"].condition == 8250


def test_joint_body_ends_every_round_at_zero():
    settled = joint("freibad", 2, PAIR, sites=("obertal",), host_surcharge=1000)
    body = f"verband:{agreement(settled).id}"
    change = sum(
        posting.amount * ((posting.target == body) - (posting.source == body))
        for posting in settled.postings
    )
    assert change == 0


def test_equalisation_makes_every_advantage_follow_the_key():
    state = joint(stage=3, members=EINSTIEG, equalise=True).state_after
    settled = play(state)
    moved = booked(settled, "V3")
    body = "verband:verwaltung-1"
    assert [pair[:2] for pair in moved] == [
        ("mittelbach", body),
        ("niederau", body),
        (body, "obertal"),
    ]
    assert moved[0][2] + moved[1][2] == moved[2][2]
    figures = {
        next(iter({p.source, p.target} - {body})): p.inputs
        for p in settled.postings
        if p.rule == "V3"
    }
    gain = figures["obertal"]["gain"]
    heads = {name: state.towns[name].inhabitants for name in EINSTIEG}
    for name, figure in figures.items():
        assert abs(figure["target"] - gain * heads[name] // sum(heads.values())) <= 1


def test_small_towns_gain_quality_from_stage_3():
    two, three = joint(stage=2), play(joint(stage=3).state_after)
    later = play(two.state_after)
    assert (
        three.services["niederau"]["verwaltung"].quality
        == later.services["niederau"]["verwaltung"].quality + 400
    )
    assert (
        three.services["obertal"]["verwaltung"].quality
        == later.services["obertal"]["verwaltung"].quality
    )


# --- breaking off --------------------------------------------------------------------------------


def test_withholder_keeps_back_the_disputed_part_and_is_out():
    state = joint(members=EINSTIEG).state_after
    plain, settled = play(state), play(state, obertal=Decision(withhold=("verwaltung-1",)))
    due = {source: amount for source, _, amount in booked(plain, "V1")}
    paid = {source: amount for source, _, amount in booked(settled, "V1")}
    gap = due["obertal"] - paid["obertal"]
    assert gap == (due["obertal"] + 5) // 10
    assert paid["mittelbach"] + paid["niederau"] - due["mittelbach"] - due["niederau"] == gap
    assert agreement(settled).members == ("mittelbach", "niederau")
    assert settled.state_after.claims == ()
    assert (
        settled.state_after.trust["niederau"]["obertal"]
        < plain.state_after.trust["niederau"]["obertal"]
    )


def test_withholding_in_stage_3_is_due_next_year_with_a_penalty_and_stops_transfers():
    state = play(joint(stage=3, members=EINSTIEG, equalise=True).state_after).state_after
    settled = play(state, obertal=Decision(withhold=("verwaltung-1",)))
    assert booked(settled, "V3") == []
    (claim,) = settled.state_after.claims
    gap = sum(claim.creditors.values())
    assert (claim.debtor, claim.amount) == ("obertal", (gap * 12 + 5) // 10)
    after = play(settled.state_after)
    assert sum(amount for _, _, amount in booked(after, "V4")) == claim.amount
    assert {target for _, target, _ in booked(after, "V4")} == {"mittelbach", "niederau"}
    assert after.state_after.claims == ()


def test_withholding_by_one_of_two_ends_the_agreement():
    state = joint(members=PAIR).state_after
    settled = play(state, obertal=Decision(withhold=("verwaltung-1",)))
    assert settled.state_after.agreements == ()


def test_leaving_stage_2_works_at_once_and_costs_nothing():
    state = joint(members=EINSTIEG).state_after
    settled = play(state, obertal=Decision(leave=("verwaltung-1",)))
    assert agreement(settled).members == ("mittelbach", "niederau")
    assert {source for source, _, _ in booked(settled, "V1")} == {"mittelbach", "niederau"}
    assert booked(settled, "V6") == []


def test_leaving_stage_3_takes_a_year_and_costs_a_fee():
    state = play(joint(stage=3, members=EINSTIEG).state_after).state_after
    noticed = play(state, obertal=Decision(leave=("verwaltung-1",)))
    assert noticed.state_after.agreements[0].notices == {"obertal": 4}
    last = agreement(noticed).last_shares["obertal"]
    left = play(noticed.state_after)
    fee = (last * 2 + 5) // 10
    assert sum(amount for _, _, amount in booked(left, "V6")) == fee
    assert abs(booked(left, "V6")[0][2] - booked(left, "V6")[1][2]) <= 1
    assert agreement(left).members == ("mittelbach", "niederau")


def test_union_is_left_only_when_two_thirds_of_the_others_release():
    state = joint("bauhof", 4, MITTELAUE[:4], begin("mittelaue", trust=8000)).state_after
    leaver = MITTELAUE[0]
    body = "bauhof-1"
    noticed = play(state, **{leaver: Decision(leave=(body,))}).state_after
    release = Decision(release=(body,))
    one = play(noticed, **{MITTELAUE[1]: release}).state_after
    kept = play(one)
    assert leaver in agreement(kept).members
    assert ("release_missing", leaver, body) in codes(kept)
    freed = play(one, **{MITTELAUE[2]: release})
    assert leaver not in agreement(freed).members
    assert booked(freed, "V6")


def test_agreement_ends_with_its_last_site_and_closed_sites_stay_closed():
    state = joint("freibad", 2, PAIR, sites=("obertal",)).state_after
    state = with_service(state, "obertal", "freibad", condition=2100)
    settled = play(state)
    assert settled.state_after.agreements == ()
    assert not settled.state_after.towns["mittelbach"].services["freibad"].open


def test_member_without_an_own_place_has_nothing_to_lose():
    state = begin("mittelaue", trust=8000)
    pair = ("badquellau", "moorweiler")
    settled = joint("hallenbad", 2, pair, state, sites=("badquellau",))
    share = next(p for p in settled.postings if p.rule == "V1" and p.source == "moorweiler")
    assert share.inputs["alone_cost"] == 0
    # The pool is open to all: being a partner makes it no nearer than Auestadt's.
    assert share.inputs["advantage"] == -share.amount


def test_wear_of_an_office_is_no_fault_of_its_agreement():
    """In the second year the office of Obertal is worse than before, alone as together."""
    settled = play(joint("verwaltung", 2).state_after)
    share = next(p for p in settled.postings if p.rule == "V1" and p.source == "obertal")
    assert share.inputs["advantage"] == share.inputs["alone_cost"] - share.amount
