"""The map of a region."""

from dataclasses import replace

import pytest

from games.scenarios.load import build, read
from games.selectors.regionmap import HEIGHT, MARKS, WIDTH, region_map

SLUGS = ("einstieg", "mittelaue", "talbad")


@pytest.fixture(params=SLUGS)
def scenario(request):
    return build(read(request.param))


def points(town):
    return [tuple(map(float, pair.split(","))) for pair in town.area.split()]


def inside(place, polygon):
    """Even-odd rule."""
    x, y = place
    crossings = 0
    for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1


def test_every_mark_and_name_lies_in_the_frame(scenario):
    for town in region_map(scenario).towns:
        assert 0 <= town.mark_x <= town.mark_x + town.mark_size <= WIDTH
        assert 0 <= town.mark_y <= town.mark_y + town.mark_size <= HEIGHT
        assert town.label_y < HEIGHT


def test_every_town_lies_in_its_own_area_and_in_no_other(scenario):
    towns = region_map(scenario).towns

    for town in towns:
        assert [other.id for other in towns if inside((town.x, town.y), points(other))] == [town.id]


def test_marks_follow_the_scenarios_order(scenario):
    towns = region_map(scenario).towns

    assert [town.id for town in towns] == list(scenario.municipalities)
    assert [town.mark for town in towns] == [place % MARKS for place in range(len(towns))]


def test_more_people_make_a_larger_mark(scenario):
    people = {town.id: sum(town.people) for town in scenario.municipalities.values()}
    sizes = {town.id: town.mark_size for town in region_map(scenario).towns}

    ordered = sorted(people, key=people.get)

    assert [sizes[town] for town in ordered] == sorted(sizes.values())


def test_towns_on_one_line_are_drawn_in_the_middle_of_it():
    scenario = build(read("einstieg"))
    level = {key: replace(town, y=40) for key, town in scenario.municipalities.items()}

    drawn = region_map(replace(scenario, municipalities=level))

    assert len({town.y for town in drawn.towns}) == 1
