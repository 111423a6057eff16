"""Looking back by keyboard: from a figure to its postings, to the rule, its source and who decided.

Every sum on the screen is added up again from the lines on the screen.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.figures import numbers
from tests.e2e.keys import Keys
from tests.e2e.pages import Person

pytestmark = pytest.mark.e2e

KINDS = ("konto", "laufend", "menschen", "leerstand", "rueckhalt", "daseinsvorsorge", "finanzen",
         "ortskern", "vertrauen", "gesamt")  # fmt: skip
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def amount(text):
    """The first number of a cell; a percentage without decimals counts in hundredths, too."""
    value = numbers(text)[0]
    return value * 100 if "%" in text and "," not in text else value


def amounts(cells):
    """The numbers of some cells."""
    return [amount(text) for text in cells.all_inner_texts()]


def adds_up(page):
    """The start and the lines come to the sum, and the sum is the figure on top."""
    table = page.locator(".why-sum")
    (total,) = amounts(table.locator(".why-total td"))
    lines = amounts(table.locator(".why-line td:last-child"))
    assert sum(amounts(table.locator(".why-start td"))) + sum(lines) == total, page.url
    assert amounts(page.locator(".why-figure b")) == [total]
    assert sum(amounts(table.locator(".why-part td"))) == sum(lines)
    expect(page.locator(".why-check")).to_contain_text("genau der Stand der Abrechnung")


def test_by_keyboard_from_a_figure_to_rule_source_and_decision(exhibit, visitors):
    server, game = exhibit
    person = Keys(visitors.new(server.url)).open(game["review"])
    page = person.page

    towns = page.get_by_role("region", name="Tabelle der Gemeinden")
    account = towns.locator("tbody tr").first.get_by_role("link").nth(1)
    shown = numbers(account.inner_text())[0]
    person.enter(account)
    expect(page.get_by_role("heading", level=1)).to_have_text("Warum? Konto, Auestadt")
    assert numbers(page.locator(".why-figure b").inner_text())[0] == shown
    adds_up(page)

    person.enter(page.get_by_role("link", name="Runde 2", exact=True))
    expect(page.locator(".why-figure")).to_contain_text("nach Runde 2")
    adds_up(page)

    person.enter(page.get_by_role("link", name="Kita: Betrieb", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Warum? Kita: Betrieb")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Fixkosten + Plätze + Nutzung")
    expect(main).to_contain_text("Die Rechnung ergibt genau den gebuchten Betrag")
    expect(main).to_contain_text("Regel L1, Regelwerk Abschnitt 4.2")
    expect(main.get_by_role("heading", name="Aus dem Szenario")).to_be_visible()
    expect(main).to_contain_text("Entscheidung von Auestadt in Runde 2")
    expect(main).to_contain_text("Entschieden hat")
    steps = page.locator(".rv-steps li:not(.rv-steps__sum) .ps-num").all_inner_texts()
    total = numbers(page.locator(".rv-steps__sum .ps-num").inner_text())[0]
    assert sum(numbers(each)[0] for each in steps) == total

    person.link("Alles, was in dieser Runde begrenzt hat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Warum nicht mehr? Auestadt")
    expect(main).to_contain_text("Zeitbudget")
    assert browsing.axe(page) == []


def test_every_figure_of_every_round_adds_up_on_screen(exhibit, visitors):
    server, game = exhibit
    page = Person(visitors.new(server.url)).open(f"{game['review']}warum/").page
    queries = page.locator("main a[href^='?zahl=']").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    figures = sorted({each for each in queries if "grenzen" not in each})
    assert {re.search(r"zahl=([a-z-]+)", each)[1] for each in figures} == {
        *KINDS, "fonds", "vertrauen-in"
    }  # fmt: skip
    for query in figures[::3]:
        for number in (2, 4):
            page.goto(f"{game['review']}warum/{re.sub(r'runde=4', f'runde={number}', query)}")
            adds_up(page)


def test_the_story_leads_to_its_proof(exhibit, visitors):
    server, game = exhibit
    person = Keys(visitors.new(server.url)).open(f"{game['review']}geschichte/")
    page = person.page
    points = page.locator("#wendepunkte")
    expect(points.locator("li.st-point").first).to_be_visible()
    assert browsing.axe(page) == []

    sentence = page.locator("#runde-2 details").first
    person.enter(sentence.locator("summary"))
    expect(sentence).to_have_attribute("open", "")
    person.enter(sentence.get_by_role("link").first)
    expect(page).to_have_url(re.compile(r"/warum/\?"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Warum")


def test_on_a_phone_nothing_is_wider_than_the_screen(exhibit, visitors):
    server, game = exhibit
    page = Person(visitors.new(server.url, **browsing.PHONE)).open(game["review"]).page
    for path in (
        "geschichte/",
        "warum/",
        "warum/?zahl=konto&gemeinde=auestadt&runde=3",
        "warum/?zahl=gesamt&runde=3",
        "warum/?zahl=vertrauen-in&gemeinde=auestadt&in=kleinholm&runde=3",
        "warum/?zahl=grenzen&gemeinde=auestadt&runde=3",
        "warum/?runde=3&buchung=1",
        "warum/?runde=3&buchung=40",
    ):
        page.goto(f"{game['review']}{path}")
        assert not page.evaluate(WIDER), path
        assert browsing.axe(page) == [], path


def test_names_are_for_the_facilitator_not_for_the_link(exhibit, visitors):
    server, game = exhibit
    page = Person(visitors.new(server.url)).open(f"{game['review']}warum/?runde=3&buchung=40").page
    assert not re.search(r"\bAnna\b", page.get_by_role("main").inner_text())

    context = visitors.new(server.url)
    context.add_cookies(
        [{"name": game["cookie"], "value": game["cookies"]["Anna"], "url": server.url}]
    )
    own = Person(context).open(f"{game['play']}warum/?zahl=konto&gemeinde=auestadt&runde=2").page
    adds_up(own)
    expect(own.get_by_role("link", name="Zurück zum Spiel")).to_be_visible()
    assert browsing.axe(own) == []
