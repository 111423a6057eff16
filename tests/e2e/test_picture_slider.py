"""The slider of trust and map: by key, by button, by link, without scripts and in files."""

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Person

pytestmark = pytest.mark.e2e

ROUNDS = 4
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def pictures(exhibit):
    """Address of the pictures of a finished game of four rounds, and of its server."""
    server, game = exhibit
    return server.url, f"{game['review']}bilder/"


def heading(page, number):
    """Wait for the net of a round."""
    words = f"nach Runde {number}" if number else "beim Start"
    expect(page.locator("#netz-titel")).to_have_text(f"Vertrauen und Vereinbarungen {words}")


def test_the_slider_steps_through_the_rounds_by_keys_buttons_and_links(pictures, visitors):
    url, path = pictures
    page = Person(visitors.new(url)).open(f"{path}vertrauen/").page
    slider = page.get_by_role("slider", name="Runde")
    expect(slider).to_be_visible()
    heading(page, ROUNDS)

    slider.focus()
    page.keyboard.press("ArrowLeft")
    heading(page, 3)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "nach Runde 3")
    expect(page.locator("#status")).to_contain_text("Stand nach Runde 3")
    page.keyboard.press("Home")
    heading(page, 0)
    page.keyboard.press("ArrowRight")
    heading(page, 1)

    step = page.get_by_role("link", name="Vor", exact=True)
    step.press("Enter")
    heading(page, 2)
    expect(step).to_be_focused()
    assert page.url.endswith("?runde=2")
    page.get_by_role("link", name="R4", exact=True).click()
    heading(page, 4)
    expect(slider).to_have_value("4")
    # There is no way on from the last round: who pressed the button is at the slider now.
    page.get_by_role("link", name="R3", exact=True).click()
    heading(page, 3)
    step.press("Enter")
    heading(page, 4)
    expect(slider).to_be_focused()
    page.reload()
    heading(page, 4)


def test_a_drawn_picture_is_taken_along_as_the_round_that_is_shown(pictures, visitors):
    url, path = pictures
    page = Person(visitors.new(url)).open(f"{path}vertrauen/?gemeinde=kleinholm").page
    page.get_by_role("slider", name="Runde").press("ArrowLeft")
    heading(page, 3)
    # The other links of the page hold the round that was stepped to.
    link = page.get_by_role("link", name="Alle Gemeinden")
    expect(link).to_have_attribute("href", "?runde=3")

    with page.expect_download() as taken:
        page.get_by_role("button", name="SVG", exact=True).click()
    assert taken.value.suggested_filename == "netz.svg"
    root = ET.parse(taken.value.path()).getroot()
    texts = ["".join(each.itertext()).strip() for each in root.iter(f"{SVG}text")]
    assert "Vertrauen und Vereinbarungen nach Runde 3" in texts
    assert {"Kleinholm", "Bad Quellau"} <= set(texts)
    kept = {each.get("id") for each in root.iter() if each.get("id")}
    used = {each.get("href").removeprefix("#") for each in root.iter(f"{SVG}use")}
    assert used
    assert used <= kept
    lines = [each for each in root.iter(f"{SVG}path") if each.get("stroke") not in {None, "none"}]
    assert len([each for each in lines if each.get("fill") == "none"]) >= 5
    assert not [each for each in root.iter() if "var(" in " ".join(each.attrib.values())]


def test_without_scripts_the_links_lead_through_the_rounds(pictures, visitors):
    url, path = pictures
    page = Person(visitors.new(url, java_script_enabled=False)).open(f"{path}vertrauen/").page
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("link", name="Zurück", exact=True).click()
    heading(page, 3)
    page.get_by_role("link", name="Start", exact=True).click()
    heading(page, 0)
    expect(page.locator("#netz-tabelle")).to_be_visible()
