"""The board of the debrief with many cards: on the wall, on the facilitator's page, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing, harness
from tests.e2e.browsing import axe
from tests.e2e.inspector import whole
from tests.e2e.keys import Keys
from tests.e2e.pages import Person
from tests.e2e.test_projector import LETTERS, OVERFLOWING, SMALLEST_LETTERS

pytestmark = pytest.mark.e2e

MANY = 25
CUT = """() => {
  const stage = document.querySelector('.pj-main').getBoundingClientRect();
  const texts = document.querySelectorAll(
    '.pj-hung p, .pj-hung li > span:last-child, '
    + '.pj-resolved li');
  return [...texts].filter((each) => {
    const column = each.closest('.pj-col, .pj-resolved ul').getBoundingClientRect();
    return each.scrollHeight > each.clientHeight + 3
      || each.getBoundingClientRect().bottom > Math.min(stage.bottom, column.bottom) + 1;
  }).map((each) => each.textContent);
}"""
"""Texts on the wall that do not stand there whole."""
BELOW = """() => {
  const place = document.querySelector('.pj-hung').getBoundingClientRect();
  const cards = [...document.querySelectorAll('.pj-hung .pj-card')];
  return cards.filter((each) => each.getBoundingClientRect().bottom > place.bottom + 1).length;
}"""


TOPS = "(steps) => [...new Set(steps.map((each) => each.getBoundingClientRect().top))]"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def room(recorded, visitors):
    """The facilitator at the board of a finished game with many cards, and the wall."""
    server, game = recorded
    harness.hang_cards(server.var, game["game"], MANY)
    frieda = Keys(visitors.new(server.url)).open(f"/leitung/anmelden/?next={game['cockpit']}")
    frieda.page.get_by_label("Name").fill(game["login"]["username"])
    frieda.page.get_by_label("Passwort").fill(game["login"]["password"])
    frieda.page.keyboard.press("Enter")
    frieda.follow("Auswertung führen")
    frieda.press("Auswertung beginnen")
    expect(frieda.page.locator("#db-step-1[aria-current]")).to_be_visible()
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR)).open(game["projector"])
    return frieda, wall


def lead_to(frieda, wall, number):
    frieda.page.locator(f"#db-step-{number}").click()
    expect(frieda.page.locator(f"#db-step-{number}[aria-current]")).to_be_visible()
    expect(wall.page.get_by_text(f"Auswertung · Schritt {number} von 6")).to_be_visible()


def texts(wall):
    found = wall.page.locator(".pj-hung p, .pj-hung .pj-group li > span:last-child")
    return found.all_inner_texts()


def check(wall):
    """Everything stands there whole, also on a smaller projector."""
    for size in ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080}):
        wall.page.set_viewport_size(size)
        assert wall.page.evaluate(CUT) == []
        assert wall.page.evaluate(BELOW) == 0
        assert wall.page.evaluate(OVERFLOWING) == []
    assert wall.page.evaluate(SMALLEST_LETTERS) >= LETTERS


@pytest.mark.parametrize("step", [1, 3, 6])
def test_every_card_can_be_read_on_the_wall_page_by_page(room, step):
    frieda, wall = room
    lead_to(frieda, wall, step)
    shown = len(texts(wall))
    wall.sees(f"und {MANY - shown} weitere Karten auf den Geräten")
    check(wall)
    read, resolved = [], []
    pages = frieda.page.locator("[id^=db-page-]:is(button)")
    for number in range(1, pages.count() + 1):
        frieda.page.locator(f"#db-page-{number}").click()
        wall.sees(f"Seite {number} von {pages.count()} · {MANY} Karten")
        check(wall)
        read += texts(wall)
        resolved += wall.page.locator(".pj-resolved li").all_inner_texts()
    assert len(set(read)) == MANY
    assert len(set(resolved)) == (MANY if step == 6 else 0)
    assert axe(wall.page) == []
    frieda.page.locator("#db-show-cards-").click()
    wall.sees(f"und {MANY - shown} weitere Karten auf den Geräten")


def steps_fit(page, title):
    """The six steps stand in one row, the one of this title is marked, nothing sticks out."""
    steps = page.locator(".db-steps li")
    assert steps.count() == 6
    assert len(steps.evaluate_all(TOPS)) == 1
    expect(page.locator(".db-steps [aria-current=step]")).to_contain_text(title)
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("width", [1440, 1024, 768, 390, 320])
def test_the_facilitators_page_fits_any_window(room, width):
    frieda, wall = room
    lead_to(frieda, wall, 6)
    page = frieda.page
    page.set_viewport_size({"width": width, "height": 900})
    steps_fit(page, "Wie geht es weiter?")
    asked = page.locator(".db-ask").bounding_box()
    board = page.locator("#r-step6").bounding_box()
    show = page.locator("#r-lead-subjects").bounding_box()
    if width > 900:
        assert max(box["x"] + box["width"] for box in (asked, show)) <= board["x"]
    else:
        assert asked["y"] < board["y"] < show["y"]
    assert axe(whole(page)) == []


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_every_step_and_whose_cards_are_ones_own(room, recorded, visitors, width):
    frieda, wall = room
    server, game = recorded
    phone = {**browsing.PHONE, "viewport": {"width": width, "height": 844}}
    context = visitors.new(server.url, **phone)
    context.add_cookies(
        [{"name": game["cookie"], "value": game["cookies"]["Dora"], "url": server.url}]
    )
    page = context.new_page()
    for number, title in ((2, "Was ist passiert?"), (6, "Wie geht es weiter?")):
        lead_to(frieda, wall, number)
        page.goto(f"{game['play']}auswertung/")
        steps_fit(page, title)
        own = page.locator(".db-card--own")
        assert 0 < own.count() < MANY
        expect(own.filter(has_text="Ihr Team")).to_have_count(own.count())
        expect(page.get_by_text("Ihr Team", exact=True)).to_have_count(own.count())
        assert axe(whole(page)) == []
