"""The net of trust and agreements says what the states say, and its numbers can be read."""

from dataclasses import replace
from itertools import combinations

import pytest

from bench import eight
from games.charts.net_places import TALL, WIDE, Curve, Labels, spread_out
from games.charts.network import network_figure
from games.charts.trust_pairs import MOST_LINES, TELLING, in_force
from games.selectors.regionmap import region_map
from tests.charts.played import record

ALL_ROUNDS = range(7)


def wide(figure):
    return figure.drawn.sheets[0]


def tall(figure):
    return figure.drawn.sheets[1]


@pytest.fixture(scope="module")
def eight_towns():
    return record(rounds=8, content=eight.content)


@pytest.mark.parametrize("number", ALL_ROUNDS)
def test_every_pair_has_the_mean_of_both_directions_and_its_change_since_round_one(played, number):
    figure = network_figure(played.scenario, played.states, number)

    rows = {row[0]: row for row in figure.table.values}
    assert len(rows) == 15
    trust, first = played.states[number].trust, played.states[1].trust
    for one, two in combinations(played.scenario.municipalities, 2):
        _names, value, change, _agreed = rows[f"{played.name(one)} und {played.name(two)}"]
        both = (trust[one][two] + trust[two][one]) / 2
        assert value == pytest.approx(both / 100, abs=0.06)
        if number < 2:
            assert change == ""
        else:
            assert change == pytest.approx(
                (both - (first[one][two] + first[two][one]) / 2) / 100, abs=0.12
            )


def test_the_sentence_names_the_widest_the_narrowest_and_what_moved_most(played):
    figure = network_figure(played.scenario, played.states, 6)

    rows = figure.table.values
    best, least = max(rows, key=lambda row: row[1]), min(rows, key=lambda row: row[1])
    most = max(rows, key=lambda row: abs(row[2]))
    assert figure.finding.startswith(f"Am weitesten trauen sich {best[0]} (")
    assert f"am wenigsten {least[0]} (" in figure.finding
    assert f"das Vertrauen von {most[0]} (" in figure.finding


def test_an_agreement_shows_from_the_round_in_which_it_starts(played):
    state = played.end
    item = state.agreements[0]
    later = replace(state, agreements=(replace(item, starts=7),))

    assert in_force(later, 6) == ()
    assert in_force(later, 7) == later.agreements


def test_agreements_in_force_are_named_marked_and_drawn_as_a_net_of_their_members(played):
    figure = network_figure(played.scenario, played.states, 6)

    running = [item for item in played.end.agreements if item.starts <= 6]
    drawn = figure.drawn
    assert running, "the game has to have some"
    assert [pact.members for pact in drawn.pacts] == [
        tuple(played.name(town) for town in item.members) for item in running
    ]
    assert [(pact.stage, pact.equalised) for pact in drawn.pacts] == [
        (item.stage, item.equalise) for item in running
    ]
    assert any(pact.equalised for pact in drawn.pacts)
    most = max(len(item.members) for item in running)
    assert len(wide(figure).lines) >= most - 1
    agreed = {row[0]: row[3] for row in figure.table.values if row[3]}
    assert set(agreed) == {
        f"{played.name(one)} und {played.name(two)}"
        for one, two in combinations(played.scenario.municipalities, 2)
        if any({one, two} <= set(item.members) for item in running)
    }


def test_a_chosen_municipality_has_its_own_lines_and_agreements_alone(played):
    figure = network_figure(played.scenario, played.states, 6, "moorweiler")

    everything = network_figure(played.scenario, played.states, 6)
    for sheet in figure.drawn.sheets:
        assert len(sheet.ties) == 5
        assert {tie.pair.one for tie in sheet.ties} == {"moorweiler"}
    of_all = {frozenset(row[0].split(" und ")): row[1:] for row in everything.table.rows}
    for names, *cells in figure.table.rows:
        assert names.startswith("Moorweiler und ")
        assert tuple(cells[:3]) == of_all[frozenset(names.split(" und "))]
    assert [pact for pact in everything.drawn.pacts if "Moorweiler" in pact.members] == list(
        figure.drawn.pacts
    )


def test_a_chosen_municipality_sees_both_directions(played):
    figure = network_figure(played.scenario, played.states, 6, "moorweiler")

    trust = played.end.trust
    assert [each.town.id for each in figure.drawn.neighbours] == [
        tie.pair.two for tie in reversed(wide(figure).ties)
    ]
    for row, each in zip(figure.table.values, figure.drawn.neighbours, strict=True):
        given, received = trust["moorweiler"][each.town.id], trust[each.town.id]["moorweiler"]
        assert (each.pair.given, each.pair.received) == (given, received)
        assert row[4:] == (given / 100, received / 100)
    assert any(each.pair.given != each.pair.received for each in figure.drawn.neighbours)
    assert network_figure(played.scenario, played.states, 6).drawn.neighbours == ()


def test_lines_get_thicker_with_trust_and_dashed_where_it_fell(played):
    drawn = wide(network_figure(played.scenario, played.states, 6))

    by_trust = sorted(drawn.ties, key=lambda tie: tie.pair.trust)
    assert [tie.width for tie in by_trust] == sorted(tie.width for tie in drawn.ties)
    assert by_trust[0].width < by_trust[-1].width
    for tie in drawn.ties:
        assert tie.pair.fell == (tie.pair.moved.startswith("−"))
    assert {tie.pair.fell for tie in drawn.ties} == {True, False}


def test_a_phone_gets_the_strongest_ties_and_those_that_lost_most(eight_towns):
    figure = network_figure(eight_towns.scenario, eight_towns.states, 8)

    everything = [tie.pair for tie in wide(figure).ties]
    kept = {tie.pair for tie in tall(figure).ties}
    assert len(everything) == 28
    assert TELLING < len(kept) <= 2 * TELLING
    assert figure.drawn.left_out
    best = sorted(everything, key=lambda pair: -pair.trust)[:TELLING]
    lost = sorted(everything, key=lambda pair: pair.change)[:TELLING]
    assert {pair.trust for pair in best} <= {pair.trust for pair in kept}
    assert {pair.change for pair in lost if pair.fell} <= {pair.change for pair in kept}
    for pair in set(everything) - kept:
        assert pair.trust <= best[-1].trust


def test_a_phone_gets_all_ties_of_one_municipality(eight_towns):
    figure = network_figure(eight_towns.scenario, eight_towns.states, 8, "neuried")

    assert len(tall(figure).ties) == len(figure.drawn.neighbours) == 7
    assert len(figure.drawn.neighbours) <= MOST_LINES
    assert not figure.drawn.left_out


@pytest.mark.parametrize("frame", [WIDE, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("many", ["six", "eight"])
def test_places_keep_apart_and_inside_the_frame(played, eight_towns, frame, many):
    game = {"six": played, "eight": eight_towns}[many]
    towns = spread_out(region_map(game.scenario).towns, frame)

    for one, two in combinations(towns, 2):
        assert (one.x - two.x) ** 2 + (one.y - two.y) ** 2 > 120**2
    for town in towns:
        assert 0 < town.mark_x < frame.width - town.mark_size
        assert 0 < town.mark_y < town.label_y < frame.height


@pytest.mark.parametrize("number", ALL_ROUNDS)
def test_numbers_at_lines_do_not_cover_one_another(played, number):
    for sheet, least in zip(
        network_figure(played.scenario, played.states, number).drawn.sheets, (10, 4), strict=True
    ):
        placed = [tie.label for tie in sheet.ties if tie.label]
        assert len(placed) >= least
        broad, high = sheet.frame.value
        for (x, y), (other_x, other_y) in combinations(placed, 2):
            assert abs(x - other_x) >= broad - 1 or abs(y - other_y) >= high - 1


def test_a_number_without_room_is_left_out():
    labels = Labels((), WIDE)
    line = Curve(0, 0, 60, 0)

    assert labels.place(line, (92, 40)) == (30, 0)
    assert labels.place(line, (92, 40)) is None


def test_a_line_beside_another_runs_along_it():
    assert Curve(0, 0, 100, 0).beside(10).path() == "M0 10L100 10"
    assert Curve(0, 0, 100, 0, bend=20).at(0.5) == (50, 10)
