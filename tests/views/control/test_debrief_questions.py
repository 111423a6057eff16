"""The facilitator's page of one question: what is refused stands there again with the reason."""

import pytest
from django.urls import reverse

from games.selectors.debrief import board
from games.services import debrief, flow
from tests import cast as people
from tests.cast import NOW
from tests.views.matrix import Browsers

KEY = "scenario:zahl"


@pytest.fixture
def cast(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    debrief.begin(cast.frieda.viewer, now=NOW)
    debrief.steer(cast.frieda.viewer, step="learned", now=NOW)
    return cast


@pytest.fixture
def client(cast):
    return Browsers(cast).client("owner")


def address(cast, name="debrief_question"):
    return reverse(name, kwargs={"game_id": cast.game.public_id})


def texts(cast):
    return [each.text for each in board(cast.game.pk).at(3).questions]


def test_the_page_leads_to_each_question_and_shows_its_words(cast, client):
    lead = client.get(address(cast, "lead_debrief")).content.decode()
    assert f"{address(cast)}?frage={KEY.replace(':', '%3A')}" in lead
    page = client.get(address(cast), {"frage": KEY}).content.decode()
    assert "Welche Zahl der Abrechnung hat Sie überrascht" in page
    assert "Ursprünglicher Wortlaut" not in page


def test_what_is_too_long_stands_in_the_form_with_the_reason(cast, client):
    long = "<b>Lang</b> " * 40
    answer = client.post(address(cast), {"act": "reword", "key": KEY, "text": long})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "&lt;b&gt;Lang&lt;/b&gt;" in page
    assert "200" in page
    assert "aria-invalid" in page


def test_a_wording_can_be_taken_back_to_the_first_one(cast, client):
    client.post(address(cast), {"act": "reword", "key": KEY, "text": "Was überraschte?"})
    assert "Was überraschte?" in texts(cast)
    page = client.get(address(cast), {"frage": KEY}).content.decode()
    assert "Ursprünglicher Wortlaut" in page
    answer = client.post(address(cast), {"act": "original", "key": KEY}, follow=True)
    assert "Die Frage heißt wieder wie vorher" in answer.content.decode()
    assert "Was überraschte?" not in texts(cast)


def test_hidden_it_stands_below_with_the_way_back_at_once(cast, client):
    answer = client.post(
        address(cast), {"act": "hide", "key": KEY}, headers={"accept": "application/json"}
    ).json()
    assert answer["message"] == "Frage ausgeblendet"
    lead = client.get(address(cast, "lead_debrief")).content.decode()
    assert "db-unhide-scenariozahl" in lead
    client.post(answer["back"]["url"], answer["back"]["fields"])
    assert len(texts(cast)) == 3


def test_a_question_that_is_not_there_leads_back(cast, client):
    for key in ("", "own:99", "scenario:bruch", "x" * 500):
        answer = client.get(address(cast), {"frage": key})
        assert (answer.status_code, answer["Location"]) == (302, address(cast, "lead_debrief"))
    flow.end_game(cast.frieda.viewer, now=NOW)
    assert client.get(address(cast), {"frage": KEY}).status_code == 302
