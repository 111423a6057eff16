"""The fund is founded, three applications compete, the board votes, the rest is carried over."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.figures import as_euro
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e


def test_three_applications_compete_for_a_fund_that_has_just_begun(hall, visitors, leader):
    anna = Player(visitors.new(hall.url)).join(leader.code, "Anna", "Auestadt")
    mira = Player(visitors.new(hall.url, **browsing.PHONE)).join(leader.code, "Mira", "Moorweiler")
    karl = Player(visitors.new(hall.url)).join(leader.code, "Karl", "Kleinholm")
    leader.until("deciding")
    apply(anna, "Bahnhofsviertel")
    apply(mira, "Alte Molkerei")
    apply_by_keyboard(karl, "Dorfladen")
    for player in (anna, mira, karl):
        player.open(f"{player.game_path}rathaus/").submit()
    leader.until("awarding")
    vote(anna, "Alte Molkerei", "Ja")
    vote(mira, "Bahnhofsviertel", "Nein")
    vote(karl, "Bahnhofsviertel", "Nein")
    own_project_is_not_voted_on(karl)
    trial = told(karl)["ranking"]
    assert {row["card"] for row in trial} >= {"bahnhof_auestadt", "alte_molkerei", "dorfladen"}
    leader.until("settled")
    awarded(anna, trial)


def test_applications_are_scored_alone_then_talked_about_and_scored_anew_once(
    hall, visitors, leader, inspector
):
    anna = Player(visitors.new(hall.url)).join(leader.code, "Anna", "Auestadt")
    mira = Player(visitors.new(hall.url, **browsing.PHONE)).join(leader.code, "Mira", "Moorweiler")
    karl = Player(visitors.new(hall.url)).join(leader.code, "Karl", "Kleinholm")
    plain = visitors.new(hall.url, java_script_enabled=False, **browsing.DESKTOP)
    mate = Player(plain).join(leader.code, "Kim", "Kleinholm")
    leader.until("deciding")
    apply(anna, "Bahnhofsviertel")
    explain(anna, "Drei Läden stehen <leer>.\nWir wollen sie zusammenlegen.")
    for player in (mira, karl):
        join_fund(player)
    leader.until("awarding")
    score(mira, 1)
    score(karl, 3)
    for player in (anna, mira, karl):
        player.open(f"{player.game_path}fonds/").sees("Drei Läden stehen <leer>.")
        expect(player.page.locator("#fo-results")).to_have_count(0)
    inspector.look(mira, "fund, first scoring")
    leader.close_scoring()
    for player in (anna, mira, karl):
        player.sees_heading("Was alle zusammen meinen")
    before = told(mira)["scoring"]["results"][0]
    assert before["criteria"]["leerstand"]["first"]["count"] > 1
    expect(total(mira)).to_contain_text(as_tenths(before["total"]["first"]["mean"]))
    mate.open(f"{mate.game_path}fonds/")
    inspector.look(mira, "fund, after the close")
    revise(karl, 2)
    karl.sees(re.compile("Bewertung geändert um"))
    karl.sees("Ihre Bewertung ist geändert, dabei bleibt es.")
    expect(karl.page.get_by_role("button", name="Bewertung ändern")).to_have_count(0)
    revise(mate, 1)
    mate.sees(re.compile("schon einmal geändert. Dabei bleibt es"))
    after = told(mira)["scoring"]["results"][0]
    assert after["total"]["first"] == before["total"]["first"]
    assert after["total"]["now"]["deviation"] < before["total"]["now"]["deviation"]
    expect(total(mira)).to_contain_text(as_tenths(after["total"]["now"]["mean"]))
    expect(total(mira)).to_contain_text(as_tenths(after["total"]["first"]["mean"]))
    inspector.look(mira, "fund, scored anew")
    leader.until("settled")
    mira.open(f"{mira.game_path}fonds/").sees_heading("Was alle zusammen meinen")
    assert told(mira)["scoring"]["results"] == [after]


def test_without_an_application_there_is_no_award(hall, visitors, leader):
    anna = Player(visitors.new(hall.url)).join(leader.code, "Anna", "Auestadt")
    leader.until("deciding")
    apply(anna, "Bahnhofsviertel")
    anna.page.get_by_role("checkbox", name=re.compile("Bahnhofsviertel")).first.uncheck()
    anna.sees_saved()
    leader.advance()
    anna.sees_settlement(1)
    anna.open(f"{anna.game_path}fonds/")
    anna.sees(re.compile("In Runde 1 lag dem Gremium kein vollständiger Antrag vor."))


def join_fund(player):
    """Become a member and hand in."""
    player.open(f"{player.game_path}fonds/")
    player.page.get_by_role("radio", name="Beitreten", exact=True).check()
    player.sees_saved()
    player.open(f"{player.game_path}rathaus/").submit()


def explain(player, words):
    """Say what speaks for the application, and hand in."""
    player.page.get_by_label("Begründung für das Gremium").locator("visible=true").fill(words)
    player.sees_saved()
    assert player.draft["content"]["applications"][0]["rationale"] == words
    player.open(f"{player.game_path}rathaus/").submit()


def score(player, points):
    """Fill in the sheet of the first application."""
    player.open(f"{player.game_path}fonds/").sees_phase("Vergabe")
    sheet = player.page.locator(".fo-scores").first
    for field in sheet.get_by_role("combobox").all():
        field.select_option(str(points))
    player.sees_saved()
    player.sees(re.compile("Ihr Bogen ist vollständig"))


def revise(player, points):
    """Score the application anew, all criteria at once."""
    form = player.page.get_by_role("form", name=re.compile("^Neu bewerten: Bahnhofsviertel"))
    for field in form.get_by_role("combobox").all():
        field.select_option(str(points))
    player.press("Bewertung ändern", form)


def total(player):
    """The line of the points in total, of the first application."""
    return player.page.locator(".fo-total").first


def as_tenths(tenths):
    """A mean as it is shown."""
    return f"{tenths // 10},{tenths % 10}"


def apply(player, project):
    """Join and apply; the draft keeps both."""
    player.open(f"{player.game_path}fonds/")
    player.page.get_by_role("radio", name="Beitreten", exact=True).check()
    player.sees_saved()
    player.page.get_by_role("checkbox", name=re.compile(project)).first.check()
    expect(player.page.get_by_role("group", name="Gemeinsam mit").first).to_be_visible()
    player.sees_saved()
    assert player.draft["content"]["applications"]


def apply_by_keyboard(player, project):
    """The same without a pointer."""
    player.open(f"{player.game_path}fonds/")
    player.page.get_by_role("radio", name="Draußen bleiben", exact=True).focus()
    player.page.keyboard.press("ArrowRight")
    player.sees_saved()
    player.page.get_by_role("checkbox", name=re.compile(project)).first.focus()
    player.page.keyboard.press("Space")
    expect(player.page.get_by_role("checkbox", name=re.compile(project)).first).to_be_checked()
    player.sees_saved()
    content = player.draft["content"]
    assert (content["fund"], content["applications"]) == ("beitreten", [{"project": "dorfladen"}])


def vote(player, project, choice):
    """Vote on somebody else's application."""
    player.open(f"{player.game_path}fonds/").sees_phase("Vergabe")
    ballot = player.page.get_by_role("group", name=f"Stimme zu {project}")
    ballot.get_by_role("radio", name=choice, exact=True).check()
    player.sees_saved()


def own_project_is_not_voted_on(player):
    """There is no ballot for the own application."""
    expect(player.page.get_by_role("group", name="Stimme zu Dorfladen")).to_have_count(0)


def told(player):
    """The fund as state.json tells it."""
    return player.json(f"{player.game_path}fonds/state.json")["fund"]


def awarded(player, trial):
    """What the trial said is what was given, to the euro, and the rest is carried over."""
    player.open(f"{player.game_path}fonds/").sees_heading("Vergabe in Runde 1")
    rows = told(player)["awarded"]
    assert [(row["card"], row["grant"]) for row in rows] == [
        (row["card"], row["grant"]) for row in trial
    ]
    table = player.page.get_by_role("region", name="Rangliste der Anträge")
    for row in rows:
        if row["grant"]:
            expect(table).to_contain_text(as_euro(row["grant"]))
        else:
            expect(table).to_contain_text(row["reason"])
    carried = f"{as_euro(rows[-1]['left'])} bleiben für die nächste Runde"
    expect(player.page.locator("#r-ranking")).to_contain_text(carried)
