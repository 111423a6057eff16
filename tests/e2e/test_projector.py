"""The projector follows the cockpit: two windows, buttons, keys, dark and back. And all of it fits.

Town names are made long on their way to the browser, in page and live answers alike. What people
call themselves (up to forty signs) may end in three dots.
"""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.browsing import axe
from tests.e2e.lead import TOKEN
from tests.e2e.long_names import LONG
from tests.e2e.pages import Cockpit, Person

pytestmark = pytest.mark.e2e

LONG_TIME = 75 * 60
"""Seconds: more than an hour is the widest face of the clock."""
LETTERS = 27.9
"""Least height of letters in pixels of a picture of 1920 × 1080."""
SIZES = [(1920, 1080), (1280, 720), (1024, 768)]
OVERFLOWING = """() => {
  const slack = 3;
  const boxes = '.pj, .pj-stage, .pj-top, .pj-top__now, .pj-main, .pj-view, .pj-card, .pj-slot, '
    + '.pj-lead, .pj-side, .pj-ticker, .pj-post__in, .pj-sub li > span, .pj-phases';
  const all = (selector) => [...document.querySelectorAll(selector)];
  const tooBig = [...all(boxes), document.scrollingElement].filter((box) =>
    box.checkVisibility() && (box.scrollHeight > box.clientHeight + slack
      || box.scrollWidth > box.clientWidth + slack));
  const stage = document.querySelector('.pj-stage').getBoundingClientRect();
  const outside = all('.pj-stage :is(text, li, p, h1, h2)').filter((each) => {
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility() || box.width <= 1 || each.closest('.ps-vh')) return false;
    const around = (each.closest('.pj-card') ?? each).getBoundingClientRect();
    const left = Math.max(stage.left, around.left), right = Math.min(stage.right, around.right);
    return box.left < left - 1 || box.right > right + 1
      || box.bottom > stage.bottom + 1;
  });
  return [...tooBig, ...outside].map((box) => [
    box.tagName, box.className.baseVal ?? box.className, `${box.scrollWidth}/${box.clientWidth}`,
    `${box.scrollHeight}/${box.clientHeight}`, box.textContent.replace(/\\s+/g, ' ').slice(0, 40),
  ].join(' '));
}"""
SMALLEST_LETTERS = """() => {
  const style = (element) => parseFloat(getComputedStyle(element).fontSize);
  const scale = style(document.documentElement) / 10;
  const stage = document.querySelector('.pj-stage');
  const words = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const silent = '.ps-vh, svg, .pj-chart__table';
  let least = 99;
  while (words.nextNode()) {
    const box = words.currentNode.parentElement;
    const read = words.currentNode.textContent.trim() && box.checkVisibility();
    if (read && !box.closest(silent)) least = Math.min(least, style(box) / scale);
  }
  return least;
}"""


@pytest.fixture
def frieda(hall, visitors, office, leader):
    """The cockpit of the fresh game, in a browser."""
    context = visitors.new(hall.url)
    context.add_cookies(
        [{"name": n, "value": v, "url": hall.url} for n, v in office.http.cookies.items()]
    )
    return Cockpit(context).open(leader.path)


def shown(wall):
    return wall.page.locator("#r-main")


def test_two_windows_follow_the_cockpit_its_buttons_and_keys(hall, visitors, leader, frieda):
    leader.until("settled")
    address = leader.link("leinwand")
    walls = [Person(visitors.new(hall.url, **browsing.PROJECTOR)).open(address) for _ in range(2)]
    board = frieda.page.locator("#r-wall")

    def all_show(picture):
        for wall in walls:
            expect(shown(wall).locator(picture)).to_be_visible()

    all_show(".pj-play")
    frieda.page.get_by_role("button", name="Nachrichten").click()
    all_show(".pj-news")
    expect(board).to_contain_text("Ereignisse der Runde")
    for key, picture in (("2", ".pj-mapcard--wide"), ("3", ".pj-bigclock"), ("4", ".pj-indices")):
        frieda.page.locator("body").press(key)
        all_show(picture)
        expect(board.locator("[aria-pressed=true] kbd")).to_have_text(key)
    frieda.page.locator("body").press("b")
    all_show(".pj-dark")
    for wall in walls:
        expect(wall.page.locator("#r-head")).to_be_hidden()
    expect(board).to_contain_text("Dunkel")
    frieda.page.locator("body").press("b")
    all_show(".pj-indices")
    frieda.press("Dunkel, „Pause“")
    for wall in walls:
        expect(shown(wall)).to_have_text("Pause")
    frieda.page.locator("body").press("1")
    all_show(".pj-play")
    frieda.page.get_by_role("button", name="Beitritt").click()
    for wall in walls:
        expect(wall.page.locator(".pj-code")).to_be_visible()


def test_keys_rest_while_somebody_writes_or_is_asked_and_when_they_are_off(frieda, leader):
    leader.until("deciding")
    page, board = frieda.page, frieda.page.locator("#r-wall")
    expect(board).to_contain_text("folgt der Phase")
    note = page.get_by_label("Was gerade passiert")
    note.press_sequentially("2 b")
    expect(note).to_have_value("2 b")
    note.blur()
    page.locator("#wall-choose").click()
    expect(page.locator("#dialog")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    page.get_by_label(re.compile("Tasten 1 bis 4")).uncheck()
    page.get_by_label(re.compile("Tasten 1 bis 4")).blur()
    page.keyboard.press("2")
    page.keyboard.press("l")
    expect(note).not_to_be_focused()
    page.reload()
    page.keyboard.press("3")
    leader.command("leinwand/zeigen", view="auto")
    expect(board).to_contain_text("folgt der Phase")
    page.get_by_label(re.compile("Tasten 1 bis 4")).check()
    page.get_by_label(re.compile("Tasten 1 bis 4")).blur()
    page.keyboard.press("2")
    expect(board).to_contain_text("Gemeinden und ihre Vereinbarungen")
    assert page.url.endswith(leader.path)


def test_without_scripts_every_button_is_a_form(hall, visitors, office, leader):
    leader.until("settled")
    context = visitors.new(hall.url, java_script_enabled=False)
    context.add_cookies(
        [{"name": n, "value": v, "url": hall.url} for n, v in office.http.cookies.items()]
    )
    frieda = Cockpit(context).open(leader.path)
    frieda.page.get_by_role("button", name="Karte").click()
    frieda.sees("Leinwand: Karte · Beleg")
    frieda.page.get_by_role("link", name="Diagramm, Buchung").click()
    frieda.page.get_by_role("button", name="Gemeinden: Einwohner").click()
    frieda.sees("Einwohner über die Runden")
    frieda.press("Dunkel")
    frieda.sees("Die Leinwand ist dunkel · Beleg")
    expect(frieda.page.get_by_label(re.compile("Tasten 1 bis 4"))).to_be_hidden()


def test_a_lost_connection_is_said_quietly_with_the_age_of_what_is_shown(hall, visitors, leader):
    leader.until("deciding")
    wall = Person(visitors.new(hall.url, **browsing.PROJECTOR)).open(leader.link("leinwand"))
    expect(wall.page.locator("html")).to_have_attribute("data-connection", "online")
    expect(wall.page.locator("#connection")).to_be_hidden()
    wall.context.watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection")
    wall.page.route("**/live/**", lambda route: route.abort("internetdisconnected"))
    wall.context.set_offline(True)
    expect(wall.page.locator("#connection")).to_have_text(
        re.compile(r"Keine Verbindung seit \d+ s\. Zu sehen ist der Stand von \d\d:\d\d Uhr\.")
    )
    expect(wall.page.locator("#connection")).to_be_visible()
    expect(shown(wall).locator(".pj-map").first).to_be_visible()


def test_a_slip_is_taken_back_from_the_toast_by_key_and_by_mouse(frieda, leader):
    leader.until("deciding")
    page, toast = frieda.page, frieda.page.locator("#toast")
    frieda.sees_heading("Leinwand")
    page.locator("#plus-5").click()
    expect(toast.get_by_role("button", name="Rückgängig")).to_be_visible()
    leader.command("leinwand/zeigen", view="map")
    expect(page.locator("#r-wall")).to_contain_text("Gemeinden und ihre Vereinbarungen")
    expect(toast.get_by_role("button", name="Rückgängig")).to_be_visible()
    page.keyboard.press("z")
    expect(toast).to_contain_text("5 Minuten weniger")
    page.locator("#pause").click()
    expect(toast).to_contain_text("Das Spiel ist angehalten")
    toast.get_by_role("button", name="Rückgängig").press("Enter")
    expect(toast).to_contain_text("Das Spiel läuft weiter")
    expect(toast).to_be_focused()
    assert leader.state["paused"] is False
    assert axe(page) == []


def named_long(context):
    """Long names for six towns, in everything the projector gets."""

    def lengthen(route):
        answer = route.fetch()
        text = answer.text()
        for short, long in LONG.items():
            text = text.replace(short, long)
        route.fulfill(response=answer, body=text)

    context.route(re.compile(r"/leinwand/"), lengthen)
    return context


def pictures(leader):
    """Every view with each chart, and a posting of each rule that is offered: (name, fields)."""
    page = leader.office.get(f"{leader.path}leinwand/zeigen/").text
    items = dict.fromkeys(re.findall(r'name="item" value="([\w-]+)"', page))
    charts = [item for item in items if not re.match(r"\d+-\d+-", item)]
    postings = [item for item in items if item not in charts]
    for view in ("auto", "lobby", "clock", "map", "indices", "news"):
        yield view, {"view": view}
    for item in charts:
        yield f"chart {item}", {"view": "chart", "item": item}
    for item in [*postings[:2], *postings[-3:]]:
        yield f"posting {item}", {"view": "posting", "item": item}


def misfits(page, where):
    """What scrolls, is cut off, or is too small to be read from eight metres."""
    page.evaluate("document.fonts.ready.then(() => true)")
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"() => innerWidth === {width}")
        found += [f"{where}, {width}: {each}" for each in page.evaluate(OVERFLOWING)]
        if (least := page.evaluate(SMALLEST_LETTERS)) < LETTERS:
            found.append(f"{where}, {width}: letters of {least}")
    return found


def test_every_view_fits_in_round_eight_with_long_names(hall, visitors, office):
    leader = office.create(rounds=8)
    leader.until("deciding", 8).extend(LONG_TIME)
    context = named_long(visitors.new(hall.url, sockets=False, **browsing.PROJECTOR))
    complaints = []
    for name, fields in pictures(leader):
        leader.command("leinwand/zeigen", **fields)
        wall = Person(context).open(leader.link("leinwand"))
        if fields["view"] == "chart":
            expect(wall.page.locator(".pj-chart__box svg")).to_be_visible()
        complaints += misfits(wall.page, name)
        complaints += [f"{name}: {each}" for each in axe(wall.page)]
        wall.page.close()
    assert complaints == [], "\n".join(complaints)


def test_the_lobby_fits_with_a_crowd(hall, visitors, leader):
    crowd(hall, leader.code)
    context = named_long(visitors.new(hall.url, sockets=False, **browsing.PROJECTOR))
    wall = Person(context).open(leader.link("leinwand"))
    expect(wall.page.get_by_text("und 2 weitere")).to_have_count(len(LONG))
    assert misfits(wall.page, "lobby") == []


def test_every_phase_fits_with_long_names(hall, visitors, leader):
    context = named_long(visitors.new(hall.url, sockets=False, **browsing.PROJECTOR))
    found = []
    for phase in ("briefing", "negotiating", "deciding", "awarding", "settled", "recap"):
        leader.until(phase, 2).extend(LONG_TIME)
        for paused in (True, False):
            leader.pause(paused=paused)
            wall = Person(context).open(leader.link("leinwand"))
            found += misfits(wall.page, f"{phase}{' paused' * paused}")
            wall.page.close()
    assert found == [], "\n".join(found)


def crowd(hall, code, each=5):
    """Five people with long names in each of the six towns."""
    with httpx.Client(base_url=hall.url, headers={"Origin": hall.url}) as client:
        page = client.get(f"/beitreten/{code}/").text
        teams = re.findall(r'name="team" value="(\d+)"', page)
    for number, team in enumerate(teams * each):
        with httpx.Client(base_url=hall.url, headers={"Origin": hall.url}) as client:
            page = client.get(f"/beitreten/{code}/").text
            token = TOKEN.search(page).group(1)
            name = f"Anneliese Schmidt-Petersen {number}"
            body = {"csrfmiddlewaretoken": token, "name": name, "team": team}
            assert client.post(f"/beitreten/{code}/", data=body).status_code == 302
