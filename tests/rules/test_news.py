from dataclasses import replace

from games.rules.effects.news import card_of, deck
from games.rules.model import Effect, Event
from tests.rules.regions import begin, booked, play, scenario, with_modules

RULES = scenario("mittelaue")


def drawn(number, seed="v"):
    return card_of(RULES, seed, number)


def test_first_round_has_no_card():
    assert drawn(1) is None
    assert drawn(2).id == "ehrenamtspreis"


def test_no_card_comes_twice_before_the_deck_is_used_up():
    cards = [drawn(number).id for number in range(2, 2 + len(RULES.events))]
    assert sorted(cards) == sorted(RULES.events)
    again = [drawn(number).id for number in range(16, 16 + len(RULES.events))]
    assert sorted(again) == sorted(RULES.events)
    assert again != cards
    assert deck(RULES, "v", 0) == cards


def test_card_hits_one_of_the_listed_towns_or_all_of_them():
    for number in range(2, 40):
        event = drawn(number)
        card = RULES.events[event.id]
        listed = tuple(sorted(card.towns or RULES.municipalities))
        if card.reach == "alle":
            assert event.towns == listed
        else:
            assert len(event.towns) == 1
            assert event.towns[0] in listed


def test_switched_off_events_do_not_come():
    assert card_of(with_modules(RULES, events=False), "v", 2) is None


def hit(*effects):
    card = Event("x", "x", "x", "alle", effects, ("niederau",))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    return play(begin(round=2), rules), play(begin(round=2))


def test_money_comes_or_goes_by_amount_and_head():
    settled, _ = hit(Effect("geld", amount=-1000, per_head=-2))
    assert booked(settled, "X1") == [("niederau", "welt", 6000)]
    settled, _ = hit(Effect("geld", per_head=8))
    assert booked(settled, "X1") == [("welt", "niederau", 20000)]


def test_damage_lowers_the_condition_before_the_year_wears_on():
    settled, plain = hit(Effect("zustand", "bauhof", change=-800))
    after = settled.state_after.towns["niederau"].services["bauhof"].condition
    assert after == plain.state_after.towns["niederau"].services["bauhof"].condition - 800


def test_damage_to_a_service_that_is_not_there_changes_nothing():
    settled, plain = hit(Effect("zustand", "freibad", change=-800))
    assert settled.state_after.towns == plain.state_after.towns


def test_people_arrive_and_pay_taxes():
    settled, plain = hit(Effect("zuzug", people=40))
    town, before = settled.state_after.towns["niederau"], plain.state_after.towns["niederau"]
    assert town.inhabitants == before.inhabitants + 40
    assert town.tax_base > before.tax_base


def test_dear_building_raises_the_cost_of_projects_alone():
    from games.rules.model import Application, Decision

    card = Event("x", "x", "x", "alle", (Effect("baukosten", factor=11500),))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    post = Decision(applications=(Application("alte_post", anyway=True),), inner=3)
    settled = play(begin(round=2), rules, niederau=post)
    assert booked(settled, "F5") == [("niederau", "welt", 210000)]
    assert booked(settled, "W2") == [("niederau", "welt", 54000)]
