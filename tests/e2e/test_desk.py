"""The facilitator's desk: a call for help, a look, a deputy's decision, a note; partly by keys."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import PHONE
from tests.e2e.pages import Cockpit, Player

pytestmark = pytest.mark.e2e


@pytest.fixture
def room(hall, visitors):
    """Frieda in the cockpit, Anna of Auestadt with a phone; round 1 is being decided."""
    account = re.findall(r": (\S+)", hall.manage("create_facilitator", f"frieda-{uuid4().hex[:6]}"))
    frieda = Cockpit(visitors.new(hall.url)).log_in(*account)
    frieda.create("Kurs", scenario="Mittelaue", rounds=1, model="alles", deciding_minutes=10)
    anna = Player(visitors.new(hall.url, **PHONE)).join(frieda.code, "Anna", "Auestadt")
    frieda.sees("Anna").start().advance("Verhandeln").sees_phase("Verhandeln")
    frieda.advance("Entscheiden").sees_phase("Entscheiden")
    return frieda, anna


def test_a_call_is_seen_answered_and_done(room):
    frieda, anna = room
    anna.sees_phase("Entscheiden").page.locator("#hilfe-rufen").click()
    anna.sees_heading("Hilfe von der Spielleitung")
    anna.page.get_by_label("Worum geht es?").fill("Wie funktioniert der Ausgleich?")
    anna.page.keyboard.press("Enter")
    anna.sees("Die Spielleitung weiß Bescheid.")
    call = frieda.page.locator("#ruf-auestadt")
    expect(call).to_contain_text("„Wie funktioniert der Ausgleich?“")
    anna.wait_for_connection().press("Um mehr Zeit bitten")
    expect(call).to_contain_text("Auestadt braucht mehr Zeit")
    frieda.page.locator("#mehr-zeit-auestadt").focus()
    frieda.page.keyboard.press("Enter")
    expect(call).not_to_contain_text("braucht mehr Zeit")
    frieda.page.locator("#erledigt-auestadt").focus()
    frieda.page.keyboard.press("Enter")
    expect(call).to_have_count(0)
    expect(anna.page.get_by_role("button", name="Nicht mehr nötig")).to_be_hidden()


def test_a_look_is_read_only_and_a_deputy_decides(room):
    frieda, anna = room
    frieda.page.locator("#ansehen-auestadt").click()
    frieda.sees("Sie sehen den Schirm von Auestadt.")
    shut = frieda.page.locator("fieldset.ps-seen input[name='levels.kita']").first
    expect(shut).to_be_disabled()
    frieda.follow("Für diese Gemeinde entscheiden")
    frieda.sees("Sie entscheiden für Auestadt.")
    box = frieda.page.locator("input[name='levels.kita'][value=erneuern]")
    box.focus()
    frieda.page.keyboard.press("Space")
    frieda.press("Entwurf speichern")
    frieda.follow("Prüfen und abgeben")
    frieda.sees_heading("Entscheidung von Auestadt, Runde 1")
    frieda.press("So abgeben")
    anna.open(f"{anna.game_path}verlauf/")
    anna.sees("von der Spielleitung für Sie entschieden")
    anna.sees("Ihren Schirm angesehen")


def test_a_note_by_its_key(room):
    frieda, anna = room
    frieda.page.locator("h1").first.evaluate("e => document.activeElement.blur()")
    frieda.page.keyboard.press("l")
    field = frieda.page.locator("#note-text")
    expect(field).to_be_focused()
    frieda.page.keyboard.type("Kleinholm fordert Ausgleich")
    frieda.page.locator("#note-keep").focus()
    frieda.page.keyboard.press("Enter")
    expect(frieda.page.locator("#r-notes")).to_contain_text("Kleinholm fordert Ausgleich")
    expect(field).to_have_value("")
    anna.open(f"{anna.game_path}verlauf/")
    anna.page.get_by_label("Was gerade passiert").fill("Wir haben gezögert")
    anna.press("Merken")
    anna.sees("Wir haben gezögert")
    expect(frieda.page.locator("body")).not_to_contain_text("Wir haben gezögert")
