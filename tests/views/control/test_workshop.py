"""The pages of a workshop."""

import pytest
from django.test import Client
from django.urls import reverse

from games.enums import Phase
from games.models import Game, Workshop
from games.services import calls, workshop_clock
from games.services.phases import Position
from tests.cast import NOW, assemble, sit_down
from tests.services.test_workshop_clock import gather

LOGIN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    return assemble()


def browser(person):
    client = Client()
    client.force_login(person.user, LOGIN)
    return client


def test_the_page_shows_where_the_region_stands_and_leads_to_its_cockpit(cast):
    game = cast.play_until("deciding")
    address = reverse("workshop", kwargs={"workshop_id": game.workshop.public_id})

    page = browser(cast.frieda).get(address).content.decode()

    assert reverse("cockpit", kwargs={"game_id": game.public_id}) in page
    assert "Runde 1 von 3 · Entscheiden" in page


def test_the_list_leads_to_the_workshop_and_to_each_cockpit(cast):
    page = browser(cast.frieda).get(reverse("games")).content.decode()

    game = cast.game
    assert reverse("workshop", kwargs={"workshop_id": game.workshop.public_id}) in page
    assert reverse("cockpit", kwargs={"game_id": game.public_id}) in page


@pytest.fixture
def lead(db):
    return gather()


def of(viewer, name="workshop"):
    workshop = Workshop.objects.get(pk=viewer.workshop_id)
    return reverse(name, kwargs={"workshop_id": workshop.public_id})


def lead_browser(viewer):
    client = Client()
    client.force_login(Workshop.objects.get(pk=viewer.workshop_id).owner, LOGIN)
    return client


def in_deciding(lead):
    """Nora sits in the north; everybody decides."""
    north = Game.objects.get(name="Nord")
    nora = sit_down(north, "Nora", 0)
    workshop_clock.start_all(lead, now=NOW)
    for phase in (Phase.BRIEFING, Phase.NEGOTIATING):
        workshop_clock.advance_all(lead, expected=Position(1, phase), now=NOW)
    return nora


def test_one_press_moves_all_and_says_so(lead):
    workshop_clock.start_all(lead, now=NOW)
    body = {"expected_round": 1, "expected_phase": "briefing", "request_id": "w1"}
    client = lead_browser(lead)

    page = client.post(of(lead, "workshop_advance"), body, follow=True).content.decode()

    assert "2 Regionen sind weiter." in page
    assert page.count("Runde 1 von 3 · Verhandeln") == 3  # the clock and both regions


def test_a_region_with_open_teams_is_named_before_all_go_on(lead):
    in_deciding(lead)
    body = {"expected_round": 1, "expected_phase": "deciding", "request_id": "w2"}
    client = lead_browser(lead)

    question = client.post(of(lead, "workshop_advance"), body)
    assert question.status_code == 409
    assert "<b>Nord</b>: Obertal" in question.content.decode()
    assert {game.phase for game in Game.objects.all()} == {"deciding"}

    client.post(of(lead, "workshop_advance"), body | {"missing_rule": "draft"})
    assert {game.phase for game in Game.objects.all()} == {"settled"}


def test_the_page_says_who_is_missing_and_who_calls(lead):
    nora = in_deciding(lead)
    calls.ask_help(nora.viewer, text="Wie?", now=NOW)

    page = lead_browser(lead).get(of(lead)).content.decode()

    assert "0 von 1 abgegeben" in page
    assert "Fehlt noch: Obertal" in page
    assert "Ruft: Obertal" in page


def test_the_live_answer_comes_with_every_change_in_any_region_and_only_then(lead):
    client = lead_browser(lead)
    first = client.get(of(lead, "workshop_live"))
    stand = first["X-Stand"]
    assert client.get(of(lead, "workshop_live"), {"v": stand}).status_code == 204

    nora = in_deciding(lead)
    started = client.get(of(lead, "workshop_live"), {"v": stand})["X-Stand"]
    calls.ask_help(nora.viewer, text="Wie?", now=NOW)
    called = client.get(of(lead, "workshop_live"), {"v": started})

    assert int(stand) < int(started) < int(called["X-Stand"])
    assert "Ruft: Obertal" in called.content.decode()


def test_page_and_live_answer_have_the_same_regions(lead):
    in_deciding(lead)
    client = lead_browser(lead)

    page = client.get(of(lead)).content.decode()
    live = client.get(of(lead, "workshop_live")).content.decode().partition("\n")[2]

    regions = live.split("<section")[1:]
    assert len(regions) == 3
    without_time = [text.partition("data-now")[0].strip() for text in regions]
    assert all(text in page for text in without_time)


def test_under_one_clock_a_cockpit_has_no_clock_buttons_and_takes_no_clock_commands(lead):
    in_deciding(lead)
    north = Game.objects.get(name="Nord")
    client = lead_browser(lead)
    named = {"game_id": north.public_id}

    page = client.get(reverse("cockpit", kwargs=named)).content.decode()
    answer = client.post(reverse("cockpit_pause", kwargs=named), {"paused": "1"})

    assert of(lead) in page
    assert 'id="advance"' not in page
    assert 'id="pause"' not in page
    assert answer.status_code == 422
    assert "folgen einer Uhr" in answer.content.decode()
    assert not Game.objects.get(pk=north.pk).paused


def test_state_names_every_region(lead):
    in_deciding(lead)

    state = lead_browser(lead).get(of(lead, "workshop_state")).json()

    assert [region["name"] for region in state["regions"]] == ["Nord", "Süd"]
    assert state["regions"][0]["waited_for"] == 1
    assert state["regions"][0]["deadline"] == "2026-11-22T10:20:00+00:00"
