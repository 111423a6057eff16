"""The pictures of trust, map, people and land as pages: what the address asks for is shown."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from games.access import Viewer, ViewerKind, link_token
from games.charts.pictures import land, maps, people, trust, virtues, word
from games.charts.pictures.look import Look
from games.charts.pictures.virtues import profile
from games.selectors.record import record_of
from tests.recorded import recorded

pytestmark = pytest.mark.django_db

STEPPED = ("vertrauen", "karte")
THEMES = (*STEPPED, "menschen", "flaeche", "zusagen", "sieben-v")


@pytest.fixture
def cast(db):
    return recorded(3)


@pytest.fixture
def look(cast):
    viewer = Viewer(ViewerKind.REVIEW, cast.game.pk)
    return Look(viewer, record_of(viewer))


def address(cast, theme, **chosen):
    token = link_token(ViewerKind.REVIEW, cast.game)
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return f"{reverse('review_theme', kwargs={'token': token, 'theme': theme})}?{query}"


def page(client, cast, theme, **chosen):
    answer = client.get(address(cast, theme, **chosen))
    assert answer.status_code == 200
    return answer.content.decode()


def current(html):
    """The round at which the slider stands."""
    return re.findall(r'data-round-step="(\d+)" aria-current="true"', html)


def test_every_theme_has_figures_with_sentence_and_table(client, cast):
    for theme in THEMES:
        html = page(client, cast, theme)
        figures = re.findall(r'<section class="ps-card ps-figcard"', html)
        assert figures
        assert len(re.findall(r'<p class="ps-finding">[^<]+</p>', html)) == len(figures)
        assert len(re.findall(r"<tbody[^>]*><tr", html)) == len(figures)


def test_the_slider_stands_where_the_address_says_and_at_the_end_without(client, cast):
    for theme in STEPPED:
        assert current(page(client, cast, theme)) == ["3"]
        assert current(page(client, cast, theme, runde=0)) == ["0"]
        assert current(page(client, cast, theme, runde=2)) == ["2"]
        for wrong in ("4", "-1", "x", "1.0", ""):
            assert current(page(client, cast, theme, runde=wrong)) == ["3"]


def test_without_scripts_the_slider_has_links_to_every_round_and_both_neighbours(client, cast):
    html = page(client, cast, "vertrauen", runde=1)

    links = re.findall(r'href="\?runde=(\d)" data-round-step', html)
    assert sorted(links) == ["0", "0", "1", "2", "2", "3"]


def test_the_file_holds_the_round_that_is_shown(client, cast, look):
    at_start = page(client, cast, "karte", runde=0)
    link = re.search(r'href="([^"]+karte-einwohner\.csv[^"]*)"', at_start)[1]
    rows = client.get(link).content.decode().splitlines()[1:]

    town = look.record.scenario.municipalities["auestadt"]
    assert link.endswith("?runde=0")
    assert rows[0] == f"{town.name};{sum(town.people)};0"


def test_a_chosen_municipality_has_its_own_figures(client, cast):
    html = page(client, cast, "menschen", gemeinde="kleinholm")

    assert "Altersaufbau, Kleinholm" in html
    assert "Altersaufbau, alle zusammen" in page(client, cast, "menschen", gemeinde="nirgendwo")


def test_games_without_a_module_have_no_pictures_of_it(look):
    scenario = look.record.scenario
    modules = replace(scenario.modules, promises=False, goals=False, data=False)
    without = replace(
        look, record=replace(look.record, scenario=replace(scenario, modules=modules))
    )

    assert word.draw(without) == ()
    assert [each.id for each in people.draw(without)] == ["zeitlinie", "altersgruppen", "alter"]
    assert [each.id for each in people.draw(look)] == [
        "zeitlinie",
        "prognose",
        "altersgruppen",
        "alter",
    ]


def test_self_ratings_enter_the_net_of_the_seven_v(look):
    figure = profile(look, {"trust_received_given": 9000})

    assert figure.table.values[0][1] == 90
    assert figure.options["series"][0]["data"][0]["name"] == "Selbsteinschätzung"
    assert virtues.draw(look)[0].table.values[0][1] == ""


def test_drawing_all_of_it_asks_the_database_for_nothing_more(look, django_assert_num_queries):
    for draw in (trust.draw, maps.draw, people.draw, land.draw, word.draw, virtues.draw):
        draw(look)
    with django_assert_num_queries(0):
        for draw in (trust.draw, maps.draw, land.draw, word.draw):
            draw(look)
    # How people see themselves may still come in: their answers are asked for each time.
    with django_assert_num_queries(2):
        virtues.draw(look)
