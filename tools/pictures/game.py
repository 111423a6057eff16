"""A game in its second round, while people decide: the cockpit, its questions and the wall."""

from pathlib import Path

from tests.e2e.browsing import PHONE, Visitors
from tests.e2e.harness import Server
from tests.e2e.lead import Leader, Office
from tests.e2e.pages import Person, Player
from tools.pictures.board import at_the_board
from tools.pictures.camera import shoot
from tools.pictures.desk import Desk

PROJECTOR = {"viewport": {"width": 1600, "height": 900}}
WIDE = {"width": 1440, "height": 1200}
NARROWER = {"width": 1100, "height": 1120}
PEOPLE = (
    ("Ayşe K.", "Moorweiler"),
    ("Tobias M.", "Moorweiler"),
    ("Renate W.", "Auestadt"),
    ("Jörg B.", "Kleinholm"),
    ("Svenja K.", "Sonnenbrück"),
    ("Mehmet Y.", "Hammerfurt"),
)


def take(visitors: Visitors, server: Server, account: dict[str, str], folder: Path) -> None:
    """Play a round, look at the second."""
    office = Office(server, account)
    leader = office.create(name="Kurs 14. Mai", rounds=4, minutes_deciding=12)
    people = {
        name: Player(visitors.new(server.url, **PHONE)).join(leader.code, name, town)
        for name, town in PEOPLE
    }
    _round_and_a_half(leader, people)
    desk = Desk(visitors, server, account, folder, size=(WIDE["width"], WIDE["height"]))
    desk.open(leader.path).wait_for_connection()
    desk.page.locator("#ruf-kleinholm").wait_for()
    desk.picture("cockpit")
    _questions(desk, leader)
    _interventions(desk, leader)
    _wall(visitors, server, desk, leader)
    office.close()


def _round_and_a_half(leader: Leader, people: dict[str, Player]) -> None:
    leader.until("deciding")
    for name in ("Ayşe K.", "Renate W.", "Jörg B.", "Svenja K.", "Mehmet Y."):
        at_the_board(people[name], 1).choose("Fonds", "Beitreten").sees_saved()
        people[name].submit()
    leader.until("deciding", 2)
    at_the_board(people["Renate W."], 2).choose("Bauhof", "Sparen").sees_saved().submit()
    at_the_board(people["Svenja K."], 2).choose("Feuerwehr", "Erneuern").sees_saved().submit()
    at_the_board(people["Ayşe K."], 2).choose("Kita", "Erneuern").sees_saved()
    at_the_board(people["Jörg B."], 2).page.locator("#hilfe-rufen").click()
    people["Jörg B."].page.get_by_label("Worum geht es?").fill("Was zahlt der Fonds für die Kita?")
    people["Jörg B."].press("Spielleitung rufen")


def _questions(desk: Desk, leader: Leader) -> None:
    """What the cockpit asks in dialogs."""
    page = desk.page
    page.get_by_role("link", name="Mit Countdown warten").first.click()
    desk.dialog().get_by_role("radio", name="Hammerfurt").check()
    desk.picture("warten")
    desk.open(leader.path).wait_for_connection()
    page.locator(".ck-seat", has_text="Tobias").first.click()
    desk.dialog().get_by_text("Platzcode").first.wait_for()
    desk.picture("platz")
    desk.open(leader.path).wait_for_connection()
    page.locator("#go-back").click()
    desk.dialog().get_by_role("heading", name="Runde 1 zurücknehmen?").wait_for()
    desk.picture("ruecknahme")


def _interventions(desk: Desk, leader: Leader) -> None:
    """An event as a dry run, and a card of one's own."""
    page = desk.page
    page.set_viewport_size(NARROWER)
    desk.open(f"{leader.path}eingriffe/ereignis/").press("Probelauf")
    desk.sees("Probelauf, noch nichts gesendet")
    desk.top().picture("probelauf")
    desk.open(f"{leader.path}eingriffe/eigene-karte/")
    page.get_by_label("Titel").fill("Starkregen an der Aue")
    page.get_by_label("Text für alle").fill("Der Fluss tritt über die Ufer, Keller laufen voll.")
    for number, kind, amount in ((1, "geld", "−42.000"), (2, "leerstand", "0,5")):
        group = page.get_by_role("group", name=f"Wirkung {number}")
        group.get_by_label("Wirkung").select_option(kind)
        group.get_by_label("Wie viel").fill(amount)
    for town in ("Auestadt", "Kleinholm"):
        page.get_by_label(town).check()
    desk.top().picture("eigene-karte")


def _wall(visitors: Visitors, server: Server, desk: Desk, leader: Leader) -> None:
    """The card that steers the wall, and what the wall then shows."""
    desk.page.set_viewport_size(WIDE)
    wall = Person(visitors.new(server.url, **PROJECTOR)).open(leader.link("leinwand"))
    desk.open(leader.path).wait_for_connection()
    desk.page.locator("#wall-clock").click()
    desk.page.locator("#wall-clock[aria-pressed=true]").wait_for()
    desk.page.locator("#toast").wait_for(state="hidden")
    desk.picture("leinwand-karte", "#r-wall")
    wall.page.wait_for_timeout(1500)
    shoot(wall.page, desk.folder / "leinwand-zeit.png")
