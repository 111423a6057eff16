"""Conversations in a browser: reading, writing, refusing, showing one to the facilitator."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.models import Message
from games.services import flow, talks
from tests.cast import NOW, sit_down

JSON = {"HTTP_ACCEPT": "application/json"}
MARKUP = "<b>Hallo</b> & <script>alert(1)</script>"


@pytest.fixture
def running(cast):
    cast.play_until("negotiating")
    return cast


@pytest.fixture
def post(browser, url):
    def make(person, to="plenum", text="Guten Tag", *, script=True, **more):
        data = {"to": to, "text": text, "request_id": "eins", "round": 1, **more}
        return browser(person).post(url("talk_send"), data, **(JSON if script else {}))

    return make


def page(client, url, key="", **query):
    address = url("talk", key=key) if key else url("talks")
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_message_is_answered_with_receipt_and_the_conversation(post, running):
    answer = post(running.anna)
    content = answer.json()
    assert answer.status_code == 200
    assert set(content["receipt"]) == {"number", "time", "hash"}
    assert re.match(r"Gesendet um .*Beleg .*Prüfzeichen \w{8}", content["message"])
    assert "Guten Tag" in content["html"]
    assert "<form" not in content["html"]


def test_the_same_request_counts_once(post, running):
    assert post(running.anna).json()["receipt"] == post(running.anna).json()["receipt"]
    assert Message.objects.count() == 1


def test_without_a_script_the_conversation_comes_back_with_the_receipt(post, running, browser, url):
    answer = post(running.anna, "mittelbach", script=False)
    assert answer.status_code == 302
    html = browser(running.anna).get(answer["Location"]).content.decode()
    assert "Guten Tag" in html
    assert 'name="to" value="mittelbach"' in html


def test_without_a_script_a_refused_text_stands_in_the_form_again(post, running):
    text = "x" * 700
    answer = post(running.anna, text=text, script=False)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f">{text}</textarea>" in html
    assert "Höchstens 600 Zeichen, es sind 700." in html


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Schreiben Sie zuerst einen Text."), ("y" * 10_000, "es sind 10.000")],
)
def test_a_refusal_says_why(post, running, text, words):
    answer = post(running.anna, text=text)
    assert answer.status_code == 422
    assert words in answer.json()["message"]


def test_too_many_are_refused_with_the_time_to_wait(post, running):
    for number in range(10):
        assert post(running.anna, request_id=f"r{number}").status_code == 200
    answer = post(running.anna, request_id="r11")
    assert answer.status_code == 429
    assert "Ihr Text bleibt stehen" in answer.json()["message"]


def test_markup_is_shown_as_it_was_typed(post, running, browser, url):
    post(running.anna, text=MARKUP)
    html = page(browser(running.dora), url, "plenum")
    assert "&lt;b&gt;Hallo&lt;/b&gt; &amp; &lt;script&gt;" in html
    assert "<script>alert" not in html


def test_who_reads_a_conversation_is_said_on_it(running, browser, url):
    client = browser(running.anna)
    assert "Nur Obertal und Mittelbach lesen das" in page(client, url, "mittelbach")
    assert "lesen mit, nach dem Spiel auch die Rückschau" in page(client, url)
    assert "Nur Ihr Team und die Spielleitung" in page(client, url, "spielleitung")


def test_unknown_conversations_are_not_there(running, browser, url):
    client = browser(running.anna)
    for key in ("obertal", "nirgendwo"):
        assert client.get(url("talk", key=key)).status_code == 404


def test_what_is_unread_is_counted_on_every_tab_until_it_is_opened(post, running, browser, url):
    post(running.anna, "mittelbach")
    client = browser(running.dora)
    tab = re.compile(r'id="tab-talks".*?</a>', re.DOTALL)

    def shown():
        return tab.search(client.get(url("board")).content.decode()).group(0)

    assert "1 wartet auf Sie" in shown()
    page(client, url, "obertal")
    assert "ps-badge" not in shown()


def test_older_messages_are_a_page_of_their_own(running, browser, url):
    for number in range(15):
        text = f"Nummer {number:02}."
        talks.send([running.anna, running.ben][number % 2].viewer, to="plenum", text=text, now=NOW)
    client = browser(running.dora)
    html = page(client, url)
    assert "Nummer 14." in html
    assert "Nummer 02." not in html
    before = re.search(r"\?vor=(\d+)", html).group(1)
    older = page(client, url, "plenum", vor=before)
    assert "Nummer 02." in older
    assert "Nummer 14." not in older.partition('class="ps-card tk-talk"')[2]


def test_a_message_is_reported_by_who_received_it(post, running, browser, url):
    post(running.anna, "mittelbach", "Das war nicht nett")
    number = Message.objects.get().sequence
    client = browser(running.dora)
    question = client.get(url("talk_report", number=number)).content.decode()
    assert "Das war nicht nett" in question
    answer = client.post(url("talk_report", number=number), {"request_id": "m"}, follow=True)
    assert re.search("Gemeldet um .*Beleg", answer.content.decode())
    assert Message.objects.get().reported_by_id == running.dora.viewer.team_id
    emil = sit_down(running.game, "Emil", 2)
    assert browser(emil).get(url("talk_report", number=number)).status_code == 404


def test_a_hidden_message_shows_the_reason_and_not_the_text(post, running, browser, url):
    post(running.anna, text="Unfug")
    number = Message.objects.get().sequence
    talks.hide(running.frieda.viewer, number=number, reason="Ton", now=NOW)
    for person in (running.anna, running.dora):
        html = page(browser(person), url)
        assert "Unfug" not in html
        assert "Grund: Ton" in html


def test_state_holds_the_teams_own_conversations(post, running, browser, url):
    post(running.anna, "mittelbach", "Nur für Euch")
    state = browser(running.dora).get(url("talks_state")).json()
    by_key = {talk["key"]: talk for talk in state["talks"]}
    assert set(by_key) == {"plenum", "obertal", "niederau", "spielleitung"}
    assert by_key["obertal"]["unread"] == 1
    assert by_key["obertal"]["messages"][0]["text"] == "Nur für Euch"


def test_messages_are_taken_along_as_a_table_and_as_json(post, running, browser, url):
    post(running.anna, "mittelbach", "=1+1;\nzwei")
    client = browser(running.dora)
    table = client.get(url("talk_messages_csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [(row["Von"], row["An"], row["Text"]) for row in rows] == [
        ("Obertal", "Mittelbach", "'=1+1;\nzwei")
    ]
    content = client.get(url("talk_messages_json")).json()
    assert content["messages"][0]["text"] == "=1+1;\nzwei"


def test_the_receipt_stands_in_the_history(post, running, browser, url):
    post(running.anna)
    assert "Nachricht gesendet" in browser(running.anna).get(url("history")).content.decode()


def test_a_page_costs_the_same_whatever_was_written(running, browser, url):
    client, counts = browser(running.dora), []
    for many in (1, 8):
        for _ in range(many):
            talks.send(running.anna.viewer, to="mittelbach", text="Ja", now=NOW)
            talks.send(running.dora.viewer, to="plenum", text="Nein", now=NOW)
        page(client, url)
        with CaptureQueriesContext(connection) as queries:
            page(client, url)
        counts.append(len(queries))
        Message.objects.update(at=NOW - timedelta(hours=1))
    assert counts[0] == counts[1]


def test_after_the_end_it_is_read_only(running, browser, url, post):
    post(running.anna)
    flow.end_game(running.frieda.viewer, now=NOW)
    html = page(browser(running.anna), url)
    assert "Lesen können Sie jederzeit" in html
    assert post(running.anna, request_id="zwei").status_code == 409
