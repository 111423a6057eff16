"""The tables for statistics: every figure, each with its entry in the codebook."""

import csv
import io
import zipfile

import pytest
from django.utils.translation import override

from games.access import Viewer, ViewerKind
from games.exports.figures_zip import BOOK, LONG, READ, WIDE, figures_zip
from games.rules.model import Level
from games.selectors.panel import panel
from games.selectors.record import record_of
from games.selectors.review import review
from tests.recorded import recorded

ROUNDS = 2


@pytest.fixture
def viewer(db):
    return Viewer(ViewerKind.REVIEW, recorded(ROUNDS).game.pk)


@pytest.fixture
def record(viewer):
    return record_of(viewer)


@pytest.fixture
def packed(record):
    return zipfile.ZipFile(io.BytesIO(figures_zip(panel(record))))


def table(packed, name):
    """The rows of a table by heading, read as a statistics program would."""
    text = packed.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_wide_table_has_a_row_for_each_municipality_and_round(packed, record):
    rows = table(packed, WIDE)

    assert len(rows) == (ROUNDS + 1) * len(record.scenario.municipalities)
    assert len({(row["round"], row["town"]) for row in rows}) == len(rows)


def test_figures_are_those_of_the_review(packed, viewer):
    rows = {(int(row["round"]), row["town"]): row for row in table(packed, WIDE)}
    for each in review(viewer).rounds:
        for shown in each.rows:
            row = rows[each.number, shown.town.id]
            assert int(row["account"]) == shown.now.account
            assert int(row["running_result"]) == shown.now.running
            assert int(row["inhabitants"]) == shown.now.inhabitants
            assert int(row["value_total"]) == shown.now.values["gesamt"]


def test_bookings_by_rule_add_up_to_the_change_of_the_account(packed):
    rows = {(int(row["round"]), row["town"]): row for row in table(packed, WIDE)}
    for (number, town), row in rows.items():
        if not number:
            assert row["result"] == ""
            continue
        booked = sum(int(cell) for name, cell in row.items() if name.startswith("booked_"))
        change = int(row["account"]) - int(rows[number - 1, town]["account"])
        assert booked == int(row["result"]) == change


def test_causes_of_vacancy_add_up_to_its_change(packed):
    rows = {(int(row["round"]), row["town"]): row for row in table(packed, WIDE)}
    for (number, town), row in rows.items():
        causes = [int(row[name] or 0) for name in row if name.startswith("vacancy_")]
        before = rows[number - 1, town]["vacancy"] if number else row["vacancy"]
        assert sum(causes) == int(row["vacancy"]) - int(before)


def test_what_was_built_and_decided_is_that_of_the_round(packed, record):
    for row in table(packed, WIDE):
        number, town = int(row["round"]), row["town"]
        if not number:
            assert row["edge_built"] == row["kita_decided"] == ""
            continue
        before, now = (record.states[each].towns[town] for each in (number - 1, number))
        assert int(row["edge_built"]) == now.dwellings - before.dwellings
        decided = record.decisions[number - 1][town]
        for service, own in before.services.items():
            code = row[f"{service}_decided"]
            assert (code != "") == own.open
            if own.open:
                level = decided.levels.get(service, Level.HOLD)
                assert (Level.CLOSE, Level.SAVE, Level.HOLD, Level.RENEW)[int(code)] is level


def test_people_by_age_add_up_to_all_of_them(packed):
    for row in table(packed, WIDE):
        ages = sum(int(cell) for name, cell in row.items() if name.startswith("people_"))
        assert ages == int(row["inhabitants"])


def test_the_long_table_says_the_same_as_the_wide_one(packed):
    wide = {
        (row["round"], row["town"], name): cell
        for row in table(packed, WIDE)
        for name, cell in row.items()
        if cell != "" and name not in {"round", "year", "town", "town_name"}
    }
    long = {
        (row["round"], row["town"], row["variable"]): row["value"] for row in table(packed, LONG)
    }

    assert long == wide


def test_every_variable_is_in_the_codebook_in_both_languages(packed):
    book = {row["variable"]: row for row in table(packed, BOOK)}

    assert set(book) == {row["variable"] for row in table(packed, LONG)}
    for row in book.values():
        assert all(row[name] for name in row), row
    account = book["account"]
    assert (account["label_de"], account["unit"]) == ("Kontostand", "EUR")
    assert account["label_en"] != account["label_de"]
    assert book["booked_E1"]["source"] == "Regel E1, Regelwerk Abschnitt 4.1"


def test_the_codebook_says_in_both_languages_the_same_whoever_downloads_it(record):
    german = figures_zip(panel(record))
    with override("en"):
        english = figures_zip(panel(record))
    for name in (LONG, WIDE):
        assert zipfile.ZipFile(io.BytesIO(german)).read(name) == zipfile.ZipFile(
            io.BytesIO(english)
        ).read(name)
    assert table(zipfile.ZipFile(io.BytesIO(german)), BOOK) == table(
        zipfile.ZipFile(io.BytesIO(english)), BOOK
    )


def test_the_readable_codebook_names_every_variable(packed):
    page = packed.read(READ).decode()

    assert page.startswith("<!DOCTYPE html>")
    for row in table(packed, BOOK):
        assert f"<code>{row['variable']}</code>" in page


def test_tables_begin_with_a_byte_order_mark_and_the_same_game_gives_the_same_bytes(record):
    first, second = (figures_zip(panel(record)) for _ in range(2))

    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).read(WIDE).startswith(b"\xef\xbb\xbf")
