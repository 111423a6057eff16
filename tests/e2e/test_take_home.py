"""Taking a finished game home: pages for the printer, every file, by mouse and by keyboard."""

import csv
import io
import json
import re
import zipfile
from itertools import pairwise

import docx
import pytest
from openpyxl import load_workbook

from tests.e2e import browsing

pytestmark = pytest.mark.e2e

A_PAGE = re.compile(rb"/Type\s*/Page\b")
TOWN = "auestadt"
WIDE = "daten-breit.csv"
CUT_OFF = """() => {
  const paper = document.querySelector('.br-paper').getBoundingClientRect();
  const shown = [...document.querySelectorAll('.br-paper *')].filter((e) => e.checkVisibility());
  return shown.filter((e) => !e.closest('.ps-vh, svg')).filter((e) => {
    const b = e.getBoundingClientRect();
    return b.right > paper.right + 1 || b.left < paper.left - 1;
  }).map((e) => e.outerHTML.slice(0, 120));
}"""
HEADINGS = """() => [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map(
  (e) => Number(e.tagName[1]))"""
DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every(
  (box) => box.querySelector('svg path'))"""
REVIEW_FILES = {
    "Arbeitsmappe": "xlsx", "Alle Buchungen": "csv", "Alle Anträge an den Fonds": "csv",
    "Alle Runden": "json", "Das Plenum": "csv", "Das Plenum für andere Programme": "json",
    "Zahlen mit Codebuch": "zip", "Arbeitsmappe ohne Namen": "xlsx",
    "Partie zum Nachspielen": "json",
}  # fmt: skip


@pytest.fixture
def game(exhibit, visitors):
    """The recorded game: its addresses, and a visitor who has no more than the link."""
    server, made = exhibit
    page = visitors.new(server.url, **browsing.DESKTOP).new_page()
    return server, made, page


def download(page, link):
    """What a press on a link gives: name and content."""
    with page.expect_download() as got:
        link.click()
    return got.value.suggested_filename, got.value.path().read_bytes()


def file_link(page, title):
    """The way to a file by what it is called."""
    return page.locator(".rv-file").filter(
        has=page.locator(".rv-file__t", has_text=re.compile(rf"^{re.escape(title)}$"))
    ).get_by_role("link")  # fmt: skip


def accounts_shown(page, made):
    """The accounts at the end as the overview shows them, by name of the municipality."""
    page.goto(made["review"])
    rows = page.locator("#gemeinden tbody tr").all()
    return {
        row.locator("th").inner_text().strip(): euro(row.locator("td").nth(1).inner_text())
        for row in rows
    }


def euro(text):
    """The first amount in a text."""
    return int(re.sub(r"[^\d−]", "", text.partition("€")[0]).replace("−", "-"))


def test_every_file_opens_and_holds_the_figures_of_the_page(game):
    _server, made, page = game
    shown = accounts_shown(page, made)
    page.goto(f"{made['review']}mitnehmen/")
    files = {}
    for title, kind in REVIEW_FILES.items():
        name, data = download(page, file_link(page, title))
        assert name.endswith(f".{kind}"), title
        files[title] = data
    assert accounts_in_workbook(files["Arbeitsmappe"]) == shown
    assert accounts_in_workbook(files["Arbeitsmappe ohne Namen"]) == shown
    assert accounts_in_figures(files["Zahlen mit Codebuch"]) == shown
    played = json.loads(files["Alle Runden"])
    last = played["rounds_played"][-1]["figures"]
    assert {played["towns"][town]: row["account"] for town, row in last.items()} == shown
    bundle = json.loads(files["Partie zum Nachspielen"])
    ends = bundle["rounds"][-1]["state"]["towns"]
    assert {bundle["towns"][town]: row["account"] for town, row in ends.items()} == shown


def accounts_in_workbook(data):
    rows = list(load_workbook(io.BytesIO(data))["Gemeinden"].iter_rows(values_only=True))[1:]
    last = max(row[0] for row in rows)
    return {row[2]: row[4] for row in rows if row[0] == last}


def accounts_in_figures(data):
    text = zipfile.ZipFile(io.BytesIO(data)).read(WIDE).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    last = max(int(row["round"]) for row in rows)
    return {row["town_name"]: int(row["account"]) for row in rows if int(row["round"]) == last}


def test_each_municipality_gets_its_council_paper_with_its_own_account(game):
    _server, made, page = game
    shown = accounts_shown(page, made)
    page.goto(f"{made['review']}mitnehmen/")
    rows = page.locator(".rv-takes tbody tr").all()
    assert len(rows) == len(shown)
    for row in rows[:2]:
        town = row.locator("th").inner_text().strip()
        name, data = download(page, row.get_by_role("link", name="Entwurf (DOCX)"))
        document = docx.Document(io.BytesIO(data))
        assert name == f"beschlussvorlage-{town.lower()}.docx".replace("ü", "u").replace(" ", "-")
        text = next(p.text for p in document.paragraphs if p.text.startswith("Der Kontostand"))
        assert euro(text.partition(" auf ")[2]) == shown[town]


@pytest.mark.parametrize("report", ["bericht/", f"bericht/{TOWN}/"])
def test_reports_are_drawn_printed_and_cut_nothing_off(game, report):
    _server, made, page = game
    page.goto(made["review"] + report)
    page.wait_for_function(DRAWN)
    contents = page.locator(".br-toc a").all()
    sections = [f"#{each.get_attribute('id')}" for each in page.locator(".br-section").all()]
    assert [each.get_attribute("href") for each in contents] == sections
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    assert browsing.axe(page) == []
    page.emulate_media(media="print")
    assert page.evaluate(CUT_OFF) == []
    printed = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    assert 5 <= len(A_PAGE.findall(printed)) <= 40
    for mark in (rb"/MarkInfo", rb"/StructTreeRoot", rb"/Outlines", rb"/Lang"):
        assert mark in printed, mark


def test_the_page_is_clean_on_a_desk_and_on_a_phone(game, visitors):
    server, made, page = game
    phone = visitors.new(server.url, **browsing.PHONE).new_page()
    for each in (page, phone):
        each.goto(f"{made['review']}mitnehmen/")
        assert browsing.axe(each) == []
        assert each.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.goto(f"{made['review']}bericht/")
    phone.wait_for_function(DRAWN)
    assert browsing.axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_report_and_files_are_reached_by_keyboard_alone(game):
    _server, made, page = game
    page.goto(f"{made['review']}mitnehmen/")
    reached = press_until(page, "Bericht öffnen")
    assert reached
    page.keyboard.press("Enter")
    page.wait_for_url("**/bericht/")
    assert press_until(page, "Zurück zu „Mitnehmen“")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mitnehmen/")
    assert press_until(page, "ZIP: Zahlen mit Codebuch")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename.endswith(".zip")


def press_until(page, words, most=80):
    """Tab forward until the link or button with these words has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
        if text == words:
            return True
    return False


def test_a_team_takes_its_own_things_home(exhibit, visitors):
    server, made = exhibit
    context = visitors.new(server.url, **browsing.DESKTOP)
    cookie = {"name": made["cookie"], "value": made["cookies"]["Anna"], "url": server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{made['play']}verlauf/")
    page.get_by_role("link", name="Was Ihr Team mitnimmt").click()
    page.wait_for_url("**/mitnehmen/")
    assert browsing.axe(page) == []
    titles = ("Beschlussvorlage", "Arbeitsmappe", "Zahlen mit Codebuch", "Partie zum Nachspielen")
    files = [download(page, file_link(page, title))[1] for title in titles]
    assert docx.Document(io.BytesIO(files[0])).paragraphs[0].text == "Beschlussvorlage (Entwurf)"
    assert "Gespräche" in load_workbook(io.BytesIO(files[1])).sheetnames
    names = zipfile.ZipFile(io.BytesIO(files[2])).namelist()
    assert {"eigene-buchungen.csv", "eigene-gespraeche.csv", "eigene-notizen.csv"} <= set(names)
    assert json.loads(files[3])["variant"] == "team"
    page.get_by_role("link", name="Bericht öffnen").click()
    page.get_by_text("Streit ums Bad").first.wait_for()
    assert browsing.axe(page) == []
