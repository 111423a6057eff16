from dataclasses import replace

from games.rules.effects import fiscal
from games.rules.model import Decision, Effect, Event
from games.rules.work import Round
from tests.rules.regions import begin, booked, play, scenario, with_modules, with_town


def game(state, rules=None):
    made = Round(rules or scenario(), state)
    fiscal.assess(made)
    return made


def test_vacancy_costs_taxes_only_above_the_free_share():
    full = game(with_town(begin(), "niederau", vacancy=800)).towns["niederau"].base
    empty = game(with_town(begin(), "niederau", vacancy=900)).towns["niederau"].base
    assert full - empty == 2500 * 6


def test_rich_town_gets_no_grant_and_poor_town_the_floor():
    rich = game(with_town(begin(), "obertal", tax_base=13650000))
    assert rich.towns["obertal"].grant == 0
    assert rich.towns["obertal"].levy == 13650000
    poor = game(with_town(begin(), "obertal", tax_base=0))
    assert poor.towns["obertal"].grant == 10920000


def test_shock_on_business_hurts_now_and_is_cushioned_next_year():
    card = Event("x", "x", "x", "alle", (Effect("gewerbe", factor=5000),), ("obertal",))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    first = play(begin(round=2), rules)
    assert ("welt", "obertal", 9500000) in booked(first, "E1")
    assert booked(first, "E2") == booked(play(begin()), "E2")
    second = play(first.state_after, with_modules(scenario(), events=False))
    grant = {town: amount for _, town, amount in booked(second, "E2")}["obertal"]
    assert grant > 1987500 + 1000000


def test_interest_is_asked_on_the_overdraft_of_the_start():
    settled = play(with_town(begin(), "niederau", account=-100001))
    assert booked(settled, "Z1") == [("niederau", "welt", 3000)]
    assert booked(play(begin()), "Z1") == []


def test_town_is_watched_below_the_limit_per_head():
    kept = {"niederau": Decision()}
    deep = play(with_town(begin(), "niederau", account=-1500000), **kept)
    assert deep.state_after.towns["niederau"].watched
    assert not play(begin(), **kept).state_after.towns["niederau"].watched


def test_running_result_leaves_out_what_happens_once():
    plain = play(begin())
    built = play(begin(), obertal=Decision(greenfield=40))
    before, after = plain.state_after.towns["obertal"], built.state_after.towns["obertal"]
    assert after.running == before.running
    assert after.account - before.account == 40 * 7500
    assert after.running_before == 360000
