from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from games.rules.effects.people import noise, year
from games.rules.model import Decision
from tests.rules.regions import MITTELAUE, begin, booked, play, scenario, with_town

PEOPLE = scenario("mittelaue").people


def test_edge_upkeep_is_paid_for_all_dwellings_of_earlier_years():
    first = play(begin(), obertal=Decision(greenfield=40))
    assert booked(first, "W3") == []
    second = play(first.state_after, obertal=Decision(greenfield=10))
    assert booked(second, "W3") == [("obertal", "welt", 24636)]
    assert second.state_after.towns["obertal"].dwellings == 50


def test_newcomers_leave_other_towns_by_size_and_nearness():
    before = begin().towns
    after = play(begin(), mittelbach=Decision(greenfield=12)).state_after.towns
    change = {name: after[name].inhabitants - before[name].inhabitants for name in after}
    assert change == {"mittelbach": 26, "niederau": -4, "obertal": -17}


def test_inner_units_bring_people_from_outside():
    before = begin().towns["niederau"].inhabitants
    after = play(begin(), niederau=Decision(inner=5)).state_after.towns["niederau"]
    assert after.inhabitants == before + 5


def test_edge_building_empties_own_and_near_centres():
    plain = play(begin()).state_after.towns
    built = play(begin(), obertal=Decision(greenfield=40)).state_after.towns
    assert built["obertal"].vacancy - plain["obertal"].vacancy == 32
    assert built["mittelbach"].vacancy - plain["mittelbach"].vacancy == 48
    assert built["niederau"].vacancy - plain["niederau"].vacancy == 48


def test_vacancy_stays_between_nothing_and_its_limit():
    full = play(with_town(begin(), "niederau", vacancy=100), niederau=Decision(inner=10))
    assert full.state_after.towns["niederau"].vacancy == 0
    worst = play(with_town(begin(), "niederau", vacancy=2990))
    assert worst.state_after.towns["niederau"].vacancy == 3000


def test_year_follows_the_rates():
    # 1000 children: 1 dies (7 per 10000), 167 grow older, 40 per 10000 move in.
    assert year(PEOPLE, [1000, 0, 0, 0, 0, 0], [40, 0, 0, 0, 0, 0], 0) == [836, 167, 0, 0, 0, 0]
    # 220 and 110 births per 10000 of the groups 18-29 and 30-64.
    assert year(PEOPLE, [0, 0, 1000, 1000, 0, 0], [0] * 6, 0)[0] == 33


def test_noise_is_half_common_half_own():
    drawn = {noise(PEOPLE, "v", number, "auestadt") for number in range(1, 60)}
    assert min(drawn) >= -30
    assert max(drawn) <= 30
    assert len(drawn) > 20
    assert noise(replace(PEOPLE, noise=0), "v", 1, "auestadt") == 0


def test_people_move_to_better_services_and_nobody_is_lost():
    rules = scenario("mittelaue")
    still = replace(rules, people=replace(rules.people, move_strength=0))
    moved, stayed = (
        play(begin("mittelaue")).state_after,
        play(begin("mittelaue"), still).state_after,
    )
    change = {n: moved.towns[n].inhabitants - stayed.towns[n].inhabitants for n in MITTELAUE}
    assert sum(change.values()) == 0
    assert change["hammerfurt"] > 0 > change["kleinholm"]


@given(st.lists(st.integers(0, 5000), min_size=6, max_size=6), st.integers(-30, 30))
def test_no_age_group_is_ever_negative(people, chance):
    for migration in PEOPLE.migration.values():
        assert min(year(PEOPLE, people, migration, chance)) >= 0
