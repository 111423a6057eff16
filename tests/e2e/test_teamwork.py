"""Several people at one town hall, each with a device of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

REFUSED_SAVE = "the server responded with a status of 409"


@pytest.fixture
def team(hall, visitors, leader):
    """Anna and Tobias in the town hall of Auestadt, both connected."""
    people = [
        Player(visitors.new(hall.url)).scan(leader.code, name, "Auestadt")
        for name in ("Anna", "Tobias")
    ]
    leader.until("deciding")
    for player in people:
        player.sees_board(1).sees_phase("Entscheiden").wait_for_connection()
    return people


def hold_back_news(player):
    """From now on this page hears nothing by itself: socket and fetching are blocked."""
    player.context.watch.allow(f"{REFUSED_SAVE}|ERR_FAILED|WebSocket connection")
    player.context.route("**/rathaus/live/**", lambda route: route.abort())
    player.page.evaluate("document.querySelector('#r-draft').id = 'r-draft-held'")


def both_change_kita(anna, tobias):
    """Tobias saves first; Anna chooses something else without knowing."""
    hold_back_news(anna)
    tobias.choose("Kita", "Sparen").sees_saved()
    anna.level("Kita", "Erneuern").check()
    expect(anna.question("Kita")).to_contain_text("Tobias hat ‚Kita‘ gerade geändert.")
    expect(anna.question("Kita")).to_contain_text("Meine Auswahl: Erneuern")
    expect(anna.question("Kita")).to_contain_text("Stand von Tobias: Sparen")


def test_different_fields_both_stay(team):
    anna, tobias = team
    anna.enter_amount("Bauen am Rand", "Wohnungen", 9)
    tobias.choose("Bauhof", "Erneuern")
    anna.sees_saved()
    tobias.sees_saved()
    expect(tobias.amount("Bauen am Rand", "Wohnungen")).to_have_value("9")
    expect(anna.level("Bauhof", "Erneuern")).to_be_checked()
    assert anna.draft["content"] == {"greenfield": 9, "levels": {"bauhof": "erneuern"}}
    assert anna.draft["revision"] == 2


def test_same_field_asks_and_my_choice_can_win(team):
    anna, tobias = team
    both_change_kita(anna, tobias)
    anna.press("Meine Auswahl: Erneuern", anna.question("Kita"))
    anna.sees_saved()
    expect(anna.question("Kita")).to_be_hidden()
    expect(tobias.question("Kita")).to_contain_text("Anna hat ‚Kita‘ gerade geändert.")
    tobias.press("Stand von Anna: Erneuern", tobias.question("Kita"))
    expect(tobias.level("Kita", "Erneuern")).to_be_checked()
    assert tobias.draft["content"] == {"levels": {"kita": "erneuern"}}


def test_same_field_asks_and_the_other_version_can_win(team):
    anna, tobias = team
    both_change_kita(anna, tobias)
    anna.press("Stand von Tobias: Sparen", anna.question("Kita"))
    expect(anna.level("Kita", "Sparen")).to_be_checked()
    expect(anna.question("Kita")).to_be_hidden()
    assert tobias.draft["content"] == {"levels": {"kita": "sparen"}}
    assert anna.draft["revision"] == 1


def test_news_about_the_field_one_is_in_asks_instead_of_overwriting(team):
    anna, tobias = team
    field = anna.amount("Innenentwicklung", "Einheiten")
    field.focus()
    tobias.enter_amount("Innenentwicklung", "Einheiten", 4).sees_saved()
    expect(anna.question("Innenentwicklung")).to_contain_text("Tobias hat ‚Innenentwicklung‘")
    expect(field).to_have_value("0")
    expect(field).to_be_focused()
    anna.press(re.compile("Stand von Tobias"), anna.question("Innenentwicklung"))
    expect(field).to_have_value("4")


def test_submitting_locks_the_form_of_the_team_mate(team):
    anna, tobias = team
    anna.choose("Kita", "Sparen").submit()
    tobias.sees_submitted()
    expect(tobias.level("Kita", "Sparen")).to_be_disabled()
    expect(tobias.level("Kita", "Sparen")).to_be_checked()
    assert len(anna.receipts("decision_submitted")) == 1


def test_seat_code_brings_the_same_seat_to_a_second_device(team, hall, visitors):
    anna, _tobias = team
    anna.choose("Kita", "Sparen").sees_saved()
    phone = Player(visitors.new(hall.url, **browsing.PHONE)).enter(anna.seat_code)
    phone.sees_board(1).wait_for_connection()
    expect(phone.page.locator("header")).to_contain_text("Sie sind Anna")
    expect(phone.level("Kita", "Sparen")).to_be_checked()
    phone.choose("Bauhof", "Sparen").sees_saved()
    expect(anna.level("Bauhof", "Sparen")).to_be_checked()
    assert phone.state["team"] == anna.state["team"]


def test_who_is_in_a_field_is_shown_to_the_others(team):
    """As information: the other one can change it all the same."""
    anna, tobias = team
    anna.level("Kita", "Sparen").focus()
    tobias.level("Kita", "Wie bisher").focus()
    note = tobias.card("Kita").locator(".ps-editing")
    expect(note).to_have_text("Anna bearbeitet das gerade")
    expect(tobias.page.locator('[data-mate="Anna"]')).to_have_text("bearbeitet gerade: Kita")
    tobias.choose("Kita", "Erneuern").sees_saved()
