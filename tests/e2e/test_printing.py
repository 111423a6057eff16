"""The print kit as it leaves the printer: the stated number of sheets, and nothing cut off."""

import re

import pytest

from tests.e2e import browsing
from tests.e2e.lead import Office

pytestmark = pytest.mark.e2e

A_PAGE = re.compile(rb"/Type\s*/Page\b")
CUT_OFF = """() => [...document.querySelectorAll('.pp-page')].flatMap((page) => {
  const box = page.getBoundingClientRect();
  return [...page.querySelectorAll('*')].filter((e) => e.checkVisibility()).filter((e) => {
    const b = e.getBoundingClientRect();
    return b.bottom > box.bottom + 1 || b.right > box.right + 1 || b.top < box.top - 1;
  }).map((e) => e.outerHTML.slice(0, 120));
})"""
SHEETS = ("platzkarten", "tischschilder", "rollen", "boegen", "karte", "plakate")


@pytest.fixture
def facilitator(hall, office: Office, visitors):
    """Somebody logged in as the facilitator of the hall."""
    page = visitors.new(hall.url, **browsing.DESKTOP).new_page()
    page.goto("/leitung/anmelden/")
    page.get_by_label("Benutzername").fill(office.account["username"])
    page.get_by_label("Passwort").fill(office.account["password"])
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/leitung/")
    return page


@pytest.mark.parametrize("scenario", ["mittelaue", "einstieg"])
def test_every_sheet_prints_as_many_pages_as_stated_and_cuts_nothing_off(
    facilitator, office: Office, scenario
):
    leader = office.create(scenario=scenario, seats_per_team=4)
    leader.until("deciding")
    facilitator.goto(f"{leader.path}druck/")
    # The run sheet stands below the kit: it belongs to the workshop and has as many pages as days.
    kit = facilitator.locator(".pp-list li").filter(has=facilitator.locator(".ps-tag"))
    stated = {
        row.get_by_role("link").get_attribute("href").split("/")[-2]: int(
            re.search(r"\d+", row.locator(".ps-tag").inner_text())[0]
        )
        for row in kit.all()
    }
    assert set(stated) == set(SHEETS)
    for sheet in SHEETS:
        facilitator.goto(f"{leader.path}druck/{sheet}/")
        facilitator.emulate_media(media="print")
        assert facilitator.evaluate(CUT_OFF) == [], sheet
        printed = facilitator.pdf(prefer_css_page_size=True, print_background=True)
        assert len(A_PAGE.findall(printed)) == stated[sheet], sheet
        facilitator.emulate_media(media="screen")


def test_overview_and_sheets_have_nothing_that_axe_finds(facilitator, office):
    leader = office.create(seats_per_team=1)
    for path in ("", *(f"{sheet}/" for sheet in SHEETS)):
        facilitator.goto(f"{leader.path}druck/{path}")
        assert browsing.axe(facilitator) == [], path
