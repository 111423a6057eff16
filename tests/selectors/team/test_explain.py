"""What the screens call a calculation comes to the posting, to the euro, in real games."""

from dataclasses import replace

import pytest

from games.rules.bots import STRATEGIES
from games.rules.bots.zufall import decide as zufall
from games.rules.model import (
    Decision,
    Effect,
    Event,
    FundStance,
    Level,
    Options,
    PlayedCard,
    Proposal,
    RoundPlay,
)
from games.rules.posting import RULES
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.explain import calculation
from games.selectors.inputs import figure_label, figure_name, figure_text
from tests.rules import golden_games


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
        found = calculation(
            scenario, posting.rule, posting.cause, posting.inputs, posting.parameters
        )
        assert found is not None, posting
        assert abs(found.total) == posting.amount, (posting, found)
        seen.add(posting.rule)
    assert {"E1", "E2", "E3", "E4", "L1"} <= seen


def checked(rules, settled):
    """Recompute the printed steps of every posting; the rules that were seen."""
    for posting in settled.postings:
        found = calculation(rules, posting.rule, posting.cause, posting.inputs, posting.parameters)
        assert found is not None, posting
        assert sum(step.amount for step in found.steps) == found.total
        assert abs(found.total) == posting.amount, (posting, found)
        assert all(step.text and "%(" not in step.text for step in found.steps)
        yield posting.rule


@pytest.mark.parametrize("path", golden_games.files(), ids=lambda path: path.stem)
def test_every_posting_of_the_golden_games_can_be_recomputed(path):
    game = golden_games.read(path)
    rules = golden_games.scenario(game["scenario"])
    for settled in golden_games.settlements(game):
        assert list(checked(rules, settled))


def test_every_rule_is_recomputed_in_games_by_lot():
    seen = set()
    for slug, model in (
        ("talbad", "alles"),
        ("mittelaue", "alles"),
        ("mittelaue", "fonds_lueneburg"),
    ):
        rules = replace(golden_games.scenario(slug), options=Options(own_shares=True))
        for number in range(4):
            state = start(rules, f"los-{number}", model)
            for _round in range(rules.rounds):
                decisions = {town: zufall(rules, state, town) for town in state.towns}
                settled = settle(rules, state, decisions)
                seen |= set(checked(rules, settled))
                state = settled.state_after
    assert seen == set(RULES) - {"V3", "X2"}


def test_a_correction_of_the_facilitator_is_recomputed():
    rules = golden_games.scenario("einstieg")
    card = Event("berichtigung", "Berichtigung", "", "alle", (Effect("geld", amount=-700),))
    played = RoundPlay(cards=(PlayedCard(card, ("obertal",), correction=True),))
    settled = settle(replace(rules, played={1: played}), start(rules, "x2", "alles"), {})
    assert "X2" in set(checked(rules, settled))


@pytest.mark.parametrize("key", ["bedarf", "einwohner", "umlagekraft"])
def test_an_equalisation_is_recomputed_under_every_kind_of_key(key):
    rules = golden_games.scenario("mittelaue")
    members = ("auestadt", "kleinholm", "moorweiler")
    offer = Proposal(
        "verwaltung",
        3,
        members,
        equalise=True,
        equalise_key=key,
        caps={"kleinholm": 300_000},
    )
    state = start(rules, "ausgleich", "alles")
    state = replace(state, trust={i: dict.fromkeys(row, 9000) for i, row in state.trust.items()})
    founding = {"auestadt": Decision(proposals=(offer,))}
    founding |= dict.fromkeys(members[1:], Decision(consents=("auestadt#0",)))
    seen = []
    for decisions in (founding, {}, {}):
        settled = settle(rules, state, decisions)
        seen += checked(rules, settled)
        state = settled.state_after
    assert seen.count("V3") == 2 * len(members)


def test_inputs_of_every_posting_have_names():
    rules = golden_games.scenario("mittelaue")
    state = start(rules, "namen", "alles")
    for _round in range(5):
        decisions = {town: zufall(rules, state, town) for town in state.towns}
        settled = settle(rules, state, decisions)
        for posting in settled.postings:
            for name in posting.inputs:
                assert figure_label(name) != name, (posting.rule, name)
        state = settled.state_after


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
