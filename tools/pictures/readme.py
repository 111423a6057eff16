"""The pictures of README.md: a round and a half in real browsers."""

from pathlib import Path

from tests.e2e.browsing import DESKTOP, PHONE, PROJECTOR, Visitors
from tests.e2e.harness import Server
from tests.e2e.lead import Leader, Office
from tests.e2e.pages import Cockpit, Player
from tools.pictures.board import at_the_board
from tools.pictures.camera import shoot

COCKPIT = {"viewport": {"width": 1600, "height": 1000}}
PEOPLE = (
    ("Renate W.", "Auestadt"),
    ("Tobias M.", "Moorweiler"),
    ("Jörg B.", "Kleinholm"),
    ("Svenja K.", "Sonnenbrück"),
)


def take(visitors: Visitors, server: Server, folder: Path) -> None:
    """Play and write the pictures into ``folder``."""
    account = server.demo()["facilitator"]
    office = Office(server, account)
    leader = office.create(name="Kurs 14. Mai", rounds=4, minutes_deciding=12)
    ayse = Player(visitors.new(server.url, **DESKTOP))
    ayse.join(leader.code, "Ayşe K.", "Moorweiler")
    people = [Player(visitors.new(server.url, **PHONE)).join(leader.code, *each) for each in PEOPLE]
    _first_round(leader, ayse, people)
    _second_round(leader, ayse, people)
    _look(visitors, server, leader, account, folder)
    ayse.page.reload()
    ayse.wait_for_connection()
    ayse.page.evaluate("scrollTo(0, 0)")
    shoot(ayse.page, folder / "rathaus.png")
    phone = people[1]
    phone.page.reload()
    phone.wait_for_connection()
    phone.card("Freibad").scroll_into_view_if_needed()
    shoot(phone.page, folder / "handy.png")
    _bargain(ayse, folder)
    office.close()


def _bargain(ayse: Player, folder: Path) -> None:
    """An offer on its desk, with what it means for every partner."""
    ayse.open(f"{ayse.game_path}vereinbarungen/")
    ayse.page.get_by_role("button", name="Bauhof gemeinsam").click()
    for name in ("Hammerfurt", "Kleinholm"):
        ayse.page.get_by_role("checkbox", name=name).check()
    ayse.page.get_by_role("article", name="Kleinholm").wait_for()
    ayse.wait_for_connection()
    ayse.page.evaluate("scrollTo(0, 0)")
    shoot(ayse.page, folder / "vereinbarung.png")


def _first_round(leader: Leader, ayse: Player, people: list[Player]) -> None:
    leader.until("deciding")
    for each in (ayse, people[0], *people[2:]):
        at_the_board(each, 1).choose("Fonds", "Beitreten").sees_saved()
        each.submit()
    leader.until("settled")


def _second_round(leader: Leader, ayse: Player, people: list[Player]) -> None:
    leader.until("deciding", 2)
    at_the_board(ayse, 2).choose("Kita", "Erneuern").choose("Freibad", "Sparen").sees_saved()
    ayse.enter_amount("Innenentwicklung", "Einheiten", 4).sees_saved()
    at_the_board(people[0], 2).choose("Bauhof", "Sparen").sees_saved()
    people[0].submit()
    at_the_board(people[2], 2).choose("Feuerwehr", "Erneuern").sees_saved()
    at_the_board(people[1], 2)


def _look(
    visitors: Visitors, server: Server, leader: Leader, account: dict[str, str], folder: Path
) -> None:
    wall = Player(visitors.new(server.url, **PROJECTOR)).open(leader.link("leinwand"))
    wall.sees("noch Zeit")
    shoot(wall.page, folder / "leinwand.png")
    cockpit = Cockpit(visitors.new(server.url, **COCKPIT))
    cockpit.log_in(account["username"], account["password"])
    cockpit.open(leader.path).wait_for_connection()
    shoot(cockpit.page, folder / "cockpit.png")
