"""Four rounds of Mittelaue: five municipalities of people and a bot bargain, build, fund and break.

A building yard is offered, countered, signed, works, is amended and left with notice; a joint pool
fails once and is built; the fund is founded and its board votes on three applications; data are
shared and a fan narrows; a promise is broken and trust falls. At the end every figure on the pages
equals the record.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.pages import Person
from tests.e2e.review import check_review
from tests.e2e.test_agreements import Bargainer, figure, paid
from tests.e2e.test_data import share, width
from tests.e2e.test_fund import apply, awarded, told, vote
from tests.e2e.test_journey import check_settlement
from tests.e2e.test_talks import Talker

pytestmark = pytest.mark.e2e

TOWNS = {
    "Auestadt": browsing.DESKTOP,
    "Sonnenbrück": browsing.PHONE,
    "Hammerfurt": browsing.DESKTOP,
    "Moorweiler": browsing.PHONE,
    "Kleinholm": browsing.DESKTOP,
}


class Councillor(Bargainer, Talker):
    """Somebody who does everything that people do in a round."""

    def hall(self, number):
        """The town hall of the round."""
        return self.open(f"{self.game_path}rathaus/").sees_board(number).wait_for_connection()

    def decided(self, number):
        """Hand in."""
        return self.hall(number).submit()

    def reads_settlement(self, number):
        """The settlement of a round: every sum is that of its postings."""
        self.open(f"{self.game_path}abrechnung/").sees_settlement(number)
        check_settlement(self, number)
        return self


@dataclass
class Region:
    """The people of a game and its facilitator."""

    leader: object
    aue: Councillor
    sonne: Councillor
    hammer: Councillor
    moor: Councillor
    klein: Councillor

    @property
    def people(self):
        return (self.aue, self.sonne, self.hammer, self.moor, self.klein)

    def settle(self, number):
        """Close the round, and everybody reads."""
        self.leader.until("settled", number)
        for person in self.people:
            person.reads_settlement(number)


@pytest.fixture
def region(hall, office, visitors):
    """Five municipalities of people, Bad Quellau is left to a bot; round 1 is negotiated."""
    leader = office.create(rounds=4, options="joint_building")
    people = []
    for town, size in TOWNS.items():
        device = visitors.new(hall.url, **size)
        device.watch.allow("status of 4(09|22)")
        people.append(Councillor(device).scan(leader.code, f"P {town}", town))
    leader.until("negotiating")
    for person in people:
        person.sees_board(1).sees_phase("Verhandeln")
    return Region(leader, *people)


def test_four_rounds_of_bargaining(region):
    yard = sign_a_building_yard(region)
    first_round(region, yard)
    second_round(region)
    third_round(region)
    last_round(region)


def sign_a_building_yard(region):
    """Auestadt offers, Kleinholm counters, all three sign; the offer's number."""
    aue, moor, klein = region.aue, region.moor, region.klein
    number = aue.begin("Bauhof gemeinsam")
    for name in ("Moorweiler", "Kleinholm"):
        aue.tick(name)
    for name in ("Hammerfurt", "Sonnenbrück", "Bad Quellau"):
        aue.tick(name, on=False)
    aue.page.get_by_role("radio", name=re.compile("^2 Arbeitsgemeinschaft")).check()
    aue.sees_paper_saved().sees_partner("Kleinholm", "gemeinsam")
    aue.press("Fassung 1 senden")
    aue.sees("Zustimmung: 1 von 3")
    klein.offer(number).press("Gegenangebot")
    klein.page.get_by_label("Kosten aufteilen nach").select_option("gleich")
    klein.sees_paper_saved().press("Gegenangebot senden")
    klein.sees("Gegenangebot von Kleinholm")
    moor.offer(number).sees("Gegenangebot von Kleinholm").press("Annehmen")
    moor.sees("zugestimmt")
    aue.offer(number).press("Gegenangebot annehmen")
    aue.sees("Zustimmung: 3 von 3")
    return number


def first_round(region, yard):
    """The fund is founded, a pledge is too small, data are opened, a promise is made."""
    aue, sonne = region.aue, region.sonne
    sonne.agree().ticks("kein Neubau am Ortsrand")
    aue.agree().pledges(100_000)
    expect(aue.page.locator("#bau-fx")).to_contain_text("Mit Ihren 100.000 €")
    region.leader.until("deciding")
    for person in (region.moor, region.klein):
        share(person)
    apply(aue, "Bahnhofsviertel")
    apply(region.moor, "Alte Molkerei")
    apply(region.klein, "Dorfladen")
    aue.offer(yard)
    share_of_aue, setup = figure(aue, "Zahlung im ersten Jahr"), figure(aue, "Gründung, einmal")
    for person in region.people:
        person.decided(1)
    region.leader.until("awarding")
    vote(aue, "Alte Molkerei", "Ja")
    vote(region.moor, "Dorfladen", "Ja")
    vote(region.klein, "Alte Molkerei", "Ja")
    trial = told(region.klein)["ranking"]
    assert {row["card"] for row in trial} >= {"bahnhof_auestadt", "alte_molkerei", "dorfladen"}
    before = width(region.klein)
    region.settle(1)
    awarded(aue, trial)
    (agreement,) = (a for a in aue.bargains["agreements"] if a["service"] == "bauhof")
    booked = paid(aue, agreement["id"])
    assert (booked["V1"], booked["V2"]) == (-share_of_aue, -setup)
    assert width(region.klein) < before
    aue.agree()
    expect(aue.page.locator("#r-building")).to_contain_text("kein Euro wurde gebucht")


def second_round(region):
    """A promise is broken, the joint pool gets its money, the building yard is amended."""
    aue, sonne = region.aue, region.sonne
    region.leader.until("negotiating", 2)
    (agreement,) = (a for a in aue.bargains["agreements"] if a["service"] == "bauhof")
    aue.open(f"{aue.game_path}vereinbarungen/{agreement['id']}/")
    aue.press("Neue Fassung vorschlagen")
    aue.page.get_by_label("Kosten aufteilen nach").select_option("einwohner")
    aue.sees_paper_saved().sees("Fassung 1 senden").press("Fassung 1 senden")
    aue.sees("Zustimmung: 1 von 3")
    number = max(each["number"] for each in aue.bargains["offers"])
    for person in (region.moor, region.klein):
        person.offer(number).press("Annehmen")
        person.sees("zugestimmt")
    aue.agree().pledges(2_600_000)
    region.hammer.agree().pledges(1_400_000)
    region.leader.until("deciding", 2)
    sonne.hall(2).enter_amount("Bauen am Rand", "Wohnungen", 3).sees_saved()
    for person in region.people:
        person.decided(2)
    region.settle(2)
    given = aue.agree().page.locator(".pa-given").filter(has_text="Sonnenbrück").first
    expect(given).to_contain_text("gebrochen")
    expect(given).to_contain_text(re.compile("Ihr Vertrauen −"))
    expect(aue.page.locator("#r-building")).to_contain_text("In Runde 2 kam genug zusammen")
    (pool,) = (a for a in aue.bargains["agreements"] if a["service"] == "hallenbad")
    # The bot joined them.
    assert set(pool["members"]) >= {"auestadt", "hammerfurt"}


def third_round(region):
    """The amended yard works; Moorweiler gives notice."""
    aue, moor = region.aue, region.moor
    region.leader.until("deciding", 3)
    (yard,) = (a for a in aue.bargains["agreements"] if a["service"] == "bauhof")
    assert (yard["key"], len(yard["members"])) == ("einwohner", 3)
    moor.open(f"{moor.game_path}vereinbarungen/{yard['id']}/").sees("geändert: neue Fassung")
    moor.page.get_by_role("checkbox", name=re.compile("^Kündigen")).check()
    moor.sees_saved()
    for person in region.people:
        person.decided(3)
    region.settle(3)
    members = [a["members"] for a in aue.bargains["agreements"] if a["service"] == "bauhof"]
    assert members == [["auestadt", "kleinholm"]]


def last_round(region):
    """Nobody is missing at the end, and pages, exports and postings agree."""
    region.leader.until("deciding", 4)
    for person in region.people:
        person.decided(4)
    region.settle(4)
    review = region.leader.link("rueckschau")
    region.leader.until("debrief", 4)
    reader = Person(region.aue.context).open(review)
    reader.sees_heading("Gemeinden am Ende")
    check_review(reader, missing={}, rounds=4)
