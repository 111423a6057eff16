"""Breaking bonds to the last figure: who is hurt, what is booked, what stays with the others."""

from dataclasses import replace

import pytest

from games.rules.effects.agreements import released
from games.rules.effects.contracts import split
from games.rules.effects.fund import county_rate
from games.rules.model import Decision, FundStance, FundState, Level
from games.rules.money import share_out
from games.rules.work import Round
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
)

FOUR, FIVE = MITTELAUE[:4], MITTELAUE[:5]
OFFICE = "verwaltung-1"


def union(members, **options):
    """The state after a stage-4 office of towns in Mittelaue has run for a year."""
    state = joint("verwaltung", 4, members, begin("mittelaue", trust=8000), **options).state_after
    for _ in range(2):
        state = play(state).state_after
    return state


def only(state):
    (agreement,) = state.agreements
    return agreement


def test_notice_costs_the_leaver_the_trust_of_the_members_and_nobody_else():
    state = union(FOUR)
    leaver, other, outside = FOUR[0], FOUR[1], MITTELAUE[5]
    quiet, noticed = play(state), play(state, **{leaver: Decision(leave=(OFFICE,))})

    def change(viewer, seen):
        after = noticed.state_after.trust[viewer][seen]
        return after - quiet.state_after.trust[viewer][seen]

    assert {change(member, leaver) < 0 for member in FOUR[1:]} == {True}
    assert change(leaver, other) == change(other, FOUR[2]) == change(outside, leaver) == 0
    assert only(noticed.state_after).notices == {leaver: state.round + 2}


@pytest.mark.parametrize(
    ("members", "given", "free"),
    [(3, 1, False), (3, 2, True), (4, 1, False), (4, 2, True), (5, 2, False), (5, 3, True)],
)
def test_two_thirds_of_the_others_must_release(members, given, free):
    agreement = replace(only(union(FIVE)), members=FIVE[:members])
    letting = replace(agreement, releases={FIVE[0]: FIVE[1 : 1 + given]})
    assert released(letting, FIVE[0]) is free
    assert released(replace(letting, stage=3), FIVE[0]) is True


def test_a_release_counts_once_and_nobody_releases_itself():
    leaver = FOUR[0]
    state = play(union(FOUR), **{leaver: Decision(leave=(OFFICE,))}).state_after
    release = Decision(release=(OFFICE,))
    for _ in range(2):
        state = play(state, **{leaver: release, FOUR[1]: release}).state_after
    assert only(state).releases == {leaver: (FOUR[1],)}


def test_a_missing_release_is_said_with_the_votes_it_takes():
    leaver = FOUR[0]
    state = play(union(FOUR), **{leaver: Decision(leave=(OFFICE,))}).state_after
    state = play(state, **{FOUR[1]: Decision(release=(OFFICE,))}).state_after
    kept = play(state)
    note = next(note for note in kept.notes if note.code == "release_missing")
    assert (note.town, note.item) == (leaver, OFFICE)
    assert note.figures == {"limit": 2, "released": 1}
    assert leaver in only(kept.state_after).members


def test_exit_fee_is_half_the_last_share_to_the_others_in_equal_parts():
    leaver = FOUR[0]
    state = play(union(FOUR), **{leaver: Decision(leave=(OFFICE,))}).state_after
    state = play(state, **dict.fromkeys(FOUR[1:], Decision(release=(OFFICE,)))).state_after
    last = only(state).last_shares[leaver]
    left = play(state)
    fee = (last + 1) // 2
    expected = share_out(fee, dict.fromkeys(FOUR[1:], 1))
    postings = [posting for posting in left.postings if posting.rule == "V6"]
    assert {p.target: p.amount for p in postings} == expected
    for posting in postings:
        assert (posting.source, posting.cause) == (leaver, OFFICE)
        known = {"last_share": last, "fee": fee, "weight": 1, "weights": 3}
        assert posting.inputs.items() >= known.items()
        assert posting.parameters == {"stages.4.exit_rate": 5000}


def test_what_the_others_agreed_stays_when_one_leaves():
    caps = {FOUR[0]: 1, FOUR[1]: 900_000}
    quotas = {name: 1 + place for place, name in enumerate(FOUR)}
    state = union(FOUR, key="quoten", quotas=quotas, caps=caps)
    before = only(state)
    assert (before.caps, before.quotas) == (caps, quotas)
    agreement = replace(
        before,
        notices={FOUR[0]: state.round, FOUR[3]: 9},
        releases={FOUR[0]: FOUR[1:], FOUR[3]: (FOUR[1],)},
    )
    after = only(play(replace(state, agreements=(agreement,))).state_after)
    assert after.members == FOUR[1:]
    assert after.caps == {FOUR[1]: 900_000}
    assert after.quotas == {name: quotas[name] for name in FOUR[1:]}
    assert after.notices == {FOUR[3]: 9}
    assert after.releases == {FOUR[3]: (FOUR[1],)}
    assert after.alone == {name: before.alone[name] for name in FOUR[1:]}
    assert set(after.last_shares) == set(FOUR[1:])


def test_every_option_of_an_offer_is_founded():
    proposal = offer(
        "freibad",
        3,
        EINSTIEG,
        sites=("obertal",),
        key="quoten",
        equalise=True,
        equalise_key="umlagekraft",
        host_surcharge=700,
        caps={"niederau": 40_000},
        quotas={"obertal": 3, "niederau": 1},
    )
    settled = play(begin(trust=8000), **founding("mittelbach", proposal))
    founded = only(settled.state_after)
    assert (founded.key, founded.equalise, founded.equalise_key) == ("quoten", True, "umlagekraft")
    assert (founded.host_surcharge, founded.caps) == (700, {"niederau": 40_000})
    assert founded.quotas == {"obertal": 3, "niederau": 1}
    assert founded.roof == founded.replaces == ""


def test_a_replacement_goes_on_counting_the_years_of_what_has_started():
    pair = EINSTIEG[:2]
    running = joint("verwaltung", 2, pair).state_after
    raised = offer("verwaltung", 3, EINSTIEG, replaces=OFFICE)
    new = play(running, **founding(pair[0], raised)).state_after.agreements[-1]
    assert (new.first_started, new.starts, new.replaces) == (1, 3, OFFICE)
    assert set(new.alone) == set(EINSTIEG)
    waiting = joint("verwaltung", 3, pair).state_after
    early = replace(waiting, round=1)
    again = play(early, **founding(pair[0], raised)).state_after.agreements[-1]
    assert again.first_started == again.starts == 2
    # What starts in the very round it is replaced in counts as going on.
    same = play(waiting, **founding(pair[0], raised)).state_after.agreements[-1]
    assert (same.first_started, same.starts) == (2, 3)


def test_saving_together_saves_the_upkeep_of_all_and_the_comparison_saves_alike():
    rules, state = scenario("einstieg"), joint("verwaltung", 2).state_after
    game, agreement = Round(rules, state), state.agreements[0]
    held, saved = (split(game, agreement, level) for level in (Level.HOLD, Level.SAVE))
    # 2 % of 1,500,000, 900,000 and 500,000 at a cost index of 10265
    upkeep = {"obertal": 30_795, "mittelbach": 18_477, "niederau": 10_265}
    assert held.account.gross - saved.account.gross == sum(upkeep.values())
    assert {n: held.alone[n].cost - saved.alone[n].cost for n in upkeep} == upkeep
    decision = Decision(levels={"verwaltung": Level.SAVE})
    settled = play(state, **dict.fromkeys(EINSTIEG, decision))
    assert [amount for _, _, amount in booked(settled, "V5")] == [saved.account.total]


def test_a_claim_names_the_agreement_and_who_refilled():
    state = play(joint(stage=3, members=EINSTIEG).state_after).state_after
    settled = play(state, obertal=Decision(withhold=(OFFICE,)))
    (claim,) = settled.state_after.claims
    assert (claim.agreement, claim.debtor) == (OFFICE, "obertal")
    paid = [p for p in play(settled.state_after).postings if p.rule == "V4"]
    assert {p.target: p.amount for p in paid} == share_out(claim.amount, claim.creditors)
    for posting in paid:
        weights = sum(claim.creditors.values())
        known = {"weight": claim.creditors[posting.target], "weights": weights}
        assert posting.inputs.items() >= ({"claim": claim.amount} | known).items()


def test_withholding_costs_trust_in_the_one_who_withholds_alone():
    state = play(joint(stage=3, members=EINSTIEG).state_after).state_after
    quiet, broken = play(state), play(state, obertal=Decision(withhold=(OFFICE,)))
    before, after = quiet.state_after.trust, broken.state_after.trust
    assert after["niederau"]["obertal"] < before["niederau"]["obertal"]
    assert after["mittelbach"]["obertal"] < before["mittelbach"]["obertal"]
    assert after["niederau"]["mittelbach"] == before["niederau"]["mittelbach"]
    assert after["obertal"]["niederau"] == before["obertal"]["niederau"]


def test_who_refuses_the_fund_is_out_and_notices_of_others_stand():
    fund = FundState(members=MITTELAUE, started=True, notices={MITTELAUE[1]: 9, MITTELAUE[0]: 8})
    state = begin("mittelaue", fund=fund)
    settled = play(state, **{MITTELAUE[0]: Decision(fund=FundStance.REFUSE)})
    after = settled.state_after.fund
    assert after.members == MITTELAUE[1:]
    assert after.notices == {MITTELAUE[1]: 9}
    assert MITTELAUE[0] not in {source for source, _, _ in booked(settled, "F1")}
    assert "not_member" not in {code for code, _, _ in codes(settled)}


def test_who_leaves_before_anything_was_paid_owes_nothing():
    state = joint("verwaltung", 4, FOUR, begin("mittelaue", trust=8000)).state_after
    agreement = replace(
        only(state), notices={FOUR[0]: state.round}, releases={FOUR[0]: FOUR[1:]}, last_shares={}
    )
    left = play(replace(state, agreements=(agreement,)))
    assert only(left.state_after).members == FOUR[1:]
    assert booked(left, "V6") == []


def test_a_host_takes_its_place_along_and_the_rest_remember_their_shares():
    sites = ("mittelbach", "obertal")
    state = play(joint("freibad", 3, EINSTIEG, sites=sites).state_after).state_after
    agreement = replace(only(state), notices={"obertal": state.round})
    left = play(replace(state, agreements=(agreement,)))
    after = only(left.state_after)
    assert (after.sites, after.members) == (("mittelbach",), ("mittelbach", "niederau"))
    assert set(after.last_shares) == {"mittelbach", "niederau"}
    assert booked(left, "V6")


def test_a_fund_without_rates_of_the_county_asks_it_for_nothing():
    rules = scenario("mittelaue")
    variant = replace(rules.funds["nienburg"], county_rate=())
    assert county_rate(rules, variant, 3) == 0
