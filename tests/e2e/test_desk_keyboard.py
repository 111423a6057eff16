"""The facilitator's other pages without a pointer: wizard, workshop, run sheet, people, print kit.

Each page is walked once by Tab: no control may be passed over, covered or without a ring. What the
controls do is then done by keyboard, too. The cockpit itself has a table of its own
(``test_cockpit_keyboard``).
"""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.keys import Keys
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

SHEETS = ("platzkarten", "tischschilder", "rollen", "boegen", "karte", "plakate")
FORMS = ("ereignis", "eigene-karte", "ohne-karte", "korrektur", "regel", "modell")
TO_THE_TOP = """() => {
  globalThis.passed = undefined;
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""


class Desk(Keys):
    """A facilitator with an account of their own."""

    def log_in(self, username, password):
        """Name and password, by keyboard."""
        self.open("/leitung/").walk()
        self.open("/leitung/")
        for label, value in (("Benutzername", username), ("Passwort", password)):
            self.type(self.page.get_by_label(label), value)
        return self.key("Enter").sees_heading("Ihre Veranstaltungen")

    def walked(self, heading):
        """The page that has this heading, walked from its top and opened again."""
        self.sees_heading(heading)
        self.walk_again()
        return self

    def walk_again(self):
        """Walk the page from its top, wherever the focus was; what was typed stays typed."""
        self.page.evaluate(TO_THE_TOP)
        return self.walk()

    def fill(self, label, words):
        """Type into a field by its label."""
        return self.type(self.page.get_by_label(label, exact=True), words)

    def at(self, selector):
        """The first shown element of a selector."""
        return self.page.locator(selector).locator("visible=true").first

    def go(self, selector):
        """Press Enter on it."""
        return self.enter(self.at(selector))


@pytest.fixture
def desk(hall, visitors):
    """Makes a facilitator at the list of workshops."""
    words = hall.manage("create_facilitator", f"tasten-{uuid4().hex[:6]}")
    return Desk(visitors.new(hall.url, **browsing.DESKTOP)).log_in(*re.findall(r": (\S+)", words))


def make_workshop(desk):
    """Two regions under one clock, every page of the wizard walked; where the workshop is."""
    desk.walk_again().go("#new-workshop").walked("Neue Veranstaltung")
    desk.fill("Titel", "Kurs im Mai").type(desk.at("#day"), "05052099")
    desk.fill("Erwartete Personen", "24").button("Weiter: Regionen").sees("Rat für 24 Personen")
    desk.walk_again().fill("Zahl der Regionen", "2").go("#next").sees("Region A")
    expect(desk.page.locator("#r1-name")).to_be_visible()
    desk.walk_again().type(desk.at("#r0-name"), "Nord").button("Weiter: Zeiten")
    expect(desk.page.locator("#rounds")).to_be_visible()
    desk.walk_again().type(desk.at("#rounds"), "3").button("Weiter: Prüfen")
    expect(desk.page.locator("#create")).to_be_visible()
    desk.walk_again().go("#create").walked("Kurs im Mai")
    return desk.page.url


def test_a_workshop_is_made_led_copied_and_deleted(desk):
    workshop = make_workshop(desk)
    desk.go("#to-region").walked("Region hinzufügen").fill("Name", "Süd").go("#add-region")
    desk.sees("Süd").go("#start-all").sees("3 Regionen laufen.")
    desk.walk_again().go("#all-plus-1").sees("Zeit in 3 Regionen geändert.")
    desk.open(workshop).go("#all-minus-1").sees("Zeit in 3 Regionen geändert.")
    desk.go("#all-pause").sees("Alle weiterspielen").go("#all-pause")
    expect(desk.page.locator("#r-clock")).not_to_contain_text("Angehalten")
    desk.go("#advance-all").sees("3 Regionen sind weiter.")
    desk.open(workshop).go("[id^=step-]").sees(re.compile("läuft seit|beenden"))
    desk.open(workshop).go("#to-settings").walked("Einstellungen")
    desk.type(desk.at("#title"), "Kurs im Juni").go("#save").sees("Kurs im Juni")
    desk.open(f"{workshop}einstellungen/").type(desk.at("#copy-name"), "Kurs im Herbst")
    desk.go("#copy").sees_heading("Kurs im Herbst")
    copied = desk.page.url
    assert copied != workshop
    desk.go("#to-settings").go("#to-delete").walked(re.compile("löschen"))
    desk.type(desk.at("#typed"), "Kurs im Herbst").go("#delete")
    desk.sees_heading("Ihre Veranstaltungen")
    expect(desk.page.get_by_role("link", name="Kurs im Herbst")).to_have_count(0)


def test_people_who_help_are_added_invited_changed_and_let_go(hall, desk):
    workshop = make_workshop(desk)
    hall.manage("create_facilitator", name := f"tisch-{uuid4().hex[:6]}")
    desk.go("#to-members").walked("Mitwirkende")
    desk.type(desk.at("#username"), name).select(desk.at("#add-role"), "coach").go("#add-member")
    desk.sees(name).go(f"summary:has-text('{name}')").walk_again()
    row = desk.page.locator(".vs-members li", has_text=name)
    desk.select(row.locator("select[name=role]"), "observer").button("Rolle ändern")
    expect(row).to_contain_text("Beobachtung")
    desk.enter(row.locator("summary")).button(re.compile(f"^Entfernen.*{name}"))
    expect(row).to_have_count(0)
    desk.select(desk.at("#invite-role"), "technician").go("#invite-member")
    desk.sees_heading("Einladung: Technik").walk_again().button("Zurückziehen")
    expect(desk.page.get_by_text("Offene Einladungen")).to_have_count(0)
    desk.link("Zurück zur Veranstaltung")
    expect(desk.page).to_have_url(workshop)


def test_the_run_sheet_is_changed_saved_replaced_and_taken_back(desk):
    workshop = make_workshop(desk)
    desk.open(f"{workshop}ablauf/").walked("Ablaufplan")
    desk.type(desk.at("#minutes-s2"), "25").go("#save").sees("Gespeichert")
    expect(desk.page.locator("#minutes-s2")).to_have_value("25")
    rows = desk.page.locator("[id^=minutes-]")
    many = rows.count()
    desk.select(desk.at("#new-what"), "break").go("#add-row")
    expect(rows).to_have_count(many + 1)
    desk.go("button[name=op][value^='drop:']")
    expect(rows).to_have_count(many)
    first = desk.at("[id^=minutes-]").get_attribute("id")
    desk.go("button[name=op][value^='down:']")
    expect(desk.page.locator("[id^=minutes-]").first).not_to_have_attribute("id", first)
    desk.go("#from-template > summary").go("#propose").sees("Neu aus einer Vorlage")
    expect(rows).to_have_count(many)
    desk.go("form[action$='/ruecknahme/'] button").sees_heading("Ablaufplan")
    expect(rows.first).not_to_have_attribute("id", first)
    desk.go("a[href$='/papier/']")
    expect(desk.page).to_have_url(re.compile("papier"))


@pytest.fixture
def game(hall, office, visitors):
    """A game under way with Anna in Auestadt, and its facilitator."""
    leader = office.create(rounds=2, minutes_deciding=30)
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    desk = Desk(visitors.new(hall.url, **browsing.DESKTOP))
    desk.log_in(*(office.account[key] for key in ("username", "password")))
    return leader, anna, desk


def test_pages_beside_the_cockpit_pass_no_control_over(game):
    leader, _anna, desk = game
    team = next(each for each in leader.state["teams"] if each["town"] == "auestadt")
    seat = team["seats"][0]["id"]
    for path in (
        "druck/", "probe/", "nachrichten/", "eingriffe/", *(f"eingriffe/{form}/" for form in FORMS),
        f"platz/{seat}/", f"bot/?team={team['id']}", "modus/", "warten/", "ende/", "zurueck/",
        f"ansehen/{team['id']}/", f"vertretung/{team['id']}/", f"vertretung/{team['id']}/pruefen/",
    ):  # fmt: skip
        desk.open(f"{leader.path}{path}").walk()


def test_the_print_kit_is_opened_sheet_by_sheet(game):
    leader, _anna, desk = game
    for sheet in SHEETS:
        desk.open(f"{leader.path}druck/").go(f"a[href*='/druck/{sheet}/']")
        expect(desk.page).to_have_url(re.compile(f"/druck/{sheet}/"))
    desk.open(f"{leader.path}druck/").link("English")
    expect(desk.page).to_have_url(re.compile("sprache=en"))


def test_waiting_for_a_team_and_who_leads_on(game):
    leader, anna, desk = game
    desk.open(leader.path).wait_for_connection().go("#wait")
    expect(desk.page.get_by_role("heading", name="Auf ein Team warten?")).to_be_focused()
    desk.choose(desk.page.locator("dialog[open]"), "Auestadt").button("Warten")
    desk.sees("Alle warten auf Auestadt")
    anna.sees(re.compile("warten auf"))
    desk.open(leader.path).wait_for_connection().go("#wait-longer")
    expect(desk.page.get_by_role("heading", name="Auf ein Team warten?")).to_be_focused()
    desk.key("Escape").go("#wait-bot")
    expect(desk.page.locator("#waiting")).to_have_count(0)
    assert next(each for each in leader.state["teams"] if each["town"] == "auestadt")["bot"]
    desk.open(leader.path).wait_for_connection().go("#mode")
    expect(desk.page.get_by_role("heading", name="Wer schaltet weiter?")).to_be_focused()
    desk.choose(desk.page.locator("dialog[open]"), re.compile("^Nach der Uhr")).button(
        "So weiterschalten"
    )
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    desk.open(leader.path).wait_for_connection().go("#mode")
    expect(desk.page.get_by_role("radio", name=re.compile("^Nach der Uhr"))).to_be_checked()
