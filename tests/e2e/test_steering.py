"""An event from dry run to settlement, and another model between two rounds, in two browsers."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Cockpit, Player

pytestmark = pytest.mark.e2e


def test_an_event_is_tried_played_seen_and_settled_and_the_model_changes(hall, visitors):
    account = re.findall(r": (\S+)", hall.manage("create_facilitator", "steuer"))
    frieda = Cockpit(visitors.new(hall.url)).log_in(*account)
    frieda.create("Kurs", scenario="Mittelaue", rounds=2, model="alles", deciding_minutes=0)
    anna = Player(visitors.new(hall.url, **browsing.PHONE)).join(frieda.code, "Anna", "Auestadt")
    frieda.sees("Anna").start()

    frieda.follow("Ereignis einspielen")
    page = frieda.page
    frieda.follow("Eigene Karte aus Bausteinen")
    page.get_by_label("Titel").fill("Starkregen")
    first = page.get_by_role("group", name="Wirkung 1")
    first.get_by_label("Wirkung").select_option("geld")
    first.get_by_label("Wie viel").fill("−42.000")
    page.get_by_role("button", name="Noch eine Wirkung").press("Enter")
    third = page.get_by_role("group", name="Wirkung 3")
    third.get_by_label("Wirkung").select_option("leerstand")
    third.get_by_label("Wie viel").fill("0,5")
    page.get_by_label("Auestadt").check()
    page.get_by_role("button", name="Probelauf").press("Enter")
    frieda.sees("Probelauf, noch nichts gesendet")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Auestadt"))
    # 42.000 from the till, and 72.000 less in taxes: 24.000 people, 6 euro a head and point.
    expect(row).to_contain_text("−114.000 €−72.000 €")
    expect(anna.page.locator("body")).not_to_contain_text("Starkregen")

    page.get_by_label("Grund, steht im Protokoll").fill("Wetterbericht")
    page.get_by_role("button", name="Eingriff ausführen").press("Enter")
    frieda.sees("Grund: Wetterbericht")
    expect(anna.page.locator("#r-news")).to_contain_text("Starkregen")
    expect(anna.page.locator("#r-news")).to_contain_text("Eingespielt von der Spielleitung.")

    frieda.follow("Kooperationsmodell wechseln")
    page.get_by_role("button", name="Probelauf").click()
    frieda.sees("Probelauf, noch nichts gesendet")
    page.get_by_label("Grund, steht im Protokoll").fill("Zweite Hälfte")
    page.get_by_role("button", name="Eingriff ausführen").click()
    frieda.sees("Grund: Zweite Hälfte")
    expect(anna.page.locator("#r-news")).to_contain_text("Ab Runde 2 gilt")
