"""Whole games: they run for every strategy and model, and teach what they should."""

from functools import cache

import pytest

from games.rules.bots import STRATEGIES
from games.rules.bots.play import play
from games.rules.start import start
from games.scenarios import load

MITTELAUE = load.build(load.read("mittelaue"))
TALBAD = load.build(load.read("talbad"))
SEEDS = ("aue-1", "aue-2", "aue-3")


@cache
def game(seed, model, strategy):
    everyone = dict.fromkeys(MITTELAUE.municipalities, strategy)
    return play(MITTELAUE, seed, model, everyone, rounds=8)


def ends(model, strategy):
    return [game(seed, model, strategy)[-1].state_after for seed in SEEDS]


def mean(states, value):
    return sum(getattr(state.region, value) for state in states) / len(states)


def deficits(states):
    """Towns whose last two running results sum to less than nothing, a game on average."""
    towns = [town for state in states for town in state.towns.values()]
    return sum(town.running + town.running_before < 0 for town in towns) / len(states)


@pytest.mark.parametrize("model", sorted(MITTELAUE.models))
@pytest.mark.parametrize("strategy", sorted(STRATEGIES))
def test_eight_rounds_run_and_conserve_money(strategy, model):
    settled = game(SEEDS[0], model, strategy)
    assert [entry.round for entry in settled] == list(range(1, 9))
    accounts = {name: town.account for name, town in MITTELAUE.municipalities.items()}
    for entry in settled:
        for posting in entry.postings:
            if posting.source in accounts:
                accounts[posting.source] -= posting.amount
            if posting.target in accounts:
                accounts[posting.target] += posting.amount
    end = settled[-1].state_after
    assert end.round == 9
    assert {name: town.account for name, town in end.towns.items()} == accounts


def test_the_same_game_twice_is_the_same():
    everyone = dict.fromkeys(MITTELAUE.municipalities, "zufall")
    assert (
        play(MITTELAUE, SEEDS[0], "alles", everyone, rounds=3)
        == game(SEEDS[0], "alles", "zufall")[:3]
    )


def test_alone_services_get_worse_and_towns_slide_into_deficit():
    first = start(MITTELAUE, SEEDS[0], "allein").region
    alone = ends("allein", "allein")
    assert mean(alone, "daseinsvorsorge") < first.daseinsvorsorge - 200
    assert mean(alone, "gesamt") < first.gesamt
    assert deficits(alone) >= 3


@pytest.mark.parametrize("strategy", ["kooperativ", "reziprok"])
def test_together_services_hold_and_few_towns_are_in_deficit(strategy):
    first = start(MITTELAUE, SEEDS[0], "alles").region
    together = ends("alles", strategy)
    alone = ends("allein", "allein")
    assert mean(together, "daseinsvorsorge") >= first.daseinsvorsorge
    assert mean(together, "gesamt") > mean(alone, "gesamt") + 1000
    assert mean(together, "vertrauen") > mean(alone, "vertrauen") + 2000
    assert deficits(together) < deficits(alone) - 2


@pytest.mark.parametrize("model", ["vertraege", "verband"])
def test_joint_services_alone_help_already(model):
    together, alone = ends(model, "kooperativ"), ends("allein", "allein")
    assert mean(together, "daseinsvorsorge") > mean(alone, "daseinsvorsorge")
    assert deficits(together) < deficits(alone) - 1


def test_exchange_without_contracts_does_not_repair_the_budgets():
    assert deficits(ends("austausch", "kooperativ")) > deficits(ends("vertraege", "kooperativ"))


def test_the_fund_lifts_the_centres_but_not_the_budgets():
    fund, alone = ends("alles", "fonds"), ends("allein", "allein")
    assert mean(fund, "ortskern") > mean(alone, "ortskern") + 1000
    assert deficits(fund) >= 3


def test_free_riders_ruin_the_region():
    riders, together = ends("alles", "trittbrett"), ends("alles", "kooperativ")
    for value in ("daseinsvorsorge", "ortskern", "vertrauen", "gesamt"):
        assert mean(riders, value) < mean(together, value) - 1000
    assert mean(riders, "gesamt") < mean(ends("allein", "allein"), "gesamt")


@pytest.mark.parametrize("seed", SEEDS)
def test_partners_predict_each_others_offers(seed):
    settled = game(seed, "alles", "kooperativ")
    codes = {note.code for entry in settled for note in entry.notes}
    assert codes & {"offer_missing", "agreement_not_founded", "points"} == set()
    running = settled[-1].state_after.agreements
    assert {item.service for item in running} == {
        "verwaltung",
        "bauhof",
        "freibad",
        "hallenbad",
        "buecherei",
        "feuerwehr",
    }
    assert all(len(item.members) == 6 for item in running)
    assert max(item.stage for item in running) == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_kooperativ_keeps_what_it_promises(seed):
    towns = game(seed, "alles", "kooperativ")[-1].state_after.towns.values()
    assert all(town.promises_made > 10 for town in towns)
    assert [town.promises_made for town in towns] == [town.promises_kept for town in towns]


def test_the_fund_is_used():
    grants = [
        posting.amount
        for entry in game(SEEDS[0], "alles", "kooperativ")
        for posting in entry.postings
        if posting.rule == "F4"
    ]
    assert len(grants) > 10
    assert sum(grants) > 1_000_000


def test_a_passive_town_does_not_stop_the_others():
    strategies = dict.fromkeys(MITTELAUE.municipalities, "reziprok")
    del strategies["hammerfurt"]
    end = play(MITTELAUE, SEEDS[0], "alles", strategies, rounds=8)[-1].state_after
    assert end.agreements
    assert {item.members for item in end.agreements} == {
        ("auestadt", "badquellau", "kleinholm", "moorweiler", "sonnenbrueck")
    }


def test_the_joint_bath_is_built_when_all_pledge_and_not_without_the_site():
    strategies = dict.fromkeys(TALBAD.municipalities, "kooperativ")
    together = play(TALBAD, "bad", "verband", strategies, rounds=1)[0]
    assert together.state_after.threshold_built
    strategies["talstadt"] = "allein"
    without = play(TALBAD, "bad", "verband", strategies, rounds=1)[0]
    assert not without.state_after.threshold_built
    assert "pledges_lapsed" in {note.code for note in without.notes}
    assert "V7" not in {posting.rule for posting in without.postings}
