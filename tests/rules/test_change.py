"""Another cooperation model between two rounds: consequences, money, replay and what-if."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from games.errors import ScenarioError
from games.rules import codec
from games.rules.change import CONSEQUENCES, Consequence, change_model
from games.rules.counterfactual import NOT_ASKED, Change, play_again
from games.rules.model import Agreement, Claim, Decision, FundStance, FundState
from games.rules.replay import replay
from games.rules.settle import settle
from games.rules.start import start
from tests.rules.regions import EINSTIEG, begin, booked, joint, play, scenario, with_town
from tests.rules.strategies import games

MODELS = sorted(scenario("mittelaue").models)
WILD = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
JOINED = dict.fromkeys(EINSTIEG, Decision(fund=FundStance.JOIN))


def changed(state, model):
    return change_model(scenario(), state, model)


def told(change):
    return [(item.code, item.item) for item in change.consequences]


def agreement(**fields):
    plain = {
        "id": "verwaltung-1",
        "service": "verwaltung",
        "stage": 4,
        "members": EINSTIEG,
        "sites": (),
        "key": "einwohner",
        "founded": 1,
        "starts": 1,
        "first_started": 1,
    }
    return Agreement(**{**plain, **fields})


def test_the_same_model_changes_nothing():
    state = begin()
    assert changed(state, "alles").state is state
    assert changed(state, "alles").consequences == ()


def test_an_unknown_model_is_refused_with_those_there_are():
    with pytest.raises(ScenarioError) as caught:
        changed(begin(), "anarchie")
    assert (caught.value.path, caught.value.value) == ("model", "anarchie")
    assert "verband" in caught.value.expected


# --- agreements ----------------------------------------------------------------------------------


def test_agreements_above_the_new_stage_end_and_the_others_go_on():
    union, contract = agreement(equalise=True), agreement(id="bauhof-2", service="bauhof", stage=3)
    change = changed(begin(agreements=(union, contract)), "vertraege")
    assert change.state.agreements == (contract,)
    assert change.state.model == "vertraege"
    assert told(change)[:2] == [
        ("agreement_ends", "verwaltung-1"),
        ("agreement_goes_on", "bauhof-2"),
    ]
    first = change.consequences[0]
    assert (first.towns, first.figures) == (
        EINSTIEG,
        {"stage": 4, "limit": 3, "loan": 0, "without": 0},
    )


def test_the_town_pays_its_own_office_again_without_exit_fee_or_breach():
    founded = joint(stage=2).state_after
    state = changed(founded, "allein").state
    settled = play(state)
    assert booked(settled, "V1") == booked(settled, "V6") == []
    assert len([p for p in settled.postings if p.cause == "verwaltung" and p.rule == "L1"]) == 3
    trust = settled.state_after.trust
    assert all(trust[i][j] <= founded.trust[i][j] for i in trust for j in trust[i])


def test_a_body_with_a_loan_goes_on_because_somebody_has_to_serve_it():
    body = agreement(loan=500_000)
    change = changed(begin(agreements=(body,)), "austausch")
    assert change.state.agreements == (body,)
    assert told(change)[0] == ("loan_goes_on", "verwaltung-1")
    assert change.consequences[0].figures["loan"] == 500_000


def test_equalisation_ends_where_the_new_model_has_none():
    kept = agreement(stage=3, equalise=True)
    change = changed(begin(agreements=(kept,)), "vertraege")
    assert change.state.agreements == (replace(kept, equalise=False),)
    assert told(change)[:2] == [
        ("agreement_goes_on", "verwaltung-1"),
        ("equalisation_ends", "verwaltung-1"),
    ]


def test_how_many_have_no_place_of_their_own_any_more_is_told():
    closed = begin()
    for name in ("mittelbach", "niederau"):
        services = dict(closed.towns[name].services)
        services.pop("freibad", None)
        closed = with_town(closed, name, services=services)
    pools = agreement(id="freibad-1", service="freibad", sites=("obertal",))
    change = changed(replace(closed, agreements=(pools,)), "vertraege")
    assert change.consequences[0].figures["without"] == 2


def test_a_penalty_that_is_due_is_paid_all_the_same():
    claim = Claim("obertal", {"mittelbach": 70, "niederau": 30}, "bauhof-1", 120)
    change = changed(begin(claims=(claim,)), "allein")
    assert ("claim_stays", "bauhof-1") in told(change)
    assert booked(play(change.state), "V4") == [
        ("obertal", "mittelbach", 84),
        ("obertal", "niederau", 36),
    ]


# --- fund ----------------------------------------------------------------------------------------


def test_a_fund_that_ends_gives_back_by_what_was_paid():
    state = play(begin(), **JOINED).state_after
    assert state.fund.money == 368134
    change = changed(state, "verband")
    assert told(change) == [("fund_ends", "nienburg")]
    assert change.consequences[0].figures == {"money": 368134}
    assert change.state.fund.members == ()
    settled = play(change.state)
    # 94299, 45717, 22176 and the county's 162192, together 324384
    assert booked(settled, "F7") == [
        ("fonds", "kreis", 184067),
        ("fonds", "mittelbach", 51883),
        ("fonds", "niederau", 25167),
        ("fonds", "obertal", 107017),
    ]
    assert settled.state_after.fund == FundState(start_aid_paid=True)
    assert booked(play(settled.state_after), "F7") == []


def test_money_that_nobody_paid_in_goes_back_to_the_state():
    fund = FundState(members=EINSTIEG, money=43750, start_aid_paid=True)
    change = changed(begin(fund=fund), "verband")
    assert booked(play(change.state), "F7") == [("fonds", "land", 43750)]


def test_another_fund_starts_empty_and_without_a_second_start_aid():
    state = play(begin(), **JOINED).state_after
    change = changed(state, "fonds_rendsburg")
    assert ("fund_opens", "rendsburg") in told(change)
    settled = play(change.state, **JOINED)
    assert settled.state_after.fund.members == EINSTIEG
    assert sum(amount for *_, amount in booked(settled, "F7")) == state.fund.money
    paid = sum(amount for *_, amount in booked(settled, "F1"))
    assert settled.state_after.fund.money == paid
    back = changed(settled.state_after, "alles")
    assert booked(play(back.state, **JOINED), "F3") == []


def test_the_same_fund_goes_on():
    state = play(begin(), **JOINED).state_after
    change = changed(state, "fonds_nienburg")
    assert change.state.fund == state.fund
    assert ("fund_goes_on", "nienburg") in told(change)


def test_a_promise_to_pay_into_a_fund_that_ends_is_neither_kept_nor_broken():
    state = with_town(begin(), "obertal", promises=("fonds", "kein_neubau"))
    change = changed(state, "verband")
    assert change.state.towns["obertal"].promises == ("kein_neubau",)
    assert ("promise_void", "fonds") in told(change)
    after = play(change.state).state_after.towns["obertal"]
    assert (after.promises_made, after.promises_kept) == (1, 1)


# --- talk, openings ------------------------------------------------------------------------------


def test_without_any_cooperation_data_is_closed():
    state = with_town(begin(), "niederau", shares_data=True)
    change = changed(state, "allein")
    assert not change.state.towns["niederau"].shares_data
    assert Consequence("data_closed", "", ("niederau",)) in change.consequences


def test_what_opens_is_told_too():
    change = changed(begin(model="allein"), "alles")
    assert told(change) == [
        ("fund_opens", "nienburg"),
        ("stages_open", ""),
        ("equalisation_opens", ""),
    ]
    assert change.consequences[1].figures == {"before": 0, "limit": 4}
    settled = play(change.state, **JOINED)
    assert len(booked(settled, "F1")) == 3


# --- whole games ---------------------------------------------------------------------------------


@WILD
@given(data=st.data())
def test_money_is_conserved_over_any_change_and_states_survive_json(data):
    rules = scenario("mittelaue")
    state = start(rules, "wechsel", data.draw(st.sampled_from(MODELS)))
    for decided in data.draw(games(rules, 4)):
        before = state
        change = change_model(rules, state, data.draw(st.sampled_from(MODELS)))
        state = change.state
        assert {item.code for item in change.consequences} <= CONSEQUENCES.keys()
        assert codec.state_from_json(codec.state_to_json(state)) == state
        assert {n: t.account for n, t in state.towns.items()} == {
            n: t.account for n, t in before.towns.items()
        }
        assert state.fund.money == before.fund.money
        limit = rules.models[state.model].max_stage
        assert all(item.stage <= limit or item.loan for item in state.agreements)
        settled = settle(rules, state, decided)
        moved = Counter()
        for posting in settled.postings:
            moved[posting.source] -= posting.amount
            moved[posting.target] += posting.amount
        assert sum(moved.values()) == 0
        assert settled.state_after.fund.money - state.fund.money == moved["fonds"]
        state = settled.state_after


@WILD
@given(data=st.data())
def test_a_game_whose_model_changed_replays_and_compares_as_it_was(data):
    rules = scenario("mittelaue")
    played = data.draw(games(rules, 3))
    numbers = st.integers(1, len(played))
    models = data.draw(st.dictionaries(numbers, st.sampled_from(MODELS), max_size=2))
    state, original = start(rules, "wechsel", "alles"), []
    for decided in played:
        if state.round in models:
            state = change_model(rules, state, models[state.round]).state
        original.append(settle(rules, state, decided))
        state = original[-1].state_after
    assert list(replay(rules, "wechsel", "alles", played, models)) == original
    for change in (Change(), Change(models=models)):
        result = play_again(rules, "wechsel", "alles", played, change, models)
        assert [c.played for c in result.rounds] == [c.again for c in result.rounds] == original
        assert result.gaps == ()
        assert all(c.void == c.revived == c.gaps == () for c in result.rounds)


def test_what_if_the_model_had_not_been_changed():
    rules = scenario()
    played = [JOINED, {}, {}]
    result = play_again(rules, "v", "alles", played, Change(models={}), {2: "allein"})
    assert [c.played.state_after.model for c in result.rounds] == ["alles", "allein", "allein"]
    assert [c.again.state_after.model for c in result.rounds] == ["alles"] * 3
    assert booked(result.rounds[1].played, "F1") == []
    assert len(booked(result.rounds[1].again, "F1")) == 3
    assert {(gap.code, gap.round) for gap in result.gaps} == {(NOT_ASKED, 2), (NOT_ASKED, 3)}


def test_what_if_another_model_had_held_all_the_time():
    result = play_again(
        scenario(), "v", "alles", [JOINED, {}], Change(model="verband"), {2: "allein"}
    )
    assert [c.again.state_after.model for c in result.rounds] == ["verband", "verband"]


@pytest.mark.parametrize(
    ("models", "path", "value"),
    [
        ({2: "anarchie"}, "model", "anarchie"),
        ({4: "allein"}, "models", 4),
        ({0: "allein"}, "models", 0),
    ],
)
def test_a_change_that_cannot_be_is_refused(models, path, value):
    with pytest.raises(ScenarioError) as caught:
        play_again(scenario(), "v", "alles", [{}, {}], Change(models=models))
    assert (caught.value.path, caught.value.value) == (path, value)
