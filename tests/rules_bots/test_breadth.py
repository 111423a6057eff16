"""Bots play everything the rules know: every field of a decision, every option, every posting."""

from dataclasses import fields, replace
from functools import cache
from itertools import pairwise

import pytest

from games.rules.bots import STRATEGIES
from games.rules.bots.drawn import drawn_offer
from games.rules.chance import draw
from games.rules.model import Decision, FundStance, Level, Options, Proposal
from games.rules.offers import equalising_keys, share_keys
from games.rules.posting import RULES
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios import load

SCENARIOS = {
    slug: replace(load.build(load.read(slug)), options=Options(own_shares=True, key_votes=True))
    for slug in load.available()
}
NAMES = sorted(STRATEGIES)
OF_THE_FACILITATOR = {"X2"}
"""Rules that nobody's decision can bring about."""
GAMES = 8
OPTIONS = ("host_surcharge", "caps", "quotas", "roof", "replaces", "equalise", "sites")


@cache
def games(strategy=""):
    """(decision, settlement) of every round of some games; without a strategy mixed by lot."""
    found = []
    for slug, scenario in SCENARIOS.items():
        for model in ("alles", "fonds_rendsburg"):
            for number in range(GAMES):
                seed = f"breite-{slug}-{number}"
                players = {
                    town: strategy or NAMES[draw(seed, number, "wer", town, len(NAMES))]
                    for town in scenario.municipalities
                }
                found += whole_game(scenario, seed, model, players)
    return found


def whole_game(scenario, seed, model, players):
    state = start(scenario, seed, model)
    found = []
    for _ in range(scenario.rounds):
        decisions = {t: STRATEGIES[name](scenario, state, t) for t, name in players.items()}
        settled = settle(scenario, state, decisions)
        found.append((decisions, settled))
        state = settled.state_after
    return found


def decided(strategy):
    return [each for decisions, _ in games(strategy) for each in decisions.values()]


def used(decisions):
    """Fields of which at least one decision makes something else than the default."""
    plain = Decision()
    names = [field.name for field in fields(Decision)]
    return {n for n in names if any(getattr(d, n) != getattr(plain, n) for d in decisions)}


def booked(found):
    return {posting.rule for _, settled in found for posting in settled.postings}


def test_by_lot_every_field_of_a_decision_is_used():
    assert used(decided("zufall")) == {field.name for field in fields(Decision)}


def test_by_lot_every_level_stance_and_ballot_is_drawn():
    made = decided("zufall")
    assert {level for each in made for level in each.levels.values()} == set(Level)
    assert {each.fund for each in made} == set(FundStance)
    assert {ballot.value for each in made for ballot in each.votes.values()} == {"ja", "nein"}
    assert {item.anyway for each in made for item in each.applications} == {True, False}
    assert {goal for each in made if each.guess for goal in [each.guess.goal]} == {
        *SCENARIOS["mittelaue"].goals
    }


@pytest.mark.parametrize("option", OPTIONS)
def test_by_lot_every_option_of_an_offer_is_founded(option):
    founded = [a for _, settled in games("zufall") for a in settled.state_after.agreements]
    assert any(getattr(agreement, option) for agreement in founded)


def test_by_lot_every_key_and_stage_is_founded():
    founded = [a for _, settled in games("zufall") for a in settled.state_after.agreements]
    assert {a.key for a in founded} == set(share_keys(SCENARIOS["mittelaue"]))
    assert {a.equalise_key for a in founded} == set(equalising_keys(SCENARIOS["mittelaue"]))
    assert {a.stage for a in founded} == {2, 3, 4}


@pytest.mark.parametrize("rule", sorted(RULES.keys() - OF_THE_FACILITATOR))
def test_every_rule_books_in_games_played_by_lot_or_by_mixed_players(rule):
    assert rule in booked(games("zufall")) | booked(games())


@pytest.mark.parametrize("rule", ["V2", "V3", "V4", "V6", "F7", "H1", "L3", "X1", "Z1"])
def test_by_lot_alone_the_rare_rules_are_booked(rule):
    assert rule in booked(games("zufall"))


def test_a_union_is_left_after_notice_and_release_for_half_a_share():
    """The way out of stage 4: notice, two rounds, two thirds of the others, exit fee."""
    rounds = games("zufall")
    fees = []
    for (_, before), (_, after) in pairwise(rounds):
        unions = {a.id: a for a in before.state_after.agreements if a.stage == 4}
        for posting in after.postings if after.round == before.round + 1 else ():
            if posting.rule == "V6" and posting.cause in unions:
                old = unions[posting.cause]
                assert old.notices[posting.source] <= after.round
                share = old.last_shares[posting.source]
                fees.append((posting.inputs["fee"], -(-share // 2)))
    assert fees
    assert all(fee == half for fee, half in fees)


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("allein", set()),
        ("trittbrett", {"promises"}),
        ("fonds", {"fund", "applications", "consents", "votes", "meetings", "promises"}),
        (
            "reziprok",
            {
                *("fund", "applications", "consents", "votes", "meetings", "promises"),
                *("proposals", "share_data", "guess", "pledge"),
            },
        ),
        (
            "kooperativ",
            {
                *("fund", "applications", "consents", "votes", "meetings", "promises"),
                *("proposals", "share_data", "guess", "pledge", "payments"),
            },
        ),
    ],
)
def test_among_their_like_strategies_use_what_fits_their_character(strategy, expected):
    at_home = {"levels", "places", "greenfield", "inner"}
    assert used(decided(strategy)) - at_home == expected


def test_in_mixed_company_partners_part_and_let_go():
    assert {"release", "leave", "withhold"} <= used(
        [each for decisions, _ in games() for each in decisions.values()]
    )


def test_kept_and_broken_promises_follow_the_character():
    def kept(strategy):
        last = SCENARIOS["mittelaue"].rounds
        ends = [settled.state_after for _, settled in games(strategy) if settled.round == last]
        towns = [town for end in ends for town in end.towns.values()]
        return sum(t.promises_kept for t in towns), sum(t.promises_made for t in towns)

    for faithful in ("kooperativ", "reziprok"):
        made = kept(faithful)
        assert made[0] == made[1] > 0
    assert kept("trittbrett")[0] == 0
    assert kept("trittbrett")[1] > 0


def test_drawn_offers_are_the_same_whoever_asks_and_name_the_one_who_makes_them():
    scenario = SCENARIOS["mittelaue"]
    found = []
    for number in range(1, 9):
        state = replace(start(scenario, "angebot", "alles"), round=number)
        for town in sorted(state.towns):
            offer = drawn_offer(scenario, state, town)
            assert offer == drawn_offer(scenario, state, town)
            found += [(town, offer)] if offer else []
    assert found
    assert all(isinstance(offer, Proposal) and town in offer.members for town, offer in found)
    assert len({offer.service for _, offer in found}) > 5


@pytest.mark.parametrize("model", ["allein", "austausch", "fonds_nienburg"])
def test_nothing_is_drawn_where_the_model_has_no_contracts(model):
    scenario = SCENARIOS["mittelaue"]
    state = start(scenario, "angebot", model)
    assert [drawn_offer(scenario, state, town) for town in state.towns] == [None] * 6
