"""Every command of a team is answered the same way, to scripts and to plain forms."""

import pytest

from games.models import LogEntry

JSON = {"headers": {"accept": "application/json"}}
COMMANDS = [
    ("help_ask", "help", {"text": "Bitte kommen"}),
    ("help_time", "help", {}),
    ("note", "history", {"text": "Hier war es knapp"}),
    ("ready", "game", {"round": 1, "phase": "briefing"}),
    ("talk_send", None, {"to": "plenum", "text": "Hallo", "round": 1}),
]
REFUSED = [
    ("help_ask", "help", {"text": "x" * 10_000}),
    ("note", "history", {"text": "x" * 10_000}),
    ("ready", "game", {"round": 7, "phase": "briefing"}),
    ("submit", "game", {"round": 1, "revision": 0}),
]


@pytest.fixture
def running(cast):
    cast.play_until("briefing")
    return cast


@pytest.mark.parametrize(("name", "_leads", "form"), COMMANDS)
def test_a_script_gets_receipt_sentence_and_address_and_pressed_twice_it_acts_once(
    browser, running, url, name, _leads, form
):
    client, form = browser(running.anna), {**form, "request_id": "r1"}
    first = client.post(url(name), form, **JSON)
    assert first.status_code == 200
    said = first.json()
    assert set(said["receipt"]) == {"number", "time", "hash"}
    assert said["receipt"]["hash"] in said["message"]
    assert said["url"].startswith("/spiel/")
    entries = LogEntry.objects.count()
    assert client.post(url(name), form, **JSON).json()["receipt"] == said["receipt"]
    assert LogEntry.objects.count() == entries


@pytest.mark.parametrize(("name", "leads", "form"), COMMANDS)
def test_a_plain_form_leads_to_a_page_with_the_receipt_on_it(
    browser, running, url, name, leads, form
):
    client = browser(running.anna)
    answer = client.post(url(name), form)
    assert answer.url == (url(leads) if leads else url("talk", key="plenum"))
    page = client.get(answer.url, follow=True).content.decode()
    assert LogEntry.objects.order_by("-sequence")[0].digest[:8] in page


@pytest.mark.parametrize(("name", "leads", "form"), REFUSED)
def test_a_refusal_leads_back_with_its_sentence_and_writes_nothing(
    browser, running, url, name, leads, form
):
    client, entries = browser(running.anna), LogEntry.objects.count()
    said = client.post(url(name), form, **JSON)
    assert said.status_code in {409, 422}
    answer = client.post(url(name), form)
    assert answer.url == url(leads)
    assert said.json()["message"] in client.get(answer.url, follow=True).content.decode()
    assert LogEntry.objects.count() == entries


@pytest.mark.parametrize(("name", "_leads", "form"), COMMANDS)
def test_a_page_of_another_team_is_refused(browser, running, url, name, _leads, form):
    answer = browser(running.anna).post(f"{url(name)}?team={running.dora.viewer.team_id}", form)
    assert answer.status_code == 404
