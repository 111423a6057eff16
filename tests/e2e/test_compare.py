"""Regions of workshops side by side in the browser: choice, tables by keyboard, phone, axe."""

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing, harness
from tests.e2e.pages import Cockpit

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def workshops(hall):
    """Two recorded workshops of one account, and the address of their server."""
    return hall.url, harness.recorded_workshops(hall.var)


def lead(workshops, visitors, **device):
    url, made = workshops
    return Cockpit(visitors.new(url, **device)).log_in(**made["login"])


def test_two_regions_by_keyboard_and_an_earlier_workshop_beside_them(workshops, visitors):
    _url, made = workshops
    vera = lead(workshops, visitors)
    page = vera.open(made["compare"]).page
    expect(page.locator(".vg-region")).to_have_count(2)

    toggle = page.locator('[data-figure-toggle="vergleich-werte"]')
    toggle.focus()
    page.keyboard.press("Enter")
    table = page.locator("#vergleich-werte-tabelle")
    expect(table).to_be_visible()
    expect(table.locator("thead th")).to_have_text(["Nach", "A Nord", "B Süd"])

    page.get_by_label("Kurs im Herbst").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Auswahl zeigen").press("Enter")
    expect(page.locator(".vg-region")).to_have_count(3)
    vera.sees("Nicht vergleichbar: Euro insgesamt")
    assert made["earlier"] in page.url
    page.get_by_role("link", name="Vertrauen", exact=True).press("Enter")
    expect(page.locator("#vergleich-werte-titel")).to_have_text("Vertrauen über die Runden")
    assert made["earlier"] in page.url
    # The address alone brings the same page again.
    page.reload()
    expect(page.locator(".vg-region")).to_have_count(3)


def test_the_page_has_no_fault_axe_knows_and_fits_a_phone(workshops, visitors):
    _url, made = workshops
    for device in ({}, browsing.PHONE):
        vera = lead(workshops, visitors, **device)
        page = vera.open(f"{made['compare']}?mit={made['earlier']}").page
        for chart in page.locator("[data-chart]").all():
            expect(chart.locator("svg")).to_be_visible()
        assert browsing.axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
