"""The cockpit shows to each role what it may see and do, and says what it may not."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from games.access import ViewerKind, link_token
from games.selectors.steering import Draft
from games.services import calls, notes, presence, seats, steering
from tests.cast import NOW, assemble
from tests.factories import WorkshopMemberFactory

LOGIN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    cast = assemble()
    cast.play_until("deciding")
    calls.ask_help(cast.anna.viewer, text="Wie geht das mit dem Ausgleich?", now=NOW)
    notes.note_as_facilitator(cast.frieda.viewer, text="Tisch 2 streitet", now=NOW)
    return cast


def cockpit(cast, role, name="cockpit"):
    member = WorkshopMemberFactory(workshop=cast.game.workshop, role=role)
    client = Client()
    client.force_login(member.user, LOGIN)
    return client.get(reverse(name, kwargs={"game_id": cast.game.public_id})).content.decode()


SECRETS = {
    "code": lambda cast: reverse("join_code", args=[cast.game.join_code]),
    "call": lambda cast: "Wie geht das mit dem Ausgleich?",
    "note": lambda cast: "Tisch 2 streitet",
    "review": lambda cast: link_token(ViewerKind.REVIEW, cast.game),
}
CONTROLS = {
    "advance": 'id="advance"',
    "pause": 'id="pause"',
    "end": 'id="end"',
    "bot": 'id="bot-',
    "look": 'id="ansehen-',
    "done": 'id="erledigt-',
    "projector": 'id="new-projector-link"',
    "steering": 'id="to-event"',
}
SEES = {
    "lead": {*SECRETS},
    "coach": {"code", "call", "note"},
    "technician": {"code"},
    "observer": set(),
}
HAS = {
    "lead": {*CONTROLS},
    "coach": {"look", "done"},
    "technician": {"projector"},
    "observer": set(),
}


@pytest.mark.parametrize("role", SEES)
def test_a_role_is_shown_its_own_secrets_and_controls_alone(cast, role):
    page = cockpit(cast, role)

    assert {name for name, text in SECRETS.items() if text(cast) in page} == SEES[role]
    assert {name for name, text in CONTROLS.items() if text in page} == HAS[role]
    assert ("Sie sind als" in page) == (role != "lead")


@pytest.mark.parametrize("name", ["cockpit_live", "cockpit_state"])
def test_live_answer_and_state_tell_an_observer_no_more_than_the_page(cast, name):
    told = cockpit(cast, "observer", name)

    assert not {key for key, text in SECRETS.items() if text(cast) in told}
    assert cast.game.join_code not in told


def test_a_planned_intervention_is_seen_by_the_lead_alone(cast):
    plan = Draft("model", 3, "Zweite Hälfte", {"model": "allein"})
    steering.intervene(cast.frieda.viewer, plan, now=NOW)

    shown = {role: "Zweite Hälfte" in cockpit(cast, role) for role in SEES}

    assert shown == {"lead": True, "coach": False, "technician": False, "observer": False}


def test_why_something_was_done_to_people_is_not_for_who_only_looks(cast):
    seat = cast.dora.viewer.seat_id
    seats.remove_seat(cast.frieda.viewer, seat_id=seat, reason="Hat gestört", now=NOW)

    shown = {role: "Hat gestört" in cockpit(cast, role) for role in SEES}

    assert shown == {"lead": True, "coach": True, "technician": False, "observer": False}
    assert "Platz von Dora in Mittelbach aufgelöst" in cockpit(cast, "observer")


def test_in_which_field_somebody_is_at_work_is_not_for_who_only_looks(cast):
    seat, now = cast.anna.viewer.seat_id, timezone.now()
    presence.working(seat, presence.Work("board", "levels.kita", "Kita"), now)

    shown = {role: '"field": "Kita"' in cockpit(cast, role, "cockpit_state") for role in SEES}

    assert shown == {"lead": True, "coach": True, "technician": False, "observer": False}


def test_whoever_may_not_is_told_why_and_what_to_do(cast):
    member = WorkshopMemberFactory(workshop=cast.game.workshop, role="observer")
    client = Client()
    client.force_login(member.user, LOGIN)

    answer = client.post(
        reverse("cockpit_pause", kwargs={"game_id": cast.game.public_id}), {"paused": "1"}
    )

    assert answer.status_code == 403
    assert "Sie sind als Beobachtung dabei" in answer.content.decode()
    assert not cast.fresh().paused
