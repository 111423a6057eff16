from dataclasses import replace

import pytest

from games.rules.effects.usage import access
from games.rules.model import Decision, Effect, Event, Level
from games.rules.money import part
from tests.rules.regions import (
    begin,
    booked,
    codes,
    founding,
    joint,
    offer,
    play,
    rounds,
    scenario,
    with_modules,
    with_service,
    with_town,
)


@pytest.mark.parametrize(
    ("minutes", "share"), [(0, 10000), (10, 10000), (20, 6000), (34, 400), (35, 0), (60, 0)]
)
def test_access_falls_from_near_to_far(minutes, share):
    assert access(scenario().services["freibad"], minutes) == share


def cost(settled, town, cause):
    return next(
        p.amount
        for p in settled.postings
        if p.rule == "L1" and p.source == town and p.cause == cause
    )


def test_saving_drops_the_upkeep_and_costs_condition():
    settled = play(begin(), obertal=Decision(levels={"bauhof": Level.SAVE}))
    assert cost(settled, "obertal", "bauhof") == 1000000
    assert settled.state_after.towns["obertal"].services["bauhof"].condition == 5000


def test_renewal_costs_once_and_lifts_the_condition_to_the_top_at_most():
    state = with_service(begin(), "obertal", "bauhof", condition=9000)
    settled = play(state, obertal=Decision(levels={"bauhof": Level.RENEW}))
    assert booked(settled, "L2") == [("obertal", "welt", 330000)]
    assert settled.state_after.towns["obertal"].services["bauhof"].condition == 10000


def test_closing_ends_the_cost_at_once_and_visitors_move_on_next_year():
    settled = play(begin(), mittelbach=Decision(levels={"freibad": Level.CLOSE}))
    assert [p.cause for p in settled.postings if p.source == "mittelbach" and p.rule == "L1"] == [
        "verwaltung",
        "bauhof",
    ]
    after = settled.state_after.towns["mittelbach"]
    assert not after.services["freibad"].open
    assert after.backing == 6000 - 500 + 75 - 300
    # Niederau swam in Mittelbach and now goes further for less.
    assert settled.services["niederau"]["freibad"].site == "obertal"


def test_worn_out_voluntary_site_is_locked_for_good_and_noted():
    state = with_service(begin(), "mittelbach", "freibad", condition=2200)
    settled = play(state)
    assert not settled.state_after.towns["mittelbach"].services["freibad"].open
    assert codes(settled) == [("site_locked", "mittelbach", "freibad")]


def test_worn_out_compulsory_service_stays_at_the_least_condition():
    settled = rounds(with_service(begin(), "niederau", "bauhof", condition=2100), 2)
    state = settled.state_after.towns["niederau"].services["bauhof"]
    assert (state.open, state.condition) == (True, 2000)


def test_new_places_cost_and_count_from_next_year():
    settled = play(begin("mittelaue"), sonnenbrueck=Decision(places={"kita": 30}))
    assert booked(settled, "L3") == [("sonnenbrueck", "welt", 840000)]
    before = cost(settled, "sonnenbrueck", "kita")
    after = settled.state_after
    assert after.towns["sonnenbrueck"].services["kita"].places == 360
    assert cost(play(after), "sonnenbrueck", "kita") > before + 30 * 3400


def test_places_given_up_cost_nothing():
    settled = play(begin("mittelaue"), moorweiler=Decision(places={"kita": -20}))
    assert booked(settled, "L3") == []
    assert settled.state_after.towns["moorweiler"].services["kita"].places == 200


def test_short_places_lower_the_quality_for_all():
    short = with_service(begin("mittelaue"), "auestadt", "kita", places=400)
    crowded = play(short).services["auestadt"]["kita"]
    # Condition 57.5 % allows 80.88 points; 824 children want 400 places.
    assert (crowded.load, crowded.quality) == (824, 3926)


def test_small_school_is_judged_lower():
    state = with_town(begin("mittelaue"), "kleinholm", people=(120, 150, 253, 1202, 396, 179))
    school = play(state).services["kleinholm"]["grundschule"]
    assert school.load < 65
    # Condition 47.5 % allows 76.38 points, and 85 % of them are left.
    assert school.quality == 6492


def test_school_without_places_teaches_nobody():
    state = with_service(begin("mittelaue"), "kleinholm", "grundschule", places=0)
    settled = play(state)
    assert settled.services["kleinholm"]["grundschule"].quality == 0
    # Fixed cost and upkeep alone: nobody is taught.
    assert cost(settled, "kleinholm", "grundschule") == 130000 + 40000


def test_office_that_became_joint_this_year_stays_open():
    closing = {"buecherei": Level.CLOSE}
    decisions = founding("kleinholm", offer("buecherei", 2, ("kleinholm", "moorweiler")))
    decisions["moorweiler"] = replace(decisions["moorweiler"], levels=closing)
    after = play(begin("mittelaue"), **decisions).state_after.towns
    assert after["moorweiler"].services["buecherei"].open
    assert (
        not play(begin("mittelaue"), moorweiler=Decision(levels=closing))
        .state_after.towns["moorweiler"]
        .services["buecherei"]
        .open
    )


def test_price_shock_raises_the_cost_of_the_towns_it_hits():
    card = Event("x", "x", "x", "alle", (Effect("kosten", "bauhof", 11000),), ("niederau",))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    shocked, plain = play(begin(round=2), rules), play(begin(round=2))
    assert cost(shocked, "niederau", "bauhof") == 376750
    assert cost(shocked, "obertal", "bauhof") == cost(plain, "obertal", "bauhof")


def test_price_shock_of_one_partner_raises_the_joint_total():
    card = Event("x", "x", "x", "alle", (Effect("kosten", "verwaltung", 11000),), ("niederau",))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    founded = joint("verwaltung", 2).state_after
    shocked, plain = play(founded, rules), play(founded)
    ((_, _, before),), ((_, _, after),) = booked(plain, "V5"), booked(shocked, "V5")
    assert after == part(before, 11000)


def test_watched_town_saves_on_voluntary_services_by_default():
    watched = with_town(begin(), "mittelbach", watched=True)
    after = play(watched).state_after.towns["mittelbach"].services
    assert after["freibad"].condition == 3000
    assert after["bauhof"].condition == 5750
    kept = play(watched, mittelbach=Decision(levels={"freibad": Level.HOLD}))
    assert kept.state_after.towns["mittelbach"].services["freibad"].condition == 3750
