"""What-if: what is kept, what becomes void, what cannot be compared."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from games.errors import ScenarioError
from games.rules.bots import STRATEGIES
from games.rules.bots.play import play as play_bots
from games.rules.canonical import digest
from games.rules.codec import settlement_to_json
from games.rules.counterfactual import GAPS, Change, Gap, play_again
from games.rules.model import Application, Decision, FundStance, Level
from games.rules.parameters import with_parameters
from games.rules.replay import replay
from games.rules.settle import settle
from games.rules.start import start
from tests.rules.regions import founding, offer, scenario
from tests.rules.strategies import games

PAIR = ("kleinholm", "moorweiler")
ROUNDS = [
    founding("moorweiler", offer("bauhof", 2, PAIR)),
    {"auestadt": Decision(greenfield=20, fund=FundStance.JOIN)},
    {
        "moorweiler": Decision(leave=("bauhof-1",)),
        "auestadt": Decision(levels={"kita": Level.HOLD}),
    },
]
SEED = "gegenprobe"


def again(change, rounds=ROUNDS, model="alles"):
    return play_again(scenario("mittelaue"), SEED, model, rounds, change)


def void(result):
    return [[(note.code, note.town, note.item) for note in c.void] for c in result.rounds]


def digests(settlements):
    return [digest(settlement_to_json(settled)) for settled in settlements]


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(played=games(scenario("mittelaue"), 3))
def test_without_a_change_every_round_is_the_original(played):
    original = digests(replay(scenario("mittelaue"), SEED, "alles", played))
    for change in (Change(), Change(model="alles"), Change(decisions={1: played[0]})):
        result = again(change, played)
        assert digests(c.again for c in result.rounds) == original
        assert digests(c.played for c in result.rounds) == original
        assert [c.void + c.revived + c.gaps for c in result.rounds] == [()] * len(played)
        assert result.gaps == ()


def test_what_the_other_model_does_not_allow_is_listed_round_by_round():
    result = again(Change(model="allein"))
    assert void(result) == [
        [("stage", "moorweiler", "moorweiler#0"), ("offer_missing", "kleinholm", "moorweiler#0")],
        [("no_fund", "auestadt", "fund")],
        [("not_there", "moorweiler", "bauhof-1")],
    ]
    assert [c.revived for c in result.rounds] == [(), (), ()]
    assert result.gaps == ()


def test_what_was_refused_then_and_counts_now_is_revived():
    result = again(Change(model="alles"), model="allein")
    assert [len(c.revived) for c in result.rounds] == [2, 1, 1]
    assert void(result) == [[], [], []]
    assert result.gaps == (
        Gap("not_asked", "fund"),
        Gap("not_asked", "stage"),
        Gap("not_asked", "equalise"),
    )


def test_other_fund_was_never_asked_about():
    assert again(Change(model="fonds_rendsburg")).gaps == (Gap("not_asked", "fund"),)


def test_kept_are_news_and_what_does_not_depend_on_the_model():
    result = again(Change(model="allein"))
    for compared in result.rounds:
        assert compared.again.event == compared.played.event
    assert [p.amount for p in result.rounds[1].again.postings if p.rule == "W1"] == [150_000]


def test_substituted_decision_changes_its_round_and_what_follows():
    result = again(Change(decisions={2: {"auestadt": Decision()}}))
    first, second, third = result.rounds
    assert first.again == first.played
    assert [p.rule for p in second.played.postings].count("W1") == 1
    assert [p.rule for p in second.again.postings].count("W1") == 0
    assert third.again.state_after.towns["auestadt"] != third.played.state_after.towns["auestadt"]


def test_question_nobody_saw_is_marked():
    substituted = Decision(
        proposals=(offer("verwaltung", 2, ("auestadt", "kleinholm")),),
        applications=(Application("kulturpass", partners=("kleinholm",)),),
    )
    result = again(Change(decisions={2: {"auestadt": substituted}}))
    assert result.rounds[1].gaps == (
        Gap("not_answered", "auestadt#0", 2, "auestadt"),
        Gap("not_answered", "kulturpass", 2, "auestadt"),
    )
    assert all(gap.code in GAPS for gap in result.rounds[1].gaps)


def test_id_that_names_another_agreement_is_marked():
    other = founding("moorweiler", offer("bauhof", 2, ("hammerfurt", "moorweiler")))
    rounds = [ROUNDS[0], {"moorweiler": Decision(leave=("bauhof-1",))}]
    result = again(Change(decisions={1: {**ROUNDS[0], **other}}), rounds)
    assert Gap("other_agreement", "bauhof-1", 2, "moorweiler") in result.rounds[1].gaps
    assert again(Change(), rounds).rounds[1].gaps == ()


def test_other_rule_values_change_money_and_nothing_is_void():
    cheap = with_parameters(scenario("mittelaue"), {"finance.levy_rate": 4000})
    result = again(Change(scenario=cheap))
    assert void(result) == [[], [], []]
    for compared in result.rounds:
        levy = [
            sum(p.amount for p in s.postings if p.rule == "E3")
            for s in (compared.again, compared.played)
        ]
        assert levy[0] < levy[1]


def test_whole_game_of_bots_can_be_asked_again():
    rules = scenario("mittelaue")
    state, rounds = start(rules, SEED, "alles"), []
    for _ in range(4):
        rounds.append({n: STRATEGIES["kooperativ"](rules, state, n) for n in state.towns})
        state = settle(rules, state, rounds[-1]).state_after
    result = again(Change(model="vertraege"), rounds)
    everyone = dict.fromkeys(rules.municipalities, "kooperativ")
    assert [c.played for c in result.rounds] == list(
        play_bots(rules, SEED, "alles", everyone, rounds=4)
    )
    assert result.rounds[0].void
    assert all(note.code == "no_fund" for note in result.rounds[0].void)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (Change(model="sozialismus"), "model"),
        (Change(decisions={4: {}}), "decisions"),
        (Change(decisions={0: {}}), "decisions"),
        (Change(decisions={1: {"entenhausen": Decision()}}), "decisions.1"),
        (Change(scenario=scenario("einstieg")), "municipalities"),
    ],
)
def test_impossible_changes_are_refused_before_anything_is_played(change, path):
    with pytest.raises(ScenarioError) as refused:
        again(change)
    assert refused.value.path == path
    assert refused.value.expected


def test_parameters_reach_values_lists_and_switches():
    rules = with_parameters(
        scenario("mittelaue"),
        {
            "finance.cost_growth": 400,
            "stages.3.realised": 9000,
            "services.freibad.ramp.0": 1,
            "municipalities.auestadt.account": -5,
            "modules.events": False,
        },
    )
    assert rules.finance.cost_growth == 400
    assert rules.stages[3].realised == 9000
    assert rules.services["freibad"].ramp[0] == 1
    assert rules.services["freibad"].ramp[1:] == scenario("mittelaue").services["freibad"].ramp[1:]
    assert rules.municipalities["auestadt"].account == -5
    assert not rules.modules.events
    unchanged = replace(scenario("mittelaue"))
    assert with_parameters(unchanged, {}) == unchanged


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("finance.steuer", 1),
        ("stages.9.realised", 1),
        ("services.freibad.ramp.99", 1),
        ("services.freibad.ramp.x", 1),
        ("finance.cost_growth.0", 1),
        ("finance", 1),
        ("name", 1),
        ("finance.cost_growth", True),
        ("modules.events", 0),
        ("", 1),
    ],
)
def test_wrong_parameters_are_refused_with_path_and_value(path, value):
    with pytest.raises(ScenarioError) as refused:
        with_parameters(scenario("mittelaue"), {path: value})
    assert (refused.value.path, refused.value.value) == (path, value)
    assert refused.value.expected
