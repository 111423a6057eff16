"""Data are shared and the fan narrows next door; questions on a phone; a guess that hits."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e


def pages(hall, office, visitors):
    leader = office.create(rounds=3)
    anna = Player(visitors.new(hall.url, **DESKTOP)).join(leader.code, "Anna", "Moorweiler")
    berta = Player(visitors.new(hall.url, **PHONE)).join(leader.code, "Berta", "Kleinholm")
    return leader, anna, berta


def share(person):
    """By keyboard alone: into the group, one step to the right."""
    person.open(f"{person.game_path}daten/").wait_for_connection()
    person.page.get_by_role("radio", name="Nicht teilen").focus()
    person.page.keyboard.press("ArrowRight")
    expect(person.page.locator("[data-save-state]")).to_contain_text(re.compile("^Gespeichert"))


def width(person):
    return person.json(f"{person.game_path}daten/state.json")["data"]["width"]


def test_sharing_narrows_the_fan_of_another_team(hall, office, visitors):
    leader, anna, berta = pages(hall, office, visitors)
    leader.until("deciding")
    share(anna)
    expect(anna.page.locator("#teilen-wirkung")).to_contain_text("Noch teilt kein Nachbar")
    share(berta)
    assert width(berta) == 1200
    leader.until("deciding", 2)
    narrow = width(berta)
    assert narrow < 1200
    berta.open(f"{berta.game_path}daten/")
    percent = f"{narrow / 100:g}".replace(".", ",")
    expect(berta.page.locator("#r-sharing")).to_contain_text(f"±{percent}")
    expect(berta.page.locator("#prognose svg").first).to_be_visible()
    berta.page.get_by_role("button", name="Als Tabelle").first.click()
    anna.open(f"{anna.game_path}region/").sees("Kleine Zahlen sind geschützt")


def test_questions_on_a_phone_and_a_guess_that_hits(hall, office, visitors):
    leader, anna, berta = pages(hall, office, visitors)
    leader.until("recap")
    berta.open(f"{berta.game_path}abrechnung/").follow("zwei kurze Fragen zur Runde")
    question = berta.page.get_by_role("group", name="War das Ergebnis dieser Runde fair?")
    question.get_by_role("button", name="4").click()
    expect(question.get_by_role("button", name="4")).to_have_attribute("aria-pressed", "true")
    berta.sees("Beleg")
    goal = anna.open(f"{anna.game_path}rathaus/").page.locator(".ps-goal b").inner_text()
    berta.page.get_by_label("Gemeinde", exact=True).select_option(label="Moorweiler")
    berta.page.get_by_label("Ihr Ziel ist wohl").select_option(label=goal)
    berta.press("Vermuten")
    berta.sees(f"Ihr Team vermutet: Moorweiler: {goal}")
    leader.until("settled", 2)
    berta.open(f"{berta.game_path}abrechnung/").sees("Treffer. Moorweiler vertraut Ihnen mehr")
