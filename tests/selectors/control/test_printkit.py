"""What is printed equals what the scenario, the seats and the rules say."""

import pytest

from games.errors import NotAllowed
from games.models import Seat
from games.rules.legality import limits
from games.selectors.printkit import print_kit
from games.selectors.scenarios import scenario_of, state_after
from games.services import seats
from tests.cast import NOW, assemble, sit_down

pytestmark = pytest.mark.django_db


def test_only_the_facilitator_prints():
    cast = assemble()
    with pytest.raises(NotAllowed):
        print_kit(cast.anna.viewer)


def test_every_standing_seat_has_one_card_with_its_code():
    cast = assemble()
    gone = sit_down(cast.game, "Emma", 1).viewer.seat_id
    seats.remove_seat(cast.frieda.viewer, seat_id=gone, now=NOW)
    kit = print_kit(cast.frieda.viewer)
    standing = Seat.objects.filter(game=cast.game, removed_at__isnull=True)
    assert {seat.code for seat in kit.seats} == set(standing.values_list("code", flat=True))
    assert [card for sheet in kit.seat_sheets for card in sheet] == list(kit.seats)
    assert all(len(sheet) <= 6 for sheet in kit.seat_sheets)
    first = [seat.number for seat in kit.seats if seat.team == kit.towns[0].name]
    assert first == list(range(1, len(first) + 1))


def test_before_the_start_the_sheets_show_the_first_day():
    cast = assemble()
    scenario = scenario_of(cast.fresh())
    for town, data in zip(
        print_kit(cast.frieda.viewer).towns, scenario.municipalities.values(), strict=True
    ):
        assert (town.name, town.account, town.vacancy) == (data.name, data.account, data.vacancy)
        assert town.inhabitants == sum(data.people)
        assert {service.name for service in town.services} == {
            scenario.services[name].name for name in data.services
        }


def test_forms_offer_what_the_rules_allow_in_the_running_round():
    cast = assemble()
    cast.play_until("deciding", round_number=2)
    kit = print_kit(cast.frieda.viewer)
    assert kit.round_number == 2
    scenario, state = scenario_of(cast.fresh()), state_after(cast.game.pk, 1)
    for team, town in zip(cast.teams, kit.towns, strict=True):
        allowed = limits(scenario, state, team.town)
        assert town.max_greenfield == allowed.max_greenfield
        assert [len(service.levels) for service in town.services] == [
            len(levels) for levels in allowed.levels.values()
        ]
        assert len(town.projects) == len(allowed.projects)
        assert town.account == state.towns[team.town].account


def test_each_town_gets_its_own_goal_and_no_other():
    cast = assemble(scenario="mittelaue")
    scenario = scenario_of(cast.fresh())
    cast.play_until("briefing")
    state = state_after(cast.game.pk, 0)
    for team, town in zip(cast.teams, print_kit(cast.frieda.viewer).towns, strict=True):
        assert town.goal_name == scenario.goals[state.towns[team.town].goal].name
