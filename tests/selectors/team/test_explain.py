"""What the screens call a calculation comes to the posting, to the euro, in real games."""

import pytest

from games.rules.bots import STRATEGIES
from games.rules.model import Decision, FundStance, Level
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.explain import calculation
from games.selectors.inputs import figure_label, figure_name, figure_text

CALCULATED = {"E1", "E2", "E3", "E4", "L1", "L2", "L3", "W1", "W2", "W3", "F1", "F6", "X1", "Z1"}


def play(slug, model, rounds):
    """All postings of a game in which every strategy plays somewhere."""
    scenario = build(read(slug))
    state = start(scenario, "rechenweg", model)
    names = sorted(STRATEGIES)
    for _round in range(rounds):
        decisions = {
            town: STRATEGIES[names[index % len(names)]](scenario, state, town)
            for index, town in enumerate(scenario.municipalities)
        }
        settlement = settle(scenario, state, decisions)
        for posting in settlement.postings:
            yield scenario, posting
        state = settlement.state_after


@pytest.mark.parametrize(
    ("slug", "model"),
    [
        ("mittelaue", "alles"),
        ("mittelaue", "fonds_rendsburg"),
        ("talbad", "fonds_nienburg"),
        ("einstieg", "allein"),
    ],
)
def test_steps_add_up_to_every_posting(slug, model):
    seen = set()
    for scenario, posting in play(slug, model, 4):
        if posting.rule not in CALCULATED:
            continue
        found = calculation(
            scenario, posting.rule, posting.cause, posting.inputs, posting.parameters
        )
        assert found is not None, posting
        assert abs(found.total) == posting.amount, (posting, found)
        seen.add(posting.rule)
    assert {"E1", "E2", "E3", "E4", "L1"} <= seen


def test_an_eager_town_is_explained_too():
    scenario = build(read("mittelaue"))
    state = start(scenario, "rechenweg", "fonds_nienburg")
    eager = Decision(
        levels={"kita": Level.RENEW, "bauhof": Level.SAVE},
        places={"kita": 12},
        greenfield=20,
        inner=5,
        fund=FundStance.JOIN,
    )
    decisions = {
        town: eager if town == "moorweiler" else Decision(fund=FundStance.JOIN)
        for town in state.towns
    }
    own = {}
    for posting in settle(scenario, state, decisions).postings:
        if "moorweiler" in (posting.source, posting.target):
            own.setdefault(posting.rule, []).append(posting)
    for rule in ("L2", "L3", "W1", "W2", "F1"):
        for posting in own[rule]:
            found = calculation(scenario, rule, posting.cause, posting.inputs, posting.parameters)
            assert found.total == posting.amount


def test_without_its_figures_a_posting_has_no_steps():
    scenario = build(read("einstieg"))
    assert calculation(scenario, "E4", "uebriges", {"inhabitants": 5}, {}) is None
    assert calculation(scenario, "V5", "freibad", {}, {}) is None


def test_figures_have_names_and_units():
    assert figure_text("cost_index", 10_265) == "102,65\N{NO-BREAK SPACE}%"
    assert figure_text("need", 1_500) == "1.500\N{NO-BREAK SPACE}€"
    assert figure_text("inhabitants", 6_500) == "6.500"
    assert figure_text("share_millionths", 123_456) == "12,3456\N{NO-BREAK SPACE}%"
    assert figure_text("level", "sparen") == "Sparen"
    assert figure_label("inhabitants") == "Einwohner"
    assert figure_name("services.freibad.fixed") == "Fixkosten im Jahr"
