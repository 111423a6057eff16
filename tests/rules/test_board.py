"""The board of the fund: the trial ranking is the award, and who may vote on what."""

from dataclasses import replace

import pytest

from games.rules.board import board_decides, fund_of, refused_votes, table
from games.rules.bots import STRATEGIES
from games.rules.model import Application, Ballot, Decision, FundStance
from games.rules.settle import settle
from games.rules.start import start
from tests.rules.regions import EINSTIEG, begin, scenario

JOIN = Decision(fund=FundStance.JOIN)


def founded(**more):
    """All of Einstieg join, Niederau and Obertal apply; ``more`` replaces fields of towns."""
    decisions = {
        "niederau": replace(JOIN, applications=(Application("alte_post"),)),
        "obertal": replace(JOIN, applications=(Application("marktscheune"),)),
        "mittelbach": JOIN,
    }
    return {town: replace(decisions[town], **more.get(town, {})) for town in decisions}


@pytest.mark.parametrize("model", ["fonds_nienburg", "fonds_rendsburg", "fonds_lueneburg", "alles"])
@pytest.mark.parametrize("seed", ["eins", "zwei"])
def test_trial_is_the_award_in_whole_games(model, seed):
    rules = scenario("mittelaue")
    state = start(rules, seed, model)
    rows = 0
    for number in range(6):
        names = ("fonds", "kooperativ", "zufall")
        decisions = {
            town: STRATEGIES[names[(place + number) % 3]](rules, state, town)
            for place, town in enumerate(state.towns)
        }
        laid = table(rules, state, decisions)
        settled = settle(rules, state, decisions)
        assert laid.awards == settled.awards
        paid = sum(row.amount for row in settled.postings if row.rule == "F4")
        assert sum(row.grant for row in settled.awards) == paid
        assert laid.money - paid == laid.awards[-1].left if laid.awards else not paid
        rows += len(laid.awards)
        state = settled.state_after
    assert rows


def test_every_row_without_money_says_why():
    votes = {"votes": {"alte_post": Ballot.NO}}
    laid = table(scenario(), begin(), founded(mittelbach=votes))
    reasons = {row.card: (row.reason, row.grant, row.yes, row.no) for row in laid.awards}
    assert reasons["alte_post"] == ("votes", 0, 0, 1)
    assert reasons["marktscheune"][0] == ("points" if laid.awards[1].points < 50 else "")


def test_left_is_what_the_next_row_can_get():
    laid = table(scenario(), begin(), founded())
    left = laid.money
    for row in laid.awards:
        left -= row.grant
        assert row.left == left
    assert laid.carried == 0
    assert laid.reserve == 36813


def test_members_vote_on_what_others_apply_for():
    laid = table(scenario(), begin(), founded())
    assert laid.members == tuple(sorted(EINSTIEG))
    assert laid.due("obertal") == ("alte_post",)
    assert laid.due("niederau") == ("marktscheune",)
    assert set(laid.due("mittelbach")) == {"alte_post", "marktscheune"}


def test_partners_do_not_vote_on_the_joint_project():
    joint = {"applications": (Application("talladen", ("mittelbach",)),)}
    laid = table(scenario(), begin(), founded(niederau=joint))
    assert laid.due("mittelbach") == ("marktscheune",)
    assert [each.missing for each in laid.applied] == [("mittelbach",), ()]
    assert [row.card for row in laid.awards] == ["marktscheune"]


def test_rivals_for_one_card_vote_on_each_other():
    rival = {"applications": (Application("talladen", ("mittelbach",)),)}
    other = {"applications": (Application("talladen", ("mittelbach",)),)}
    laid = table(scenario(), begin(), founded(niederau=rival, obertal=other))
    assert laid.voters("talladen") == ("niederau", "obertal")


def test_whoever_refuses_to_pay_or_is_outside_does_not_vote():
    laid = table(scenario(), begin(), founded(mittelbach={"fund": FundStance.STAY}))
    assert laid.members == ("niederau", "obertal")
    assert laid.due("mittelbach") == ()
    (note,) = refused_votes(laid, "mittelbach", ["alte_post"])
    assert (note.code, note.item) == ("not_voter", "alte_post")
    (own,) = refused_votes(laid, "niederau", ["alte_post"])
    assert own.code == "own_vote"
    (none,) = refused_votes(laid, "niederau", ["talladen"])
    assert (none.code, none.figures["limit"]) == ("no_application", 2)


@pytest.mark.parametrize(
    ("model", "people"),
    [("alles", True), ("fonds_rendsburg", True), ("fonds_lueneburg", False), ("allein", False)],
)
def test_people_decide_on_the_funds_of_two_variants(model, people):
    assert board_decides(fund_of(scenario(), model)) == people
