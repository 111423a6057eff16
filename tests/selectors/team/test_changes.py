"""Changes as people read them, and what an application to the fund would mean."""

import pytest
from django.template import Context, Template

from games.rules.legality import limits
from games.rules.model import Decision, Level, Proposal
from games.rules.preview import preview
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.cardmaker import cards
from games.selectors.figures import _account
from games.selectors.situation import EMPTY
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


def test_usual_costs_do_not_follow_the_choice(scenario):
    state = start(scenario, "probe", "alles")
    renewing = preview(scenario, state, "moorweiler", Decision(levels={"kita": Level.RENEW}))
    saving = preview(scenario, state, "moorweiler", Decision(levels={"kita": Level.SAVE}))
    usual = usual_costs(scenario, state, "moorweiler")["kita"]
    assert renewing.services["kita"].cost == usual
    assert saving.services["kita"].cost + saving.effects["levels.kita"].euro == usual


def test_the_card_of_a_joint_service_says_that_the_choice_is_a_vote(scenario):
    state = start(scenario, "probe", "alles")
    offer = Proposal(service="bauhof", stage=2, members=("kleinholm", "moorweiler"))
    others = {"kleinholm": Decision(consents=("moorweiler#0",))}
    founded = settle(scenario, state, {**others, "moorweiler": Decision(proposals=(offer,))})
    own = _text(scenario, state, Decision(), {})
    starts = _text(scenario, state, Decision(proposals=(offer,)), others)
    runs = _text(scenario, founded.state_after, Decision(), {})
    assert own.startswith("Zustand: ")
    assert starts.startswith("Wird in dieser Runde gemeinsam betrieben, wenn Ihre Vereinbarung")
    assert runs.startswith("Wird gemeinsam betrieben: Ihre Wahl ist eine Stimme.")


def _text(scenario, state, decision, others):
    seen = preview(scenario, state, "moorweiler", decision, others)
    allowed = limits(scenario, state, "moorweiler")
    made = cards(scenario, state, "moorweiler", allowed, decision, EMPTY, seen)
    return next(c.level.text for c in made.services if c.level.path == "levels.bauhof")


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
