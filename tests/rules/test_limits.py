"""Limits and legality are one truth: what the limits offer passes, one step beyond is refused."""

from dataclasses import replace

import pytest

from games.rules.effects.goals import PROMISES
from games.rules.legality import check, clean, limits
from games.rules.model import Application, Decision, FundStance, Guess, Level
from games.rules.settle import settle
from games.rules.start import start
from games.rules.work import Round
from tests.rules.regions import scenario
from tests.rules.test_midgame import middles

SLUGS = ("einstieg", "mittelaue", "talbad")
MODELS = ("allein", "austausch", "fonds_lueneburg", "alles")


def cases(slug):
    """First states under some models, and some of the middle of games, with a town in debt."""
    rules = scenario(slug)
    found = [start(rules, "grenzen", model) for model in MODELS] + middles(slug)[:: len(MODELS)]
    first = found[-1]
    town = min(first.towns)
    watched = replace(first.towns[town], watched=True)
    return rules, [*found, replace(first, towns={**first.towns, town: watched})]


def every_seat(slug):
    rules, states = cases(slug)
    for state in states:
        for town in state.towns:
            yield rules, state, town, limits(rules, state, town)


def legal(rules, state, town, **fields):
    """Whether a decision stands as it is; what is dropped is said, what is not stays."""
    decision = Decision(**fields)
    kept, notes = clean(Round(rules, state), town, decision)
    assert (kept == decision) == (notes == ())
    return notes == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_levels_and_places(slug):
    for rules, state, town, allowed in every_seat(slug):
        for name in rules.services:
            offered = allowed.levels.get(name, ())
            passing = [lv for lv in Level if legal(rules, state, town, levels={name: lv})]
            assert set(offered) == set(passing)
            assert (name in allowed.places_max) == legal(rules, state, town, places={name: 0})
        for name, most in allowed.places_max.items():
            least = allowed.places_min[name]
            for count, fine in ((most, 1), (most + 1, 0), (least, 1), (least - 1, 0)):
                assert legal(rules, state, town, places={name: count}) == bool(fine)


@pytest.mark.parametrize("slug", SLUGS)
def test_building_and_fund(slug):
    for rules, state, town, allowed in every_seat(slug):
        for field, most in (("greenfield", allowed.max_greenfield), ("inner", allowed.max_inner)):
            assert legal(rules, state, town, **{field: most})
            assert not legal(rules, state, town, **{field: most + 1})
            assert not legal(rules, state, town, **{field: -1})
        passing = [stance for stance in FundStance if legal(rules, state, town, fund=stance)]
        inside = town in state.fund.members
        assert set(allowed.fund_stances) == set(passing) - ({FundStance.JOIN} if inside else set())
        for card in rules.projects:
            asked = (Application(card, anyway=True),)
            assert (card in allowed.projects) == legal(rules, state, town, applications=asked)


@pytest.mark.parametrize("slug", SLUGS)
def test_neighbours_and_modules(slug):
    for rules, state, town, allowed in every_seat(slug):
        other = max(name for name in state.towns if name != town)
        assert allowed.may_meet is legal(rules, state, town, meetings=(other,))
        assert allowed.may_share_data is legal(rules, state, town, share_data=True)
        assert allowed.may_pay_help is legal(rules, state, town, payments={other: 1})
        assert not legal(rules, state, town, payments={other: 0})
        assert set(allowed.may_promise) == {
            name for name in PROMISES if legal(rules, state, town, promises=(name,))
        }
        assert allowed.watched is state.towns[town].watched
        goal = min(rules.goals, default="")
        assert set(allowed.may_guess) == {
            name for name in state.towns if legal(rules, state, town, guess=Guess(name, goal))
        }


@pytest.mark.parametrize("slug", SLUGS)
def test_pledges(slug):
    for rules, state, town, allowed in every_seat(slug):
        if not allowed.pledge_max:
            assert not legal(rules, state, town, pledge=max(1, allowed.pledge_min))
            continue
        for amount in (allowed.pledge_min, allowed.pledge_max):
            assert legal(rules, state, town, pledge=amount)
        for amount in (allowed.pledge_min - 1, allowed.pledge_max + 1):
            assert not legal(rules, state, town, pledge=amount)


def test_pledges_are_taken_up_to_the_last_round_and_until_it_is_built():
    rules = scenario("talbad")
    state = start(rules, "zusage", "verband")
    last = rules.threshold.last_round
    most = {
        number: limits(rules, replace(state, round=number), "talstadt").pledge_max
        for number in (1, last, last + 1)
    }
    assert most == {1: 8_500_000, last: 8_500_000 + 4 * 800_000, last + 1: 0}
    built = replace(state, threshold_built=True)
    assert limits(rules, built, "talstadt").pledge_max == 0
    late = check(rules, replace(state, round=last + 1), "talstadt", Decision(pledge=20_000))
    assert [(n.code, n.figures) for n in late] == [("pledge", {"limit": last, "wanted": last + 1})]


def test_the_limits_offered_are_those_that_are_settled():
    rules = scenario("mittelaue")
    state = start(rules, "abrechnung", "alles")
    allowed = limits(rules, state, "auestadt")
    decision = Decision(greenfield=allowed.max_greenfield, inner=allowed.max_inner)
    assert settle(rules, state, {"auestadt": decision}).notes == ()
