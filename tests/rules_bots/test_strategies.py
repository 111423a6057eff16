"""What the single strategies are about, and what they must not know."""

from dataclasses import replace

import pytest

from games.rules.bots import STRATEGIES, TITLES
from games.rules.bots.household import improve, renew
from games.rules.bots.play import play
from games.rules.bots.seat import Draft, take
from games.rules.model import Agreement, Decision, FundStance, FundState, Level
from games.rules.start import start

QUIET = Decision()


def with_town(state, town, **changes):
    return replace(state, towns={**state.towns, town: replace(state.towns[town], **changes)})


def with_trust(state, value, towards=""):
    """Everybody trusts everybody (or one town) this much."""
    trust = {
        i: {j: value if towards in ("", j) else old for j, old in row.items()}
        for i, row in state.trust.items()
    }
    return replace(state, trust=trust)


def test_every_strategy_has_a_title():
    assert set(STRATEGIES) == {
        "allein",
        "trittbrett",
        "reziprok",
        "fonds",
        "kooperativ",
        "zufall",
    }
    assert set(TITLES) == set(STRATEGIES)
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_a_decision_depends_on_nothing_but_its_arguments(mittelaue, first_day, name):
    first = STRATEGIES[name](mittelaue, first_day, "moorweiler")
    STRATEGIES[name](mittelaue, first_day, "auestadt")
    assert STRATEGIES[name](mittelaue, first_day, "moorweiler") == first


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_nobody_knows_the_goals_of_the_others(mittelaue, first_day, name):
    state = first_day
    for _ in range(3):
        changed = state
        for town in state.towns:
            if town != "moorweiler":
                changed = with_town(changed, town, goal="bad_offen")
        assert STRATEGIES[name](mittelaue, changed, "moorweiler") == STRATEGIES[name](
            mittelaue, state, "moorweiler"
        )
        state = replace(state, round=state.round + 1)


@pytest.mark.parametrize("name", ["allein", "trittbrett"])
def test_loners_leave_everything_joint_alone(mittelaue, first_day, name):
    decision = STRATEGIES[name](mittelaue, first_day, "auestadt")
    word = {"allein": (), "trittbrett": ("kein_neubau",)}[name]
    shared = (
        decision.fund,
        decision.proposals,
        decision.consents,
        decision.applications,
        decision.votes,
        decision.meetings,
        decision.share_data,
        decision.payments,
        decision.promises,
        decision.guess,
    )
    assert shared == (FundStance.STAY, (), (), (), {}, (), None, {}, word, None)


def test_free_riders_build_to_the_limit_and_spare_what_is_voluntary(mittelaue, first_day):
    decision = STRATEGIES["trittbrett"](mittelaue, first_day, "auestadt")
    assert decision.greenfield == take(mittelaue, first_day, "auestadt").limits.max_greenfield == 96
    assert decision.levels == {
        "freibad": Level.SAVE,
        "hallenbad": Level.SAVE,
        "buecherei": Level.SAVE,
    }


def test_allein_renews_what_is_worn_and_saves_only_when_money_is_short(mittelaue, first_day):
    worn = {
        name: replace(service, condition=3000 if name == "bauhof" else 5500)
        for name, service in first_day.towns["auestadt"].services.items()
    }
    rich = with_town(first_day, "auestadt", services=worn, account=3_000_000)
    decision = STRATEGIES["allein"](mittelaue, rich, "auestadt")
    assert decision.levels["bauhof"] is Level.RENEW
    assert Level.SAVE not in decision.levels.values()
    poor = with_town(first_day, "auestadt", services=worn, account=0, running=-1)
    decision = STRATEGIES["allein"](mittelaue, poor, "auestadt")
    assert decision.levels == {
        "freibad": Level.SAVE,
        "hallenbad": Level.SAVE,
        "buecherei": Level.SAVE,
    }


def test_places_nobody_needs_are_given_up_when_the_budget_runs_at_a_loss(mittelaue, first_day):
    broke = with_town(first_day, "moorweiler", running=-1)
    fine = with_town(first_day, "moorweiler", running=1)
    # 299 children x 62 % = 185 places asked for, 194 with the margin; 219 pupils, 230 places
    assert STRATEGIES["allein"](mittelaue, broke, "moorweiler").places == {
        "kita": -26,
        "grundschule": -50,
    }
    assert STRATEGIES["allein"](mittelaue, fine, "moorweiler").places == {}


def test_money_beyond_the_savings_builds_places_that_are_short(mittelaue, first_day):
    rich = with_town(first_day, "sonnenbrueck", account=9_000_000)
    assert STRATEGIES["kooperativ"](mittelaue, rich, "sonnenbrueck").places == {
        "kita": 38,
        "grundschule": 10,
    }


def test_what_is_renewed_is_paid_once(mittelaue, first_day):
    rich = with_town(first_day, "moorweiler", account=9_000_000)
    draft = Draft(take(mittelaue, rich, "moorweiler"), reserve=0)
    renew(draft, below=5000)
    assert draft.levels == {"freibad": Level.RENEW, "buecherei": Level.RENEW}
    assert draft.cash == 9_000_000 - 616_000 - 66_000
    improve(draft, below=5000, reserve=0)
    assert draft.cash == 9_000_000 - 616_000 - 66_000


def test_fonds_joins_applies_and_signs_nothing(mittelaue, first_day):
    joined = replace(
        first_day,
        fund=FundState(members=tuple(sorted(first_day.towns)), started=True),
    )
    decision = STRATEGIES["fonds"](mittelaue, first_day, "moorweiler")
    assert decision.fund is FundStance.JOIN
    decision = STRATEGIES["fonds"](
        mittelaue, with_town(joined, "moorweiler", account=900_000), "moorweiler"
    )
    assert [item.project for item in decision.applications][:1] == ["alte_molkerei"]
    assert decision.proposals == ()
    assert not any("#" in item for item in decision.consents)
    assert decision.share_data is None


def test_reziprok_signs_with_friends_and_not_with_somebody_who_broke_trust(mittelaue, first_day):
    def takes_part(state):
        decisions = [STRATEGIES["reziprok"](mittelaue, state, town) for town in state.towns]
        offered = sum(len(decision.proposals) for decision in decisions)
        agreed = sum("#" in item for decision in decisions for item in decision.consents)
        return offered, agreed

    friends = with_trust(first_day, 5000)
    assert takes_part(friends) == (2, 10)
    cheated = with_trust(friends, 3100, towards="hammerfurt")
    assert takes_part(cheated) == (2, 10)
    broken = replace(
        friends,
        trust={
            **friends.trust,
            "auestadt": {**friends.trust["auestadt"], "hammerfurt": 2700},
        },
    )
    assert STRATEGIES["reziprok"](mittelaue, broken, "auestadt").consents == ()


def test_reziprok_promises_not_to_build_among_friends_and_builds_among_foes(mittelaue, first_day):
    friendly = STRATEGIES["reziprok"](mittelaue, with_trust(first_day, 5000), "auestadt")
    assert (friendly.greenfield, friendly.promises) == (0, ("kein_neubau",))
    hostile = STRATEGIES["reziprok"](mittelaue, with_trust(first_day, 1000), "auestadt")
    assert (hostile.greenfield, hostile.promises) == (48, ())


def test_reziprok_keeps_its_word_even_among_foes(mittelaue, first_day):
    bound = with_town(with_trust(first_day, 1000), "auestadt", promises=("kein_neubau",))
    assert STRATEGIES["reziprok"](mittelaue, bound, "auestadt").greenfield == 0


def test_reziprok_leaves_a_fund_that_never_starts(mittelaue, first_day):
    waiting = replace(first_day, round=3, fund=FundState(members=("auestadt",)))
    assert STRATEGIES["reziprok"](mittelaue, waiting, "auestadt").fund is FundStance.STAY
    late = replace(waiting, round=4)
    assert STRATEGIES["reziprok"](mittelaue, late, "auestadt").fund is FundStance.LEAVE
    assert STRATEGIES["reziprok"](mittelaue, late, "moorweiler").fund is FundStance.STAY


def test_kooperativ_never_promises_a_fund_that_does_not_work(mittelaue, first_day):
    members = tuple(sorted(first_day.towns))
    idle = replace(first_day, fund=FundState(members=members))
    assert "fonds" not in STRATEGIES["kooperativ"](mittelaue, idle, "auestadt").promises
    working = replace(first_day, fund=FundState(members=members, started=True))
    assert "fonds" in STRATEGIES["kooperativ"](mittelaue, working, "auestadt").promises


def test_kooperativ_helps_the_town_the_flood_hits(mittelaue):
    helped = []
    for number in range(40):
        state = replace(start(mittelaue, f"flut-{number}", "alles"), round=2)
        paid = STRATEGIES["kooperativ"](mittelaue, state, "sonnenbrueck").payments
        helped += paid.items()
    assert helped
    assert {amount for _, amount in helped} == {9000}
    assert "sonnenbrueck" not in {town for town, _ in helped}


def test_zufall_uses_the_whole_breadth_of_decisions(mittelaue):
    everyone = dict.fromkeys(mittelaue.municipalities, "zufall")
    state = start(mittelaue, "breit", "alles")
    rules = {
        posting.rule
        for entry in play(mittelaue, "breit", "alles", everyone, rounds=8)
        for posting in entry.postings
    }
    assert {"L2", "L3", "W1", "W2", "F1", "F4", "H1"} <= rules
    decisions = [STRATEGIES["zufall"](mittelaue, state, town) for town in state.towns]
    assert len({decision.greenfield for decision in decisions}) > 3
    again = replace(state, seed="anders")
    assert [STRATEGIES["zufall"](mittelaue, again, town) for town in state.towns] != decisions


def union(first_day, *, stage=4, notices=None):
    members = tuple(sorted(first_day.towns))
    return Agreement(
        id="bauhof-1",
        service="bauhof",
        stage=stage,
        members=members,
        sites=(),
        key="alleinkosten",
        founded=1,
        starts=1,
        first_started=1,
        notices=notices or {},
    )


def test_kooperativ_lets_everybody_go_and_reziprok_only_whom_it_mistrusts(mittelaue, first_day):
    leaving = replace(
        with_trust(first_day, 5000), agreements=(union(first_day, notices={"hammerfurt": 3}),)
    )
    cold = with_trust(leaving, 3000, towards="hammerfurt")

    def released(name, state, town="auestadt"):
        return STRATEGIES[name](mittelaue, state, town).release

    assert released("kooperativ", leaving) == released("kooperativ", cold) == ("bauhof-1",)
    assert released("reziprok", leaving) == ()
    assert released("reziprok", cold) == ("bauhof-1",)
    assert released("reziprok", cold, "hammerfurt") == ()
    staying = replace(cold, agreements=(union(first_day),))
    assert released("kooperativ", staying) == ()
    weaker = replace(cold, agreements=(union(first_day, stage=3, notices={"hammerfurt": 3}),))
    assert released("kooperativ", weaker) == ()


def test_reziprok_leaves_the_company_of_a_cheat_unless_it_promised_to_stay(mittelaue, first_day):
    together = replace(with_trust(first_day, 5000), agreements=(union(first_day),))
    cheated = with_trust(together, 2700, towards="hammerfurt")

    def left(state, town="auestadt"):
        return STRATEGIES["reziprok"](mittelaue, state, town).leave

    assert left(together) == ()
    assert left(cheated) == ("bauhof-1",)
    assert left(cheated, "hammerfurt") == ()
    assert left(with_town(cheated, "auestadt", promises=("kein_austritt",))) == ()
    going = replace(cheated, agreements=(union(first_day, notices={"hammerfurt": 3}),))
    assert left(going) == ()
    gone = replace(cheated, agreements=(union(first_day, notices={"auestadt": 3}),))
    assert left(gone) == ()


def test_trittbrett_promises_breaks_its_word_and_pays_less_than_its_share(mittelaue, first_day):
    bound = replace(first_day, agreements=(union(first_day, stage=3),))
    promised = with_town(bound, "auestadt", promises=("kein_neubau",))
    decision = STRATEGIES["trittbrett"](mittelaue, promised, "auestadt")
    assert decision.promises == ("kein_neubau",)
    assert decision.greenfield == 96
    assert decision.withhold == ("bauhof-1",)
    assert STRATEGIES["trittbrett"](mittelaue, first_day, "auestadt").withhold == ()


def test_fonds_promises_the_fund_that_works(mittelaue, first_day):
    members = tuple(sorted(first_day.towns))
    working = replace(first_day, fund=FundState(members=members, started=True))
    assert STRATEGIES["fonds"](mittelaue, working, "auestadt").promises == ("fonds",)
    assert STRATEGIES["fonds"](mittelaue, first_day, "auestadt").promises == ()
