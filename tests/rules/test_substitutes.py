"""Decisions with single ones changed, and what comes of them when the game is played again."""

import pytest

from games.rules.bots import STRATEGIES
from games.rules.counterfactual import Change, play_again
from games.rules.model import FundStance, Level
from games.rules.settle import settle
from games.rules.sidebyside import parting, side, town_rows
from games.rules.start import start
from games.rules.substitutes import (
    changes,
    foundings,
    leaves,
    never_in_fund,
    never_members,
    on_its_own,
    with_key,
    with_level,
    without_agreement,
    without_edge,
    without_equalisation,
)
from tests.rules.regions import scenario

SEED, MODEL, ROUNDS = "anders", "alles", 5
BOTS = ("kooperativ", "reziprok", "kooperativ")


@pytest.fixture(scope="module")
def game():
    rules = scenario("mittelaue")
    state, rounds, settled = start(rules, SEED, MODEL), [], []
    for _ in range(ROUNDS):
        rounds.append(
            {
                town: STRATEGIES[BOTS[place % len(BOTS)]](rules, state, town)
                for place, town in enumerate(state.towns)
            }
        )
        settled.append(settle(rules, state, rounds[-1]))
        state = settled[-1].state_after
    return rules, rounds, settled


def again(game, changed):
    rules, rounds, settled = game
    change = Change(decisions=changes(rounds, changed))
    return play_again(rules, SEED, MODEL, rounds, change, played=settled)


def states(found):
    return [each.again.state_after for each in found.rounds]


def first_of(game, replaced=False):
    _, rounds, settled = game
    for each in foundings(settled, rounds):
        if each.agreement.stage >= 3 or not replaced:
            return each
    raise AssertionError("no agreement was founded")


def test_every_agreement_is_traced_to_the_offer_that_its_members_took(game):
    _, rounds, settled = game
    found = foundings(settled, rounds)
    assert len(found) >= 3
    for each in found:
        owner, _, place = each.offer.partition("#")
        offer = rounds[each.round - 1][owner].proposals[int(place)]
        assert offer.service == each.agreement.service
        assert set(offer.members) == set(each.agreement.members)


def test_what_changes_nothing_is_the_game_itself(game):
    _, rounds, settled = game
    for same in (rounds, never_in_fund(rounds, ()), never_members(rounds, (), {})):
        assert changes(rounds, same) == {}
        found = again(game, same)
        assert [each.again for each in found.rounds] == settled
        assert parting(found, 3) is None


def test_without_an_agreement_it_is_missing_and_the_later_ones_are_still_meant(game):
    _, rounds, settled = game
    gone = first_of(game)
    found = again(game, without_agreement(rounds, gone))
    alike = [
        item
        for state in states(found)
        for item in state.agreements
        if (item.service, item.founded) == (gone.agreement.service, gone.round)
    ]
    assert alike == []
    # Of the agreements founded later in other services, each is still there under some number.
    later = {
        (each.agreement.service, each.round)
        for each in foundings(settled, rounds)
        if each.agreement.service != gone.agreement.service
    }
    there = {(item.service, item.founded) for state in states(found) for item in state.agreements}
    assert later & there


def test_a_town_that_never_joined_is_no_member_and_no_site(game):
    _, rounds, settled = game
    joined = first_of(game)
    owner = joined.offer.partition("#")[0]
    for town in (owner, next(name for name in joined.agreement.members if name != owner)):
        found = foundings(settled, rounds)
        result = again(game, never_members(rounds, found, {joined.agreement.id: {town}}))
        for state in states(result):
            for item in state.agreements:
                if item.service == joined.agreement.service:
                    assert town not in item.members
                    assert town not in item.sites


def test_a_town_on_its_own_is_in_no_agreement_and_in_no_fund(game):
    _, rounds, _ = game
    for town in ("auestadt", "moorweiler"):
        for state in states(again(game, on_its_own(rounds, town))):
            assert town not in state.fund.members
            assert all(town not in item.members for item in state.agreements)


def test_a_fund_that_nobody_joins_never_begins(game):
    rules, rounds, _ = game
    assert any(each.fund == FundStance.JOIN for decided in rounds for each in decided.values())
    found = again(game, never_in_fund(rounds, tuple(rules.municipalities)))
    assert all(state.fund.members == () and not state.fund.started for state in states(found))


def test_leaving_books_the_notice_in_that_round(game):
    _, rounds, _ = game
    each = first_of(game)
    town = each.agreement.members[0]
    number = each.round + 1
    found = again(game, leaves(rounds, each.agreement.id, town, number))
    now = next(
        item
        for item in found.rounds[number - 1].again.state_after.agreements
        if item.service == each.agreement.service
    )
    assert town in now.notices or town not in now.members


def test_another_key_stands_in_every_offer(game):
    _, rounds, _ = game
    changed = with_key(rounds, "gleich")
    keys = {
        offer.key for decided in changed for each in decided.values() for offer in each.proposals
    }
    assert keys == {"gleich"}
    equalising = without_equalisation(rounds)
    assert not any(
        offer.equalise
        for decided in equalising
        for each in decided.values()
        for offer in each.proposals
    )


def test_a_level_counts_in_its_round_alone(game):
    _, rounds, _ = game
    changed = with_level(rounds, "auestadt", "kita", 2, Level.SAVE)
    assert list(changes(rounds, changed)) == [2]
    assert list(changes(rounds, changed)[2]) == ["auestadt"]
    found = again(game, changed)
    assert found.rounds[0].again == found.rounds[0].played
    parted = parting(found, 3)
    assert parted is not None
    assert parted.round == 2


def test_nobody_builds_on_the_edge(game):
    rules, rounds, _ = game
    built = [{**decided} for decided in rounds]
    town = next(iter(rules.municipalities))
    changed = without_edge(built, tuple(rules.municipalities))
    assert not any(each.greenfield for decided in changed for each in decided.values())
    assert town in changed[0]


def test_figures_side_by_side_are_those_of_the_states(game):
    _, rounds, settled = game
    rules = game[0]
    first = start(rules, SEED, MODEL)
    shown = side(first, settled)
    end = settled[-1].state_after
    assert shown.result == sum(t.account for t in end.towns.values()) - sum(
        t.account for t in first.towns.values()
    )
    assert shown.results[0] == 0
    assert len(shown.results) == ROUNDS + 1
    found = again(game, on_its_own(rounds, "auestadt"))
    rows = town_rows(found)
    other = side(first, [each.again for each in found.rounds])
    assert sum(row.difference for row in rows) == other.result - shown.result
    parted = parting(found, 3)
    assert parted is not None
    assert len(parted.by) <= 3
