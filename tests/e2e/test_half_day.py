"""A half-day workshop in two regions at once, with all that happens on such a day, in browsers.

Nord is led from its cockpit on the screen; Süd runs beside it on its own clock, in a second window
of the same facilitator, and must not notice anything of what happens in Nord.
"""

import contextlib
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.lead import GAME, Leader, Office
from tests.e2e.pages import Cockpit, Person, Player
from tests.e2e.test_journey import LOST_SERVER, check_settlement
from tests.e2e.test_printing import A_PAGE

pytestmark = pytest.mark.e2e

PAUSED = "Das Spiel ist angehalten."
POSTING = re.compile(r'value="\d+-\d+-([0-9a-f]+)"')


def test_a_half_day_in_two_regions(server, visitors):
    with contextlib.ExitStack() as stack:
        table = found(server, visitors, stack)
        print_the_cards(table)
        arrive(table)
        event_with_a_dry_run(table)
        the_absent_do_not_block(table)
        a_late_joiner(table)
        restart_in_a_pause(table)
        a_dead_phone(table)
        back_two_rounds_and_forth(table)
        another_model(table)
        to_the_end(table)


# --- before it begins ---------------------------------------------------------------------------


def found(server, visitors, stack):
    """Two regions of different scenarios by the wizard, each with a window of the facilitator."""
    account = re.findall(r": (\S+)", server.manage("create_facilitator", "frieda"))
    frieda = Cockpit(visitors.new(server.url)).log_in(*account)
    walk_the_wizard(frieda)
    workshop = frieda.page.url
    addresses = [
        frieda.page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
        for name in ("Nord", "Süd")
    ]
    north, south = frieda.open(addresses[0]), Cockpit(frieda.context).open(addresses[1])
    office = Office(server, dict(zip(("username", "password"), account, strict=True)))
    stack.callback(office.close)
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR))
    wall.open(north.address("Leinwand in neuem Fenster"))
    return SimpleNamespace(
        server=server,
        visitors=visitors,
        workshop=workshop,
        north=north,
        south=south,
        lead_north=Leader(office, GAME.search(addresses[0]).group(1)),
        lead_south=Leader(office, GAME.search(addresses[1]).group(1)),
        wall=wall.sees(north.code),
        anna=Player(visitors.new(server.url, **browsing.PHONE)),
        ben=Player(visitors.new(server.url)),
        dora=Player(visitors.new(server.url)),
    )


def walk_the_wizard(frieda):
    """Nord plays Mittelaue, Süd Einstieg: three rounds, clocks of their own, seats on cards."""
    page = frieda.page
    frieda.follow("Neue Veranstaltung")
    page.get_by_label("Titel").fill("Halber Tag")
    page.get_by_label("Erwartete Personen").fill("12")
    frieda.press("Weiter: Regionen")
    page.get_by_role("radio", name=re.compile("^Mittelaue")).check()
    page.get_by_label("Zahl der Regionen").fill("2")
    page.locator("#next").click()
    page.get_by_label("Name").nth(0).fill("Nord")
    page.get_by_label("Name").nth(1).fill("Süd")
    page.get_by_label("Szenario").nth(1).select_option(label="Einstieg")
    frieda.press("Weiter: Zeiten")
    page.get_by_label("Runden", exact=True).fill("3")
    page.get_by_role("radio", name="Jede Region ihre eigene Uhr").check(force=True)
    page.get_by_label("Vorbereitete Plätze je Gemeinde").fill("1")
    frieda.press("Weiter: Prüfen")
    frieda.press("Veranstaltung anlegen")
    frieda.sees_heading("Halber Tag")


def print_the_cards(table):
    """As many sheets leave the printer as are stated, with a card for every municipality."""
    person = Person(table.north.context).open(f"{table.north.path}druck/")
    row = person.page.locator(".pp-list li").filter(has_text="Platzkarten")
    stated = int(re.search(r"\d+", row.locator(".ps-tag").inner_text())[0])
    row.get_by_role("link").click()
    cards = person.page.locator(".pp-card")
    expect(cards).to_have_count(6)
    person.page.emulate_media(media="print")
    printed = person.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(A_PAGE.findall(printed)) == stated >= 1
    table.card = cards.filter(has_text="Sonnenbrück").locator(".pp-code").inner_text()
    person.page.close()


def arrive(table):
    """By join code, by printed card, in both regions; both cockpits start."""
    table.anna.join(table.north.code, "Anna", "Auestadt")
    table.ben.enter(table.card)
    expect(table.ben.page).to_have_url(re.compile("/spiel/"))
    table.dora.join(table.south.code, "Dora", "Obertal")
    table.north.sees("2 Personen haben einen Platz").start()
    table.south.sees("1 Person hat einen Platz").start()
    for player in (table.anna, table.ben, table.dora):
        player.sees_board(1)
    table.south.advance("Verhandeln").sees_phase("Verhandeln")
    table.north.sees_phase("Lage").advance("Verhandeln").sees_phase("Verhandeln")
    for cockpit in (table.north, table.south):
        cockpit.advance("Entscheiden").sees_phase("Entscheiden")
    for player in (table.anna, table.ben, table.dora):
        player.sees_phase("Entscheiden")
    regions_stand(table, "Runde 1 von 3 · Entscheiden", "Runde 1 von 3 · Entscheiden")


def regions_stand(table, north, south):
    """What the page of the workshop says of both regions."""
    overview = Person(table.north.context).open(table.workshop)
    regions = overview.page.locator(".vs-region")
    expect(regions.filter(has_text="Nord")).to_contain_text(north)
    expect(regions.filter(has_text="Süd")).to_contain_text(south)
    overview.page.close()


# --- the first round ----------------------------------------------------------------------------


@contextlib.contextmanager
def dry_run(person, reason):
    """The preview, to be looked at in the block; after it the intervention is carried out."""
    person.press("Probelauf")
    person.sees("Probelauf, noch nichts gesendet")
    yield person.page
    person.page.get_by_label("Grund, steht im Protokoll").fill(reason)
    person.press("Eingriff ausführen")
    person.sees(f"Grund: {reason}")


def event_with_a_dry_run(table):
    """An own card hits one municipality of Nord: nobody hears of the dry run, Süd never does."""
    north, page = table.north, table.north.page
    north.follow("Ereignis einspielen")
    north.follow("Eigene Karte aus Bausteinen")
    page.get_by_label("Titel").fill("Starkregen")
    first = page.get_by_role("group", name="Wirkung 1")
    first.get_by_label("Wirkung").select_option("geld")
    first.get_by_label("Wie viel").fill("−42.000")
    page.get_by_label("Auestadt").check()
    with dry_run(north, "Wetterbericht") as seen:
        hit = seen.get_by_role("row").filter(has=seen.get_by_role("rowheader", name="Auestadt"))
        spared = seen.get_by_role("row").filter(has=seen.get_by_role("rowheader", name="Kleinholm"))
        expect(hit).to_contain_text("−42.000 €")
        expect(spared).not_to_contain_text("−42.000 €")
        expect(table.anna.page.locator("body")).not_to_contain_text("Starkregen")
    expect(table.anna.page.locator("#r-news")).to_contain_text("Starkregen")
    expect(table.ben.page.locator("#r-news")).to_contain_text("Starkregen")
    expect(table.dora.page.locator("body")).not_to_contain_text("Starkregen")
    north.open(north.path).sees("Grund: Wetterbericht")


def the_absent_do_not_block(table):
    """All see whom they wait for; then last year's decision counts, and the round is settled."""
    north, anna, ben = table.north, table.anna, table.ben
    anna.choose("Kita", "Sparen").submit()
    north.follow("Mit Countdown warten")
    dialog = north.dialog()
    dialog.get_by_role("radio", name="Sonnenbrück").check(force=True)
    dialog.get_by_role("radio", name="Wie im Vorjahr").check(force=True)
    north.press("Warten", dialog)
    for person in (anna, ben, table.wall):
        person.sees(re.compile("Wir warten auf Sonnenbrück"))
    expect(table.dora.page.locator("body")).not_to_contain_text("Wir warten")
    north.press("Wie im Vorjahr")
    expect(table.wall.page.locator("body")).not_to_contain_text("Wir warten auf Sonnenbrück")
    table.dora.submit()
    for cockpit, leader in ((north, table.lead_north), (table.south, table.lead_south)):
        settle(cockpit, leader)
    for player in (anna, ben, table.dora):
        player.sees_settlement(1)
        check_settlement(player, 1)
    ben.sees("Für diese Runde fehlt Ihre Entscheidung.")
    expect(anna.page.get_by_text("fehlt Ihre Entscheidung")).to_have_count(0)
    expect(posting(anna, "Starkregen")).to_contain_text("−42.000 €")
    expect(table.dora.page.locator("body")).not_to_contain_text("Starkregen")
    table.wall.sees_heading("Ergebnis von Runde 1")


def posting(player, title):
    """A line of the settlement that the player reads."""
    return player.page.locator(".ps-ledger summary").filter(has_text=title)


def settle(cockpit, leader):
    """On to the settlement, without asking again; the cockpit follows."""
    leader.until("settled", leader.state["round"])
    cockpit.sees_phase("Abrechnung")


# --- the second round ---------------------------------------------------------------------------


def a_late_joiner(table):
    """Behind a closed door only a seat code helps; where somebody sits the bot goes."""
    north = table.north
    north.press("Warteraum schließen")
    north.sees("Warteraum öffnen")
    table.cora = Player(table.visitors.new(table.server.url))
    table.cora.context.watch.allow("status of 403")
    table.cora.enter(north.code).sees(re.compile("lässt gerade niemanden mehr herein"))
    bot = north.row("Hammerfurt")
    expect(bot).to_contain_text("Bot")
    bot.get_by_role("link", name=re.compile("Ändern")).click()
    north.press("Platz anlegen", north.dialog())
    north.sees_heading("Freier Platz")
    code = north.page.locator(".ck-code--small").first.inner_text()
    table.cora.enter(code).sees_settlement(1)
    north.open(north.path)
    expect(north.row("Hammerfurt")).to_contain_text(re.compile("1 von 1"))
    table.lead_north.until("deciding", 2)
    table.lead_south.until("deciding", 2)
    for player in (table.anna, table.ben, table.cora, table.dora):
        player.sees_board(2).sees_phase("Entscheiden")


def restart_in_a_pause(table):
    """The server dies in Nord's pause: everybody comes back, the clock's rest is what it was."""
    people = (table.north, table.south, table.wall, table.anna, table.ben, table.cora, table.dora)
    for person in people:
        person.context.watch.allow(LOST_SERVER)
    table.anna.choose("Kita", "Erneuern").sees_saved()
    table.north.press("Alles anhalten")
    for person in (table.north, table.wall, table.anna, table.cora):
        person.sees(re.compile("Das Spiel ist angehalten"))
    clock = table.north.page.locator("#timer time")
    expect(clock).to_have_attribute("data-paused-seconds", re.compile(r"^\d+$"))
    rest = clock.get_attribute("data-paused-seconds")
    table.server.restart()
    for person in (table.north, table.anna, table.cora, table.dora):
        person.wait_for_connection()
    expect(clock).to_have_attribute("data-paused-seconds", rest)
    expect(table.dora.page.locator("#r-pause")).not_to_contain_text(PAUSED)
    table.north.press("Weiterspielen")
    expect(table.anna.page.locator("#r-pause")).not_to_contain_text(PAUSED)
    expect(table.anna.level("Kita", "Erneuern")).to_be_checked()


def a_dead_phone(table):
    """The battery is empty: with the seat code the draft goes on, on another device."""
    table.anna.page.close()
    table.north.row("Auestadt").get_by_role("link", name=re.compile("^Anna")).click()
    code = table.north.dialog().locator(".ck-code").inner_text()
    table.north.page.keyboard.press("Escape")
    table.anna = Player(table.visitors.new(table.server.url, **browsing.PHONE))
    table.anna.enter(code).sees_board(2)
    expect(table.anna.level("Kita", "Erneuern")).to_be_checked()
    table.anna.submit()
    table.cora.submit()
    table.dora.submit()
    expect(table.north.row("Auestadt")).to_contain_text("abgegeben")
    for cockpit, leader in ((table.north, table.lead_north), (table.south, table.lead_south)):
        settle(cockpit, leader)
    for player in (table.anna, table.ben, table.cora, table.dora):
        player.sees_settlement(2)
        check_settlement(player, 2)


# --- back and forth -----------------------------------------------------------------------------


def settled(player, number):
    """What a settlement said to a player, to the last posting."""
    address = f"{player.game_path}abrechnung/{number}/state.json"
    return player.json(address)["settlement"]


def digests(table, number):
    """First signs of a settlement's digest, as the names of its postings carry them."""
    page = table.lead_north.office.get(f"{table.lead_north.path}leinwand/zeigen/?runde={number}")
    return set(POSTING.findall(page.text))


def back_two_rounds_and_forth(table):
    """Rounds 1 and 2 of Nord are taken back and restored: screens follow, Süd stays where it is."""
    north, players = table.north, (table.anna, table.ben, table.cora)
    table.before = [[settled(player, number) for number in (1, 2)] for player in players]
    table.digest = digests(table, 1)
    assert len(table.digest) == 1
    north.open(north.path).follow("Runde zurücknehmen")
    north.follow("Runde 1", north.dialog())
    dialog = north.dialog()
    expect(dialog.get_by_role("heading", name="Runde 1 zurücknehmen?")).to_be_visible()
    expect(dialog.get_by_role("row").filter(has_text="Auestadt")).to_contain_text("€")
    expect(table.anna.page.get_by_role("heading", level=1)).to_have_text("Abrechnung Runde 2")
    dialog.get_by_label("Grund, steht im Protokoll").fill("Tippfehler im Bogen")
    north.press("Zurücknehmen", dialog)
    north.sees_phase("Entscheiden")
    for player in players:
        player.sees_board(1).sees(re.compile("Grund: Tippfehler im Bogen"))
    table.wall.sees_heading(re.compile("Runde 1 von 3"))
    table.wall.sees("Runden 1 bis 2 wurden zurückgenommen und werden noch einmal entschieden")
    log = north.page.locator("#r-log")
    expect(log).to_contain_text("Runde 1 zurückgenommen: Tippfehler im Bogen")
    expect(table.anna.level("Kita", "Sparen")).to_be_checked()
    assert digests(table, 1) == set()
    table.dora.sees_settlement(2)
    regions_stand(table, "Runde 1 von 3 · Entscheiden", "Runde 2 von 3 · Abrechnung")

    north.press("Rücknahme aufheben")
    north.sees_phase("Abrechnung")
    for player in players:
        player.sees_settlement(2)
    table.wall.sees_heading("Ergebnis von Runde 2")
    expect(log).to_contain_text("Rücknahme von Runde 1 aufgehoben")
    now = [[settled(player, number) for number in (1, 2)] for player in players]
    assert now == table.before
    assert digests(table, 1) == table.digest


def another_model(table):
    """From the third round on Nord may do less together; Süd keeps its model."""
    north = table.north
    north.follow("Modell wechseln")
    chosen = north.page.get_by_label("Kooperationsmodell")
    model = chosen.locator("option").first.inner_text()
    with dry_run(north, "Zweite Hälfte"):
        expect(table.anna.page.locator("body")).not_to_contain_text("Zweite Hälfte")
    north.open(north.path)
    table.lead_north.until("deciding", 3)
    table.lead_south.until("deciding", 3)
    table.anna.sees_board(3)
    expect(table.anna.page.locator("#r-news")).to_contain_text(f"Ab Runde 3 gilt: {model}")
    table.dora.sees_board(3)
    expect(table.dora.page.locator("body")).not_to_contain_text("Ab Runde 3 gilt")


# --- the end ------------------------------------------------------------------------------------


def to_the_end(table):
    """Both regions end; the record tells both what was undone and what counts."""
    for leader in (table.lead_north, table.lead_south):
        leader.until("debrief", 3)
    table.north.sees("Das Spiel ist zu Ende")
    table.south.sees("Das Spiel ist zu Ende")
    regions_stand(table, "Auswertung", "Auswertung")
    north = table.north.json(f"{table.north.path}partie.json")
    south = table.south.json(f"{table.south.path}partie.json")
    assert [each["round"] for each in north["rounds"]] == [0, 1, 2, 3]
    # What was settled first counts: nothing was settled anew, and the digest is the one of before.
    assert {each["attempt"] for each in north["rounds"]} == {1}
    assert north["undone"] == []
    assert [north["rounds"][1]["digest"].startswith(signs) for signs in table.digest] == [True]
    assert [each["kind"] for each in north["game"]["steering"]] == ["event", "model"]
    assert south["game"]["steering"] == []
    kinds = [each["kind"] for each in north["log"]]
    assert kinds.count("rounds_undone") == kinds.count("rounds_restored") == 1
    assert "rounds_undone" not in [each["kind"] for each in south["log"]]
