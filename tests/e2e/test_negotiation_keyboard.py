"""Two municipalities negotiate, decide and settle without ever touching a pointer.

An offer is drafted, countered, signed, amended and left; a message carries a promise, a pledge goes
to the joint pool, data are opened, land is planned, the fund gets an application, marks and votes.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.keys import Keys

pytestmark = pytest.mark.e2e

OTHERS = ("Auestadt", "Bad Quellau", "Hammerfurt", "Kleinholm", "Moorweiler", "Sonnenbrück")


class Negotiator(Keys):
    """Somebody at the screens of a round."""

    def seat(self, code, name, town):
        """From the start page to the waiting room."""
        self.open("/").type(self.page.get_by_label("Spielcode oder Platzcode"), code).key("Enter")
        self.sees_heading("Wo sitzen Sie?")
        self.type(self.page.get_by_label("Ihr Name im Spiel"), name)
        self.choose(self.page.get_by_role("main"), re.compile(f"^{town}"))
        self.button("Platz nehmen").sees_heading("Warteraum")
        return self

    def saved(self):
        """Wait until what was changed is with the server, wherever one is."""
        expect(self.page.locator("[data-save-state]")).to_have_text(re.compile("^Gespeichert, "))
        assert self.page.evaluate("document.activeElement !== document.body"), "focus lost"
        return self

    def box(self, name):
        """A box by the beginning of its words; towns come again among the sites."""
        return self.page.get_by_role("checkbox", name=re.compile(f"^{name}")).first

    def group(self, name):
        """Radios that belong together."""
        return self.page.get_by_role("group", name=name, exact=True).last

    def agreement(self, title):
        """The page of a signed agreement."""
        self.tab("Vereinbarungen")
        signed = self.page.locator("#r-agr-signed")
        return self.enter(signed.get_by_role("link", name=title))

    def answers(self, number):
        """To the offer that waits for an answer."""
        self.tab("Vereinbarungen")
        return self.link(re.compile(rf"^Ansehen und antworten.*Angebot {number}$"))

    @property
    def number(self):
        """Number of the offer on the page."""
        return int(re.search(r"angebot/(\d+)/", self.page.url).group(1))


@pytest.fixture
def pair(hall, office, visitors):
    """Anna in Auestadt and Mira in Moorweiler; round 1 is negotiated."""
    leader = office.create(rounds=4, options="joint_building")
    people = []
    for name, town in (("Anna", "Auestadt"), ("Mira", "Moorweiler")):
        device = visitors.new(hall.url, **browsing.DESKTOP)
        device.watch.allow("status of 4(09|22)")
        people.append(Negotiator(device).seat(leader.code, name, town))
    leader.until("negotiating")
    for person in people:
        person.sees_board(1).sees_phase("Verhandeln").wait_for_connection()
    return leader, *people


def test_negotiating_deciding_and_leaving_by_keyboard_alone(pair):
    leader, anna, mira = pair
    number = draft_and_send(anna)
    counter(mira, number)
    accept_the_counter(anna)
    talk_and_promise(anna, mira)
    pledge_and_open_data(anna)
    leader.until("deciding")
    apply_to_the_fund(anna, "Bahnhofsviertel")
    apply_to_the_fund(mira, "Alte Molkerei")
    plan_land_and_submit(anna)
    mira.tab("Rathaus").button("Abgeben").sees_submitted()
    leader.until("awarding")
    mark_and_vote(anna)
    leader.until("settled")
    read_the_settlement(anna)
    leader.until("recap")
    answer_quick_questions(anna)
    leader.until("negotiating", 2)
    amend(anna, mira)
    leader.until("deciding", 3)
    leave(mira)
    leader.until("settled", 3)
    assert [a for a in bargains(anna)["agreements"] if a["service"] == "bauhof"] == []


def bargains(person):
    """What state.json says about agreements and offers."""
    return person.json(f"{person.game_path}vereinbarungen/state.json")


def draft_and_send(anna):
    """From a template, with the preview read before; the offer's number."""
    anna.tab("Vereinbarungen").button(re.compile("^Bauhof gemeinsam"))
    anna.sees_heading("Bedingungen").wait_for_connection()
    for town in OTHERS[1:]:
        anna.tick(anna.box(town), on=town == "Moorweiler").saved()
    anna.choose(anna.group("Wie verbindlich soll es sein?"), re.compile("^2 ")).saved()
    card = anna.page.get_by_role("article", name="Moorweiler")
    expect(card).to_contain_text("gemeinsam")
    anna.type(anna.page.get_by_label("Ein Satz dazu"), "Zwei alte Fahrzeuge fallen weg.")
    anna.button("Fassung 1 senden").sees("Zustimmung: 1 von 2")
    return anna.number


def counter(mira, number):
    """Another key; nothing is signed by the other side before it has seen it."""
    mira.answers(number).sees("Zwei alte Fahrzeuge fallen weg.").button("Gegenangebot")
    mira.sees_heading("Bedingungen").wait_for_connection()
    mira.select(mira.page.get_by_label("Kosten aufteilen nach"), "gleich").saved()
    mira.button("Gegenangebot senden").sees("Gegenangebot von Moorweiler")


def accept_the_counter(anna):
    """The page with the old version says so, and leads to the new one."""
    expect(anna.page.locator("#o-changed")).to_be_visible()
    anna.link("Neuen Stand laden")
    expect(anna.page.locator("ins", has_text="Gleiche Teile")).to_be_visible()
    anna.button("Gegenangebot annehmen").sees("Zustimmung: 2 von 2")


def talk_and_promise(anna, mira):
    """A message that carries a promise; the other one reads it and answers."""
    anna.tab("Gespräche").enter(anna.page.locator("#zu-moorweiler")).wait_for_connection()
    anna.type(anna.page.locator("#text"), "Wir bauen nicht am Rand.")
    anna.enter(anna.page.locator("summary", has_text="Mit einer Zusage verbinden"))
    anna.choose(anna.page.locator(".tk-choice"), re.compile("kein Bauland"))
    anna.button("Senden")
    mira.tab("Gespräche").enter(mira.page.locator("#zu-auestadt")).wait_for_connection()
    mira.sees("Wir bauen nicht am Rand.")
    mira.type(mira.page.locator("#text"), "Gut zu wissen.").key("Control+Enter")
    anna.sees("Gut zu wissen.")
    anna.link("Treffen und Zusagen")
    expect(anna.box("kein Neubau am Ortsrand")).to_be_checked()


def pledge_and_open_data(anna):
    """A meeting and a pledge for the joint pool, then the data of the municipality."""
    anna.wait_for_connection().tick(anna.box("Moorweiler")).saved()
    anna.type(anna.page.locator("#feld-pledge"), "100000").key("Tab").saved()
    expect(anna.page.locator("#bau-fx")).to_contain_text("Mit Ihren 100.000 €")
    anna.tab("Region & Daten").link("Auestadt").wait_for_connection()
    anna.choose(anna.page.get_by_role("main"), "Mit allen teilen").saved()
    assert anna.draft["content"]["share_data"] is True


def apply_to_the_fund(person, project):
    """Join, and put a project forward."""
    person.tab("Fonds").sees_phase("Entscheiden")
    person.choose(person.group("Mitgliedschaft im Fonds"), "Beitreten").saved()
    person.tick(person.page.get_by_role("checkbox", name=re.compile(project)).first).saved()
    assert person.draft["content"]["applications"]


def plan_land_and_submit(anna):
    """Levels and land; handed in, taken back, handed in again."""
    anna.tab("Rathaus").sees_board(1)
    anna.choose(anna.card("Kita"), "Sparen").saved()
    anna.type(anna.amount("Innenentwicklung", "Einheiten"), 2).key("Tab").saved()
    anna.button("Abgeben").sees_submitted()
    anna.button("Zurückholen")
    expect(anna.level("Kita", "Sparen")).to_be_enabled()
    anna.button("Abgeben").sees_submitted()
    content = anna.draft["content"]
    assert (content["levels"], content["inner"]) == ({"kita": "sparen"}, 2)


def mark_and_vote(anna):
    """The board meets: a vote, and marks for the same project."""
    expect(anna.page).to_have_url(re.compile("/fonds/"))
    anna.sees_phase("Vergabe").wait_for_connection()
    anna.choose(anna.group("Stimme zu Alte Molkerei"), "Ja").saved()
    mark = anna.page.locator("select[name^='scores.alte_molkerei.']").first
    anna.select(mark, "2").saved()
    assert anna.draft["content"]["votes"] == {"alte_molkerei": "ja"}
    assert list(anna.draft["content"]["scores"]["alte_molkerei"].values()) == [2]


def read_the_settlement(anna):
    """A posting opens and explains itself."""
    anna.sees_settlement(1).wait_for_connection()
    posting = anna.page.locator("details.ps-post").filter(has_text="Kreisumlage").first
    anna.enter(posting.locator("summary"))
    expect(posting).to_have_attribute("open", "")
    expect(posting.get_by_text("Annahmen und Quellen")).to_be_visible()


def answer_quick_questions(anna):
    """A tap for each question, and a guess at a neighbour's goal."""
    anna.tab("Blitzlicht").sees_heading("Blitzlicht")
    for question in range(2):
        four = anna.page.get_by_role("button", name="4", exact=True).nth(question)
        anna.enter(four)
        expect(four).to_have_attribute("aria-pressed", "true")
    anna.select(anna.page.get_by_label("Gemeinde", exact=True), "moorweiler")
    goal = anna.page.get_by_label("Ihr Ziel ist wohl")
    anna.select(goal, goal.locator("option").nth(1).get_attribute("value"))
    anna.button("Vermuten").sees(re.compile("^Ihr Team vermutet: Moorweiler"))


def amend(anna, mira):
    """Another key for what is in force; both councils vote again."""
    anna.agreement("Bauhof gemeinsam").button("Neue Fassung vorschlagen")
    anna.sees_heading("Bedingungen").wait_for_connection()
    anna.select(anna.page.get_by_label("Kosten aufteilen nach"), "einwohner").saved()
    anna.button("Fassung 1 senden").sees("Zustimmung: 1 von 2")
    mira.answers(anna.number).button("Annehmen").sees("zugestimmt")
    anna.sees("Zustimmung: 2 von 2")


def leave(mira):
    """Notice: one way out takes the other back, without leaving the page."""
    mira.agreement("Bauhof gemeinsam").wait_for_connection()
    notice, refusal = mira.box("Kündigen"), mira.box("Zahlung verweigern")
    mira.tick(refusal).saved()
    mira.to(notice, key="Shift+Tab").tick(notice)
    expect(refusal).not_to_be_checked()
    mira.saved()
    assert len(mira.draft["content"]["leave"]) == 1
    assert "withhold" not in mira.draft["content"]
    mira.tab("Rathaus").button("Abgeben").sees_submitted()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(hall, visitors, leader):
    anna = Negotiator(visitors.new(hall.url, **browsing.PHONE))
    anna.seat(leader.code, "Anna", "Auestadt")
    leader.until("negotiating")
    anna.sees_board(1).wait_for_connection()
    more, history = anna.page.locator("#bar-more-open"), anna.page.locator("#bar-history")
    anna.enter(more).to(history).key("Escape")
    expect(history).to_be_hidden()
    expect(more).to_be_focused()
    anna.key("Enter").enter(history).sees_heading("Verlauf")
