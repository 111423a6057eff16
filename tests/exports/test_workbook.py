"""The workbook says what the review says, in cells of the right type."""

import io
import zipfile
from collections import Counter, defaultdict

import pytest
from openpyxl import load_workbook

from games.access import Viewer, ViewerKind
from games.charts.pictures.look import Look
from games.exports.workbook import workbook
from games.models import Game
from games.rules.debrief import Story, seven_v, seven_v_region
from games.scenarios.seven_v import read as read_virtues
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
def data(viewer, page):
    return workbook(page, Look(viewer, record_of(viewer)), applied_lines(viewer))


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


def test_every_posting_says_what_it_is_for(book, page):
    assert [row[8] for row in rows(book["Buchungen"])] == [line.purpose for line in page.postings]
    assert len({line.purpose for line in page.postings}) > 3


def test_burdens_and_benefits_of_a_round_are_its_postings(book, page):
    paid = {(line.round_number, line.source): 0 for line in page.postings}
    towns = {town.name for town in page.towns}
    stated = Counter()
    for number, town, _what, spent, *_rest in rows(book["Lasten und Nutzen"]):
        stated[number, town] += spent
    for line in page.postings:
        joint = line.rule in {"V1", "V2", "V3", "V4", "V6", "V7", "H1"}
        renewal = line.rule == "L2" and line.target_id.startswith("verband:")
        if line.source in towns and (joint or renewal or line.target_id == "fonds"):
            paid[line.round_number, line.source] += line.amount
    assert {key: amount for key, amount in stated.items() if amount} == {
        key: amount for key, amount in paid.items() if amount
    }
    for *_key, spent, got, alone, worth, net in rows(book["Lasten und Nutzen"]):
        assert net == got + alone + worth - spent


def test_each_member_of_a_service_stands_beside_the_reference(book, viewer):
    record = record_of(viewer)
    charged = {p.cause for s in record.settlements for p in s.postings if p.rule == "V1"}
    known = {each.id: each for state in record.states for each in state.agreements}
    members = sum(len(known[agreement].members) for agreement in charged)
    table = rows(book["Anteile im Jahr"])

    assert len(table) == members > 0
    for _town, _what, _alone, pays, value, gap, _saves in table:
        assert gap == pays - value
    assert any(row[3] != row[4] for row in table)


def test_forecasts_stand_with_the_round_they_look_at(book, page, viewer):
    record = record_of(viewer)
    years = record.scenario.people.forecast_years
    table = rows(book["Prognosen"])

    assert len(table) == len(page.rounds) * len(page.towns)
    for number, ahead, town, expected, low, high in table:
        place = next(each.id for each in page.towns if each.name == town)
        assert expected == record.states[number].towns[place].forecast
        assert ahead == number + years
        assert low <= expected <= high


def test_goals_and_guesses_are_open(book, page, viewer):
    record, names = record_of(viewer), {town.name: town.id for town in page.towns}
    seen = Counter(row[2] for row in rows(book["Vermutungen"]) if row[4] == "getroffen")

    assert {row[0]: row[3] for row in rows(book["Ziele"])} == {name: seen[name] for name in names}
    for name, goal, *_rest in rows(book["Ziele"]):
        kept = record.states[-1].towns[names[name]].goal
        assert goal == record.scenario.goals[kept].name


def test_the_seven_v_are_those_of_region_and_towns(book, page, viewer):
    record = record_of(viewer)
    story = Story(record.scenario, record.settlements)
    formulas = [each.formula for each in read_virtues().virtues]
    stated = defaultdict(list)
    for place, _name, felt, reckoned in rows(book["Sieben V"]):
        assert felt is None
        stated[place].append(None if reckoned is None else round(reckoned * 10_000))
    expected = {"Region": seven_v_region(story)}
    expected |= {town.name: seven_v(story, town.id) for town in page.towns}
    assert stated == {
        place: [values[formula] for formula in formulas] for place, values in expected.items()
    }


def test_three_charts_come_along(data):
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 3
