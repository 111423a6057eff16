"""The pages around offers, deputies and refusals: axe finds nothing, nothing scrolls sideways."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESKTOP
from tests.e2e.pages import Cockpit, Person, Player
from tests.e2e.test_agreements import Bargainer

pytestmark = pytest.mark.e2e


@pytest.fixture
def region(hall, office, visitors):
    """Anna in Auestadt and Mira in Moorweiler; round 1 is negotiated."""
    leader = office.create(rounds=2)
    people = []
    for name, town in (("Anna", "Auestadt"), ("Mira", "Moorweiler")):
        person = Bargainer(visitors.new(hall.url, **DESKTOP)).scan(leader.code, name, town)
        person.context.watch.allow("status of 4(04|09|22)")
        people.append(person)
    leader.until("negotiating")
    for person in people:
        person.sees_board(1).sees_phase("Verhandeln")
    return leader, *people


def begin(anna):
    """A draft between the two alone; its number."""
    number = anna.begin("Bauhof gemeinsam")
    anna.tick("Moorweiler")
    for name in ("Hammerfurt", "Kleinholm", "Sonnenbrück", "Bad Quellau"):
        anna.tick(name, on=False)
    return number


def test_an_offer_in_each_of_its_states_and_the_agreement(region, inspector):
    leader, anna, mira = region
    number = begin(anna)
    anna.press("Fassung 1 senden")
    anna.sees("Zustimmung: 1 von 2")
    inspector.look(mira.offer(number), "offer, waits for an answer")
    mira.press("Ablehnen")
    mira.sees("Antwort zurücknehmen")
    inspector.look(mira, "offer, declined")
    mira.press("Antwort zurücknehmen")
    mira.press("Gegenangebot")
    mira.page.get_by_label("Kosten aufteilen nach").select_option("gleich")
    mira.sees_paper_saved()
    inspector.look(mira, "offer, counter-offer on the desk")
    expect(anna.page.locator("#o-stand")).to_contain_text("Zustimmung")
    mira.press("Gegenangebot senden")
    expect(anna.page.locator("#o-changed")).to_be_visible()
    inspector.look(anna, "offer, changed under the eyes")
    inspector.look(anna.offer(number), "offer, a counter-offer to answer")
    anna.press("Gegenangebot annehmen")
    anna.sees("Zustimmung: 2 von 2")
    inspector.look(anna, "offer, signed")
    other = anna.begin("Freibad gemeinsam")
    anna.press("Fassung 1 senden")
    anna.sees(re.compile(r"Zustimmung: \d von 3"))
    anna.press("Zurückziehen")
    inspector.look(anna.offer(other), "offer, withdrawn")
    leader.until("settled")
    inspector.look(anna.offer(number), "offer, round is over")
    (agreement,) = anna.bargains["agreements"]
    leader.until("deciding", 2)
    anna.open(f"{anna.game_path}vereinbarungen/{agreement['id']}/").sees("Kündigen")
    inspector.look(anna, "agreement")
    inspector.look(anna.agreements(), "agreements, one signed")


def test_looking_over_a_shoulder_and_standing_in(region, hall, visitors, inspector):
    leader = region[0]
    frieda = Cockpit(visitors.new(hall.url)).log_in(*leader.office.account.values())
    team = next(each for each in leader.state["teams"] if each["town"] == "kleinholm")
    frieda.open(f"{leader.path}ansehen/{team['id']}/").sees_heading("Rathaus Kleinholm")
    inspector.look(frieda, "look over the shoulder")
    frieda.open(f"{leader.path}vertretung/{team['id']}/").sees_heading("Rathaus Kleinholm")
    inspector.look(frieda, "deputy")
    for name in ("vereinbarungen", "fonds", "absprachen"):
        frieda.open(re.sub("rathaus/.*$", f"{name}/", frieda.page.url))
        inspector.look(frieda, f"deputy, {name}")
        frieda.page.go_back()
    leader.until("deciding")
    frieda.open(f"{leader.path}vertretung/{team['id']}/pruefen/")
    inspector.look(frieda, "deputy, check before handing in")


def test_pages_that_say_no(region, hall, visitors, inspector):
    leader, anna, _mira = region
    inspector.look(anna.open(f"{anna.game_path}vereinbarungen/angebot/999/"), "no such offer")
    inspector.look(anna.open(f"{anna.game_path}vereinbarungen/kita-9/"), "no such agreement")
    stranger = Player(visitors.new(hall.url))
    stranger.context.watch.allow("status of 40")
    inspector.look(stranger.open(f"{leader.path}"), "cockpit, not logged in")
    inspector.look(stranger.open(anna.game_path), "game, no seat")
    page = Person(anna.context).open("/beitreten/ABCDEFGH/")
    inspector.look(page, "unknown code")
