"""The run sheet and time in the hand of the facilitator: planned, played, paused, waited for."""

import contextlib
import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.lead import Office
from tests.e2e.pages import Cockpit, Person, Player

pytestmark = pytest.mark.e2e

LIMITS = {"minutes_negotiating": 10, "minutes_deciding": 10}


@pytest.fixture
def leader(office):
    """A fresh game with time limits."""
    return office.create(**LIMITS)


def at_the_desk(leader, context):
    """The facilitator of the game, signed in, at its cockpit."""
    frieda = Cockpit(context).log_in(*leader.office.account.values())
    return frieda.open(leader.path)


TOO_LITTLE = re.compile(r"Die Auswertung bekäme nur \d+ min, das sind \d+ % der Spielzeit")
"""How little hangs on the time of day: the sheet is for today."""


def plan(frieda):
    """A run sheet proposed from the cockpit, by keyboard."""
    page = frieda.page
    page.get_by_role("link", name="Ablaufplan anlegen").press("Enter")
    page.get_by_role("button", name="Ablauf vorschlagen").press("Enter")
    frieda.sees("Ablaufplan gespeichert")
    return frieda


def titles(page):
    """What the rows are called, in order."""
    found = []
    for row in page.locator(".ag-row").all():
        chosen = row.locator("option[selected]")
        found.append((chosen if chosen.count() else row.locator(".ag-what b")).first.inner_text())
    return found


def test_a_sheet_is_made_and_changed_by_keyboard(hall, visitors, leader):
    frieda = plan(at_the_desk(leader, visitors.new(hall.url)))
    page = frieda.page
    assert titles(page)[:3] == ["Ankommen", "Einführung", "Runde 1: Lage"]

    page.get_by_role("button", name="Nach oben: Einführung").press("Enter")
    expect(page).to_have_url(re.compile("#zeile-s2$"))
    assert titles(page)[:2] == ["Einführung", "Ankommen"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ag-row')?.id") == "zeile-s2"

    rows = page.locator(".ag-row")
    number = rows.count()
    page.get_by_role("button", name="Herausnehmen: Runde 2: Rückblick").press("Enter")
    expect(rows).to_have_count(number - 1)
    assert "Runde 2: Rückblick" not in titles(page)
    page.get_by_label("Was", exact=True).last.select_option(label="Runde 2: Rückblick")
    after = page.get_by_label("Hinter")
    before = after.locator("option").filter(has_text="Runde 2: Abrechnung")
    after.select_option(value=before.get_attribute("value"))
    page.get_by_role("button", name="Hinzufügen").press("Enter")
    expect(rows).to_have_count(number)
    names = titles(page)
    assert names[names.index("Runde 2: Abrechnung") + 1] == "Runde 2: Rückblick"

    minutes = page.get_by_label("Minuten, Auswertung")
    minutes.fill("10")
    minutes.press("Enter")
    frieda.sees(TOO_LITTLE)
    page.get_by_role("button", name=re.compile("Übernehmen.*Runde 3 weglassen")).press("Enter")
    third = page.locator(".ag-what b", has_text="Runde 3: Entscheiden")
    expect(third).to_have_count(0)
    page.get_by_role("button", name="Letzte Änderung zurücknehmen").press("Enter")
    expect(third).to_be_visible()

    frieda.follow("Drucken")
    assert page.locator(".ag-paper tbody tr").count() == len(names)


def test_without_javascript_the_sheet_and_time_work_as_plain_forms(hall, visitors, leader):
    context = visitors.new(hall.url, java_script_enabled=False, **browsing.DESKTOP)
    Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    frieda = plan(at_the_desk(leader, context))
    frieda.press("Nach unten: Ankommen")
    assert titles(frieda.page)[:2] == ["Einführung", "Ankommen"]
    leader.until("deciding")

    frieda.open(leader.path).press(re.compile("Pause beginnen"))
    frieda.sees(re.compile("Begonnen · Beleg"))
    assert leader.state["paused"]
    frieda.press("Pause beenden")
    assert not leader.state["paused"]

    frieda.follow("Mit Countdown warten")
    frieda.press("Warten")
    frieda.sees("Alle warten auf Auestadt")
    frieda.press("Wie im Vorjahr")
    frieda.sees("gilt wie im Vorjahr")

    frieda.follow("Wer schaltet weiter?")
    frieda.page.get_by_role("radio", name=re.compile("Nach der Uhr")).check()
    frieda.press("So weiterschalten")
    frieda.sees(re.compile("Weitergeschaltet wird nach der Uhr · Beleg"))


def test_a_break_and_a_wait_are_seen_by_those_they_concern(hall, visitors, leader):
    frieda = plan(at_the_desk(leader, visitors.new(hall.url)))
    anna = Player(visitors.new(hall.url, **browsing.PHONE)).scan(leader.code, "Anna", "Auestadt")
    ben = Player(visitors.new(hall.url)).scan(leader.code, "Ben", "Hammerfurt")
    wall = Person(visitors.new(hall.url, **browsing.PROJECTOR)).open(leader.link("leinwand"))
    leader.until("deciding")
    frieda.open(leader.path)
    strip = frieda.page.locator("#agenda-strip")
    expect(strip).to_contain_text("Runde 1: Entscheiden")
    expect(anna.page.locator("body")).not_to_contain_text("Ablaufplan")
    expect(wall.page.locator("body")).not_to_contain_text("Ablaufplan")

    strip.get_by_role("button", name=re.compile("Pause beginnen")).press("Enter")
    expect(wall.page.locator("#r-ticker")).to_contain_text(re.compile(r"Pause bis \d\d:\d\d"))
    expect(anna.page.locator("#r-pause")).to_contain_text("Das Spiel ist angehalten.")
    expect(strip.get_by_role("button", name="Pause beenden")).to_be_visible()
    strip.get_by_role("button", name="Pause beenden").press("Enter")
    expect(wall.page.locator("#r-ticker")).not_to_contain_text("Pause bis")

    frieda.page.get_by_role("link", name="Mit Countdown warten").first.press("Enter")
    dialog = frieda.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Hammerfurt").check()
    dialog.get_by_role("radio", name="Bot spielt").check(force=True)
    dialog.get_by_role("button", name="Warten").press("Enter")
    for page in (anna.page, ben.page, wall.page):
        expect(page.locator("body")).to_contain_text("Wir warten auf Hammerfurt")
        expect(page.get_by_role("timer", name="Wartezeit")).to_have_text(re.compile(r"0[0-2]:\d\d"))
    ben.submit()
    for page in (anna.page, wall.page):
        expect(page.locator("body")).not_to_contain_text("Wir warten auf Hammerfurt")
    assert leader.state["phase"] == "deciding"


def test_a_pause_outlives_a_killed_server_and_nothing_goes_on_by_itself(server, visitors):
    office = Office(server, server.demo()["facilitator"])
    with contextlib.closing(office):
        rest_and_go_on(office.create(**LIMITS), server, visitors)


def rest_and_go_on(leader, server, visitors):
    frieda = plan(at_the_desk(leader, visitors.new(server.url)))
    anna = Player(visitors.new(server.url)).scan(leader.code, "Anna", "Auestadt")
    for person in (frieda, anna):
        person.context.watch.allow(
            "ERR_CONNECTION_REFUSED|WebSocket|Failed to load|Failed to fetch"
        )
    leader.until("deciding")
    frieda.open(leader.path)
    frieda.page.locator("#timer").press(" ")
    expect(anna.page.locator("#r-pause")).to_contain_text("Das Spiel ist angehalten.")
    clock = frieda.page.locator("#timer time")
    expect(clock).to_have_attribute("data-paused-seconds", re.compile(r"\d"))
    rest = int(clock.get_attribute("data-paused-seconds"))
    assert 0 < rest <= 600

    server.restart()

    assert leader.state["phase"] == "deciding"
    frieda.open(leader.path)
    expect(clock).to_have_attribute("data-paused-seconds", str(rest))
    frieda.press("Weiterspielen")
    expect(anna.page.locator("#r-pause")).not_to_contain_text("Das Spiel ist angehalten.")
    expect(frieda.page.locator("#agenda-strip")).to_contain_text("Runde 1: Entscheiden")
    frieda.page.locator("#timer").press("Shift++")
    expect(frieda.page.locator("#r-log")).to_contain_text("Zeit geändert: +5 min")
    frieda.page.get_by_role("link", name="Wer schaltet weiter?").press("Enter")
    dialog = frieda.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("Wenn alle fertig sind")).check()
    dialog.get_by_role("button", name="So weiterschalten").press("Enter")
    frieda.sees("wenn alle fertig")
    anna.page.reload()
    anna.press("Abgeben", anna.submission)
    anna.sees_settlement(1)
    expect(frieda.page.locator("#r-head")).to_contain_text(re.compile("Vergabe|Abrechnung"))


def test_pages_of_the_run_sheet_and_of_time(hall, visitors, inspector, leader):
    Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    frieda = at_the_desk(leader, visitors.new(hall.url))
    frieda.follow("Ablaufplan anlegen")
    inspector.look(frieda, "run sheet, none yet")
    frieda.open(leader.path)
    plan(frieda)
    inspector.look(frieda, "run sheet")
    sheet = frieda.page.url
    frieda.page.get_by_label("Minuten, Auswertung").fill("5")
    frieda.page.locator("#save").click()
    inspector.look(frieda.sees(TOO_LITTLE), "run sheet, too little left")
    frieda.follow("Zurück zur Veranstaltung")
    inspector.look_once(frieda, "workshop with its run sheet")
    leader.until("deciding")
    frieda.open(leader.path)
    inspector.look(frieda.sees("Die Auswertung bekäme nur"), "cockpit with a warning")
    for name in ("modus", "warten"):
        inspector.look(frieda.open(f"{leader.path}{name}/"), name)
    frieda.press("Warten")
    inspector.look(frieda.sees("Alle warten auf Auestadt"), "cockpit, waiting")
    frieda.open(re.sub("#.*", "", sheet))
    inspector.look(frieda, "run sheet, being played")
