"""The pictures of a recorded game in the browser: drawn soon, read by all, taken along as files."""

import struct
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Person
from tests.e2e.pictured.browse import DRAWN, themes
from tests.e2e.pictured.files import lines

pytestmark = pytest.mark.e2e

SOLID = """() => [...document.querySelectorAll('[data-chart] svg')].every((each) =>
  each.querySelectorAll('path, text').length > 3)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SVG = "{http://www.w3.org/2000/svg}"
STARTS = {"SVG": b"<svg", "PNG": b"\x89PNG", "CSV": b"\xef\xbb\xbf"}
SHARP = 2
LEAST_COLOURS = 9


@pytest.fixture
def told(exhibit, visitors):
    """Somebody at a desk who has the link of the review, and its address."""
    server, game = exhibit
    return Person(visitors.new(server.url, **browsing.DESKTOP)), game["review"]


def charts_shown(person):
    """Each figure shows its chart, whatever it began with."""
    tables = person.page.locator("[data-figure-toggle][aria-pressed=true]")
    while tables.count():
        tables.first.click()


@pytest.mark.parametrize("device", [browsing.DESKTOP, browsing.PHONE], ids=["desktop", "phone"])
def test_every_theme_is_drawn_and_accessible(exhibit, visitors, device):
    server, game = exhibit
    person = Person(visitors.new(server.url, **device))
    for theme in themes(person.page, game["review"]):
        person.open(theme)
        charts_shown(person)
        person.page.wait_for_function(DRAWN)
        assert person.page.evaluate(SOLID), theme
        assert person.page.evaluate(WIDE) <= 0, theme
        assert browsing.axe(person.page) == [], theme
        person.page.evaluate("localStorage.setItem('planspiel:figures', 'table')")
        person.page.reload()
        expect(person.page.locator(".ps-figtable").first).to_be_visible()
        assert person.page.evaluate(WIDE) <= 0, theme
        assert browsing.axe(person.page) == [], theme
        person.page.evaluate("localStorage.clear()")


def test_tables_come_by_keyboard(told):
    person, review = told
    person.open(f"{review}bilder/fonds/")
    button = person.page.locator("[data-figure-toggle]").first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    person.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(person.page.locator("#fonds-anteile-tabelle")).to_be_visible()
    person.page.keyboard.press("Space")
    expect(person.page.locator("#fonds-anteile-tabelle")).to_be_hidden()


def test_every_picture_is_taken_along_as_svg_png_and_csv(told):
    person, review = told
    for theme in themes(person.page, review):
        person.open(theme)
        person.page.wait_for_function(DRAWN)
        for card in person.page.locator(".ps-figcard").all():
            # A browser lets a page save so many files before it asks.
            person.page.reload()
            person.page.wait_for_function(DRAWN)
            check_files(person, card)


def check_files(person, card):
    """A picture as files: each of its kind, the PNG as large and as full as the SVG says."""
    title = card.get_by_role("heading", level=2).inner_text()
    taken = {kind: taken_along(person, card, kind) for kind in STARTS}
    for kind, start in STARTS.items():
        assert taken[kind].startswith(start), (title, kind)
    assert len(lines(taken["CSV"].decode())) > 1, title
    drawn = ET.fromstring(taken["SVG"])
    assert title in ["".join(each.itertext()) for each in drawn.iter(f"{SVG}text")]
    size = [float(drawn.get(name)) * SHARP for name in ("width", "height")]
    assert list(struct.unpack(">II", taken["PNG"][16:24])) == size, title
    assert has_colours(person.page, taken["PNG"], LEAST_COLOURS), title


def taken_along(person, card, kind):
    """What a press on one of the three gives."""
    role = "link" if kind == "CSV" else "button"
    with person.page.expect_download() as waiting:
        card.get_by_role(role, name=kind, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


COLOURS = """async ([base64, enough]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const found = new Set();
  const data = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  for (const pixel of data) {
    if (found.size >= enough) break;
    found.add(pixel & 0xffffff);
  }
  return found.size;
}"""


def has_colours(page, png, wanted):
    """Whether a picture has that many colours."""
    return page.evaluate(COLOURS, [b64encode(png).decode(), wanted]) == wanted
