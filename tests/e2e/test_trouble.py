"""What goes wrong in a hall: no network, too late, wrong codes, closed doors."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

NO_NETWORK = "ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource"


@pytest.fixture
def anna(hall, visitors, leader):
    """Anna of Auestadt in the town hall, in the phase of deciding."""
    player = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    return player.sees_board(1).sees_phase("Entscheiden").wait_for_connection()


def test_offline_keeps_the_edits_and_hands_them_in_later(anna):
    anna.context.watch.allow(NO_NETWORK)
    before = len(anna.receipts("draft_saved"))
    anna.context.set_offline(True)
    anna.choose("Kita", "Sparen").enter_amount("Bauen am Rand", "Wohnungen", 11)
    expect(anna.save_state).to_have_text("Auf diesem Gerät gesichert, wird nachgereicht")
    banner = anna.page.locator("#offline")
    expect(banner).to_be_visible(timeout=40_000)
    expect(banner).to_have_text(re.compile(
        r"^Keine Verbindung\. Sie sehen den Stand von \d\d:\d\d Uhr\. Sie können weiterarbeiten\. "
        r"Wir senden Ihre Eingaben, sobald die Verbindung wieder da ist\.$"
    ))  # fmt: skip
    assert browsing.axe(anna.page) == []
    anna.choose("Bauhof", "Erneuern")
    anna.context.set_offline(False)
    anna.sees_saved()
    expect(banner).to_be_hidden()
    expect(anna.page.locator("#status")).to_have_text(
        "Wieder verbunden. 3 Eingaben wurden nachgereicht."
    )
    anna.wait_for_connection()
    assert anna.draft["content"] == {
        "levels": {"kita": "sparen", "bauhof": "erneuern"}, "greenfield": 11,
    }  # fmt: skip
    assert len(anna.receipts("draft_saved")) > before


def test_reload_after_a_lost_network_keeps_what_was_typed(anna):
    anna.context.watch.allow(NO_NETWORK)
    address = "**/rathaus/entwurf/**"
    anna.context.route(address, lambda route: route.abort())
    anna.enter_amount("Innenentwicklung", "Einheiten", 6)
    expect(anna.save_state).to_have_text("Auf diesem Gerät gesichert, wird nachgereicht")
    anna.page.reload()
    expect(anna.amount("Innenentwicklung", "Einheiten")).to_have_value("6")
    anna.context.unroute(address)
    anna.sees_saved()
    assert anna.draft["content"] == {"inner": 6}


def out_of_the_news(hall, visitors, leader):
    """Anna at a town hall that does not learn when the phase is over."""
    anna = Player(visitors.new(hall.url, sockets=False))
    anna.context.watch.allow("status of 409|ERR_FAILED")
    anna.scan(leader.code, "Anna", "Auestadt")
    board = f"{anna.game_path}rathaus/"
    anna.open("/")
    leader.until("deciding")
    anna.context.route("**/rathaus/live/**", lambda route: route.abort())
    return anna.open(board).sees_board(1).sees_phase("Entscheiden")


def test_submit_after_the_round_was_closed_loses_nothing(hall, visitors, leader):
    anna = out_of_the_news(hall, visitors, leader)
    anna.choose("Kita", "Sparen").sees_saved()
    leader.until("settled")
    anna.press("Abgeben", anna.submission)
    anna.sees(re.compile("Runde 1 ist schon geschlossen"))
    anna.sees_settlement(1)
    assert anna.draft["content"] == {"levels": {"kita": "sparen"}}
    assert anna.receipts("decision_submitted") == []


def test_edit_after_the_round_was_closed_stays_on_the_page(hall, visitors, leader):
    anna = out_of_the_news(hall, visitors, leader)
    leader.until("settled")
    anna.level("Kita", "Sparen").check()
    expect(anna.page.get_by_role("alert")).to_contain_text("Runde 1 ist schon geschlossen")
    expect(anna.level("Kita", "Sparen")).to_be_checked()
    expect(anna.level("Kita", "Sparen")).to_be_disabled()


def test_too_much_is_refused_with_the_limit_and_the_field_goes_back(anna):
    anna.context.watch.allow("status of 422")
    field = anna.amount("Bauen am Rand", "Wohnungen")
    field.fill("100000")
    message = anna.page.locator("[data-field=greenfield] [data-error]")
    expect(message).to_contain_text(re.compile(r"100\.000"))
    expect(field).to_have_value("0")
    expect(field).to_be_focused()
    assert anna.draft["content"] == {}
    field.fill("viele")
    expect(message).to_have_text("Geben Sie eine ganze Zahl ein, zum Beispiel 12.")


def test_wrong_code_gets_a_sentence_and_keeps_what_was_typed(hall, visitors):
    person = Player(visitors.new(hall.url))
    person.context.watch.allow("status of 404")
    person.enter("ABCD-2345")
    person.sees("Diesen Code gibt es nicht. Prüfen Sie die acht Zeichen auf der Leinwand.")
    field = person.page.get_by_label("Spielcode oder Platzcode")
    expect(field).to_have_value("ABCD-2345")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")


def test_locked_lobby_lets_in_whoever_has_a_seat_code_alone(hall, visitors, office):
    leader = office.create(seats_per_team=1)
    leader.lock_lobby()
    newcomer = Player(visitors.new(hall.url))
    newcomer.context.watch.allow("status of 40")
    newcomer.enter(leader.code)
    newcomer.sees(re.compile("Die Spielleitung lässt gerade niemanden mehr herein"))
    invited = Player(visitors.new(hall.url)).enter(leader.seat_code("kleinholm"))
    invited.sees_heading("Warteraum").sees("Kleinholm")


def test_unknown_addresses_answer_with_a_sentence_and_a_way_on(hall, visitors, leader):
    person = Player(visitors.new(hall.url))
    person.context.watch.allow("status of 404")
    for address in ("/gibtesnicht/", f"/spiel/{leader.game_id}/rathaus/", "/leinwand/x/"):
        person.open(address).sees_heading("Diese Seite gibt es nicht")
        expect(person.page.get_by_role("link", name="Zur Startseite")).to_be_visible()


def test_what_is_chosen_before_the_scripts_have_come_is_saved(anna):
    held = []

    def hold(route):
        held.append(route)

    anna.page.route("**/form_guard*.js", hold)
    anna.page.goto(anna.page.url, wait_until="commit")
    anna.level("Kita", "Sparen").check()
    assert len(held) == 1
    held[0].continue_()
    anna.sees_saved()
    assert anna.draft["content"] == {"levels": {"kita": "sparen"}}
