"""Maps, population and land: the tables recomputed from the states and postings of a game."""

from dataclasses import replace

import pytest

from games.charts.foreseen import Foreseen, ages_figure, foreseen_figure
from games.charts.ground import Ground, built, built_figure, causes_figure, moved, vacancy_figure
from games.charts.mapped import STEPS, measure, people, vacancy, value_map
from games.charts.pictures.people import forecast, people_of

YEARS = 3


def grounds(played):
    return [
        Ground(
            town.name,
            *built(played.settlements, name),
            tuple(state.towns[name].vacancy for state in played.states),
            moved(played.settlements, name),
        )
        for name, town in played.scenario.municipalities.items()
    ]


@pytest.mark.parametrize("number", [0, 3, 6])
def test_maps_show_the_state_of_their_round_and_what_changed(played, number):
    now, start = played.states[number].towns, played.states[0].towns
    expected = {
        "karte-einwohner": lambda t: t.inhabitants,
        "karte-leerstand": lambda t: t.vacancy / 100,
        "karte-finanzen": lambda t: t.values.finanzen / 100,
    }
    values = (people(), vacancy(), measure("karte-finanzen", "Finanzen", "finanzen"))

    for value in values:
        figure = value_map(value, played.scenario, played.states, number)
        read = expected[figure.id]
        for row, town in zip(figure.table.values, played.scenario.municipalities, strict=True):
            assert row[1] == pytest.approx(read(now[town]), abs=0.051)
            assert row[2] == pytest.approx(read(now[town]) - read(start[town]), abs=0.051)


def test_shades_are_the_same_in_every_round_and_follow_the_value(played):
    legends, shades = set(), {}
    for number in range(7):
        drawn = value_map(vacancy(), played.scenario, played.states, number).drawn
        legends.add(drawn.legend)
        for shown in drawn.towns:
            shades[played.states[number].towns[shown.town.id].vacancy] = shown.step

    assert len(legends) == 1
    steps = [shades[value] for value in sorted(shades)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, STEPS - 1)


def test_the_sentence_of_the_people_is_the_difference_of_the_sums(played):
    figure = value_map(people(), played.scenario, played.states, 6)

    first, last = (
        sum(town.inhabitants for town in state.towns.values())
        for state in (played.states[0], played.end)
    )
    word = "mehr" if last > first else "weniger"
    assert f"{abs(last - first)} {word} als beim Start" in figure.finding.replace(".", "", 1)


def test_groups_of_one_or_two_are_not_shown_and_all_together_stay_exact(played):
    few = dict(played.end.towns)
    few["kleinholm"] = replace(few["kleinholm"], people=(2, 1, 40, 300, 90, 20))
    state = replace(played.end, towns=few)

    shown = {town: people_of(state, (town,)) for town in few}

    assert all(count == 0 or count > 2 for groups in shown.values() for count in groups)
    assert sum(shown["kleinholm"]) == 453
    everybody = people_of(state, tuple(few))
    assert everybody == tuple(map(sum, zip(*(t.people for t in few.values()), strict=True)))
    assert everybody == tuple(map(sum, zip(*shown.values(), strict=True)))


def test_nothing_by_age_is_shown_where_the_sums_would_tell(played):
    alone = {"auestadt": replace(played.end.towns["auestadt"], people=(2, 0, 0, 0, 0, 0))}
    empty = replace(played.end.towns["kleinholm"], people=(0, 0, 0, 0, 0, 0))
    state = replace(played.end, towns=alone | {"kleinholm": empty})

    assert people_of(state, ("auestadt",)) is None


def foreseen(played, town):
    rules = played.scenario.people
    came = [state.towns[town].people[0] for state in played.states]
    made = [forecast(state, rules, (town,)) for state in played.states]
    return Foreseen(played.name(town), came, made, YEARS)


def test_a_forecast_stands_three_rounds_later_beside_what_came(played):
    values = foreseen(played, "auestadt")
    figure = foreseen_figure(values)

    rows = figure.table.values
    assert [row[1] for row in rows] == [s.towns["auestadt"].people[0] for s in played.states]
    assert [row[2] for row in rows[:YEARS]] == [""] * YEARS
    hits = 0
    for number in range(YEARS, 7):
        made = played.states[number - YEARS].towns["auestadt"]
        came, expected, low, high = rows[number][1:5]
        assert expected == made.forecast
        assert low < expected < high
        assert rows[number][5] == ("ja" if low <= came <= high else "nein")
        hits += low <= came <= high
    assert figure.finding.startswith(f"In {hits} von 4 Runden ")


def test_the_fan_gets_narrower_when_data_are_shared(played):
    values = foreseen(played, "auestadt")
    shared = [state.towns["auestadt"].shares_data for state in played.states]

    assert not shared[0]
    assert any(shared)
    for on, made in zip(shared, values.made, strict=True):
        own, alone = made.high - made.low, made.alone_high - made.alone_low
        assert own < alone if on else own == alone


def test_the_forecasts_of_all_are_those_of_each_added_up(played):
    towns = tuple(played.scenario.municipalities)
    rules = played.scenario.people

    together = forecast(played.end, rules, towns)

    each = [forecast(played.end, rules, (town,)) for town in towns]
    assert together.expected == sum(one.expected for one in each)
    assert (together.low, together.high) == (sum(o.low for o in each), sum(o.high for o in each))


def test_a_short_game_shows_the_first_forecast_to_its_end(played):
    values = foreseen(played, "auestadt")
    short = Foreseen(values.name, values.came[:2], values.made[:2], YEARS)
    figure = foreseen_figure(short)

    assert "weiter voraus, als gespielt wurde" in figure.finding
    assert len(figure.table.rows) == YEARS + 1
    assert figure.table.values[YEARS][1] == ""
    assert figure.table.values[YEARS][2] == values.made[0].expected
    for series in figure.options["series"]:
        assert len(series["data"]) == YEARS + 1


def test_age_structure_is_that_of_start_and_end(played):
    towns = tuple(played.scenario.municipalities)
    then, now = people_of(played.states[0], towns), people_of(played.end, towns)
    rows = ages_figure("alle", then, now, protected=False).table.values

    assert tuple(row[1] for row in rows) == then
    assert tuple(row[3] for row in rows) == now
    assert [row[5] for row in rows] == [b - a for a, b in zip(then, now, strict=True)]
    assert sum(row[4] for row in rows) == pytest.approx(100, abs=0.3)


def test_what_was_built_is_what_the_towns_have_and_decided(played):
    figure = built_figure(grounds(played))

    for row, town in zip(figure.table.values, played.scenario.municipalities, strict=True):
        dwellings = played.end.towns[town].dwellings - played.states[0].towns[town].dwellings
        assert row[1] == dwellings
        assert row[2] == sum(made[town].inner for made in played.decisions)
    assert sum(row[1] for row in figure.table.values)
    assert sum(row[2] for row in figure.table.values)


def test_the_causes_of_vacancy_add_up_to_its_change(played):
    towns = grounds(played)
    rows = causes_figure(towns).table.values

    for row, each in zip(rows, towns, strict=True):
        change = each.vacancy[-1] - each.vacancy[0]
        assert sum(each.causes.values()) == change
        assert row[-1] == pytest.approx(change / 100, abs=0.051)
        assert sum(row[1:-1]) == pytest.approx(row[-1], abs=0.06 * len(row))
    assert [row[1:] for row in vacancy_figure(towns).table.values] == [
        tuple(value / 100 for value in each.vacancy) for each in towns
    ]
