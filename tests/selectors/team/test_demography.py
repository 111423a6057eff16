"""People: own data in full, of the others what they share; the fan follows who shares."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.models import Settlement, Team
from games.rules.effects.forecast import error_share
from games.rules.money import FULL, part
from games.rules.work import demand
from games.selectors import money
from games.selectors.demography import demography, live_context, neighbours, places_services
from games.selectors.frame import place
from games.selectors.scenarios import states
from games.services import drafts
from tests.cast import NOW, assemble
from tests.rules.regions import scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble(scenario="mittelaue", seed="menschen")


@pytest.fixture
def quiet(cast):
    """Round 1 is decided; where nobody sits nobody decides, no bot either."""
    cast.play_until("briefing")
    Team.objects.filter(game=cast.game).update(bot="")
    cast.play_until("deciding")
    return cast


def share(person, number, *, on=True):
    revision = 0
    drafts.save_draft(
        person.viewer,
        round_number=number,
        revision=revision,
        changes={"share_data": on},
        now=NOW,
    )


def own(person, **named):
    return demography(place(person.viewer), **named)


def others(person):
    return neighbours(place(person.viewer))


def town_of(person):
    return place(person.viewer).team.town


def chart(found, name):
    return next(each for each in found.charts if each.id == name)


def test_before_the_start_there_are_no_data(cast):
    assert own(cast.anna) is None
    assert others(cast.anna) is None
    assert live_context(cast.anna.viewer)["form"] is None


def test_own_figures_and_charts_are_those_of_the_engine(cast):
    cast.play_until("deciding", round_number=3)
    history = states(cast.game.pk)
    found = own(cast.anna)
    me = [state.towns[town_of(cast.anna)] for state in history]
    assert found.after_round == 2
    assert found.figures[0].change == me[2].inhabitants - me[1].inhabitants
    stacks = chart(found, "entwicklung").options["series"]
    assert [line["data"] for line in stacks] == [
        [state.people[group] for state in me] for group in range(6)
    ]
    kita = next(each for each in places_services(scenario("mittelaue")) if each.id == "kita")
    wanted, places = chart(found, "plaetze-kita").options["series"]
    assert wanted["data"] == [demand(kita, state.people) for state in me]
    assert places["data"] == [state.services["kita"].places for state in me]
    assert {each.id for each in found.charts} == {
        "alter",
        "prognose",
        "entwicklung",
        "plaetze-kita",
        "plaetze-grundschule",
    }


def test_movements_add_up_to_the_change_of_inhabitants(cast):
    cast.play_until("deciding", round_number=3)
    found = own(cast.anna)
    assert [each.number for each in found.movements] == [2, 1]
    for each in found.movements:
        assert each.change == sum(reason.change for reason in each.reasons)


def test_the_fan_is_the_forecast_of_the_engine_with_the_width_of_the_rules(quiet):
    cast = quiet
    share(cast.anna, 1)
    share(cast.dora, 1)
    cast.play_until("deciding", round_number=2)
    rules = scenario("mittelaue").people
    expected = states(cast.game.pk)[-1].towns[town_of(cast.anna)].forecast
    width = part(rules.forecast_bias_max, error_share(rules, 1, 5, shares=True))
    assert width == 1020
    found = own(cast.anna)
    assert found.sharing.own.now == width
    row = chart(found, "prognose").table.rows[-1]
    low, high = part(expected, FULL - width), part(expected, FULL + width)
    assert row[2] == f"{money.number(low)}–{money.number(high)}"
    # Whoever does not share gains nothing from those who do.
    third = next(each for each in found.sharing.widths if not each.shares)
    assert third.now == 1200


def test_a_choice_in_the_draft_shows_everybodys_fan_before_and_after(quiet):
    cast = quiet
    share(cast.dora, 1)
    cast.play_until("deciding", round_number=2)
    shown = own(cast.anna, wanted=True).sharing
    assert (shown.on, shown.wanted, shown.changes, shown.others_sharing) == (False, True, True, 1)
    assert {
        each.town: (each.now, each.after) for each in shown.widths if each.now != each.after
    } == {
        town_of(cast.anna): (1200, 1020),
        town_of(cast.dora): (1200, 1020),
    }
    assert shown.steps == ((0, 1200), (1, 1020), (2, 840), (3, 660), (4, 480), (5, 300))
    assert shown.with_all == 300


def test_neighbours_show_what_they_share_and_nothing_else(quiet):
    cast = quiet
    share(cast.dora, 1)
    cast.play_until("deciding", round_number=2)
    newest = states(cast.game.pk)[-1]
    found = {each.name: each for each in others(cast.anna).towns}
    mine, dora = place(cast.anna.viewer).team, place(cast.dora.viewer).team
    assert found[mine.name].shared.groups == newest.towns[mine.town].people
    assert found[dora.name].shared.groups == newest.towns[dora.town].people
    silent = [each for each in found.values() if each.name not in (mine.name, dora.name)]
    assert [each.shared for each in silent] == [None] * 4
    assert all(each.inhabitants for each in silent)
    theirs = {each.name: each for each in others(cast.dora).towns}
    assert theirs[mine.name].shared is None


def test_small_numbers_of_others_are_protected_and_sums_stay(quiet):
    cast = quiet
    share(cast.dora, 1)
    cast.play_until("settled")
    town = town_of(cast.dora)
    row = Settlement.objects.get(game=cast.game, round_number=1)
    people = [2, 21, 1, 30, 12, 9]
    row.state_after["towns"][town]["people"] = people
    row.digest = "1" * 64
    row.save()
    found = next(
        each for each in others(cast.anna).towns if each.name == place(cast.dora.viewer).team.name
    )
    assert found.shared.groups is None or not {1, 2} & set(found.shared.groups)
    if found.shared.groups:
        assert sum(found.shared.groups) == sum(people)
    own_row = next(each for each in others(cast.dora).towns if each.own)
    assert list(own_row.shared.groups) == people


def test_charts_are_plain_json_with_a_table_of_the_same_figures(cast):
    cast.play_until("deciding", round_number=2)
    figures = [*own(cast.anna).charts, others(cast.anna).timeline]
    for each in figures:
        options = json.loads(json.dumps(each.options))
        assert options["tooltip"].get("renderMode") == "richText" or not options["tooltip"]["show"]
        assert each.finding
        assert each.table.rows
        assert {len(line) for line in each.table.rows} == {len(each.table.head)}


def test_the_number_of_queries_does_not_grow_with_rounds(cast):
    cast.play_until("deciding", round_number=2)
    few = queries(cast.anna)
    cast.play_until("deciding", round_number=3)
    assert queries(cast.anna) == few <= 9


def queries(person):
    own(person)
    others(person)
    with CaptureQueriesContext(connection) as captured:
        own(person)
        others(person)
    return len(captured)
