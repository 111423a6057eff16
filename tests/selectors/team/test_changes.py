"""Changes as people read them, and what an application to the fund would mean."""

import pytest
from django.template import Context, Template

from games.rules.effects.projects import points
from games.rules.model import Decision, Level
from games.rules.preview import preview
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.figures import _account
from games.selectors.fundcost import FundOutlook
from games.selectors.usual import usual_costs

TAG = Template("{% load figures %}{% delta value text good %}")


@pytest.fixture(scope="module")
def scenario():
    return build(read("mittelaue"))


@pytest.mark.parametrize("text", ["0", "−0 Punkte", "0 €", "+0,0"])
def test_what_rounds_to_nothing_is_neither_good_nor_bad(text):
    shown = TAG.render(Context({"value": -3, "text": text, "good": "up"}))
    assert "±0" in shown
    assert "ps-delta--even" in shown
    assert "#i-level" in shown


@pytest.mark.parametrize(("value", "text", "tone"), [(7, "+0,1", "good"), (-7, "−0,1", "bad")])
def test_what_can_be_seen_is_judged(value, text, tone):
    shown = TAG.render(Context({"value": value, "text": text, "good": "up"}))
    assert f"ps-delta--{tone}" in shown
    assert text in shown


@pytest.mark.parametrize("town", ["auestadt", "moorweiler", "kleinholm"])
def test_own_part_grant_and_proceeds_pay_a_project(scenario, town):
    outlook = FundOutlook(scenario, start(scenario, "probe", "alles"), town)
    for card in scenario.projects.values():
        seen = outlook.prospect(card)
        assert seen.own + seen.grant + card.proceeds == card.cost
        assert seen.grant >= 0
        assert seen.score == points(scenario, card, 1)


def test_without_a_fund_the_town_pays_alone(scenario):
    outlook = FundOutlook(scenario, start(scenario, "probe", "allein"), "moorweiler")
    assert outlook.contribution == 0
    card = next(iter(scenario.projects.values()))
    assert outlook.prospect(card).own == card.cost - card.proceeds


def test_usual_costs_do_not_follow_the_choice(scenario):
    state = start(scenario, "probe", "alles")
    renewing = preview(scenario, state, "moorweiler", Decision(levels={"kita": Level.RENEW}))
    saving = preview(scenario, state, "moorweiler", Decision(levels={"kita": Level.SAVE}))
    usual = usual_costs(scenario, state, "moorweiler")["kita"]
    assert renewing.services["kita"].cost == usual
    assert saving.services["kita"].cost + saving.effects["levels.kita"].euro == usual


@pytest.mark.parametrize(
    ("before", "after", "value", "change", "good"),
    [
        (100, 300, "300\N{NO-BREAK SPACE}€", 200, "up"),
        (-100, 300, "300\N{NO-BREAK SPACE}€", 400, "up"),
        (-100, -300, "300\N{NO-BREAK SPACE}€", 200, "down"),
        (100, -300, "300\N{NO-BREAK SPACE}€", 300, "down"),
    ],
)
def test_a_debt_that_grows_is_no_gain(before, after, value, change, good):
    figure = _account(before, after)
    assert (figure.value, figure.change, figure.good) == (value, change, good)
