"""Charts for the wall: large letters in every picture, and what has no room is put together."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from bench import eight
from games.charts.figure import Figure, Remark, Table
from games.charts.pictures import budget, flows, region
from games.charts.pictures.forms import flow, link, node
from games.charts.pictures.themes import THEMES
from games.charts.wall import MOST_SIGNS, for_wall
from games.charts.wall.flow import MOST
from games.charts.whatif import region_results
from tests.charts.played import look

LEAST = 28
GAMES = {
    "six": {},
    "one round": {"rounds": 1},
    "eight": {"rounds": 8, "content": eight.content},
}
# These read more than the record; the walls of the browser tests show them.
PURE = [theme for theme in THEMES if theme.slug not in {"menschen", "sieben-v"}]


def sizes(value, key="fontSize"):
    """Every value of a key anywhere in options."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            else:
                yield from sizes(inner, key)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from sizes(inner, key)


@pytest.fixture(params=GAMES)
def seen(request):
    return look(**GAMES[request.param])


@pytest.mark.parametrize("theme", PURE, ids=lambda theme: theme.slug)
def test_every_picture_has_letters_for_the_last_row(theme, seen):
    for figure in theme.draw(seen):
        wall = for_wall(figure)
        assert (wall.id, wall.title, wall.table) == (figure.id, figure.title, figure.table)
        if figure.drawing:
            assert wall.drawn is not None
            continue
        letters = list(sizes(wall.options))
        assert letters, figure.id
        assert min(letters) >= LEAST, figure.id
        assert not wall.options["tooltip"]["show"]
        json.dumps(wall.options, allow_nan=False)


def test_the_game_under_another_rule_has_them_too():
    figure = for_wall(region_results([0, 10_000, 5_000], [0, 20_000, 5_000]))
    ends = [each["endLabel"] for each in figure.options["series"]]
    assert min(sizes(figure.options)) >= LEAST
    assert [each["formatter"].split()[0] for each in ends] == ["gespielt", "anders"]


def test_names_at_the_ends_of_lines_move_apart_by_themselves(seen):
    figure = for_wall(region.draw(seen)[1])
    for each in figure.options["series"]:
        assert each["labelLayout"] == {"moveOverlap": "shiftY"}
        assert each["endLabel"]["formatter"].endswith(each["name"])


def test_what_nobody_is_meant_to_see_stays_small(seen):
    words = for_wall(budget.waterfall(seen)).options["series"][-1]
    assert (words["type"], words["symbolSize"]) == ("scatter", 1)


@pytest.mark.parametrize("round_number", [None, 1])
def test_flows_of_money_have_few_places_and_lose_no_euro(round_number):
    page = flows.money_flows(look(round_number, rounds=8, content=eight.content))
    wall = for_wall(page)
    before, after = (each.options["series"][0] for each in (page, wall))
    depth = {each["name"]: each["depth"] for each in (*before["data"], *after["data"])}

    def between(links):
        sums = Counter()
        for each in links:
            sums[depth[each["source"]], depth[each["target"]]] += each["value"]
        return {ends: round(value, 3) for ends, value in sums.items()}

    assert between(after["links"]) == between(before["links"])
    sides = Counter(each["depth"] for each in after["data"])
    assert max(sides.values()) <= MOST
    names = [each["name"] for each in after["data"]]
    assert len(names) == len(set(names))
    assert {each[end] for each in after["links"] for end in ("source", "target")} == set(names)


def into_fund(names):
    """A chart in which places of these names pay 100, 101, … thousand into the fund."""
    data = [node("fonds", 1, "Fonds  1")]
    data += [node(f"0:{place}", 0, f"{name}  {place}") for place, name in enumerate(names)]
    links = [link(f"0:{place}", "fonds", 100_000 + place * 1000) for place in range(len(names))]
    figure = Figure("x", "X", "X.", flow(data, links), Table((), ()))
    return for_wall(figure).options["series"][0]


def test_a_name_that_has_no_room_is_cut_and_its_amount_stands():
    places = into_fund(["Ort", "Sehr langer Name " * 9])["data"]
    short, cut = (each["label"]["formatter"] for each in places if each["depth"] == 0)
    assert short == "Ort  0"
    assert cut.startswith("Sehr langer Name Sehr")
    assert cut.endswith("…  1")


def test_what_is_put_together_says_how_much_it_is():
    wall = into_fund(["Ort"] * 12)
    rest = wall["data"][-2]
    assert rest["label"]["formatter"].split() == ["Übriges", str(sum(range(100, 105)))]
    assert sum(each["value"] for each in wall["links"]) == sum(range(100, 112))


def test_signs_of_people_go_first_and_the_rest_is_counted(seen):
    happened = [Remark("①", f"Runde {number}") for number in range(1, 6)]
    marks = (*happened, Remark("A", "Hier kippte es", 7))
    told = for_wall(replace(region.draw(seen)[0], marks=marks)).marks
    assert [each.text for each in told] == [
        "Hier kippte es", "Runde 1", "Runde 2", "und 3 weitere in der Rückschau",
    ]  # fmt: skip
    assert len(for_wall(replace(region.draw(seen)[0], marks=marks[2:])).marks) == MOST_SIGNS


def test_the_signs_above_the_chart_keep_their_room():
    figure = region.draw(look())[0]
    wall = for_wall(figure)
    assert wall.options["grid"]["top"] >= 2 * figure.options["grid"]["top"]
    rich = wall.options["series"][0]["markLine"]["label"]["rich"]
    assert min(sizes(rich)) >= LEAST
