"""The facilitator's messages: what is seen, answered, hidden; what stays between two."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from games.models import LogEntry, Message
from games.services import talks
from tests.cast import NOW, assemble


@pytest.fixture
def cast(db):
    cast = assemble()
    cast.play_until("negotiating")
    return cast


@pytest.fixture
def frieda(cast):
    client = Client()
    client.force_login(cast.frieda.user, "django.contrib.auth.backends.ModelBackend")
    return client


def url(cast, name, **named):
    return reverse(name, kwargs={"game_id": cast.game.public_id, **named})


def page(frieda, cast):
    return frieda.get(url(cast, "lead_talks")).content.decode()


def say(cast, text, to="plenum"):
    talks.send(cast.anna.viewer, to=to, text=text, now=NOW)
    return Message.objects.get(text=text).sequence


def test_plenary_and_questions_are_shown_and_private_ones_not(frieda, cast):
    say(cast, "An alle")
    say(cast, "Eine Frage", "spielleitung")
    number = say(cast, "Unter uns", "mittelbach")
    html = page(frieda, cast)
    assert "An alle" in html
    assert "Eine Frage" in html
    assert "wartet auf Antwort" in html
    assert "Unter uns" not in html
    assert frieda.get(url(cast, "lead_message", number=number)).status_code == 404
    talks.report(cast.dora.viewer, number=number, now=NOW)
    assert "Unter uns" in page(frieda, cast)
    assert "gemeldet von Mittelbach" in page(frieda, cast)


def test_an_answer_goes_to_one_and_comes_back_with_its_receipt(frieda, cast):
    say(cast, "Eine Frage", "spielleitung")
    data = {"to": "obertal", "text": "Eine Antwort", "request_id": "a"}
    answer = frieda.post(url(cast, "lead_send"), data, follow=True)
    html = answer.content.decode()
    assert re.search(r"Gesendet · Beleg \d+", html)
    assert "Eine Antwort" in html
    assert "wartet auf Antwort" not in html
    assert Message.objects.get(text="Eine Antwort").recipient.town == "obertal"


def test_a_text_that_is_too_long_stands_in_the_form_again(frieda, cast):
    data = {"to": "mittelbach", "text": "z" * 601, "request_id": "a"}
    answer = frieda.post(url(cast, "lead_send"), data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "z" * 601 in html
    assert '<option value="mittelbach" selected>' in html


def test_a_message_is_hidden_with_a_reason_and_shown_again(frieda, cast):
    number = say(cast, "Unfug")
    address = url(cast, "lead_message", number=number)
    assert "Unfug" in frieda.get(address).content.decode()
    answer = frieda.post(address, {"reason": "", "request_id": "h"}, follow=True)
    assert "Nennen Sie einen Grund" in answer.content.decode()
    frieda.post(address, {"reason": "Ton", "request_id": "i"})
    assert Message.objects.get().hidden_reason == "Ton"
    assert "Entfernt. Grund: Ton" in page(frieda, cast)
    frieda.post(address, {"request_id": "j"})
    assert Message.objects.get().hidden_at is None


def test_the_plenary_is_closed_and_opened(frieda, cast):
    frieda.post(url(cast, "lead_plenary"), {"locked": "1", "request_id": "l"})
    assert cast.fresh().plenary_locked
    answer = frieda.post(
        url(cast, "lead_plenary"),
        {"locked": "0", "request_id": "u"},
        HTTP_ACCEPT="application/json",
    )
    assert answer.json()["message"] == "Plenum offen"
    assert not cast.fresh().plenary_locked


def test_the_cockpit_counts_what_came_in_until_it_is_opened(frieda, cast):
    say(cast, "Eine Frage", "spielleitung")
    cockpit = url(cast, "cockpit")
    assert "1 Nachricht oder Meldung wartet" in frieda.get(cockpit).content.decode()
    page(frieda, cast)
    assert "Nichts Neues an Sie" in frieda.get(cockpit).content.decode()


def test_every_line_of_the_log_is_in_words(frieda, cast):
    number = say(cast, "Unfug")
    talks.report(cast.dora.viewer, number=number, now=NOW)
    talks.hide(cast.frieda.viewer, number=number, reason="Ton", now=NOW)
    talks.restore(cast.frieda.viewer, number=number, now=NOW)
    talks.lock_plenary(cast.frieda.viewer, locked=True, now=NOW)
    talks.lock_plenary(cast.frieda.viewer, locked=False, now=NOW)
    html = frieda.get(url(cast, "cockpit")).content.decode()
    for words in (
        "Mittelbach hat Ihnen eine Nachricht gemeldet",
        "Eine Nachricht von Obertal wurde entfernt",
        "Eine Nachricht von Obertal ist wieder zu sehen",
        "Plenum geschlossen",
        "Plenum offen",
    ):
        assert words in html
    assert "message_" not in html.partition('id="r-log"')[2]
    assert LogEntry.objects.filter(kind="message_sent").exists()


def test_the_facilitators_table_has_hidden_texts_and_no_private_ones(frieda, cast):
    number = say(cast, "Unfug")
    say(cast, "Unter uns", "mittelbach")
    talks.hide(cast.frieda.viewer, number=number, reason="Ton", now=NOW)
    content = frieda.get(url(cast, "lead_messages_json")).json()["messages"]
    assert [(each["text"], each["hidden"]) for each in content] == [("Unfug", True)]
    table = frieda.get(url(cast, "lead_messages_csv")).content.decode()
    assert "Unter uns" not in table


def test_what_comes_in_while_the_page_is_open_is_read_when_it_says_so(frieda, cast):
    page(frieda, cast)
    say(cast, "Eine Frage", "spielleitung")
    assert cast.fresh().unread == 1
    assert 'data-unread="1"' in frieda.get(url(cast, "lead_talks_live") + "?v=0").content.decode()
    entries = LogEntry.objects.count()
    assert frieda.post(url(cast, "lead_read")).status_code == 204
    assert cast.fresh().unread == 0
    assert 'data-unread="0"' in frieda.get(url(cast, "lead_talks_live") + "?v=0").content.decode()
    assert LogEntry.objects.count() == entries
