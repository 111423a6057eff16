from dataclasses import replace

import pytest

from games.rules.effects.trust import next_trust
from games.rules.model import Decision, Effect, Event, FundStance, FundState, Guess
from tests.rules.regions import (
    MITTELAUE,
    begin,
    booked,
    joint,
    play,
    rounds,
    scenario,
    with_modules,
    with_town,
)

RULES = scenario("mittelaue").trust


@pytest.mark.parametrize(
    ("trust", "good", "bad", "after"),
    [
        (4000, 5000, 0, 4450),
        (4000, 0, 3000, 3580),
        (5000, 0, 0, 4980),
        (3300, 0, 0, 3314),
        (4000, 20000, 0, 4900),
        (9800, 10000, 0, 9800),
        (300, 0, 10000, 200),
        (4000, 2000, 2000, 3900),
    ],
)
def test_trust_grows_slowly_and_breaks_fast(trust, good, bad, after):
    assert next_trust(RULES, trust, good, bad) == after


def trust_after(state, viewer, other, rules=None, **decisions):
    return play(state, rules, **decisions).state_after.trust[viewer][other]


def test_meeting_counts_only_if_both_name_each_other():
    one = {"obertal": Decision(meetings=("mittelbach",))}
    assert trust_after(begin(), "mittelbach", "obertal", **one) == 4000
    both = one | {"mittelbach": Decision(meetings=("obertal",))}
    assert trust_after(begin(), "mittelbach", "obertal", **both) == 4180


def test_open_data_counts_until_it_is_closed():
    shared = play(begin("mittelaue"), kleinholm=Decision(share_data=True))
    assert shared.state_after.trust["badquellau"]["kleinholm"] == 4180
    kept = play(shared.state_after)
    assert kept.state_after.trust["badquellau"]["kleinholm"] == 4355
    closed = play(shared.state_after, kleinholm=Decision(share_data=False))
    assert closed.state_after.trust["badquellau"]["kleinholm"] == 4176
    assert kept.state_after.towns["kleinholm"].rounds_data_shared == 2


def test_neighbours_mind_building_beyond_the_tolerated():
    assert trust_after(begin(), "niederau", "obertal", obertal=Decision(greenfield=20)) == 4000
    assert trust_after(begin(), "niederau", "obertal", obertal=Decision(greenfield=21)) == 3720
    far = {"kleinholm": Decision(greenfield=9)}
    assert trust_after(begin("mittelaue"), "badquellau", "kleinholm", **far) == 4000


def test_using_a_joint_site_without_paying_costs_trust():
    state = joint("freibad", 2, ("mittelbach", "obertal"), sites=("obertal",))
    trust = state.state_after.trust
    assert trust["obertal"]["niederau"] == 8000 - 420
    assert trust["niederau"]["obertal"] == 8000 - 80


def test_help_in_need_is_remembered():
    pay = {"obertal": Decision(payments={"niederau": 5000})}
    plain = play(begin(), **pay)
    assert booked(plain, "H1") == [("obertal", "niederau", 5000)]
    assert plain.state_after.trust["niederau"]["obertal"] == 4000
    watched = with_town(begin(), "niederau", watched=True)
    assert trust_after(watched, "niederau", "obertal", **pay) == 4720


def test_help_after_an_event_is_help_in_need():
    card = Event("x", "x", "x", "alle", (Effect("leerstand", change=100),), ("niederau",))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    pay = {"obertal": Decision(payments={"niederau": 1, "mittelbach": 1})}
    settled = play(begin(round=2), rules, **pay)
    assert settled.state_after.trust["niederau"]["obertal"] == 4720
    assert settled.state_after.trust["mittelbach"]["obertal"] == 4000
    assert settled.state_after.towns["niederau"].vacancy == 1330


# --- goals and promises --------------------------------------------------------------------------


def test_right_guess_is_a_sign_of_trust_for_the_one_understood():
    state = begin("mittelaue")
    goal = state.towns["kleinholm"].goal
    settled = play(state, auestadt=Decision(guess=Guess("kleinholm", goal)))
    assert settled.state_after.trust["kleinholm"]["auestadt"] == 4270
    assert settled.state_after.towns["auestadt"].guesses_right == 1
    wrong = next(name for name in scenario("mittelaue").goals if name != goal)
    missed = play(state, auestadt=Decision(guess=Guess("kleinholm", wrong))).state_after
    assert missed.trust["kleinholm"]["auestadt"] == 4000
    assert (missed.towns["auestadt"].guessed, missed.towns["auestadt"].guesses_right) == (
        ("kleinholm",),
        0,
    )


def test_every_town_gets_a_goal_of_its_own():
    goals = [town.goal for town in begin("mittelaue").towns.values()]
    assert sorted(goals) == sorted(scenario("mittelaue").goals)
    assert {town.goal for town in begin().towns.values()} == {""}


@pytest.mark.parametrize(
    ("promise", "keeping", "breaking"),
    [
        ("kein_neubau", {}, {"greenfield": 1}),
        ("fonds", {}, {"fund": FundStance.REFUSE}),
        ("kein_austritt", {}, {"leave": ("bauhof-1",)}),
    ],
)
def test_promises_are_checked_a_round_later(promise, keeping, breaking):
    state = joint("bauhof", 2, MITTELAUE[:4], begin("mittelaue", trust=5000)).state_after
    state = replace(state, fund=FundState(members=MITTELAUE, started=True))
    said = play(state, auestadt=Decision(promises=(promise,))).state_after
    silent = play(state).state_after

    def after(begun, decision):
        town = play(begun, auestadt=Decision(**decision)).state_after
        return town.trust["sonnenbrueck"]["auestadt"], town.towns["auestadt"]

    kept, town = after(said, keeping)
    assert kept > after(silent, keeping)[0]
    assert (town.promises_made, town.promises_kept) == (1, 1)
    broken, town = after(said, breaking)
    assert broken < said.trust["sonnenbrueck"]["auestadt"] - 1000
    assert (town.promises_made, town.promises_kept) == (1, 0)


# --- values, backing, forecast -------------------------------------------------------------------


def test_values_at_the_start_of_mittelaue():
    region = begin("mittelaue").region
    assert region.daseinsvorsorge == 8027


def test_region_is_the_mean_by_inhabitants():
    state = play(begin()).state_after
    heads = {name: town.inhabitants for name, town in state.towns.items()}
    total = sum(town.values.ortskern * heads[name] for name, town in state.towns.items())
    assert abs(state.region.ortskern - total / sum(heads.values())) <= 0.5


def test_backing_returns_to_normal():
    high = with_town(begin(), "niederau", backing=8000)
    normal = play(begin()).state_after.towns["niederau"].backing
    assert play(high).state_after.towns["niederau"].backing == normal + 1700


def test_backing_stays_within_its_bounds():
    card = Event("x", "x", "x", "alle", (Effect("rueckhalt", change=-9000),))
    rules = replace(with_modules(scenario(), events=True), events={"x": card})
    assert play(begin(round=2), rules).state_after.towns["niederau"].backing == 0


def test_many_bodies_cost_backing_and_time():
    pair = ("mittelbach", "obertal")
    state = begin(trust=9000)
    for service in ("verwaltung", "bauhof"):
        state = joint(service, 2, pair, state).state_after
    state = joint("freibad", 2, pair, state, sites=("obertal",)).state_after
    bodies = state.agreements
    extra = replace(bodies[0], id="mehr-9", service="kita", members=("niederau", "obertal"))
    crowded = replace(state, agreements=(*bodies, replace(extra, starts=99)))
    difference = (
        play(crowded).state_after.towns["obertal"].backing
        - play(state).state_after.towns["obertal"].backing
    )
    assert difference == -100


def test_shared_data_shrinks_the_error_of_the_forecast():
    alone = play(begin("mittelaue"))
    shared = play(begin("mittelaue"), **{name: Decision(share_data=True) for name in MITTELAUE})
    exact = rounds(begin("mittelaue"), 1, scenario("mittelaue"))
    assert exact.state_after == alone.state_after
    truth = {"auestadt": 1293, "kleinholm": 111, "sonnenbrueck": 550}
    for name, children in truth.items():
        off = abs(alone.state_after.towns[name].forecast - children)
        nearer = abs(shared.state_after.towns[name].forecast - children)
        assert off > 3 * nearer
