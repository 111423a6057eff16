"""Pictures of a finished game on the wall: each is drawn, fits and can be read from the last row.

The facilitator picks them in the cockpit and on the board; wall and devices follow. What people
released to everybody stands on the chart of values, what they did not stands nowhere.
"""

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing, harness
from tests.e2e.browsing import axe
from tests.e2e.lead import Leader, Office
from tests.e2e.pages import Cockpit, Person
from tests.e2e.test_projector import LETTERS, misfits

pytestmark = pytest.mark.e2e

ALONE = "was-waere?anders=modell:allein"
DRAWN_BADLY = """(least) => {
  const card = document.querySelector('.pj-card').getBoundingClientRect();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 10;
  const texts = [...document.querySelectorAll('.pj-card svg text')]
    .filter((text) => text.textContent.trim() && text.checkVisibility())
    .map((text) => {
      const drawn = text.getScreenCTM();
      return {
        words: text.textContent.trim(), box: text.getBoundingClientRect(),
        turned: Math.abs(drawn.b) > 0.01,
        high: parseFloat(getComputedStyle(text).fontSize) * Math.hypot(drawn.a, drawn.b) / rem,
      };
    });
  const found = texts.length ? [] : ['nothing written'];
  for (const { words, box, high } of texts) {
    if (high < least) found.push(`letters of ${high}: ${words}`);
    if (box.left < card.left - 1 || box.right > card.right + 1 || box.top < card.top - 1
      || box.bottom > card.bottom + 1) found.push(`outside: ${words}`);
  }
  texts.forEach((one, place) => texts.slice(place + 1).forEach((two) => {
    if (one.turned || two.turned) return;
    const wide = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
    const high = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
    if (wide > 3 && high > 8 * rem) found.push(`over one another: ${one.words} / ${two.words}`);
  }));
  return found;
}"""
"""Texts of a chart that are too small, cut off, or lie over one another."""


@pytest.fixture
def stage(recorded):
    """The recorded game's address, and its facilitator by address."""
    server, game = recorded
    with closing(Office(server, game["login"])) as office:
        yield server, game, Leader(office, game["game"])


@pytest.fixture
def named_long(record, tmp_path):
    """The same with the longest names of municipalities; the game's places and its leader."""
    folder, game = record
    var = harness.copy_prepared(folder, tmp_path / "long")
    harness.lengthen_names(var)
    running = harness.Server(var).start()
    with closing(Office(running, game["login"])) as office:
        yield running, game, Leader(office, game["game"])
    running.stop()


def pictures(leader):
    """Every picture that the cockpit offers once the game is over."""
    page = leader.office.get(f"{leader.path}leinwand/zeigen/").text
    found = dict.fromkeys(re.findall(r'name="item" value="([^"]+)"', page))
    return [item.replace("&amp;", "&") for item in found if "/" in item]


def badly_drawn(page, where):
    """As ``misfits``, and what is wrong within the chart."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-chart]')]"
        ".every((each) => each.querySelector('svg text'))"
    )
    found = [f"{where}: {each}" for each in page.evaluate(DRAWN_BADLY, LETTERS)]
    return [*found, *misfits(page, where)]


def test_every_picture_fits_with_long_names(named_long, visitors):
    server, game, leader = named_long
    names = pictures(leader)
    assert len({each.partition("/")[0] for each in names}) == 11
    context = visitors.new(server.url, sockets=False, **browsing.PROJECTOR)
    complaints = []
    for item in [
        *names,
        "vertrauen/netz?runde=0",
        "geld/haushalt?runde=2&gemeinde=kleinholm",
        ALONE,
    ]:
        leader.command("leinwand/zeigen", view="chart", item=item)
        wall = Person(context).open(game["projector"])
        complaints += badly_drawn(wall.page, item)
        complaints += [f"{item}: {each}" for each in axe(wall.page)]
        wall.page.close()
    assert complaints == [], "\n".join(complaints)


def lead_in(stage, visitors):
    """The cockpit of the recorded game, in a browser."""
    server, _game, leader = stage
    context = visitors.new(server.url)
    cookies = leader.office.http.cookies.items()
    context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies])
    return Cockpit(context).open(leader.path)


def test_a_released_note_is_drawn_on_the_wall_and_goes_when_it_is_taken_back(stage, visitors):
    server, game, leader = stage
    frieda = lead_in(stage, visitors)
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR)).open(game["projector"])
    leader.command("leinwand/zeigen", view="chart", item="region/werte")
    signs = wall.page.locator(".ps-figmarks")
    expect(wall.page.get_by_role("heading", name="Die Region über die Runden")).to_be_visible()
    expect(signs).not_to_contain_text("Hier kippte")

    note = frieda.page.locator(".ck-notes li", has_text="Hier kippte Runde 2")
    note.get_by_role("button", name=re.compile("freigeben")).click()

    expect(signs).to_contain_text("Runde 2 · Verhandeln: Hier kippte Runde 2 (Spielleitung)")
    expect(signs).not_to_contain_text("Hier kippte Runde 3")
    expect(wall.page.locator(".pj-chart__box svg").get_by_text("A", exact=True)).to_be_visible()
    assert badly_drawn(wall.page, "marks") == []
    expect(frieda.page.locator("#toast")).to_contain_text("Freigegeben")
    look_back(visitors, server, game, "Hier kippte Runde 2")

    note.get_by_role("button", name=re.compile("zurücknehmen")).click()

    expect(signs).not_to_contain_text("Hier kippte")
    expect(wall.page.locator(".pj-chart__box svg").get_by_text("A", exact=True)).to_have_count(0)


def look_back(visitors, server, game, text):
    """On a phone the mark is on the chart and leads to its moment."""
    phone = Person(visitors.new(server.url, **browsing.PHONE)).open(
        f"{game['review']}bilder/region/"
    )
    box = phone.page.locator("#werte .ps-chart svg")
    expect(box.get_by_text("A", exact=True)).to_be_visible()
    line = phone.page.locator(".ps-figmarks__mark", has_text=text)
    assert axe(phone.page) == []
    phone.page.locator("[data-figure-toggle=werte]").click()
    expect(phone.page.locator("#werte-tabelle")).to_contain_text(f"{text} (Spielleitung)")
    line.get_by_role("link").click()
    expect(phone.page.locator(".zm-undone")).to_contain_text(f"Merkzeichen: {text} (Spielleitung)")
    assert axe(phone.page) == []


def test_rounds_are_stepped_through_in_the_cockpit_and_the_wall_follows(stage, visitors):
    server, game, _leader = stage
    frieda = lead_in(stage, visitors)
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR)).open(game["projector"])
    frieda.page.locator("#wall-choose").click()
    frieda.page.locator("dialog").get_by_role("button", name="Leerstand", exact=True).first.click()
    expect(wall.page.locator(".pj-words")).to_contain_text("Stand nach Runde 4")
    frieda.page.locator("#wall-back").click()
    expect(wall.page.locator(".pj-words")).to_contain_text("Stand nach Runde 3")
    expect(frieda.page.locator("#wall-round-3")).to_have_attribute("aria-pressed", "true")
    frieda.page.locator("#wall-round-0").click()
    expect(wall.page.locator(".pj-words")).to_contain_text("Stand beim Start")
    expect(frieda.page.locator("#wall-back")).to_be_disabled()
    expect(frieda.page.locator("#wall-now")).to_contain_text("Leerstand, Stand beim Start")
    assert axe(frieda.page) == []
    frieda.page.locator("#wall-choose").click()
    frieda.page.get_by_label("Was wäre, wenn").fill(f"{server.url}{game['review']}{ALONE}")
    frieda.page.locator("dialog").get_by_role("button", name="Auf die Leinwand").click()
    expect(wall.page.locator(".pj-chart--beside .ps-beside li")).to_have_count(6)
    assert badly_drawn(wall.page, "what if") == []
