"""What lies in the archive says so on every page of its facilitators and offers no command."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.access import WorkshopViewer
from games.enums import Role
from games.models import WorkshopMember
from games.services.archive import archive, unarchive
from games.services.forgetting import anonymise
from tests.cast import NOW
from tests.factories import UserFactory
from tests.planted import planted, title_of


@pytest.fixture
def cast(db):
    return planted()


@pytest.fixture
def workshop(cast):
    return WorkshopViewer(cast.game.workshop_id, cast.frieda.user.pk, Role.LEAD)


@pytest.fixture
def at(cast, url):
    def make(name):
        if name.startswith(("workshop", "agenda")):
            return reverse(name, kwargs={"workshop_id": cast.game.workshop.public_id})
        return url(name)

    return make


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def main(page):
    """The page without its head and foot, where one logs out and chooses a language."""
    return page[page.index("<main") : page.index("</main>")]


def alive(page):
    """Buttons and fields of a page that can be used."""
    found = main(page)
    locked = re.sub(r'<fieldset class="ps-seen" disabled>.*</fieldset>', "", found, flags=re.DOTALL)
    return re.findall(r"<(?:button|input|textarea|select)\b[^>]*>", locked)


PAGES = [
    "cockpit",
    "lead_talks",
    "lead_debrief",
    "steering",
    "rehearsal",
    "workshop",
    "workshop_members",
    "agenda",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_it_and_has_nothing_to_press(workshop, frieda, at, name):
    before = text(frieda.get(at(name)))
    assert 'id="archived"' not in before
    archive(workshop, now=NOW)

    page = text(frieda.get(at(name)))

    assert "Seit 22.11.2026 im Archiv." in page
    assert "Alles ist zu lesen, nichts zu ändern." in page
    assert f'id="to-unarchive" href="{at("workshop_keep")}"' in page
    assert not alive(page)


def test_the_cockpit_offers_no_command_and_no_question(workshop, frieda, at):
    before = text(frieda.get(at("cockpit")))
    archive(workshop, now=NOW)
    page = text(frieda.get(at("cockpit")))
    assert "data-command" in before
    assert "data-command" not in page
    left = set(re.findall(r'id="([\w-]+)" href="[^"]*" data-dialog', page))
    assert left == {"new-review-link"}, "the link of the review can be replaced in the archive"


@pytest.mark.parametrize("name", ["workshop_keep", "workshop_settings", "review_links"])
def test_what_works_in_the_archive_can_be_used(workshop, frieda, at, name):
    archive(workshop, now=NOW)
    page = text(frieda.get(at(name)))
    assert 'id="archived"' in page
    assert alive(page)


@pytest.mark.parametrize(
    ("page", "strip"), [("cockpit", "cockpit_agenda"), ("workshop", "agenda_strip")]
)
def test_the_run_sheet_is_neither_begun_nor_changed(workshop, frieda, at, page, strip):
    offers = ("Ablaufplan anlegen", "Ansehen und anpassen")
    for name in (page, strip):
        assert any(each in text(frieda.get(at(name))) for each in offers)
    archive(workshop, now=NOW)
    for name in (page, strip):
        assert not any(each in text(frieda.get(at(name))) for each in offers)


def test_taken_out_again_everything_is_there(workshop, frieda, at):
    before = alive(text(frieda.get(at("cockpit"))))
    archive(workshop, now=NOW)
    unarchive(workshop, now=NOW)
    page = text(frieda.get(at("cockpit")))
    assert 'id="archived"' not in page
    assert len(alive(page)) == len(before)


def test_who_cannot_take_it_out_reads_who_can(workshop, at):
    orla = UserFactory(username="orla")
    WorkshopMember.objects.create(
        workshop_id=workshop.workshop_id, user=orla, role=Role.OBSERVER, since=NOW
    )
    archive(workshop, now=NOW)
    client = Client()
    client.force_login(orla)
    page = text(client.get(at("cockpit")))
    assert "Die Leitung kann die Veranstaltung wieder herausholen." in page
    assert "to-unarchive" not in page


def test_what_is_anonymised_stays_there(cast, workshop, frieda, at):
    anonymise(workshop, typed=title_of(cast), reason="Frist", now=NOW)
    page = text(frieda.get(at("cockpit")))
    assert "Was anonymisiert ist, bleibt im Archiv." in page
    assert "to-unarchive" not in page


def test_people_read_it_too_and_are_asked_nothing_any_more(cast, workshop, at):
    dora = Client()
    dora.cookies[settings.SEAT_COOKIE_NAME] = cast.dora.cookie
    assert "rm-invite" in text(dora.get(at("settlement")))
    assert 'id="merken"' in text(dora.get(at("history")))
    archive(workshop, now=NOW)
    page = text(dora.get(at("settlement")))
    assert "Dieses Spiel liegt im Archiv." in page
    assert "rm-invite" not in page
    assert "Gerade wird nichts gefragt." in text(dora.get(at("reflection")))
    assert 'id="merken"' not in text(dora.get(at("history")))
