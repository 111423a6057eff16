"""Every page in its states: axe finds nothing, nothing scrolls sideways, targets are big enough.

Wide and phone-sized for axe, 320 px (400 % zoom at 1280) for reflow; the projector at its own size.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Cockpit, Person, Player
from tests.e2e.test_fund import apply

pytestmark = pytest.mark.e2e


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
    for path in ("fonds", "abrechnung", "region", "daten", "verlauf"):
        inspector.look(anna.open(f"{anna.game_path}{path}/"), f"{path}, in the lobby")
    leader.until("briefing")
    inspector.look(anna.open(f"{anna.game_path}rathaus/").sees_board(1), "town hall, briefing")
    inspector.look(anna.open(f"{anna.game_path}vereinbarungen/"), "agreements")
    anna.page.get_by_role("button", name="Freibad gemeinsam").click()
    inspector.look(anna.sees_heading("So wirkt Ihr Entwurf"), "desk of an offer")
    anna.press("Fassung 1 senden")
    inspector.look(anna.sees(re.compile(r"Zustimmung: \d von 3")), "an offer that was sent")
    anna.open(f"{anna.game_path}rathaus/").sees_board(1)
    leader.until("deciding")
    anna.sees_phase("Entscheiden").wait_for_connection()
    ask_and_refuse(anna, tobias)
    inspector.look(anna, "town hall, question and refusal")
    anna.press("Meine Auswahl: Erneuern", anna.question("Kita"))
    anna.sees_saved().submit()
    inspector.look(anna, "town hall, submitted")
    for path in ("gespraeche", "gespraeche/mit/spielleitung", "absprachen", "hilfe"):
        inspector.look(anna.open(f"{anna.game_path}{path}/"), f"{path}, in a round")
    anna.open(f"{anna.game_path}rathaus/")
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
    apply(anna, "Bahnhofsviertel")
    anna.open(f"{anna.game_path}rathaus/").sees_phase("Entscheiden")
    anna.choose("Kita", "Erneuern").submit()
    leader.until("awarding")
    expect(anna.page).to_have_url(re.compile("/fonds/"))
    inspector.look(anna.sees_phase("Vergabe"), "fonds, award")
    leader.advance()
    anna.sees_settlement(1)
    inspector.look(anna, "settlement")
    for posting in anna.page.locator(".ps-ledger details summary").all()[::6]:
        posting.click()
    inspector.look(anna, "settlement, postings open")
    inspector.look(berta.sees_settlement(1), "settlement, decision missing")
    for path in ("fonds", "region", "daten", "verlauf", "rathaus"):
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


def test_quick_questions_and_the_end_of_the_fund(hall, office, visitors, inspector):
    leader = office.create(rounds=2, model="fonds_rendsburg")
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    anna.sees_board(1)
    leader.until("recap")
    anna.open(f"{anna.game_path}blitzlicht/").sees_heading("Blitzlicht")
    inspector.look(anna, "quick questions")
    anna.page.get_by_role("button", name=re.compile("^4")).first.click()
    inspector.look(anna, "quick questions, one answered")
    leader.until("negotiating", round_number=2)
    for path in ("vereinbarungen", "fonds", "absprachen"):
        inspector.look(anna.open(f"{anna.game_path}{path}/"), f"{path}, time budget")
    leader.until("settled", round_number=2)
    anna.open(f"{anna.game_path}fonds/").sees_heading("Der Fonds ist aufgelöst")
    inspector.look(anna, "fonds, dissolved")


def test_messages_of_the_facilitator(hall, visitors, inspector, leader):
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    leader.until("negotiating")
    frieda = Cockpit(visitors.new(hall.url)).log_in(*leader.office.account.values())
    frieda.open(f"{leader.path}nachrichten/").wait_for_connection()
    inspector.look(frieda, "messages, none")
    anna.open(f"{anna.game_path}gespraeche/mit/spielleitung/")
    anna.page.get_by_label("Nachricht an").fill("Gilt der Antrag noch?")
    anna.press("Senden")
    frieda.sees("Gilt der Antrag noch?")
    inspector.look(frieda, "messages, one to answer")
    expect(frieda.page.locator("#r-messages")).to_have_attribute("data-unread", "0")
    frieda.open(leader.path).sees("Nichts Neues an Sie.")


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
    frieda.follow("Nur ein Spiel anlegen")
    inspector.look(frieda, "new game")
    frieda.page.get_by_label("Name des Spiels").fill(" ")
    frieda.press("Spiel anlegen")
    inspector.look(frieda, "new game, no name")
    frieda.open("/leitung/").create(
        "Kurs", scenario="Mittelaue", rounds=1, model="alles", deciding_minutes=10
    )
    anna = Player(visitors.new(hall.url)).join(frieda.code, "Anna", "Auestadt")
    frieda.sees("Anna").wait_for_connection()
    inspector.look(frieda, "cockpit, lobby")
    look_at_dialogs(frieda, inspector)
    frieda.start().advance("Verhandeln").sees_phase("Verhandeln")
    frieda.advance("Entscheiden").sees_phase("Entscheiden")
    inspector.look(frieda, "cockpit, deciding")
    look_at_interventions(frieda, inspector)
    apply(anna, "Bahnhofsviertel")
    frieda.press("Alles anhalten")
    frieda.sees("Das Spiel ist angehalten.")
    inspector.look(frieda, "cockpit, paused")
    frieda.follow("Weiter: Vergabe")
    expect(frieda.dialog()).to_contain_text("1 Gemeinde hat noch nicht abgegeben:")
    inspector.look(frieda, "cockpit, question before closing")
    frieda.press("Entscheidungen schließen", frieda.dialog())
    frieda.sees_phase("Vergabe")
    inspector.look(frieda, "cockpit, award")
    frieda.award()
    frieda.sees_phase("Abrechnung")
    inspector.look(frieda, "cockpit, settled")
    frieda.advance("Rückblick").sees_phase("Rückblick")
    frieda.advance("Auswertung").sees_page("over")
    inspector.look(frieda, "cockpit, at the end")
    inspector.look(frieda.open("/leitung/"), "games")


def look_at_interventions(frieda, inspector):
    """The form of an event, its dry run, and the list; back to the cockpit."""
    frieda.follow("Ereignis einspielen")
    inspector.look(frieda, "event, form")
    frieda.press("Probelauf")
    frieda.sees("Probelauf, noch nichts gesendet")
    inspector.look(frieda, "event, dry run")
    frieda.follow("Alle Eingriffe")
    inspector.look(frieda, "interventions")
    frieda.follow("Zum Cockpit")
    frieda.sees_phase("Entscheiden")


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
