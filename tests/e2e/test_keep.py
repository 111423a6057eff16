"""Links to give away, archive and anonymising in the lead's browser; keyboard, phone, axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Cockpit, Person

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk(recorded, visitors):
    """The lead's browser beside a finished game; what is refused on purpose is no problem."""
    server, game = recorded
    frieda = Cockpit(visitors.new(server.url)).log_in(*game["login"].values())
    frieda.context.watch.allow("status of 4(04|09|22)")
    return frieda, game, server.url


def test_a_link_is_given_away_used_and_taken_back(desk, visitors, inspector):
    frieda, game, url = desk
    frieda.open(game["cockpit"]).follow("Links zum Weitergeben")
    page = frieda.page
    inspector.look(frieda, "links, none yet")
    page.get_by_label("Für wen oder wofür?").fill("Rat der Stadt")
    page.keyboard.press("Enter")
    link = page.locator("#link-1")
    expect(link).to_contain_text("Rat der Stadt")
    link.get_by_text("QR-Code").press("Enter")
    expect(link.get_by_role("img", name="QR-Code zur Rückschau: Rat der Stadt")).to_be_visible()
    inspector.look(frieda, "links, one")
    path = re.sub(r"^https?://[^/]+", "", link.get_by_role("link").first.inner_text())

    council = Person(visitors.new(url))
    council.context.watch.allow("status of 404")
    council.open(path)
    expect(council.page.get_by_role("heading", level=1)).to_be_visible()
    link.get_by_role("button", name="Zurückziehen").press("Enter")

    expect(page.get_by_text("Der Link gilt nicht mehr")).to_be_visible()
    council.open(path)
    expect(council.page.get_by_role("heading", level=1)).to_have_text(re.compile("nicht"))
    expect(council.page.get_by_text("Übung")).to_have_count(0)


def test_into_the_archive_out_of_it_and_anonymised_for_good(desk, inspector):
    frieda, game, _url = desk
    page = frieda.page
    frieda.open(game["cockpit"]).follow(re.compile("^Veranstaltung: "))
    frieda.follow("Aufheben und vergessen")
    inspector.look(frieda, "keep and forget")
    frieda.press("Ins Archiv legen")
    expect(page.get_by_role("button", name="Aus dem Archiv holen")).to_be_visible()
    frieda.open("/leitung/")
    page.get_by_text("Archiv: 1 Veranstaltung").press("Enter")
    page.locator("#archiv").get_by_role("link").press("Enter")
    expect(page.get_by_text("im Archiv. Alles ist zu lesen")).to_be_visible()
    frieda.follow("Aufheben und vergessen")
    frieda.press("Aus dem Archiv holen")

    frieda.follow("Ansehen, was geht und was bleibt")
    inspector.look(frieda, "anonymise, preview")
    page.get_by_label("Grund").fill("Aufbewahrungsfrist")
    page.get_by_label(re.compile("^Zur Bestätigung")).fill("Irrtum")
    frieda.press("Endgültig anonymisieren")
    expect(page.get_by_role("alert").filter(has_text="nicht der Titel")).to_be_visible()
    page.get_by_label(re.compile("^Zur Bestätigung")).fill("Übung")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Namen und Texte sind entfernt.")).to_be_visible()
    inspector.look(frieda, "keep and forget, anonymised")
    frieda.open(game["cockpit"])
    for name in ("Anna", "Ben", "Dora"):
        expect(page.get_by_text(name, exact=True)).to_have_count(0)
    frieda.open(game["review"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
