"""Settings, members and deletion on their pages, and joining by an invitation."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from games.models import Game, Workshop, WorkshopGone, WorkshopMember
from tests.factories import UserFactory
from tests.services.test_workshop_clock import gather

LOGIN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def lead(db):
    return gather()


def of(viewer, name, **more):
    workshop = Workshop.objects.get(pk=viewer.workshop_id)
    return reverse(name, kwargs={"workshop_id": workshop.public_id, **more})


def browser(user):
    client = Client()
    client.force_login(user, LOGIN)
    return client


@pytest.fixture
def client(lead):
    return browser(Workshop.objects.get(pk=lead.workshop_id).owner)


def test_settings_are_changed(lead, client):
    body = {"title": "Kurs im Juni", "day": "2099-06-01", "expected_people": 20, "delete_on": ""}

    client.post(of(lead, "workshop_settings"), body)

    workshop = Workshop.objects.get()
    assert (workshop.title, workshop.expected_people) == ("Kurs im Juni", 20)
    assert (workshop.one_clock, workshop.delete_on) == (False, None)


def test_a_copy_opens_and_a_region_joins(lead, client):
    page = client.post(of(lead, "workshop_copy"), {"title": "Kurs 2"}, follow=True)
    assert "Kurs 2" in page.content.decode()
    assert "Sie hat noch keinen Termin." in page.content.decode()
    assert Game.objects.count() == 4

    client.post(
        of(lead, "workshop_region"), {"name": "West", "scenario": "einstieg", "model": "allein"}
    )
    west = Game.objects.get(name="West")
    assert (west.workshop_id, west.cooperation_model) == (lead.workshop_id, "allein")
    assert west.phase_minutes["deciding"] == 20


def test_deleting_asks_for_the_title_and_leaves_a_line(lead, client):
    wrong = client.post(of(lead, "workshop_delete"), {"typed": "Kurs"})
    assert wrong.status_code == 422
    assert "es wurde nichts geändert" in wrong.content.decode()

    listed = client.post(of(lead, "workshop_delete"), {"typed": "Kurs im Mai"}, follow=True)

    assert "von Hand gelöscht" in listed.content.decode()
    assert "Kurs im Mai" not in listed.content.decode()
    assert WorkshopGone.objects.count() == 1


def test_the_list_says_seven_days_before_that_a_workshop_will_go(lead, client):
    today = timezone.localdate()
    for days, said in ((8, False), (7, True)):
        Workshop.objects.update(delete_on=today + timedelta(days=days))
        page = client.get(reverse("games")).content.decode()
        assert ("„Kurs im Mai“ wird am" in page) == said


class TestInvitation:
    def link(self, lead, client, role="coach"):
        page = client.post(of(lead, "workshop_invite"), {"role": role}).content.decode()
        return re.search(r'id="invitation-link">http://testserver([^<]+)<', page)[1]

    def test_a_new_account_joins_and_is_signed_in(self, lead, client):
        link, guest = self.link(lead, client), Client()
        assert "Tischbegleitung" in guest.get(link).content.decode()
        body = {"username": "neu", "password1": "Fluss-und-Tal-7", "password2": "Fluss-und-Tal-7"}

        listed = guest.post(link, body, follow=True).content.decode()

        assert "Kurs im Mai" in listed
        assert WorkshopMember.objects.get(user__username="neu").role == "coach"
        assert guest.get(link).status_code == 409

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"password2": "anders"}, "nicht gleich"),
            ({"password1": "12345678", "password2": "12345678"}, "password1-error"),
            ({"username": "schon-da"}, "gibt es schon"),
        ],
    )
    def test_what_is_wrong_with_a_new_account_is_said(self, lead, client, changed, sentence):
        UserFactory(username="schon-da")
        link = self.link(lead, client)
        body = {"username": "neu", "password1": "Fluss-und-Tal-7", "password2": "Fluss-und-Tal-7"}

        answer = Client().post(link, body | changed)

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not WorkshopMember.objects.filter(role="coach").exists()

    def test_whoever_has_an_account_joins_with_it(self, lead, client):
        ada = UserFactory(username="ada")
        link = self.link(lead, client, role="observer")

        page = browser(ada).post(link, follow=True).content.decode()

        assert "Sie sind als Beobachtung dabei" in page

    def test_roles_are_changed_and_taken_away_on_the_page(self, lead, client):
        UserFactory(username="ada")
        client.post(of(lead, "workshop_member_add"), {"username": "ada", "role": "coach"})
        ada = WorkshopMember.objects.get(user__username="ada")

        client.post(of(lead, "workshop_member_change", member=ada.pk), {"role": "technician"})
        assert "Technik" in client.get(of(lead, "workshop_members")).content.decode()
        client.post(of(lead, "workshop_member_remove", member=ada.pk))

        assert not WorkshopMember.objects.filter(pk=ada.pk).exists()

    def test_the_last_lead_stays(self, lead, client):
        own = WorkshopMember.objects.get(user_id=lead.user_id)

        page = client.post(of(lead, "workshop_member_remove", member=own.pk), follow=True)

        assert "Jemand muss die Veranstaltung leiten" in page.content.decode()
        assert WorkshopMember.objects.filter(pk=own.pk).exists()
