"""From login to regions ready to play: the wizard is walked, counted and timed, and looked at."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Cockpit, Person, Player

pytestmark = pytest.mark.e2e

MOST_SECONDS = 15 * 60
MOST_PAGE_MS = 2000
TYPED = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea"
CHOSEN = "input[type=radio], input[type=checkbox]"
LOADED = "(e => Math.max(e.duration, e.responseEnd))(performance.getEntriesByType('navigation')[0])"


@dataclass
class Walk:
    """What each page asked for, how many answers had to be given, and how long it took to load."""

    rows: list = field(default_factory=list)

    def note(self, person, title, answers):
        """Count the page as it stands; ``answers``: how many were typed or chosen by hand."""
        page = person.page
        fields = page.locator("main").locator(TYPED).count()
        groups = len(
            set(page.locator("main").locator(CHOSEN).evaluate_all("all => all.map(e => e.name)"))
        )
        self.rows.append((title, fields + groups, answers, round(page.evaluate(LOADED))))

    def table(self):
        """For whoever reads the test's output."""
        lines = [f"{'page':<24}{'controls':>9}{'answers':>9}{'ms':>7}"]
        lines += [f"{title:<24}{a:>9}{b:>9}{ms:>7}" for title, a, b, ms in self.rows]
        total = [sum(row[place] for row in self.rows) for place in (1, 2, 3)]
        return "\n".join([*lines, f"{'together':<24}{total[0]:>9}{total[1]:>9}{total[2]:>7}"])


def lead(hall, visitors, name):
    """A facilitator with an account of their own, at the list."""
    account = re.findall(r": (\S+)", hall.manage("create_facilitator", name))
    return Cockpit(visitors.new(hall.url)).log_in(*account)


def walk_the_wizard(frieda, walk, look=lambda _state: None):
    """Two regions under one clock, everything else as proposed."""
    page = frieda.page
    frieda.follow("Neue Veranstaltung")
    page.get_by_label("Titel").fill("Kurs im Mai")
    page.get_by_label("Termin").fill("2099-05-14")
    page.get_by_label("Erwartete Personen").fill("30")
    walk.note(frieda, "what and when", 3)
    look("wizard, what")
    frieda.press("Weiter: Regionen")

    frieda.sees("Rat für 30 Personen")
    page.get_by_label("Zahl der Regionen").fill("2")
    walk.note(frieda, "regions", 1)
    look("wizard, regions")
    page.locator("#next").click()

    page.get_by_label("Name").first.fill("Nord")
    walk.note(frieda, "each region", 1)
    look("wizard, each region")
    frieda.press("Weiter: Zeiten")

    walk.note(frieda, "times", 0)
    look("wizard, times")
    frieda.press("Weiter: Prüfen")

    frieda.sees("wird vorgeschlagen, Sie können ihn ändern")
    walk.note(frieda, "check", 0)
    look("wizard, check")
    frieda.press("Veranstaltung anlegen")
    frieda.sees_heading("Kurs im Mai")
    walk.note(frieda, "workshop", 0)


def test_from_the_list_to_two_regions_at_play(hall, visitors):
    frieda, walk = lead(hall, visitors, "werkstatt"), Walk()

    walk_the_wizard(frieda, walk)
    print(f"\n{walk.table()}")  # noqa: T201 - figures for whoever reads the run
    assert sum(answers for _, _, answers, _ in walk.rows) <= 5
    assert max(ms for *_, ms in walk.rows) < MOST_PAGE_MS

    workshop = frieda.page.url
    frieda.page.get_by_role("link", name="Nord", exact=True).first.click()
    anna = Player(visitors.new(hall.url, **browsing.PHONE)).join(frieda.code, "Anna", "Auestadt")
    frieda.open(workshop)
    expect(frieda.page.locator("#r-regions")).to_contain_text("von 1 da")

    frieda.press("Alle starten")
    frieda.sees("2 Regionen laufen.")
    anna.sees_phase("Lage")
    frieda.page.get_by_role("button", name="Alle weiter: Verhandeln").press("Enter")
    frieda.sees("2 Regionen sind weiter.")
    anna.sees_phase("Verhandeln")

    other = Person(frieda.context).open(workshop)
    frieda.press("Alle anhalten")
    expect(other.page.locator("#r-clock")).to_contain_text("Angehalten")
    other.press("Alle weiterspielen")
    expect(frieda.page.locator("#r-clock")).not_to_contain_text("Angehalten")


def test_an_observer_is_invited_looks_and_cannot_press(hall, visitors):
    frieda = lead(hall, visitors, "einladerin")
    walk_the_wizard(frieda, Walk())
    frieda.follow("Mitwirkende")
    frieda.page.locator("#invite-role").select_option("observer")
    frieda.press("Link ausstellen")
    link = frieda.page.locator("#invitation-link").inner_text()

    guest = Person(visitors.new(hall.url)).open(link)
    guest.page.get_by_label("Benutzername").fill("zuschauer")
    guest.page.get_by_label("Passwort", exact=True).fill("Fluss-und-Tal-7")
    guest.page.get_by_label("Passwort noch einmal").fill("Fluss-und-Tal-7")
    guest.press("Konto anlegen und mitwirken")
    guest.follow("Kurs im Mai")
    guest.sees("Sie sind als Beobachtung dabei.")
    expect(guest.page.locator("#start-all")).to_have_count(0)
    guest.page.get_by_role("link", name="Nord", exact=True).first.click()
    guest.sees("Sie sind als Beobachtung dabei.")
    expect(guest.page.locator("#r-teams")).to_be_visible()
    expect(guest.page.locator(".ck-code")).to_have_count(0)


def test_pages_of_a_workshop_are_accessible(hall, visitors, inspector):
    frieda = lead(hall, visitors, "zugang")
    look = lambda state: inspector.look(frieda, state)  # noqa: E731 - a name for the walk
    walk_the_wizard(frieda, Walk(), look)
    workshop = frieda.page.url
    look("workshop, before the start")
    for part in ("mitwirkende/", "einstellungen/", "region/", "loeschen/"):
        frieda.open(f"{workshop}{part}")
        look(f"workshop, {part}")
    frieda.open(workshop).press("Alle starten")
    frieda.sees("2 Regionen laufen.")
    look("workshop, in play")
    frieda.open("/leitung/")
    look("list")
