"""The six steps of the debrief of a recorded game: a facilitator, the projector, three devices.

Anna at a desktop, Dora at a phone, Ben behind a proxy that lets no socket through. Everything the
facilitator does reaches all of them by itself.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.browsing import axe
from tests.e2e.inspector import whole
from tests.e2e.keys import Keys
from tests.e2e.pages import Person
from tests.e2e.test_projector import LETTERS, OVERFLOWING, SMALLEST_LETTERS

pytestmark = pytest.mark.e2e

MARKUP = "<b>Sorge</b>, dass <script>wir</script> alles bezahlen"
LONG = "Das war am Anfang anders, als wir dachten, und am Ende doch ganz gut so. " * 3
CARDS = [
    ("Anna", "Erleichtert"),
    ("Ben", "Neugierig auf die anderen Rathäuser"),
    ("Dora", MARKUP),
    ("Dora", LONG.strip()),
]
DEVICES = {
    "Anna": {},
    "Dora": browsing.PHONE,
    "Ben": {"sockets": False},
}


class Board(Person):
    """One of those who debrief, at the board."""

    def write(self, text):
        self.page.get_by_label("Ein Gedanke zu").fill(text)
        self.press("An die Tafel")
        return self.sees("Karte geschrieben um")

    def at(self, title):
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return self

    @property
    def cards(self):
        return self.page.locator(".db-card p")


def arrive(visitors, url, game, name):
    context = visitors.new(url, **DEVICES[name])
    context.add_cookies([{"name": game["cookie"], "value": game["cookies"][name], "url": url}])
    return Board(context).open(game["play"])


@pytest.fixture
def room(recorded, visitors):
    """The facilitator at the board's page, three people in the debrief, and the wall."""
    server, game = recorded
    context = visitors.new(server.url)
    frieda = Keys(context).open(f"/leitung/anmelden/?next={game['cockpit']}")
    frieda.page.get_by_label("Name").fill(game["login"]["username"])
    frieda.page.get_by_label("Passwort").fill(game["login"]["password"])
    frieda.page.keyboard.press("Enter")
    frieda.follow("Auswertung führen")
    people = {name: arrive(visitors, server.url, game, name) for name in DEVICES}
    wall = Person(visitors.new(server.url, **browsing.PROJECTOR)).open(game["projector"])
    return frieda, people, wall, game


def look(*browsers):
    """axe finds nothing on any of these pages; none is wider than its window."""
    for browser in browsers:
        size = browser.page.viewport_size
        assert axe(whole(browser.page)) == []
        browser.page.set_viewport_size(size)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert browser.page.evaluate(wide) <= 0


def fits(wall):
    """The wall holds everything, in letters for the last row."""
    assert wall.page.evaluate(OVERFLOWING) == []
    assert wall.page.evaluate(SMALLEST_LETTERS) >= LETTERS
    assert axe(wall.page) == []


def all_at(people, wall, title):
    for person in people.values():
        person.at(title)
    expect(wall.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_six_steps_with_the_wall_and_three_devices(room):
    frieda, people, wall, game = room
    everybody = people.values()
    frieda.press("Auswertung beginnen")
    all_at(people, wall, "Wie ging es uns?")
    for person in everybody:
        person.sees("Alle sehen dasselbe")
        expect(person.page.locator(".db-steps a")).to_have_count(0)
    look(frieda, *everybody)

    for name, text in CARDS:
        people[name].write(text)
    for person in everybody:
        expect(person.cards).to_have_text([text for _name, text in CARDS])
        expect(person.page.locator(".db-board")).not_to_contain_text("Dora")
    expect(wall.page.locator(".pj-cards p")).to_have_text([text for _name, text in CARDS])
    fits(wall)

    order(frieda)
    for person in everybody:
        expect(person.page.get_by_role("heading", name="Ankommen")).to_be_visible()
    expect(wall.page.get_by_role("heading", name="Ankommen")).to_be_visible()
    fits(wall)

    give_dots(frieda, people, wall)
    expect(wall.page.locator(".pj-group h2 b")).to_have_text("5 Punkte")
    fits(wall)

    frieda.press("Gemeinden: Finanzen")
    expect(people["Ben"].page.locator("#r-subject h2")).to_have_text("Finanzen in den Gemeinden")
    expect(wall.page.get_by_role("heading", name="Finanzen in den Gemeinden")).to_be_visible()
    look(people["Dora"])
    show_pictures(frieda, people, wall)
    ask_about_a_moment(frieda, people, wall)
    resolve(frieda, people, wall)
    look_around(frieda, people, game)
    read_again(frieda, people["Anna"], game)


def order(frieda):
    """Two cards get a group, one is taken off and put back."""
    frieda.follow("Karten ordnen")
    look(frieda)
    frieda.page.get_by_label("Erleichtert").check()
    frieda.page.get_by_label("Neugierig").check()
    frieda.page.get_by_label("In eine neue Gruppe").fill("Ankommen")
    frieda.press("Gruppe geben")
    frieda.page.get_by_label("Sorge").check()
    frieda.press("Von der Tafel nehmen")
    frieda.sees("Von der Tafel genommen")
    frieda.page.get_by_label("Sorge").check()
    frieda.press("Wieder an die Tafel")
    frieda.sees("Wieder auf der Tafel")
    look(frieda)
    frieda.follow("Zur Auswertung")


def give_dots(frieda, people, wall):
    """Everybody gives dots; nobody sees counts before the vote is closed."""
    frieda.press("Abstimmung öffnen")
    for name, wanted in (("Anna", 2), ("Dora", 1), ("Ben", 3)):
        page = people[name].page
        boxes = page.locator("[data-ballot] input[type=checkbox]")
        for at in range(wanted):
            boxes.nth(at).check()
        if wanted == 3:
            expect(boxes.nth(3)).to_be_disabled()
        people[name].press("Punkte vergeben")
        people[name].sees("Punkte vergeben um")
    frieda.sees("3 von 3")
    wall.sees("3 von 3 haben Punkte vergeben")
    assert wall.page.get_by_text("Punkte", exact=True).count() == 0
    look(frieda, *people.values())
    frieda.press("Schließen und zeigen")
    for person in people.values():
        expect(person.page.locator(".db-group__h .db-dots").first).to_contain_text("5")


def show_pictures(frieda, people, wall):
    """A map is stepped through and a flow is drawn: devices and wall show the same chart."""
    page = frieda.page
    page.locator("#db-theme-karte summary").click()
    page.get_by_role("group", name="Karte").get_by_role("button", name="Leerstand").click()
    expect(wall.page.get_by_role("heading", name="Leerstand")).to_be_visible()
    page.locator("#db-round-1").click()
    for screen in (wall, *people.values()):
        screen.sees("Stand nach Runde 1")
        expect(screen.page.locator("svg.rv-valuemap")).to_be_visible()
    fits(wall)
    look(frieda, people["Dora"], people["Anna"])
    page.locator("#db-theme-geld summary").click()
    page.get_by_role("button", name="Geldflüsse").click()
    title = "Woher das Geld kam und wohin es ging"
    expect(wall.page.get_by_role("heading", name=title)).to_be_visible()
    expect(wall.page.locator(".pj-chart__box svg")).to_be_visible()
    for person in people.values():
        expect(person.page.locator("#r-subject").get_by_role("heading", name=title)).to_be_visible()
    expect(people["Anna"].page.locator("#geldfluesse svg")).to_be_visible()
    expect(people["Dora"].page.locator("#geldfluesse-tabelle")).to_be_visible()
    fits(wall)
    look(people["Dora"], people["Anna"])


def ask_about_a_moment(frieda, people, wall):
    """A question of the facilitator's own, bound to what was noted in round 2."""
    frieda.page.get_by_role("button", name="Was ist passiert?").click()
    all_at(people, wall, "Was ist passiert?")
    frieda.at = frieda.page.get_by_role("heading", level=1, name="Was ist passiert?")
    expect(frieda.at).to_be_visible()
    frieda.page.get_by_text("Eigene Frage stellen").click()
    frieda.page.get_by_label("Frage", exact=True).fill("Wer hat das zuerst gemerkt?")
    moment = frieda.page.get_by_label("Zu welchem Moment?")
    moment.select_option(label="Runde 2 · Verhandeln: Hier kippte Runde 2")
    frieda.press("Frage stellen")
    frieda.sees("Wer hat das zuerst gemerkt?")
    wall.sees("Wer hat das zuerst gemerkt?")
    frieda.page.locator("[id^=db-show-moment]").nth(1).click()
    people["Dora"].sees("Hier kippte Runde 2")
    wall.sees("Hier kippte Runde 2")
    fits(wall)
    look(frieda, people["Dora"])
    for number, title in (
        (3, "Was haben wir gelernt?"),
        (4, "Was heißt das bei uns?"),
        (5, "Was wäre, wenn …?"),
    ):
        frieda.page.locator(f"#db-step-{number}").click()
        all_at(people, wall, title)


def resolve(frieda, people, wall):
    """Who types is not led away; resolutions are on the wall."""
    people["Anna"].page.get_by_label("Ein Gedanke zu").fill("Noch nicht fertig")
    frieda.page.locator("#db-step-6").click()
    people["Dora"].at("Wie geht es weiter?")
    note = people["Anna"].page.locator("#goto-note a")
    expect(note).to_be_visible()
    expect(people["Anna"].page.get_by_label("Ein Gedanke zu")).to_have_value("Noch nicht fertig")
    people["Anna"].press("An die Tafel")
    people["Anna"].at("Wie geht es weiter?")
    page = people["Anna"].page
    page.get_by_label("Das machen wir").fill("Mit den Nachbarn über einen Bauhof reden")
    page.get_by_label("Bis wann?").fill("bis Ostern")
    people["Anna"].press("Für Auestadt mitnehmen")
    wall.sees("Mit den Nachbarn über einen Bauhof reden")
    wall.sees("bis Ostern")
    frieda.page.get_by_label("Was?", exact=True).fill("Ein Treffen im Herbst")
    frieda.press("Vorsatz notieren")
    wall.sees("Ein Treffen im Herbst")
    wall.sees("Alle zusammen")
    fits(wall)
    look(frieda, people["Anna"], people["Dora"])


def look_around(frieda, people, game):
    """Only while the facilitator lets them, people leaf by themselves; then all come back."""
    frieda.press("Umsehen erlauben")
    for person in people.values():
        person.sees("Selbst umsehen")
    dora, ben = people["Dora"], people["Ben"]
    dora.page.locator(".db-steps a").nth(0).click()
    dora.at("Wie ging es uns?")
    frieda.page.locator("#db-step-2").click()
    expect(dora.page.locator("#r-mode")).to_contain_text("Schritt 2: Was ist passiert?")
    dora.at("Wie ging es uns?")
    ben.open(f"{game['play']}abrechnung/")
    look(dora)
    frieda.press("Alle zurückholen")
    for person in people.values():
        person.at("Was ist passiert?").sees("Alle sehen dasselbe")
    dora.open(f"{game['play']}auswertung/?schritt=5").at("Was ist passiert?")


def read_again(frieda, anna, game):
    """The link of the review keeps the board, without a name."""
    anna.open(f"{game['review']}auswertung/")
    anna.sees("Ankommen").sees("Ein Treffen im Herbst").sees(MARKUP)
    expect(anna.page.locator("main")).not_to_contain_text("Dora")
    look(anna)


def test_the_facilitator_leads_by_keyboard_alone(room):
    frieda, people, wall, _game = room
    page = frieda.page
    frieda.to(page.get_by_role("button", name="Auswertung beginnen")).key("Enter")
    all_at(people, wall, "Wie ging es uns?")
    for name, text in CARDS[:2]:
        people[name].write(text)
    expect(page.locator(".db-card")).to_have_count(2)

    frieda.to(page.get_by_role("link", name="Karten ordnen")).key("Enter")
    frieda.to(page.get_by_label("Erleichtert")).key("Space")
    frieda.to(page.get_by_label("In eine neue Gruppe"))
    page.keyboard.type("Ankommen")
    frieda.to(page.get_by_role("button", name="Gruppe geben")).key("Enter")
    expect(page.get_by_role("group", name="Ankommen")).to_be_visible()
    frieda.to(page.get_by_role("link", name="Zur Auswertung")).key("Enter")

    vote = page.locator("#db-vote")
    frieda.to(vote).key("Enter")
    anna = people["Anna"]
    expect(anna.page.locator("[data-ballot]")).to_be_visible()
    frieda.sees("0 von 3")
    frieda.to(vote).key("Enter")
    expect(anna.page.locator("[data-ballot]")).to_have_count(0)

    frieda.to(page.locator("#db-step-4")).key("Enter")
    all_at(people, wall, "Was heißt das bei uns?")
    frieda.to(page.locator("#db-mode")).key("Space")
    anna.sees("Selbst umsehen")


def test_somebody_writes_votes_and_resolves_by_keyboard_alone(room):
    frieda, people, _wall, _game = room
    frieda.press("Auswertung beginnen")
    anna = people["Anna"].at("Wie ging es uns?")
    keys = Keys(anna.context, anna.page)
    for text in ("Erleichtert", "Neugierig"):
        keys.to(anna.page.get_by_label("Ein Gedanke zu"))
        anna.page.keyboard.type(text)
        keys.to(anna.page.get_by_role("button", name="An die Tafel")).key("Enter")
        expect(anna.cards.filter(has_text=text)).to_be_visible()
    frieda.press("Abstimmung öffnen")
    keys.to(anna.page.locator("[data-ballot]").get_by_label("Neugierig")).key("Space")
    keys.to(anna.page.get_by_role("button", name="Punkte vergeben")).key("Enter")
    anna.sees("Punkte vergeben um")
    frieda.press("Schließen und zeigen")
    anna.sees("Zu wenige haben Punkte vergeben.")
    expect(anna.page.locator(".db-card .db-dots")).to_have_count(0)
