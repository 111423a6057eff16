from dataclasses import replace

from games.rules.model import Application, Decision, FundStance, Level
from games.rules.preview import preview
from games.rules.replay import replay, voided
from games.rules.settle import settle
from games.rules.start import start
from tests.rules.regions import begin, founding, joint, offer, play, scenario

ROUNDS = [
    founding("moorweiler", offer("bauhof", 2, ("kleinholm", "moorweiler"))),
    {"auestadt": Decision(greenfield=20, fund=FundStance.JOIN)},
    {},
]


def test_replay_folds_the_rounds_in_order():
    rules = scenario("mittelaue")
    state = start(rules, "v")
    assert state.model == "alles"
    for settled, decisions in zip(replay(rules, "v", "", ROUNDS), ROUNDS, strict=True):
        assert settled == settle(rules, state, decisions)
        state = settled.state_after
    assert state.round == 4


def test_other_model_keeps_weather_and_deck_and_lists_what_became_void():
    rules = scenario("mittelaue")
    played, alone = replay(rules, "v", "alles", ROUNDS), replay(rules, "v", "allein", ROUNDS)
    assert [s.event for s in alone] == [s.event for s in played]
    assert [voided(p, a) for p, a in zip(played, alone, strict=True)] == [2, 1, 0]
    assert alone[-1].state_after.agreements == ()
    assert [p.amount for p in alone[1].postings if p.rule == "W1"] == [150000]


def test_preview_is_the_round_if_all_others_keep_to_the_defaults():
    decision = Decision(levels={"freibad": Level.SAVE}, inner=4, consents=("niederau#0",))
    seen = preview(scenario(), begin(), "obertal", decision)
    settled = play(begin(), obertal=decision)
    after = settled.state_after.towns["obertal"]
    assert (seen.running, seen.account_after, seen.values) == (
        after.running,
        after.account,
        after.values,
    )
    assert {p.source for p in seen.postings} | {p.target for p in seen.postings} >= {"obertal"}
    assert all("obertal" in (p.source, p.target) for p in seen.postings)
    assert [note.code for note in seen.notes] == ["offer_missing"]
    assert seen.services["freibad"].cost == 210000


def test_preview_tells_what_each_field_changes():
    decision = Decision(
        levels={"freibad": Level.SAVE, "bauhof": Level.RENEW},
        greenfield=10,
        payments={"niederau": 500},
        applications=(Application("marktscheune", anyway=True),),
        meetings=("niederau",),
    )
    effects = preview(scenario(), begin(), "obertal", decision).effects
    assert {path: effect.euro for path, effect in effects.items()} == {
        "levels.freibad": 56000,
        "levels.bauhof": -330000,
        "greenfield": 75000,
        "payments.niederau": -500,
        "applications": -210000,
    }
    assert effects["levels.freibad"].satisfaction < 0 < effects["levels.bauhof"].satisfaction


def test_preview_of_a_single_change_and_of_none():
    assert preview(scenario(), begin(), "obertal", Decision()).effects == {}
    one = preview(scenario(), begin(), "obertal", Decision(inner=1))
    assert {path: effect.euro for path, effect in one.effects.items()} == {"inner": -18000}


def without_level(state, town, service, decisions):
    """What the level of a service does to the account, from two settlements of the round."""
    levels = {k: v for k, v in decisions[town].levels.items() if k != service}
    other = {**decisions, town: replace(decisions[town], levels=levels)}
    return (
        play(state, **decisions).state_after.towns[town].account
        - play(state, **other).state_after.towns[town].account
    )


def test_a_field_has_the_effect_it_has_beside_an_agreement_that_is_founded():
    state = begin(trust=8000)
    proposal = offer("bauhof", 2, ("obertal", "niederau", "mittelbach"))
    renewed = {"bauhof": Level.RENEW}
    alone = preview(scenario(), state, "obertal", Decision(levels=renewed))
    decisions = founding("obertal", proposal, levels=renewed)
    others = {name: each for name, each in decisions.items() if name != "obertal"}
    seen = preview(scenario(), state, "obertal", decisions["obertal"], others)
    effect = seen.effects["levels.bauhof"]
    assert effect.euro == without_level(state, "obertal", "bauhof", decisions)
    assert effect.euro != alone.effects["levels.bauhof"].euro
    assert seen.account_after == play(state, **decisions).state_after.towns["obertal"].account


def test_a_field_has_the_effect_it_has_beside_a_notice():
    state = joint("bauhof").state_after
    body = state.agreements[0].id
    renewed = {"bauhof": Level.RENEW}
    staying = preview(scenario(), state, "obertal", Decision(levels=renewed))
    leaving = Decision(levels=renewed, leave=(body,))
    effects = preview(scenario(), state, "obertal", leaving).effects
    assert effects["levels.bauhof"].euro == without_level(
        state, "obertal", "bauhof", {"obertal": leaving}
    )
    assert effects["levels.bauhof"].euro < staying.effects["levels.bauhof"].euro
    both = play(state, obertal=leaving).state_after.towns["obertal"].account
    kept = play(state, obertal=Decision(levels=renewed)).state_after.towns["obertal"].account
    assert effects["leave"].euro == both - kept
