"""What if, and was it luck: in browsers, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESKTOP, PHONE, axe
from tests.e2e.keys import Keys
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e
GROWN_MS = 60_000


@pytest.fixture
def review(exhibit):
    server, game = exhibit
    return server.url, game["review"]


def figures(page):
    """Title and both figures of every line side by side."""
    rows = page.locator(".rv-sides tbody tr")
    return {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows.all()
    }


def test_by_keyboard_a_question_is_asked_and_the_link_stays(review, visitors):
    url, path = review
    keys = Keys(visitors.new(url, **DESKTOP))
    keys.open(path)
    keys.link("Was wäre, wenn")
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("Was wäre gewesen, wenn …")
    expect(keys.page.locator("#aussteigen tbody tr")).to_have_count(6)
    keys.walk()

    question = keys.page.get_by_label("Eine Frage wählen")
    keys.to(question)
    keys.page.keyboard.type("Ohne Fo")
    expect(question).to_have_value("fonds:nein")
    keys.button("Nachrechnen")
    expect(keys.page).to_have_url(re.compile(r"\?anders=fonds(:|%3A)nein$"))
    expect(keys.page.locator(".rv-if__wishes b")).to_have_text("Ohne Fonds")
    side = figures(keys.page)
    assert side["Zuschüsse aus dem Fonds"][1] == "0\u00a0€"
    assert side["Zuschüsse aus dem Fonds"][0] != "0\u00a0€"
    expect(keys.page.locator("#was-waere-figure svg")).to_be_visible()
    assert axe(keys.page) == []

    # Somebody else opens the link, weeks later.
    other = visitors.new(url, **DESKTOP).new_page()
    other.goto(keys.page.url)
    assert figures(other) == side

    keys.link(re.compile("Ohne Fonds.*wieder wie gespielt"))
    expect(keys.page.locator("#aussteigen")).to_be_visible()


def test_a_rule_typed_in_percent_on_a_phone(review, visitors):
    url, path = review
    phone = Player(visitors.new(url, **PHONE))
    page = phone.open(f"{path}was-waere/").page
    page.get_by_text("Genauer: eine Regel").click()
    page.get_by_label("Regel und Wert im Spiel").select_option("finance.levy_rate")
    page.get_by_label("Neuer Wert, in derselben Einheit").fill("12,5")
    page.get_by_role("button", name="Mit dieser Regel").click()
    expect(page.locator(".rv-if__wishes b")).to_have_text("Satz der Kreisumlage: 12,50\u00a0%")
    expect(page.locator("#trennung")).to_contain_text("Runde 1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []


def test_a_broken_link_is_told_in_a_sentence_and_the_choices_stay(review, visitors):
    url, path = review
    context = visitors.new(url, **DESKTOP)
    context.watch.allow("400")
    page = context.new_page()
    answer = page.goto(f"{path}was-waere/?anders=stufe:auestadt:kita:99:sparen&anders=modell:x")
    assert answer.status == 400
    told = page.get_by_role("alert").filter(has_text="Runde")
    expect(told).to_contain_text("Runde „99“ wurde nicht gespielt, nur Runde 1 bis 4.")
    expect(told).to_contain_text("Ein Modell „x“ gibt es hier nicht.")
    expect(page.get_by_label("Eine Frage wählen")).to_be_visible()
    assert axe(page) == []


def test_the_distribution_is_wanted_by_keyboard_and_shown_while_it_grows(review, visitors):
    url, path = review
    page = visitors.new(url, **DESKTOP).new_page()
    page.goto(f"{path}was-waere/")
    page.locator(".rv-if__luck a").click()
    start = page.get_by_role("button", name="Bot-Spiele rechnen lassen")
    expect(start).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert axe(page) == []
    start.press("Enter")
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    expect(page.locator("#glueck-figure svg")).to_be_visible(timeout=GROWN_MS)
    expect(page.locator("#verteilung")).to_contain_text(re.compile("Von [0-9.]+ Bot-Spielen"))
    assert axe(page) == []

    phone = visitors.new(url, **PHONE).new_page()
    phone.goto(f"{path}glueck/?mass=vertrauen")
    expect(phone.locator("#verteilung")).to_contain_text("Vertrauen")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    row = phone.locator("tbody tr", has=phone.get_by_role("rowheader", name="Vertrauen"))
    expect(row).to_be_visible()
