"""The draft council paper: real styles, and figures that are those of the postings they name."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from games.access import Viewer, ViewerKind
from games.exports.council_paper import council_docx
from games.selectors.council import council_paper
from games.selectors.record import record_of
from games.selectors.review import review
from games.selectors.review_values import Filters
from tests.recorded import recorded

ROUNDS = 3
TOWN = "auestadt"
REFERENCE = re.compile(r"R(\d+)/Nr\. (\d+)((?:, \d+)*)")
PARTS = [
    "Sachverhalt", "Alternativen", "Finanzielle Auswirkungen", "Beschlussvorschlag",
    "Anlage: Alle Buchungen der Gemeinde",
]  # fmt: skip


@pytest.fixture
def viewer(db):
    return Viewer(ViewerKind.REVIEW, recorded(ROUNDS).game.pk)


@pytest.fixture
def record(viewer):
    return record_of(viewer)


@pytest.fixture
def paper(viewer, record):
    return council_paper(viewer, record, TOWN)


@pytest.fixture
def document(paper):
    return docx.Document(io.BytesIO(council_docx(paper)))


@pytest.fixture
def postings(viewer):
    """What the review shows of the municipality, by round and number."""
    lines = review(viewer, Filters(town=TOWN)).postings
    return {(line.round_number, line.number): line for line in lines}


def table_after(document, caption):
    """The rows of the table under a caption, as texts."""
    found = False
    for part in document.iter_inner_content():
        if getattr(part, "text", "") and part.text.startswith(caption):
            found = True
        elif found and hasattr(part, "rows"):
            return [[cell.text for cell in row.cells] for row in part.rows]
    raise AssertionError(caption)


def number(text):
    """Euro of a cell as a program reads them."""
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_parts_are_headings_of_the_first_level_in_their_order(document):
    found = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]

    assert found == PARTS
    assert document.paragraphs[0].style.name == "Title"


def test_every_table_of_figures_repeats_its_heading_row(document):
    marked = [table.rows[0]._tr.find(".//" + qn("w:tblHeader")) for table in document.tables]

    assert marked[0] is None
    assert all(mark is not None for mark in marked[1:])
    captions = [each for each in document.paragraphs if each.style.name == "Caption"]
    assert len(captions) == len(document.tables) - 1


def test_the_text_is_german_and_names_nobody_as_its_author(document):
    spoken = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")

    assert spoken.get(qn("w:val")) == "de-DE"
    assert document.core_properties.author == ""
    assert document.core_properties.language == "de-DE"


def test_the_annex_is_the_postings_of_the_municipality(document, postings):
    rows = table_after(document, "Buchungen in der Reihenfolge")[1:]

    assert [(row[0], number(row[4])) for row in rows] == [
        (f"R{line.round_number}/Nr. {line.number}", line.signed) for line in postings.values()
    ]


def test_the_years_add_up_to_the_change_of_the_account(document, record):
    *groups, result = table_after(document, "Ergebnis Jahr für Jahr")[1:]
    accounts = [state.towns[TOWN].account for state in record.states]
    changes = [now - then for then, now in pairwise(accounts)]

    assert [number(cell) for cell in result[1:-1]] == changes
    for place in range(1, ROUNDS + 2):
        assert sum(number(row[place]) for row in groups) == number(result[place])


def test_every_reference_names_a_posting_of_the_game(document, record):
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    named = [
        (int(found[1]), int(place))
        for text in texts
        if "Verweis wie" not in text
        for found in REFERENCE.finditer(text)
        for place in [found[2], *found[3].replace(",", " ").split()]
    ]

    assert len(named) > 50
    for round_number, place in named:
        assert 1 <= place <= len(record.settlements[round_number - 1].postings)


def test_what_was_paid_into_the_fund_is_the_sum_of_the_postings_it_names(document, postings):
    text = next(p.text for p in document.paragraphs if p.text.startswith("In den Fonds hat"))
    named = [(int(found[1]), int(found[2])) for found in REFERENCE.finditer(text)]

    assert named
    assert number(text.split(" eingezahlt")[0]) == -sum(postings[each].signed for each in named)


def test_joint_services_name_the_postings_that_make_their_price(document, postings):
    rows = table_after(document, "Gemeinsame Dienste")[1:]

    assert rows
    for row in rows:
        named = [(int(f[1]), int(f[2])) for f in REFERENCE.finditer(row[1])]
        assert number(row[4]) == -sum(postings[each].signed for each in named)
        assert number(row[5]) == number(row[3]) - number(row[4])


def test_the_first_alternative_is_the_game_as_it_was(document, record):
    _head, played, *others = table_after(document, "Was andere Formen")
    begin, end = (record.states[place].towns[TOWN] for place in (0, -1))

    assert played[0].endswith("(so gespielt)")
    assert number(played[1]) == end.account - begin.account
    assert number(played[2]) == end.account
    assert others
    assert all(number(row[1]) != number(played[1]) for row in others)


def test_the_recommendation_is_left_open(document):
    texts = [paragraph.text for paragraph in document.paragraphs]
    begin = texts.index("Beschlussvorschlag")

    assert texts[begin + 2 : begin + 5] == ["…"] * 3


def test_there_is_none_of_a_municipality_that_is_not_there(viewer, record):
    assert council_paper(viewer, record, "atlantis") is None


def test_signs_that_a_document_cannot_hold_are_left_out(paper):
    data = council_docx(replace(paper, town="Aue\x00stadt\x0b"))

    assert "Auestadt" in docx.Document(io.BytesIO(data)).core_properties.title
