"""The pictures of README.md: plays a round and a half in real browsers and looks at the screens.

    .venv/bin/python tools/screenshots.py [folder]      # default docs/bilder

Needs what ``make test`` sets up: Playwright and a Chromium.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import palette
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.browsing import DESKTOP, PHONE, PROJECTOR, Visitors, launch  # noqa: E402
from tests.e2e.harness import Server, prepare  # noqa: E402
from tests.e2e.lead import Leader, Office  # noqa: E402
from tests.e2e.pages import Cockpit, Player  # noqa: E402

COCKPIT = {"viewport": {"width": 1600, "height": 1000}}
MOST_BYTES = 200_000
PEOPLE = (
    ("Renate W.", "Auestadt"),
    ("Tobias M.", "Moorweiler"),
    ("Jörg B.", "Kleinholm"),
    ("Svenja K.", "Sonnenbrück"),
)


def main(folder: Path) -> None:
    """Play and write the four pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        server = Server(prepare(Path(name) / "var")).start()
        try:
            with sync_playwright() as playwright:
                _play(Visitors(launch(playwright)), server, folder)
        finally:
            server.stop()
    for file in sorted(folder.glob("*.png")):
        palette.reduce(file)
        print(f"{file.name}: {file.stat().st_size // 1000} kB")
        if file.stat().st_size > MOST_BYTES:
            sys.exit(f"{file} ist zu groß")


def _play(visitors: Visitors, server: Any, folder: Path) -> None:
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
    ayse.page.screenshot(path=folder / "rathaus.png")
    phone = people[1]
    phone.page.reload()
    phone.wait_for_connection()
    phone.card("Freibad").scroll_into_view_if_needed()
    phone.page.screenshot(path=folder / "handy.png")


def _first_round(leader: Leader, ayse: Player, people: list[Player]) -> None:
    leader.until("deciding")
    for each in (ayse, people[0], *people[2:]):
        each.sees_board(1).choose("Fonds", "Beitreten").sees_saved()
        each.submit()
    leader.until("settled")


def _second_round(leader: Leader, ayse: Player, people: list[Player]) -> None:
    leader.until("deciding", 2)
    ayse.sees_board(2).choose("Kita", "Erneuern").choose("Freibad", "Sparen").sees_saved()
    ayse.enter_amount("Innenentwicklung", "Einheiten", 4).sees_saved()
    people[0].sees_board(2).choose("Bauhof", "Sparen").sees_saved()
    people[0].submit()
    people[2].sees_board(2).choose("Feuerwehr", "Erneuern").sees_saved()
    people[1].sees_board(2)


def _look(
    visitors: Visitors, server: Any, leader: Leader, account: dict[str, str], folder: Path
) -> None:
    wall = Player(visitors.new(server.url, **PROJECTOR)).open(leader.link("leinwand"))
    wall.sees("noch Zeit")
    wall.page.screenshot(path=folder / "leinwand.png")
    cockpit = Cockpit(visitors.new(server.url, **COCKPIT))
    cockpit.log_in(account["username"], account["password"])
    cockpit.open(leader.path).wait_for_connection()
    cockpit.page.screenshot(path=folder / "cockpit.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "bilder")
