"""The pictures of a recorded game: drawn, with their tables, and the tables equal the export."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.figures import as_change, as_euro, rows_of_csv, signed, spaces
from tests.e2e.pages import Person
from tests.e2e.review import TABLE

pytestmark = pytest.mark.e2e

THEMES = ("region", "geld", "fonds", "gemeinschaft", "leistungen")
DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every(
  (each) => each.querySelector('svg'))"""
SOLID = """() => [...document.querySelectorAll('[data-chart] svg')].every((each) =>
  each.querySelectorAll('path, text').length > 3)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def told(recorded, visitors):
    """Address of the review, and what it exports."""
    server, game = recorded
    person = Person(visitors.new(server.url, **browsing.DESKTOP))
    return person, game["review"], person.json(f"{game['review']}export.json")


def table_of(person, figure):
    """Rows of a figure's table, hidden or not."""
    frame = person.page.locator(f"#{figure}-tabelle table")
    return [[spaces(cell) for cell in row] for row in frame.evaluate(TEXTS)]


TEXTS = TABLE.replace("innerText", "textContent")


def charts_shown(person):
    """Each figure shows its chart, whatever it began with."""
    tables = person.page.locator("[data-figure-toggle][aria-pressed=true]")
    while tables.count():
        tables.first.click()


@pytest.mark.parametrize("device", [browsing.DESKTOP, browsing.PHONE], ids=["desktop", "phone"])
def test_every_theme_is_drawn_and_accessible(recorded, visitors, device):
    server, game = recorded
    person = Person(visitors.new(server.url, **device))
    for theme in THEMES:
        person.open(f"{game['review']}bilder/{theme}/")
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
    person, review, _export = told
    person.open(f"{review}bilder/fonds/")
    button = person.page.locator("[data-figure-toggle]").first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    person.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(person.page.locator("#fonds-anteile-tabelle")).to_be_visible()
    person.page.keyboard.press("Space")
    expect(person.page.locator("#fonds-anteile-tabelle")).to_be_hidden()


def test_tables_equal_the_exported_figures(told):
    person, review, export = told
    towns, played = export["towns"], export["rounds_played"]
    person.open(f"{review}bilder/geld/?runde=2&gemeinde=auestadt")
    fall = table_of(person, "haushalt")
    assert fall[0][2] == as_euro(played[1]["figures"]["auestadt"]["account"])
    assert fall[-1][2] == as_euro(played[2]["figures"]["auestadt"]["account"])
    own = sum(signed(each, "auestadt") for each in played[2]["postings"])
    assert fall[-1][1] == as_change(own)

    person.open(f"{review}bilder/geld/")
    postings = [posting for each in played for posting in each["postings"]]
    assert table_of(person, "geldfluesse")[-1][-1] == as_euro(sum(p["amount"] for p in postings))
    results = {row[0]: row[1:-1] for row in table_of(person, "ergebnisse")}
    for town, name in towns.items():
        assert results[name] == [
            as_change(sum(signed(posting, town) for posting in each["postings"]))
            for each in played[1:]
        ]

    person.open(f"{review}bilder/fonds/")
    parts = {row[0]: row[1] for row in table_of(person, "fonds-anteile")}
    paid = Counter()
    for posting in postings:
        if posting["target"] == "fonds":
            paid[posting["source"]] += posting["amount"]
    for town, name in towns.items():
        assert parts[name] == as_euro(paid[town])
    check_burdens(person, review, export)


def check_burdens(person, review, export):
    """What the table says was paid for working together, against the export."""
    postings = [posting for each in export["rounds_played"] for posting in each["postings"]]
    person.open(f"{review}bilder/gemeinschaft/")
    shown = defaultdict(list)
    for row in table_of(person, "lasten-nutzen"):
        shown[row[0]].append(row[1:])
    for town, name in export["towns"].items():
        spent = sum(
            each["amount"]
            for each in postings
            if each["source"] == town
            and (each["target"] == "fonds" or each["target"].startswith("verband:")
                 or each["rule"] in ("V2", "V3", "V4", "V6", "V7", "H1"))
        )  # fmt: skip
        assert shown[name][-1][1] == as_euro(spent), name


STARTS = {"SVG": b"<svg", "PNG": b"\x89PNG", "CSV": b"\xef\xbb\xbf"}
MOST_EMPTY = 3_000
"""Bytes of a picture that has nothing in it."""


def test_files_to_take_along(told):
    person, review, _export = told
    for theme in THEMES:
        person.open(f"{review}bilder/{theme}/")
        person.page.wait_for_function(DRAWN)
        for card in person.page.locator(".ps-figcard").all():
            figure = card.locator(".ps-figure").get_attribute("id")
            # A browser lets a page save so many files before it asks.
            person.page.reload()
            person.page.wait_for_function(DRAWN)
            for kind in STARTS:
                check_file(person, card, figure, kind)


def check_file(person, card, figure, kind):
    """A figure as a file: of its kind, and not empty."""
    role = "link" if kind == "CSV" else "button"
    with person.page.expect_download() as waiting:
        card.get_by_role(role, name=kind, exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(STARTS[kind]), (figure, kind)
    if kind == "CSV":
        assert len(rows_of_csv(content.decode())) == len(table_of(person, figure))
    else:
        assert len(content) > MOST_EMPTY, (figure, kind)
