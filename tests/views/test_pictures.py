"""The pictures by the review's link: few queries, no notes, files as on the page."""

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.charts.pictures.themes import THEMES
from tests.cast import assemble
from tests.recorded import recorded

MOST_QUERIES = 30
PRIVATE = ("Streit ums Bad", "Hier kippte", "Unter uns", "Anna", "Dora")

pytestmark = pytest.mark.django_db


@pytest.fixture
def game(db):
    """A finished game of two rounds."""
    return recorded(2).fresh()


def token_of(game):
    return link_token(ViewerKind.REVIEW, game)


def page(game, theme, query=""):
    return f"{reverse('review_theme', args=[token_of(game), theme])}{query}"


def test_themes_take_few_queries_and_tell_nothing_private(game, django_assert_max_num_queries):
    for theme in THEMES:
        for query in ("", "?runde=2&gemeinde=auestadt", "?runde=99&gemeinde=x"):
            with django_assert_max_num_queries(MOST_QUERIES):
                answer = Client().get(page(game, theme.slug, query))
            text = answer.content.decode()
            assert answer.status_code == 200, theme.slug
            assert "data-chart" in text or "ps-drawing" in text, theme.slug
            assert not [each for each in PRIVATE if each in text], theme.slug


def test_the_first_page_is_the_first_theme(game):
    first = Client().get(reverse("review_pictures", args=[token_of(game)])).content.decode()
    assert f'<h1 class="ps-h1">Bilder: {THEMES[0].title}</h1>' in first


def test_what_is_not_there_is_not_found(game):
    start = reverse("review_pictures", args=[token_of(game)])
    for rest in ("nichts/", "region/nichts.csv", "fonds/werte.csv"):
        assert Client().get(f"{start}{rest}").status_code == 404


def test_a_file_is_what_was_chosen(game):
    of_round = Client().get(f"{page(game, 'geld')}haushalt.csv?runde=2&gemeinde=moorweiler")
    of_all = Client().get(f"{page(game, 'geld')}haushalt.csv?gemeinde=moorweiler")
    assert of_round["Content-Type"].startswith("text/csv")
    assert "attachment" in of_round["Content-Disposition"]
    assert of_round.content != of_all.content
    assert of_round.content.decode().splitlines()[0].endswith("(€)")


def test_before_the_end_the_pictures_lead_to_the_waiting_page():
    cast = assemble()
    cast.play_until("settled")
    answer = Client().get(page(cast.fresh(), "geld"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("review", args=[token_of(cast.game)])
