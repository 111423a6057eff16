"""Without JavaScript: join, decide, submit, read the settlement."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.figures import ledger
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e


def test_a_round_without_javascript(hall, visitors, leader):
    anna = Player(visitors.new(hall.url, java_script_enabled=False, **browsing.DESKTOP))
    anna.join(leader.code, "Anna", "Auestadt").sees_heading("Warteraum")
    leader.until("deciding")
    anna.page.reload()
    anna.sees_board(1).sees_phase("Entscheiden")
    anna.choose("Kita", "Sparen").enter_amount("Bauen am Rand", "Wohnungen", "1.0")
    anna.press("Entwurf speichern")
    anna.sees("Geben Sie eine ganze Zahl ein, zum Beispiel 12.")
    anna.choose("Kita", "Sparen").enter_amount("Bauen am Rand", "Wohnungen", 12)
    with anna.page.expect_navigation():
        anna.press("Entwurf speichern")
    anna.open(f"{anna.game_path}fonds/")
    anna.page.get_by_role("checkbox", name=re.compile("Bahnhofsviertel")).first.check()
    with anna.page.expect_navigation():
        anna.press("Entwurf speichern")
    anna.open(f"{anna.game_path}rathaus/").sees_saved()
    expect(anna.level("Kita", "Sparen")).to_be_checked()
    expect(anna.amount("Bauen am Rand", "Wohnungen")).to_have_value("12")
    anna.submit()
    expect(anna.level("Kita", "Sparen")).to_be_disabled()
    anna.take_back().choose("Kita", "Wie bisher")
    anna.press("Entwurf speichern")
    anna.submit()
    assert anna.draft["content"] == {
        "levels": {"kita": "halten"}, "greenfield": 12,
        "applications": [{"project": "bahnhof_auestadt"}],
    }  # fmt: skip
    leader.advance()
    leader.advance()
    anna.open(anna.game_path).sees_settlement(1)
    shown = ledger(anna.page)
    assert shown["ends"][0] + sum(shown["postings"]) == shown["ends"][1]


def test_the_facilitator_can_lead_without_javascript(hall, visitors):
    demo = hall.demo()
    context = visitors.new(hall.url, java_script_enabled=False, **browsing.DESKTOP)
    page = context.new_page()
    page.goto(demo["game"]["cockpit_url"])
    page.get_by_label("Benutzername").fill(demo["facilitator"]["username"])
    page.get_by_label("Passwort").fill(demo["facilitator"]["password"])
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("button", name="Spiel starten").click()
    # Bots alone apply for nothing: the award is left out.
    for words, phase in (
        ("Verhandeln", "Verhandeln"),
        ("Entscheiden", "Entscheiden"),
        ("Vergabe", "Abrechnung"),
        ("Rückblick", "Rückblick"),
        ("Runde 2", "Lage"),
    ):
        page.get_by_role("button", name=f"Weiter: {words}").click()
        expect(page.get_by_role("group", name="Spielstand")).to_contain_text(f"Phase {phase}")
