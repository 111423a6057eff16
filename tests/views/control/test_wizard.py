"""From nothing to a workshop: each step keeps what was answered and says what is wrong."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from games.agenda.codec import from_json
from games.enums import ROUND_PHASES
from games.models import Game, Workshop
from tests.factories import ScenarioVersionFactory, UserFactory

LOGIN = "django.contrib.auth.backends.ModelBackend"
WHAT = {"title": "Kurs im Mai", "day": "2099-05-14", "expected_people": 12, "delete_on": ""}
REGIONS = {"scenario": "einstieg", "count": 1, "model": ""}
TIMES = {
    "rounds": 3,
    "starts": "09:00",
    "ends": "13:00",
    "clock": "one",
    "advance_mode": "manual",
    "missing_rule": "draft",
    "seats_per_team": 2,
    **{f"minutes_{phase}": 5 for phase in ROUND_PHASES},
}


@pytest.fixture
def client(db):
    ScenarioVersionFactory()
    ScenarioVersionFactory(slug="mittelaue")
    client = Client()
    client.force_login(UserFactory(username="frieda"), LOGIN)
    return client


def post(client, step, body):
    return client.post(reverse(f"workshop_new{step}"), body)


def walk(client, *, regions=REGIONS, each=None, times=TIMES):
    """All steps up to the overview."""
    post(client, "", WHAT)
    post(client, "_regions", regions)
    if each:
        post(client, "_each", each)
    return post(client, "_times", times)


def test_the_proposed_answers_make_a_workshop_with_a_run_sheet(client):
    assert walk(client)["Location"] == reverse("workshop_new_check")
    overview = client.get(reverse("workshop_new_check")).content.decode()
    assert "Kurs im Mai" in overview
    assert "12.08.2099" in overview  # 90 days later

    answer = post(client, "_check", {})

    workshop = Workshop.objects.get()
    assert answer["Location"] == reverse("workshop", kwargs={"workshop_id": workshop.public_id})
    assert (workshop.date, workshop.delete_on) == (date(2099, 5, 14), date(2099, 8, 12))
    assert (workshop.expected_people, workshop.one_clock) == (12, False)
    game = Game.objects.get()
    assert (game.name, game.rounds, game.seats.count()) == ("Kurs im Mai", 3, 6)
    agenda = from_json(workshop.agenda)
    assert agenda.days[0].minutes <= 240
    assert {step.round_number for step in agenda.steps} == {0, 1, 2, 3}


def test_two_regions_may_differ_and_follow_one_clock(client):
    each = {
        "r0-name": "Nord", "r0-scenario": "einstieg", "r0-model": "allein",
        "r1-name": "Süd", "r1-scenario": "mittelaue", "r1-model": "",
    }  # fmt: skip
    walk(client, regions=REGIONS | {"count": 2}, each=each)
    post(client, "_check", {})

    nord, sued = Game.objects.order_by("pk")
    assert (nord.name, nord.scenario.slug, nord.cooperation_model) == ("Nord", "einstieg", "allein")
    assert (sued.name, sued.scenario.slug) == ("Süd", "mittelaue")
    assert nord.workshop == sued.workshop
    assert nord.workshop.one_clock


def test_pressed_twice_it_makes_one_workshop(client):
    walk(client)
    session = client.session["new_workshop"]
    post(client, "_check", {})
    store = client.session
    store["new_workshop"] = session
    store.save()

    post(client, "_check", {})

    assert Workshop.objects.count() == 1


def test_back_shows_what_was_answered_and_a_new_start_forgets_it(client):
    walk(client)

    assert 'value="Kurs im Mai"' in client.get(reverse("workshop_new")).content.decode()
    client.get(reverse("workshop_new"), {"neu": ""})
    assert "Kurs im Mai" not in client.get(reverse("workshop_new")).content.decode()


def test_the_advice_is_computed_for_the_expected_people(client):
    post(client, "", WHAT | {"expected_people": 30})

    page = client.get(reverse("workshop_new_regions")).content.decode()

    assert "1 Region mit 6 Gemeinden, je Gemeinde 5 Personen." in page
    assert "2 Regionen mit je 6 Gemeinden, je Gemeinde 2 bis 3 Personen." in page
    assert "2 Regionen mit je 3 Gemeinden, je Gemeinde 5 Personen." in page


@pytest.mark.parametrize(
    ("step", "body", "sentence"),
    [
        ("", WHAT | {"title": ""}, "Geben Sie der Veranstaltung einen Titel."),
        ("", WHAT | {"delete_on": "2099-05-14"}, "nach dem Termin liegen"),
        ("", WHAT | {"day": "morgen"}, "Geben Sie einen Tag an"),
        ("_regions", REGIONS | {"count": 31}, "Höchstens 30."),
        ("_regions", REGIONS | {"model": "unbekannt"}, "unbekannt"),
        ("_times", TIMES | {"ends": "08:00"}, "Das Ende muss nach dem Beginn liegen."),
        ("_times", TIMES | {"ends": ""}, "oder lassen Sie beides frei"),
        ("_times", TIMES | {"advance_mode": "ready"}, "gehen die Regionen gemeinsam weiter"),
    ],
)
def test_what_is_wrong_is_said_at_its_step(client, step, body, sentence):
    walk(client)

    answer = post(client, step, body)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("step", ["_regions", "_each", "_times", "_check"])
def test_a_step_out_of_order_leads_to_the_one_before(client, step):
    assert client.get(reverse(f"workshop_new{step}")).status_code == 302
