"""A whole game: facilitator, three teams, projector, three bots, three rounds, one power cut."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.figures import as_change, as_euro, ledger
from tests.e2e.pages import Cockpit, Person, Player
from tests.e2e.review import check_review

pytestmark = pytest.mark.e2e

LOST_SERVER = "ERR_CONNECTION|Failed to load resource|WebSocket connection"


def test_three_rounds_with_everything_that_can_happen(server, visitors):
    table = found(server, visitors)
    take_seats(table)
    first_round(table)
    second_round(table)
    third_round(table)
    end_and_look_back(table)


def found(server, visitors):
    """Frieda makes the game, the projector hangs in the room."""
    account = re.findall(r": (\S+)", server.manage("create_facilitator", "frieda"))
    frieda = Cockpit(visitors.new(server.url)).log_in(*account)
    frieda.create(
        "Kurs 14. Mai", scenario="Mittelaue", rounds=3, model="alles", deciding_minutes=10
    )
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR))
    wall.open(frieda.address("Leinwand in neuem Fenster"))
    wall.sees(frieda.code)
    return SimpleNamespace(
        server=server,
        frieda=frieda,
        wall=wall,
        anna=Player(visitors.new(server.url)),
        tobias=Player(visitors.new(server.url)),
        berta=Player(visitors.new(server.url, **browsing.PHONE)),
        clara=Player(visitors.new(server.url, sockets=False)),
    )


def take_seats(table):
    """Everybody joins by code and is seen by everybody else."""
    code = table.frieda.code
    table.anna.join(code, "Anna", "Auestadt")
    table.tobias.join(code.lower().replace("-", " "), "Tobias", "Auestadt")
    table.berta.join(code, "Berta", "Sonnenbrück")
    table.clara.join(code, "Clara", "Moorweiler")
    for name in ("Anna", "Tobias", "Berta", "Clara"):
        table.wall.sees(name)
        expect(table.frieda.page.get_by_role("region", name="Gemeinden").first).to_contain_text(
            name
        )
    table.anna.sees("Clara")
    table.frieda.sees("4 Personen haben einen Platz")
    table.frieda.start()
    for player in (table.anna, table.tobias, table.berta):
        player.sees_board(1).wait_for_connection()
    table.wall.sees_heading(re.compile("Runde 1 von 3"))
    bots = [team["name"] for team in table.frieda.state["teams"] if team["bot"]]
    assert bots == ["Hammerfurt", "Kleinholm", "Bad Quellau"]


def players(table):
    """Everybody with a seat."""
    return (table.anna, table.tobias, table.berta, table.clara)


def to_deciding(table, number, *others):
    """Through the phases before deciding; forms are not touched by it."""
    table.frieda.advance("Verhandeln").sees_phase("Verhandeln")
    table.frieda.advance("Entscheiden").sees_phase("Entscheiden")
    for player in (table.anna, table.tobias, table.berta, *others):
        player.sees_board(number).sees_phase("Entscheiden")


def first_round(table):
    """Every kind of decision; a second device follows; submitted, taken back, submitted again."""
    anna, tobias, berta, clara = players(table)
    anna.choose("Kita", "Erneuern").sees_saved()
    expect(tobias.level("Kita", "Erneuern")).to_be_checked()
    tobias.enter_amount("Innenentwicklung", "Einheiten", 5).sees_saved()
    expect(anna.amount("Innenentwicklung", "Einheiten")).to_have_value("5")
    to_deciding(table, 1, clara)
    anna.enter_amount("Kita", "Plätze mehr", 10).sees_saved()
    anna.choose("Fonds", "Beitreten").sees_saved().apply_for(re.compile("Bahnhofsviertel"))
    anna.enter_amount("Bauen am Rand", "Wohnungen", 12).submit()
    tobias.sees_submitted()
    expect(tobias.level("Kita", "Erneuern")).to_be_disabled()
    tobias.take_back().choose("Bücherei", "Sparen").sees_saved()
    expect(anna.level("Bücherei", "Sparen")).to_be_checked()
    tobias.submit()
    anna.sees_submitted()
    assert anna.draft["content"] == {
        "levels": {"kita": "erneuern", "buecherei": "sparen"}, "places": {"kita": 10},
        "greenfield": 12, "inner": 5, "fund": "beitreten",
        "applications": [{"project": "bahnhof_auestadt"}],
    }  # fmt: skip
    berta.choose("Feuerwehr", "Sparen").choose("Fonds", "Beitreten")
    berta.enter_amount("Bauen am Rand", "Wohnungen", 20).submit()
    clara.choose("Freibad", "Sparen").choose("Fonds", "Beitreten").sees_saved()
    clara.apply_for(re.compile("Alte Molkerei"))
    clara.enter_amount("Innenentwicklung", "Einheiten", 3).submit()
    table.wall.sees("6 von 6 Gemeinden haben abgegeben")
    expect(table.frieda.row("Moorweiler")).to_contain_text("abgegeben")
    close(table, 1)


def close(table, number):
    """Settle the round, everybody reads, on to the next one."""
    table.frieda.advance("Vergabe").award()
    for player in players(table):
        player.sees_settlement(number)
        check_settlement(player, number)
    table.wall.sees_heading(f"Ergebnis von Runde {number}")


def check_settlement(player, number):
    """Every sum on the page is the sum of the postings on the page, and of those in state.json."""
    shown = ledger(player.page)
    told = player.json(f"{player.game_path}abrechnung/state.json")["settlement"]
    total = sum(shown["postings"])
    assert (told["round"], told["result"]) == (number, total)
    assert [(each["rule"], each["amount"]) for each in told["postings"]] == list(
        zip(shown["rules"], shown["postings"], strict=True)
    )
    assert sum(shown["groups"]) == total
    before, after = shown["ends"]
    assert before + total == after == told["account"]
    player.sees(f"Summe: {as_change(total)}")
    result = player.page.get_by_role("region", name="Ergebnis", exact=True)
    if abs(total) < 10_000_000 > abs(after):
        expect(result).to_contain_text(as_change(total))
        standing = "Kassenkredit" if after < 0 else "Rücklage"
        expect(result).to_contain_text(f"{standing} danach{as_euro(abs(after))}")


def next_round(table, number):
    """Over the look back into the next round."""
    table.frieda.advance("Rückblick").sees_phase("Rückblick")
    table.frieda.advance(f"Runde {number}").sees_phase("Lage")


def second_round(table):
    """The server dies in the middle; one person loads the page anew while typing."""
    anna, tobias, berta, clara = players(table)
    next_round(table, 2)
    to_deciding(table, 2, clara)
    anna.choose("Feuerwehr", "Sparen").sees_saved()
    clara.choose("Bauhof", "Sparen").submit()
    berta.enter_amount("Bauen am Rand", "Wohnungen", 7)
    berta.page.reload()
    expect(berta.amount("Bauen am Rand", "Wohnungen")).to_have_value("7")
    berta.sees_saved()
    kept = {player: player.receipts() for player in players(table)}
    power_cut(table)
    for player, receipts in kept.items():
        now = player.receipts()
        assert now[: len(receipts)] == receipts
    assert berta.draft["content"] == {"greenfield": 7}
    assert clara.draft["status"] == "submitted"
    assert anna.draft["content"] == {"levels": {"feuerwehr": "sparen", "kita": "erneuern"}}
    berta.submit()
    tobias.submit()
    pause_and_extend(table)
    close(table, 2)


def power_cut(table):
    """kill -9; what is typed meanwhile waits on the device; everybody comes back by itself."""
    for person in (*players(table), table.frieda, table.wall):
        person.context.watch.allow(LOST_SERVER)
    table.server.kill()
    table.anna.choose("Kita", "Erneuern")
    expect(table.anna.save_state).to_have_text("Auf diesem Gerät gesichert, wird nachgereicht")
    table.server.start()
    for player in players(table):
        player.sees_board(2).wait_for_connection()
    table.anna.sees_saved()
    expect(table.tobias.level("Kita", "Erneuern")).to_be_checked()
    table.frieda.wait_for_connection()
    expect(table.wall.page.locator("html")).to_have_attribute("data-connection", "online")


def pause_and_extend(table):
    """The facilitator holds the clock and gives more time; everybody sees it."""
    frieda = table.frieda
    before = frieda.state["deadline"]
    frieda.press("Alles anhalten")
    for person in (table.anna, table.berta, table.wall, frieda):
        person.sees(re.compile("Das Spiel ist angehalten"))
    assert frieda.state["paused"]
    assert frieda.state["deadline"] is None
    frieda.press("Weiterspielen")
    expect(table.berta.page.get_by_text("Das Spiel ist angehalten")).to_have_count(0)
    frieda.page.locator("#plus-5").click()
    frieda.sees("5 Minuten mehr")
    assert frieda.state["deadline"] > before
    expect(table.wall.page.get_by_role("timer")).to_have_attribute("data-tone", "calm")


def third_round(table):
    """Closed while one team is still open: it is missing, not zero."""
    next_round(table, 3)
    to_deciding(table, 3)
    table.anna.choose("Grundschule", "Erneuern").submit()
    table.berta.choose("Kita", "Erneuern").sees_saved()
    table.frieda.follow("Weiter: Vergabe")
    question = table.frieda.dialog()
    expect(question).to_contain_text("2 Gemeinden haben noch nicht abgegeben:")
    expect(question).to_contain_text("wie im Vorjahr, als fehlend gezeigt")
    table.frieda.press("Entscheidungen schließen", question)
    table.frieda.award()
    for player in players(table):
        player.sees_settlement(3)
        check_settlement(player, 3)
    table.clara.sees("Für diese Runde fehlt Ihre Entscheidung.")
    expect(table.berta.page.get_by_text("fehlt Ihre Entscheidung")).to_have_count(0)


def end_and_look_back(table):
    """The review opens for everybody and agrees with its exports to the last figure."""
    address = table.frieda.address("Rückschau")
    waiting = Person(table.anna.context).open(address)
    waiting.sees_heading("Die Rückschau öffnet sich am Ende")
    table.frieda.advance("Rückblick").sees_phase("Rückblick")
    table.frieda.advance("Auswertung").sees_phase("Auswertung")
    waiting.sees_heading("Gemeinden am Ende")
    table.wall.sees_heading("Das Spiel ist zu Ende")
    for player in (table.anna, table.clara):
        player.open(f"{player.game_path}verlauf/").follow(
            "Alle Runden und Buchungen in der Rückschau"
        )
        player.sees_heading("Gemeinden am Ende")
    check_review(waiting, missing={3: ["Moorweiler"]})
