"""A building yard is offered, countered, signed, works, is amended and left with notice."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

WAITS = re.compile("warte(n|t) auf Sie")


class Bargainer(Player):
    """A player on the screens of agreements."""

    def agreements(self):
        """The list."""
        return self.open(f"{self.game_path}vereinbarungen/").sees_heading("Angebote dieser Runde")

    def offer(self, number):
        """The desk of an offer."""
        return self.open(f"{self.game_path}vereinbarungen/angebot/{number}/")

    @property
    def bargains(self):
        """state.json of the agreements."""
        return self.json(f"{self.game_path}vereinbarungen/state.json")

    def begin(self, title):
        """Begin an offer from a template; its number."""
        self.agreements()
        self.page.get_by_role("button", name=title).click()
        expect(self.page.get_by_role("heading", name="Bedingungen", exact=True)).to_be_visible()
        return int(re.search(r"angebot/(\d+)/", self.page.url).group(1))

    def tick(self, label, *, on=True):
        """Tick a box of the editor and see it saved."""
        # The first: a town comes again among the sites until the script has hidden them.
        box = self.page.get_by_role("checkbox", name=re.compile(f"^{label}")).first
        (box.check if on else box.uncheck)()
        return self.sees_paper_saved()

    def sees_paper_saved(self):
        """Wait until the desk is saved."""
        tag = self.page.locator("[data-save-state=offer-draft]")
        expect(tag).to_have_text(re.compile("^Gespeichert, "))
        return self

    def sees_partner(self, name, words):
        """What stands on a partner's card."""
        expect(self.page.get_by_role("article", name=name)).to_contain_text(words)
        return self


@pytest.fixture
def table(hall, office, visitors):
    """Round 1 is being negotiated; people in Auestadt, Moorweiler (a phone) and Kleinholm."""
    leader = office.create(rounds=4)
    towns = {
        "Auestadt": browsing.DESKTOP,
        "Moorweiler": browsing.PHONE,
        "Kleinholm": browsing.DESKTOP,
    }
    people = []
    for town, size in towns.items():
        person = Bargainer(visitors.new(hall.url, **size)).scan(leader.code, f"P {town}", town)
        person.context.watch.allow("status of 4(09|22)")
        people.append(person)
    leader.until("negotiating")
    for person in people:
        person.sees_board(1).sees_phase("Verhandeln")
    return leader, *people


def test_a_building_yard_from_the_first_offer_to_notice(table):
    leader, aue, moor, klein = table
    leader.klein = klein
    number = aue.begin("Bauhof gemeinsam")
    for name in ("Moorweiler", "Kleinholm"):
        aue.tick(name)
    for name in ("Hammerfurt", "Sonnenbrück", "Bad Quellau"):
        aue.tick(name, on=False)
    aue.page.get_by_role("radio", name=re.compile("^2 Arbeitsgemeinschaft")).check()
    aue.sees_paper_saved().sees_partner("Kleinholm", "gemeinsam")
    # Nobody else sees the desk.
    assert number not in [each["number"] for each in klein.bargains["offers"]]
    assert (
        klein.page.request.get(f"{klein.game_path}vereinbarungen/angebot/{number}/").status == 404
    )

    moor.agreements()
    aue.page.get_by_label("Ein Satz dazu").fill("Zwei alte Fahrzeuge fallen weg.")
    aue.press("Fassung 1 senden")
    aue.sees("Zustimmung: 1 von 3")
    # The phone's list follows by itself, with the number on the way to it.
    expect(moor.page.locator("#r-agr-offers")).to_contain_text(WAITS)
    expect(moor.page.locator("#r-bottomnav")).to_contain_text(WAITS)

    moor.page.get_by_role(
        "link", name=re.compile(f"^Ansehen und antworten.*Angebot {number}$")
    ).click()
    moor.sees("Zwei alte Fahrzeuge fallen weg.")
    klein.offer(number)
    klein.press("Gegenangebot")
    klein.page.get_by_label("Kosten aufteilen nach").select_option("gleich")
    klein.sees_paper_saved()
    klein.press("Gegenangebot senden")
    klein.sees("Gegenangebot von Kleinholm")
    # Moorweiler still has the first version on the page: nothing is signed by mistake.
    expect(moor.page.locator("#o-changed")).to_be_visible()
    expect(moor.page.get_by_role("button", name="Annehmen", exact=True)).to_be_disabled()
    moor.follow("Neuen Stand laden")
    moor.sees("Gegenangebot von Kleinholm").press("Annehmen")
    moor.sees("zugestimmt")

    aue.offer(number)
    expect(aue.page.locator("ins", has_text="Gleiche Teile")).to_be_visible()
    aue.page.get_by_role("button", name="Gegenangebot annehmen").focus()
    aue.page.keyboard.press("Enter")
    aue.sees("Zustimmung: 3 von 3")
    share, setup = figure(aue, "Zahlung im ersten Jahr"), figure(aue, "Gründung, einmal")
    leader.until("settled")

    agreement = aue.bargains["agreements"][0]
    assert (agreement["service"], agreement["key"]) == ("bauhof", "gleich")
    assert paid(aue, agreement["id"]) == {"V1": -share, "V2": -setup}
    amend_and_leave(leader, aue, moor, agreement["id"])


def figure(person, label):
    """A figure of the own card, in euro."""
    card = person.page.get_by_role("article", name="Auestadt")
    text = card.locator(f"dt:has-text('{label}') + dd").inner_text()
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def paid(person, agreement):
    """What the first settlement booked about an agreement, by rule."""
    state = person.json(f"{person.game_path}abrechnung/1/state.json")
    mine = [p for p in state["settlement"]["postings"] if p["cause"] == agreement]
    return {posting["rule"]: posting["amount"] for posting in mine}


def amend_and_leave(leader, aue, moor, agreement):
    """A new version is proposed and signed; later notice is given, with its price before."""
    leader.until("negotiating", 2)
    aue.open(f"{aue.game_path}vereinbarungen/{agreement}/").sees("Wer zahlt was im Jahr?")
    aue.press("Neue Fassung vorschlagen")
    expect(aue.page.get_by_role("heading", level=1)).to_have_text("Bauhof gemeinsam")
    aue.page.get_by_label("Kosten aufteilen nach").select_option("einwohner")
    aue.sees_paper_saved().sees("Fassung 1 senden").press("Fassung 1 senden")
    aue.sees("Zustimmung: 1 von 3")
    number = max(each["number"] for each in aue.bargains["offers"])
    for person in (moor, leader.klein):
        person.offer(number).press("Annehmen")
        person.sees("zugestimmt")
    leader.until("deciding", 3)
    (new,) = (a for a in aue.bargains["agreements"] if a["service"] == "bauhof")
    assert new["key"] == "einwohner"
    moor.open(f"{moor.game_path}vereinbarungen/{new['id']}/")
    moor.sees("geändert: neue Fassung")
    moor.page.get_by_role("checkbox", name=re.compile("^Kündigen")).check()
    moor.sees_saved()
    leader.until("settled", 3)
    assert "moorweiler" not in [
        town for each in aue.bargains["agreements"] for town in each["members"]
        if each["service"] == "bauhof"
    ]  # fmt: skip
