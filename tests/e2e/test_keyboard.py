"""With the keyboard alone, and while news pour in."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

MOST_STOPS = 150
UPDATES = 100
FOCUSED = """() => {
  const at = document.activeElement;
  return {tag: at.tagName, name: at.getAttribute('name'), text: at.innerText.trim(), id: at.id};
}"""
IN_SIGHT = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return Boolean(top) && (at.contains(top) || top.contains(at) && top.matches('label'));
}"""
"""Inside the window, and no sticky bar lies over its middle."""


def tab_to(player, wanted, stops=MOST_STOPS):
    """Tab on until what is focused fits; it must be in sight. Never lands on the body."""
    for _stop in range(stops):
        player.page.keyboard.press("Tab")
        focused = player.page.evaluate(FOCUSED)
        if wanted(focused):
            player.page.wait_for_function(IN_SIGHT)
            return focused
    raise AssertionError(f"not reached within {stops} stops, last {focused}")


def to_field(player, path):
    """Tab to a control by its name."""
    return tab_to(player, lambda at: at["name"] == path)


def to_button(player, words):
    """Tab to a button by its words."""
    return tab_to(player, lambda at: at["tag"] == "BUTTON" and at["text"] == words)


def test_join_decide_every_card_and_submit_with_the_keyboard_alone(hall, visitors, leader):
    anna = Player(visitors.new(hall.url))
    keys = anna.open("/").page.keyboard
    tab_to(anna, lambda at: at["id"] == "code")
    keys.type(leader.code)
    keys.press("Enter")
    anna.sees_heading("Wo sitzen Sie?")
    to_field(anna, "name")
    keys.type("Anna")
    to_field(anna, "team")
    keys.press("Space")
    to_button(anna, "Platz nehmen")
    keys.press("Enter")
    anna.sees_heading("Warteraum")
    leader.until("deciding")
    anna.sees_board(1).sees_phase("Entscheiden").wait_for_connection()
    decide_every_card(anna)
    to_button(anna, "Abgeben")
    keys.press("Enter")
    anna.sees_submitted()


def decide_every_card(anna):
    """In the order of the page, each card with arrows, digits or the space bar."""
    keys = anna.page.keyboard
    fields = anna.page.eval_on_selector_all(
        "#decision fieldset[data-lock] input",
        "all => [...new Map(all.map((input) => [input.name, input.type])).entries()]",
    )
    assert len(fields) > 10
    for path, kind in fields:
        to_field(anna, path)
        if kind == "radio":
            keys.press("ArrowLeft" if path.startswith("levels.") else "ArrowRight")
        elif kind == "checkbox":
            keys.press("Space")
        else:
            keys.press("Control+a")
            keys.type("2")
    anna.sees_saved()
    content = anna.draft["content"]
    assert set(content["levels"].values()) == {"sparen"}
    assert len(content["levels"]) == sum(path.startswith("levels.") for path, _kind in fields)
    assert content["greenfield"] == content["inner"] == 2
    assert content["fund"] == "beitreten"


def test_skip_link_and_focus_ring_come_first(hall, visitors):
    anna = Player(visitors.new(hall.url)).open("/")
    anna.page.keyboard.press("Tab")
    link = anna.page.get_by_role("link", name="Zum Inhalt springen")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    anna.page.keyboard.press("Enter")
    expect(anna.page).to_have_url(re.compile("#inhalt$"))


def test_hundred_live_updates_while_typing_lose_no_sign_and_no_focus(hall, visitors, leader):
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    anna.sees_board(1).sees_phase("Entscheiden").wait_for_connection()
    anna.page.evaluate("""() => {
      window.seen = {updates: 0, lost: 0};
      document.addEventListener('live:applied', (event) => {
        if (event.detail.stamp === null) return;
        window.seen.updates += 1;
        if (document.activeElement === document.body) window.seen.lost += 1;
      });
    }""")
    field = anna.amount("Bauen am Rand", "Wohnungen")
    field.fill("5")
    before, typed = leader.state["version"], "5"
    for number in range(UPDATES):
        leader.extend(1)
        typed = press(field, typed, str(number % 10))
    assert leader.state["version"] >= before + UPDATES
    anna.sees_saved()
    expect(field).to_have_value(typed)
    expect(anna.page.locator("#connection")).to_contain_text(f"Stand {anna.state['version']}")
    seen = anna.page.evaluate("window.seen")
    assert seen["updates"] > UPDATES / 4
    assert seen["lost"] == 0
    assert anna.draft["content"] == {"greenfield": int(typed)}


def press(field, typed, digit):
    """One key: a second digit, or it is taken away again; nothing else may have happened."""
    key = "Backspace" if len(typed) > 1 else digit
    field.press(key)
    typed = typed[:-1] if key == "Backspace" else typed + digit
    expect(field).to_have_value(typed)
    expect(field).to_be_focused()
    return typed


def test_an_emptied_amount_stays_empty_under_the_cursor_until_it_is_left(hall, visitors, leader):
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    anna.sees_board(1).sees_phase("Entscheiden")
    field = anna.amount("Bauen am Rand", "Wohnungen")
    field.press_sequentially("7")
    anna.sees_saved()
    field.fill("")
    expect(anna.page.locator("form[data-autosave]")).to_have_attribute("data-revision", "2")
    expect(field).to_have_value("")
    field.blur()
    expect(field).to_have_value("0")
    assert anna.draft["content"] == {}
