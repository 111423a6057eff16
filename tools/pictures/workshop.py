"""A workshop from the wizard to two regions in play: what its facilitator sees."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import Route

from tests.e2e.browsing import PHONE, Visitors
from tests.e2e.harness import Server
from tests.e2e.pages import Player
from tools.pictures.board import at_the_board
from tools.pictures.desk import Desk

ADDRESS = "planspiel.example"
TITLE = "Gemeinsam in der Mittelaue"
BELOW_THE_HEADER = """(rows) => scrollTo(0, rows.getBoundingClientRect().top + scrollY
  - document.querySelector("header").offsetHeight)"""
DAY = (5, 14)
REGIONS = ("Nord", "Süd")
PEOPLE = (
    (("Renate W.", "Auestadt"), ("Tobias M.", "Moorweiler"), ("Jörg B.", "Kleinholm")),
    (("Svenja K.", "Sonnenbrück"), ("Mehmet Y.", "Hammerfurt")),
)


def take(visitors: Visitors, server: Server, account: dict[str, str], folder: Path) -> None:
    """Walk through the wizard, look at the run sheet, print, check and start both regions."""
    desk = Desk(visitors, server, account, folder)
    _make(desk)
    address = desk.page.url
    regions = [_region(desk, address, name) for name in REGIONS]
    desk.open(f"{address}ablauf/").sees_heading("Ablaufplan")
    # Past the fields of dates, which a browser writes in the language of its own menus.
    desk.page.locator(".ag-rows").evaluate(BELOW_THE_HEADER)
    desk.picture("ablaufplan")
    desk.page.route("**/druck/**", _by_name)
    desk.open(f"{regions[0][1]}druck/platzkarten/").picture("platzkarten")
    desk.open(f"{regions[0][1]}probe/")
    desk.page.locator("#lights [data-check=browser][data-light=good]").wait_for()
    desk.picture("vorab-check")
    people = [
        Player(visitors.new(server.url, **PHONE)).join(code, *each)
        for (code, _), names in zip(regions, PEOPLE, strict=True)
        for each in names
    ]
    _play(desk, address, people)
    for each in people:
        each.context.close()


def _by_name(route: Route) -> None:
    """As if the server had a name: it stands on the cards."""
    named = {**route.request.headers, "host": ADDRESS}
    route.fulfill(response=route.fetch(headers=named))


def _make(desk: Desk) -> None:
    page = desk.page
    today = dt.datetime.now(dt.UTC).date()
    day = dt.date(today.year + int((today.month, today.day) >= DAY), *DAY)
    desk.follow("Neue Veranstaltung")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Termin").fill(day.isoformat())
    page.get_by_label("Erwartete Personen").fill("30")
    desk.press("Weiter: Regionen")
    desk.sees("Rat für 30 Personen")
    page.get_by_label("Zahl der Regionen").fill("2")
    desk.top().picture("assistent")
    page.locator("#next").click()
    for at, name in enumerate(REGIONS):
        page.get_by_label("Name").nth(at).fill(name)
    desk.press("Weiter: Zeiten")
    page.get_by_label("Beginn").fill("09:00")
    page.get_by_label("Ende").fill("17:00")
    page.get_by_label("Vorbereitete Plätze je Gemeinde").fill("3")
    desk.press("Weiter: Prüfen")
    desk.press("Veranstaltung anlegen")
    desk.sees_heading(TITLE)


def _region(desk: Desk, workshop: str, name: str) -> tuple[str, str]:
    """Join code and address of the cockpit."""
    desk.open(workshop).follow(name)
    desk.sees_heading("Bereit?")
    return desk.code, desk.path


def _play(desk: Desk, address: str, people: list[Player]) -> None:
    """Both regions at their decisions; some have handed in."""
    desk.open(address).press("Alle starten")
    desk.sees("2 Regionen laufen.")
    for target in ("Verhandeln", "Entscheiden"):
        desk.press(f"Alle weiter: {target}")
        desk.sees("2 Regionen sind weiter.")
    for each in people[1:4]:
        at_the_board(each, 1).submit()
    desk.open(address)
    desk.page.wait_for_timeout(2500)
    desk.top().picture("veranstaltung")
