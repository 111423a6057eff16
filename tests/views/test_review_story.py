"""The story page: open to the link of the review once the game is over, without anybody's name."""

import pytest

from games.access import ViewerKind, link_token
from games.models import Team
from games.scenarios.load import build
from games.selectors.scenarios import content_of
from tests.cast import assemble
from tests.recorded import recorded

pytestmark = pytest.mark.django_db


def address(game):
    return f"/rueckschau/{link_token(ViewerKind.REVIEW, game)}/geschichte/"


@pytest.fixture
def cast(db):
    return recorded(3)


def test_before_the_end_it_leads_to_the_start_of_the_review(client):
    cast = assemble()
    cast.play_until("settled")
    answer = client.get(address(cast.fresh()))

    assert answer.status_code == 302
    assert answer["Location"].endswith("/rueckschau/" + answer["Location"].split("/")[2] + "/")


def test_it_tells_every_round_and_the_turning_points(client, cast):
    page = client.get(address(cast.fresh())).content.decode()

    for number in (1, 2, 3):
        assert f'id="runde-{number}"' in page
    assert "Wendepunkte" in page
    assert page.count("Beleg") > 20


def test_it_names_towns_and_nobody(client, cast):
    page = client.get(address(cast.fresh())).content.decode()

    assert all(team.name in page for team in Team.objects.filter(game=cast.game))
    for secret in ("Anna", "Ben ", "Dora", "Frieda", "Unter uns", "Streit ums Bad", "Hier kippte"):
        assert secret not in page


def test_hidden_goals_and_guesses_stay_hidden(client, cast):
    page = client.get(address(cast.fresh())).content.decode()
    goals = build(content_of(cast.fresh())).goals.values()

    assert goals
    for goal in goals:
        assert goal.name not in page


def test_it_asks_for_little(client, cast, django_assert_max_num_queries):
    client.get(address(cast.fresh()))

    with django_assert_max_num_queries(12):
        client.get(address(cast.fresh()))


def test_in_english_there_is_no_german_sentence_left(client, cast):
    page = client.get(address(cast.fresh()), headers={"accept-language": "en"}).content.decode()

    assert "Turning points" in page
    assert "Am stärksten" not in page
