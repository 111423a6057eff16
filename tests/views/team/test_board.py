"""The town hall in a browser, with scripts and without."""

import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.forms.decision import read_number
from games.models import TeamDecision
from games.services import drafts, flow, seats
from tests.cast import NOW, sit_down

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def running(cast):
    cast.play_until("deciding")
    return cast


def send(client, address, fields, *, revision=0, number=1, request_id="eins"):
    data = {"round": number, "revision": revision, "request_id": request_id, **fields}
    return client.post(address, data, **JSON)


def stored(cast):
    row = TeamDecision.objects.filter(team=cast.teams[0], round_number=1).first()
    return row.content if row else None


def test_board_has_heading_landmarks_and_native_radios(browser, running, url):
    html = browser(running.anna).get(url("board")).content.decode()
    assert html.count("<h1") == 1
    assert html.count('role="status"') == 1
    assert html.count('<main id="inhalt"') == 1
    assert 'name="levels.freibad" value="halten" checked' in html
    assert "style=" not in html
    assert "<script>" not in html


def test_a_change_is_saved_with_receipt_and_new_figures(browser, running, url):
    response = send(browser(running.anna), url("draft_save"), {"levels.freibad": "sparen"})
    answer = response.json()
    assert response.status_code == 200
    assert set(answer["receipt"]) == {"number", "time", "hash"}
    assert answer["revision"] == 1
    assert answer["saved_text"].startswith("Gespeichert, ")
    assert answer["values"] == {"levels.freibad": "sparen"}
    assert 'id="r-kpis"' in answer["html"]
    assert "<form" not in answer["html"]
    assert stored(running) == {"levels": {"freibad": "sparen"}}


def test_the_same_request_counts_once(browser, running, url):
    client = browser(running.anna)
    first = send(client, url("draft_save"), {"greenfield": "12"}).json()
    again = send(client, url("draft_save"), {"greenfield": "12"}).json()
    assert again["receipt"] == first["receipt"]
    assert TeamDecision.objects.get(team=running.teams[0]).revision == 1


@pytest.mark.parametrize(("typed", "value"), [("12", 12), (" 12 ", 12), ("", None), ("0", None)])
def test_numbers_as_people_type_them(browser, running, url, typed, value):
    send(browser(running.anna), url("draft_save"), {"greenfield": typed})
    assert stored(running).get("greenfield") == value


def test_too_much_is_refused_with_figures_and_the_old_value(browser, running, url):
    response = send(browser(running.anna), url("draft_save"), {"greenfield": "1.000"})
    assert response.status_code == 422
    answer = response.json()
    assert answer["errors"] == {
        "greenfield": ["Am Rand sind höchstens 40 Wohnungen erlaubt, gewünscht waren 1.000."]
    }
    assert answer["values"] == {"greenfield": "0"}
    assert stored(running) is None


@pytest.mark.parametrize("typed", ["viel", "1,5", "12e3", "€ 9 €"])
def test_what_is_no_number_is_said_to_be_none(browser, running, url, typed):
    response = send(browser(running.anna), url("draft_save"), {"inner": typed})
    assert response.status_code == 422
    assert response.json()["errors"] == {
        "inner": ["Geben Sie eine ganze Zahl ein, zum Beispiel 12."]
    }


def test_a_number_that_is_too_large_is_told_the_most(browser, running, url):
    response = send(browser(running.anna), url("draft_save"), {"inner": "9" * 40})
    assert response.status_code == 422
    assert response.json()["errors"]["inner"] == ["Höchstens 999.999.999 ist möglich."]


@pytest.mark.parametrize(
    ("typed", "number"), [("10.000 €", 10_000), ("10.000\N{NO-BREAK SPACE}€", 10_000), ("−3 €", -3)]
)
def test_an_amount_may_carry_its_currency(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "fields", [{"levels.freibad": "sprengen"}, {"levels.mond": "sparen"}, {"kasse": "1"}]
)
def test_made_up_fields_and_values_store_nothing(browser, running, url, fields):
    response = send(browser(running.anna), url("draft_save"), fields)
    assert response.status_code == 422
    assert stored(running) is None


def test_two_people_on_one_field_get_both_versions(browser, running, url):
    send(browser(running.ben), url("draft_save"), {"levels.freibad": "sparen"}, request_id="ben")
    response = send(browser(running.anna), url("draft_save"), {"levels.freibad": "erneuern"})
    assert response.status_code == 409
    answer = response.json()
    assert answer["code"] == "stale_revision"
    assert answer["revision"] == 1
    assert answer["conflicts"] == [
        {
            "path": "levels.freibad",
            "label": "Freibad",
            "mine": {"value": "erneuern", "text": "Erneuern"},
            "theirs": {"value": "sparen", "text": "Sparen"},
            "by": "Ben",
        }
    ]


def test_two_people_on_different_fields_do_not_meet(browser, running, url):
    send(browser(running.ben), url("draft_save"), {"levels.freibad": "sparen"}, request_id="ben")
    response = send(browser(running.anna), url("draft_save"), {"greenfield": "3"})
    assert response.status_code == 200
    assert stored(running) == {"levels": {"freibad": "sparen"}, "greenfield": 3}


def test_late_changes_say_that_the_round_is_closed(browser, running, url):
    running.play_until("settled")
    response = send(browser(running.anna), url("draft_save"), {"greenfield": "3"})
    assert response.status_code == 409
    assert response.json()["message"].startswith("Runde 1 ist schon geschlossen.")


def test_broken_round_and_revision_are_refused_kindly(browser, running, url):
    client = browser(running.anna)
    response = send(client, url("draft_save"), {"greenfield": "3"}, number="x", revision="y")
    assert response.status_code == 409
    assert client.post(url("submit"), {"round": "x"}, **JSON).status_code == 409


def test_without_scripts_the_whole_form_saves_what_differs(browser, running, url):
    client = browser(running.anna)
    whole = {
        "round": "1",
        "revision": "0",
        "levels.verwaltung": "halten",
        "levels.bauhof": "sparen",
        "levels.freibad": "halten",
        "greenfield": "0",
        "inner": "2",
        "fund": "bleiben",
        "applications.marktscheune": "1",
    }
    response = client.post(url("draft_save"), whole)
    assert response.url == url("board")
    assert stored(running) == {
        "levels": {"bauhof": "sparen"},
        "inner": 2,
        "applications": [{"project": "marktscheune"}],
    }
    page = client.get(url("board")).content.decode()
    assert 'value="sparen" checked' in page
    assert "3 von 6" not in page
    assert "2 von 6 festgelegt" in page


def test_without_scripts_refusals_come_as_messages(browser, running, url):
    client = browser(running.anna)
    response = client.post(
        url("draft_save"), {"round": 1, "revision": 0, "greenfield": "99"}, follow=True
    )
    assert "höchstens 40 Wohnungen" in response.content.decode()
    response = client.post(
        url("draft_save"), {"round": 1, "revision": 0, "greenfield": "viele"}, follow=True
    )
    assert "Geben Sie eine ganze Zahl ein" in response.content.decode()


def test_submit_and_take_back(browser, running, url):
    client = browser(running.anna)
    send(client, url("draft_save"), {"greenfield": "3"})
    page = client.post(
        url("submit"), {"round": 1, "revision": 1, "request_id": "ab"}, follow=True
    ).content.decode()
    assert "Abgegeben um" in page
    assert "Prüfzeichen" in page
    row = TeamDecision.objects.get(team=running.teams[0])
    assert row.status == "submitted"
    late = send(client, url("draft_save"), {"greenfield": "4"}, revision=1, request_id="z")
    assert late.status_code == 409
    assert "schon abgegeben" in late.json()["message"]
    page = client.post(url("reopen"), {"round": 1, "request_id": "zu"}, follow=True)
    assert "Zurückgeholt um" in page.content.decode()
    row.refresh_from_db()
    assert row.status == "draft"


def test_submitting_an_old_draft_asks_to_look_again(browser, running, url):
    client = browser(running.anna)
    send(browser(running.ben), url("draft_save"), {"greenfield": "3"})
    page = client.post(url("submit"), {"round": 1, "revision": 0}, follow=True).content.decode()
    assert "Jemand aus Ihrem Team hat den Entwurf gerade geändert." in page
    answer = client.post(url("submit"), {"round": 1, "revision": 0}, **JSON)
    assert answer.status_code == 409


def test_submit_answers_scripts_with_a_receipt(browser, running, url):
    answer = browser(running.anna).post(url("submit"), {"round": 1, "revision": 0}, **JSON)
    assert set(answer.json()["receipt"]) == {"number", "time", "hash"}


def test_before_deciding_a_draft_may_be_saved_but_not_submitted(browser, cast, url):
    cast.play_until("briefing")
    client = browser(cast.anna)
    assert send(client, url("draft_save"), {"greenfield": "3"}).status_code == 200
    answer = client.post(url("submit"), {"round": 1, "revision": 1}, **JSON)
    assert answer.status_code == 409
    page = client.get(url("board")).content.decode()
    assert "Abgeben können Sie in der Phase Entscheiden." in page


@pytest.mark.parametrize("name", ["draft_save", "submit", "reopen"])
def test_a_page_of_the_old_team_changes_nothing_in_the_new_one(browser, running, url, name):
    client = browser(running.anna)
    page = client.get(url("board")).content.decode()
    address = re.search(rf'action="({url(name)}[^"]*)"', page)[1]
    other = running.dora.viewer.team_id
    anna = running.anna.viewer
    seats.move_seat(running.frieda.viewer, seat_id=anna.seat_id, team_id=other, reason="allein")
    answer = send(client, address, {"greenfield": "2"} if name == "draft_save" else {})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_seat")
    assert not TeamDecision.objects.filter(team_id=other).exists()


def test_somebody_elses_request_looks_like_something_that_is_not_there(browser, running, url):
    flow.pause(running.frieda.viewer, request_id="friedas")
    client = browser(running.anna)
    answer = send(client, url("draft_save"), {"greenfield": "2"}, request_id="friedas")
    nothing = client.get(f"/spiel/{uuid.uuid4()}/rathaus/state.json")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json() == nothing.json()


@pytest.mark.parametrize("path", ["greenfield.x", "levels", "erfunden"])
def test_a_field_that_no_decision_has_is_refused(browser, running, url, path):
    client = browser(running.anna)
    assert send(client, url("draft_save"), {"greenfield": "2"}).status_code == 200
    answer = send(client, url("draft_save"), {path: "sparen"}, request_id="zwei")
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_field")
    assert stored(running) == {"greenfield": 2}


def test_ready_in_the_settled_phase(browser, running, url):
    running.play_until("settled")
    client = browser(running.anna)
    page = client.post(url("ready"), {"round": 1, "phase": "settled"}, follow=True)
    assert "Als bereit gemeldet um" in page.content.decode()
    assert client.post(url("ready"), {"round": 1, "phase": "quatsch"}, **JSON).status_code == 422


def test_live_answer_brings_the_page_s_regions_and_nothing_personal(browser, running, url):
    client = browser(running.anna)
    answer = client.get(url("board_live"))
    stamp, _, html = answer.content.decode().partition("\n")
    assert answer["X-Stand"] == stamp
    page = client.get(url("board")).content.decode()
    for region in ("r-kpis", "r-fall", "r-neighbours", "r-mates", "r-progress", "r-draft"):
        assert f'id="{region}"' in html
        assert f'id="{region}"' in page
    assert "Sie sind" not in html
    assert "csrf" not in html
    assert client.get(url("board_live"), {"v": stamp}).status_code == 204


def test_state_for_scripts(browser, running, url):
    send(browser(running.anna), url("draft_save"), {"greenfield": "3"})
    found = browser(running.ben).get(url("board_state")).json()
    assert found["team"]["draft"]["content"] == {"greenfield": 3}
    assert found["receipts"][-1]["kind"] == "draft_saved"
    assert {"version", "phase", "round", "rounds", "deadline", "server_time", "paused"} <= set(
        found
    )


def test_draft_attribute_is_json_for_the_scripts(browser, running, url):
    page = browser(running.anna).get(url("board")).content.decode()
    attribute = page.partition('data-fields="')[2].partition('"')[0]
    fields = json.loads(attribute.replace("&quot;", '"'))
    names = set(re.findall(r'name="([^"]+)"', page))
    controls = {name for name in names if name.partition(".")[0] in {"levels", "places"}}
    assert controls | {"greenfield", "inner", "fund"} == set(fields)


def test_page_queries_are_few_and_constant(browser, running, url):
    client = browser(running.anna)
    client.get(url("board"))
    with CaptureQueriesContext(connection) as first:
        client.get(url("board"))
    for name in ("Cora", "Emil", "Fatma"):
        sit_down(running.fresh(), name, 0)
    for number in (1, 2):
        running.play_until("settled", round_number=number)
    running.play_until("deciding", round_number=3)
    drafts.save_draft(
        running.anna.viewer, round_number=3, revision=0, changes={"inner": 1}, now=NOW
    )
    client.get(url("board"))
    with CaptureQueriesContext(connection) as third:
        client.get(url("board"))
    assert len(third) == len(first) <= 15


def beat(client, url, field=""):
    body = {"mates": "1", "screen": "board", "field": field, "label": "Kita"}
    return client.post(url("presence"), body)


def test_team_mates_learn_from_each_other_what_they_are_at_and_nobody_else(browser, running, url):
    assert beat(browser(running.anna), url, "levels.kita").json() == {"mates": []}
    with CaptureQueriesContext(connection) as queries:
        answer = beat(browser(running.ben), url)
    assert len(queries) == 2
    assert answer.json() == {
        "mates": [{"name": "Anna", "screen": "board", "field": "levels.kita", "label": "Kita"}]
    }
    assert beat(browser(running.dora), url).json() == {"mates": []}
    beat(browser(running.anna), url)
    assert beat(browser(running.ben), url).json() == {"mates": []}
