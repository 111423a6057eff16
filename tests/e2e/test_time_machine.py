"""The time machine in the browser: keys, slider, filter, permanent links, phone, axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Person

pytestmark = pytest.mark.e2e

SCREENS = ("Lage", "Entscheidungen", "Vereinbarungen", "Fonds", "Plenum", "Abrechnung")
FIGURES = """() => [...document.querySelectorAll('.zm-figures tbody tr')].map(
  (row) => [row.dataset.town, row.querySelector('[data-account]').dataset.account])"""


@pytest.fixture
def review(exhibit):
    """Address of the time machine of a finished game of four rounds, and of its server."""
    server, game = exhibit
    return server.url, f"{game['review']}zeit/"


def stands(page, words):
    """Wait until the page shows a moment."""
    expect(page.locator("#zm-stand")).to_contain_text(words)


def moment(page):
    """The moment in the address."""
    return re.search(r"moment=(\d+)", page.url)[1]


def test_keys_buttons_and_slider_step_through_the_game(review, visitors):
    url, path = review
    page = Person(visitors.new(url)).open(f"{path}?runde=1&phase=deciding").page
    stands(page, "Runde 1, Entscheiden")

    page.keyboard.press("ArrowRight")
    stands(page, "Runde 1, Abrechnung")
    expect(page.locator("#status")).to_contain_text("Runde 1, Abrechnung")
    page.keyboard.press("ArrowLeft")
    stands(page, "Runde 1, Entscheiden")
    step = page.get_by_role("link", name="Vor", exact=True)
    step.press("Enter")
    stands(page, "Runde 1, Abrechnung")
    expect(step).to_be_focused()

    page.get_by_role("link", name="Runde", exact=True).click()
    page.keyboard.press("ArrowRight")
    stands(page, "Runde 2, Abrechnung")
    slider = page.get_by_role("slider", name="Runde wählen")
    expect(slider).to_have_attribute("aria-valuetext", "R2")
    slider.focus()
    page.keyboard.press("ArrowRight")
    stands(page, "Runde 3, Abrechnung")
    expect(slider).to_be_focused()

    page.go_back()
    stands(page, "Runde 2, Abrechnung")

    page.get_by_role("link", name="Eintrag", exact=True).click()
    before = moment(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".zm-line.is-now")).to_have_count(1)
    page.wait_for_url(lambda address: f"moment={before}" not in address)
    assert int(moment(page)) < int(before)


def test_a_permanent_link_shows_the_same_in_a_second_browser(review, visitors):
    url, path = review
    page = Person(visitors.new(url)).open(f"{path}?runde=2").page
    page.get_by_role("navigation", name="Aus wessen Sicht").get_by_role(
        "link", name="Sonnenbrück"
    ).click()
    expect(page.locator("tr.is-own")).to_contain_text("Sonnenbrück")
    link = page.get_by_role("link", name="Fester Link zu diesem Moment").get_attribute("href")

    other = Person(visitors.new(url, **browsing.PHONE)).open(f"{path}{link}").page

    stands(other, "Runde 2, Abrechnung")
    assert other.evaluate(FIGURES) == page.evaluate(FIGURES)
    assert len(other.evaluate(FIGURES)) > 1
    assert other.locator(".zm-screen").inner_text() == page.locator(".zm-screen").inner_text()


def test_the_list_narrows_down_and_its_entries_lead_to_their_moments(review, visitors):
    url, path = review
    page = Person(visitors.new(url)).open(path).page
    page.get_by_text("Eingrenzen").click()
    page.get_by_label("Gemeinde", exact=True).select_option("sonnenbrueck")
    page.get_by_label("Art", exact=True).select_option("entscheidungen")
    page.get_by_role("button", name="Anzeigen").click()

    lines = page.locator(".zm-line")
    expect(lines).to_have_count(4)
    for line in lines.all():
        expect(line).to_contain_text("Sonnenbrück")
    lines.nth(1).get_by_role("link").click()
    stands(page, "Runde 2, Entscheiden")
    page.get_by_role("link", name="Alles zeigen").click()
    expect(page.locator(".zm-line").nth(5)).to_be_visible()


def test_without_scripts_every_step_is_a_link(review, visitors):
    url, path = review
    context = visitors.new(url, java_script_enabled=False)
    page = Person(context).open(f"{path}?runde=1&phase=deciding").page
    page.get_by_role("link", name="Vor", exact=True).click()
    stands(page, "Runde 1, Abrechnung")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("link", name="R3", exact=True).click()
    stands(page, "Runde 3, Abrechnung")


def test_players_see_their_own_past_and_nobody_elses(exhibit, visitors):
    server, game = exhibit
    own = f"{game['play']}zeit/?runde=2&phase=negotiating&schirm=gespraeche"
    pages = {}
    for name in ("Anna", "Dora"):
        context = visitors.new(server.url)
        cookie = {"name": game["cookie"], "value": game["cookies"][name], "url": server.url}
        context.add_cookies([cookie])
        pages[name] = Person(context).open(own).page
        expect(pages[name].get_by_text("Unter uns: Wir zögern.").first).to_be_visible()
    open_page = (
        Person(visitors.new(server.url))
        .open(f"{game['review']}zeit/?runde=2&phase=negotiating&schirm=gespraeche")
        .page
    )
    expect(open_page.locator(".tk-line").first).to_contain_text("sind dabei")
    expect(open_page.get_by_text("Unter uns")).to_have_count(0)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_every_screen_fits_and_axe_finds_nothing(review, visitors, device):
    url, path = review
    options = browsing.PHONE if device == "phone" else {}
    page = Person(visitors.new(url, **options)).open(f"{path}?runde=3").page
    for town in ("Alle", "Auestadt"):
        page.get_by_role("navigation", name="Aus wessen Sicht").get_by_role(
            "link", name=town, exact=True
        ).click()
        for screen in SCREENS:
            tab = page.get_by_role("navigation", name="Schirme").get_by_role("link", name=screen)
            tab.click()
            expect(tab).to_have_attribute("aria-current", "page")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (town, screen, wide)
            assert browsing.axe(page) == [], (town, screen)
