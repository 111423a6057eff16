"""Every page in its states: axe finds nothing, nothing scrolls sideways, targets are big enough.

Wide and phone-sized for axe, 320 px (400 % zoom at 1280) for reflow; the projector at its own size.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Cockpit, Person, Player

pytestmark = pytest.mark.e2e

WIDE, PHONE, NARROW = (
    {"width": 1440, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
LEAST_TARGET = 24
WHOLE_HEIGHT = "Math.max(innerHeight, document.scrollingElement.scrollHeight)"
WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5);
}"""
TOO_SMALL = """(least) => {
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const isShown = (e) => e.checkVisibility({checkOpacity: false, visibilityProperty: true})
    && !e.closest('.ps-vh, .ps-skip, [disabled]');
  const isInText = (e) => getComputedStyle(e).display === 'inline'
    && e.parentElement.innerText.trim().length > e.innerText.trim().length;
  const boxOf = (e) => (e.matches('input') && e.closest('label') || e).getBoundingClientRect();
  return [...document.querySelectorAll(targets)]
    .filter((e) => isShown(e) && !isInText(e))
    .filter((e) => { const b = boxOf(e); return b.width < least || b.height < least; })
    .map((e) => `${Math.round(boxOf(e).width)}x${Math.round(boxOf(e).height)} `
      + e.outerHTML.slice(0, 120));
}"""


class Inspector:
    """Collects what is wrong on the pages it is shown."""

    def __init__(self):
        self.found = []

    def look(self, person, state):
        """Check a page as it stands at all sizes."""
        page = person.page
        before = page.viewport_size
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            # As high as the page: what a sticky bar covers by chance counts as too small for axe.
            page.set_viewport_size(size | {"height": page.evaluate(WHOLE_HEIGHT)})
            self.look_once(person, f"{state}, {size['width']} px")
        page.set_viewport_size(NARROW)
        self.note(state, "sideways at 320 px", page.evaluate(WIDER_THAN_THE_WINDOW))
        self.note(state, "small target", page.evaluate(TOO_SMALL, LEAST_TARGET))
        page.set_viewport_size(before)

    def look_once(self, person, state):
        """Check a page at its own size alone."""
        self.note(state, "axe", browsing.axe(person.page))

    def note(self, state, kind, lines):
        """Remember the lines."""
        self.found += [f"{state}: {kind}: {line}" for line in lines]


@pytest.fixture
def inspector():
    """Fails the test with everything it has found."""
    inspector = Inspector()
    yield inspector
    if inspector.found:
        raise AssertionError("\n".join(inspector.found))


@pytest.fixture
def table(hall, office, visitors):
    """A game with its facilitator, and Anna and Tobias in Auestadt."""
    leader = office.create(rounds=1)
    anna, tobias = (
        Player(visitors.new(hall.url)).scan(leader.code, name, "Auestadt")
        for name in ("Anna", "Tobias")
    )
    anna.context.watch.allow("status of 4(09|22)")
    return leader, anna, tobias


def test_public_pages(hall, visitors, inspector, leader):
    person = Player(visitors.new(hall.url))
    person.context.watch.allow("status of 4(04|22)")
    inspector.look(person.open("/"), "start")
    for path in ("datenschutz", "barrierefreiheit", "impressum", "tastatur", "gibtesnicht"):
        inspector.look(person.open(f"/{path}/"), path)
    inspector.look(person.enter("ABCD-2345"), "start, wrong code")
    person.enter(leader.code).sees_heading("Wo sitzen Sie?")
    inspector.look(person, "choice of a municipality")
    person.page.get_by_role("radio", name=re.compile("^Auestadt")).check()
    person.page.get_by_label("Ihr Name im Spiel").fill(" ")
    person.press("Platz nehmen")
    inspector.look(person, "choice of a municipality, no name")
    person.take_seat("Anna", "Auestadt")
    inspector.look(person.open("/"), "start, with a seat")


def test_pages_of_a_team_before_and_in_a_round(table, inspector):
    leader, anna, tobias = table
    inspector.look(anna, "waiting room")
    for path in ("abrechnung", "region", "verlauf"):
        inspector.look(anna.open(f"{anna.game_path}{path}/"), f"{path}, in the lobby")
    leader.until("briefing")
    inspector.look(anna.open(f"{anna.game_path}rathaus/").sees_board(1), "town hall, briefing")
    leader.until("deciding")
    anna.sees_phase("Entscheiden").wait_for_connection()
    ask_and_refuse(anna, tobias)
    inspector.look(anna, "town hall, question and refusal")
    anna.press("Meine Auswahl: Erneuern", anna.question("Kita"))
    anna.sees_saved().submit()
    inspector.look(anna, "town hall, submitted")
    leader.extend(600)
    leader.pause()
    anna.sees("Das Spiel ist angehalten.")
    inspector.look(anna, "town hall, paused")
    inspector.look(anna.open(f"{anna.game_path}verlauf/"), "verlauf, in a round")


def ask_and_refuse(anna, tobias):
    """A question about Kita and a refusal at greenfield, both open on the page."""
    anna.page.evaluate("document.querySelector('#r-draft').id = 'r-draft-held'")
    tobias.sees_board(1).choose("Kita", "Sparen").sees_saved()
    anna.level("Kita", "Erneuern").check()
    expect(anna.question("Kita")).to_be_visible()
    anna.amount("Bauen am Rand", "Wohnungen").fill("viele")
    expect(anna.page.locator("[data-field=greenfield] [data-error]")).to_be_visible()


def test_pages_of_a_team_after_a_round(table, inspector, visitors, hall):
    leader, anna, _tobias = table
    berta = Player(visitors.new(hall.url)).scan(leader.code, "Berta", "Sonnenbrück")
    leader.until("deciding")
    anna.sees_phase("Entscheiden").choose("Kita", "Erneuern").submit()
    leader.advance()
    anna.sees_settlement(1)
    inspector.look(anna, "settlement")
    for posting in anna.page.locator(".ps-ledger details summary").all()[::6]:
        posting.click()
    inspector.look(anna, "settlement, postings open")
    inspector.look(berta.sees_settlement(1), "settlement, decision missing")
    for path in ("region", "verlauf", "rathaus"):
        inspector.look(anna.open(f"{anna.game_path}{path}/"), f"{path}, settled")
    review = Person(anna.context).open(leader.link("rueckschau"))
    inspector.look(review, "review, waiting")
    leader.until("debrief")
    review.sees_heading("Gemeinden am Ende")
    inspector.look(review, "review, chart")
    review.press("Als Tabelle")
    review.page.locator(".rv-ledger summary").first.click()
    inspector.look(review, "review, table and posting open")
    inspector.look(anna.open(f"{anna.game_path}verlauf/"), "verlauf, at the end")


def test_pages_of_the_facilitator(hall, visitors, inspector):
    account = re.findall(r": (\S+)", hall.manage("create_facilitator", "frieda"))
    frieda = Cockpit(visitors.new(hall.url))
    frieda.context.watch.allow("status of 422")
    inspector.look(frieda.open("/leitung/"), "login")
    frieda.page.get_by_label("Benutzername").fill("frieda")
    frieda.page.get_by_label("Passwort").fill("falsch")
    frieda.press("Anmelden")
    inspector.look(frieda, "login, wrong password")
    inspector.look(frieda.log_in(*account), "no games")
    frieda.follow("Neues Spiel anlegen")
    inspector.look(frieda, "new game")
    frieda.page.get_by_label("Name des Spiels").fill(" ")
    frieda.press("Spiel anlegen")
    inspector.look(frieda, "new game, no name")
    frieda.open("/leitung/").create(
        "Kurs", scenario="Mittelaue", rounds=1, model="alles", deciding_minutes=10
    )
    Player(visitors.new(hall.url)).join(frieda.code, "Anna", "Auestadt")
    frieda.sees("Anna").wait_for_connection()
    inspector.look(frieda, "cockpit, lobby")
    look_at_dialogs(frieda, inspector)
    frieda.start().advance("Verhandeln").sees_phase("Verhandeln")
    frieda.advance("Entscheiden").sees_phase("Entscheiden")
    inspector.look(frieda, "cockpit, deciding")
    frieda.press("Alles anhalten")
    frieda.sees("Das Spiel ist angehalten.")
    inspector.look(frieda, "cockpit, paused")
    frieda.follow("Weiter: Abrechnung")
    expect(frieda.dialog()).to_contain_text("1 Gemeinde hat noch nicht abgegeben:")
    inspector.look(frieda, "cockpit, question before closing")
    frieda.press("Schließen und abrechnen", frieda.dialog())
    frieda.sees_phase("Abrechnung")
    inspector.look(frieda, "cockpit, settled")
    frieda.advance("Rückblick").sees_phase("Rückblick")
    frieda.advance("Auswertung").sees_page("over")
    inspector.look(frieda, "cockpit, at the end")
    inspector.look(frieda.open("/leitung/"), "games")


def look_at_dialogs(frieda, inspector):
    """The small questions, as dialogs and as pages."""
    for link in (re.compile("^Anna"), re.compile("^Bot einsetzen, Hammerfurt"), "Spiel beenden"):
        place = frieda.page.get_by_role("link", name=link)
        if not place.count():
            continue
        address = place.first.get_attribute("href")
        place.first.click()
        expect(frieda.dialog()).to_be_visible()
        inspector.look(frieda, f"dialog {link}")
        frieda.page.keyboard.press("Escape")
        expect(frieda.dialog()).to_have_count(0)
        other = Person(frieda.context).open(address)
        inspector.look(other, f"page {link}")
        other.page.close()


def test_projector(hall, office, visitors, inspector):
    leader = office.create(rounds=1)
    wall = Person(visitors.new(hall.url, **browsing.PROJECTOR)).open(leader.link("leinwand"))
    inspector.look_once(wall, "projector, lobby")
    Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    wall.sees("Anna")
    inspector.look_once(wall, "projector, somebody has come")
    leader.until("deciding").extend(600)
    expect(wall.page.get_by_role("timer")).to_have_attribute("data-tone", "calm")
    inspector.look_once(wall, "projector, deciding")
    leader.pause()
    wall.sees("Das Spiel ist angehalten")
    inspector.look_once(wall, "projector, paused")
    leader.until("settled")
    wall.sees_heading("Ergebnis von Runde 1")
    inspector.look_once(wall, "projector, settled")
    leader.until("debrief")
    wall.sees_heading("Das Spiel ist zu Ende")
    inspector.look_once(wall, "projector, at the end")
    assert wall.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
