"""The workbook says what the review says, in cells of the right type."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from games.access import Viewer, ViewerKind
from games.exports.workbook import workbook
from games.models import Game
from games.selectors.applied import applied_lines
from games.selectors.record import record_of
from games.selectors.review import review
from games.selectors.ties import ties
from tests.recorded import recorded

FORMULA = "=1+1"


@pytest.fixture
def viewer(db):
    cast = recorded()
    Game.objects.filter(pk=cast.game.pk).update(name=FORMULA)
    return Viewer(ViewerKind.REVIEW, cast.game.pk)


@pytest.fixture
def page(viewer):
    return review(viewer)


@pytest.fixture
def found(viewer):
    return ties(record_of(viewer))


@pytest.fixture
def data(viewer, page, found):
    return workbook(page, found, applied_lines(viewer))


@pytest.fixture
def book(data):
    return load_workbook(io.BytesIO(data))


def rows(sheet):
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_amounts_are_numbers_and_those_of_the_page(book, page):
    amounts = [row[6] for row in rows(book["Buchungen"])]
    assert amounts == [line.amount for line in page.postings]
    assert {type(amount) for amount in amounts} == {int}


def test_accounts_of_every_round_are_those_of_the_page(book, page):
    stated = {(row[0], row[2]): row[4] for row in rows(book["Gemeinden"])}
    assert stated == {
        (each.number, row.town.name): row.now.account for each in page.rounds for row in each.rows
    }
    charted = {
        row[0]: row[1:] for row in book["Kontostände"].iter_rows(min_row=2, values_only=True)
    }
    for each in page.rounds:
        assert list(charted[each.number]) == [row.now.account for row in each.rows]


def test_values_are_shares_of_one(book, page):
    for row, index in zip(rows(book["Region"]), page.indices, strict=True):
        assert row[0] == index.number
        assert [round(cell * 10_000) for cell in row[1:]] == list(index.values)


def test_a_name_like_a_formula_stays_a_text(book):
    cell = book["Lesehilfe"]["B2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_every_team_of_every_round_is_among_the_decisions(book, page):
    stated = {(row[0], row[1]) for row in rows(book["Entscheidungen"])}
    assert stated == {
        (each.number, one.town.name) for each in page.rounds for one in each.decisions
    }


def test_what_went_into_the_fund_is_what_was_booked(book, page):
    booked = dict.fromkeys(range(1, len(page.rounds)), 0)
    for line in page.postings:
        booked[line.round_number] += line.amount * (line.rule == "F1")

    assert {row[0]: row[1] for row in rows(book["Fonds"])} == booked
    assert sum(row[3] for row in rows(book["Fonds je Gemeinde"])) == sum(booked.values()) > 0


def test_the_sheet_of_the_fund_ends_with_what_the_fund_holds(book, page):
    assert [row[6] for row in rows(book["Fonds"])] == [each.fund_money for each in page.rounds[1:]]


def test_shares_of_agreements_are_the_postings_of_rule_v1(book, page):
    stated = sum(row[8] for row in rows(book["Vereinbarungen"]) if row[8] is not None)
    names = {town.id for town in page.towns}
    signs = [(line.source_id in names, line.amount) for line in page.postings if line.rule == "V1"]

    assert stated == sum(amount if paid else -amount for paid, amount in signs) > 0


def test_trust_has_a_row_for_each_pair_and_round(book, page, found):
    table = rows(book["Vertrauen"])
    towns = len(page.towns)

    assert len(table) == len(page.rounds) * towns * (towns - 1)
    assert [round(row[3] * 10_000) for row in table] == [line.value for line in found.trust]


def test_every_application_stands_with_its_grant(book, viewer):
    stated = [(row[0], row[1], row[4]) for row in rows(book["Anträge"])]

    assert (
        stated
        == [(line.round_number, line.name, line.grant) for line in applied_lines(viewer)]
        != []
    )


def test_three_charts_come_along(data):
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 3
