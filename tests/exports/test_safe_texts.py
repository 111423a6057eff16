"""Every file of a game in which all texts are formulas and markup: texts stay texts.

The anonymous files hold none of them at all.
"""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.exports import hostile
from tests.exports.files import ALL, NAMELESS, OWN, fetch, parts, unpacked, written
from tests.exports.hostile import CANARY
from tests.views.matrix import Browsers

pytestmark = pytest.mark.django_db
RUNS = tuple("=+@\t\r")
RAW = ("<b>fett", "<script")
HOLDS = {
    "review_csv", "review_applications", "review_messages_csv", "review_messages_json",
    "review_export", "review_xlsx", "review_report", "own_report", "own_xlsx", "own_figures",
    "own_bundle", "cockpit_bundle", "talk_messages_csv", "lead_messages_json",
}  # fmt: skip
"""Files that must hold texts, so that this test would notice if they were left out."""


@pytest.fixture
def cast(db):
    return hostile.play()


def check_csv(text):
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"):
        for cell in row:
            assert not cell.startswith(RUNS), cell
            assert not cell.startswith("-") or re.fullmatch(r"-\d+", cell), cell


def check_html(text):
    for raw in RAW:
        assert raw not in re.sub(r"<script [^>]*src=", "", text), raw


def check_xlsx(data):
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            assert [cell.coordinate for cell in row if cell.data_type == "f"] == [], sheet.title


def test_texts_stay_texts(cast):
    checks = {"csv": check_csv, "html": check_html, "json": json.loads, "xml": ET.fromstring}
    for _route, kind, content, _name in unpacked(cast, ALL):
        if kind in checks:
            checks[kind](content.decode())
    for route, kind in ALL.items():
        if kind == "xlsx":
            check_xlsx(fetch(cast, route))


def test_what_may_be_read_is_in_the_file(cast):
    assert {route for route in HOLDS if CANARY not in written(cast, route)} == set()


def test_the_board_is_taken_home_in_reports_and_whole_files(cast):
    for route in ("review_report", "own_report"):
        assert f"{CANARY} Vorsatz " in written(cast, route), route
        assert f"{CANARY} bis " in written(cast, route), route
    for route in ("own_bundle", "cockpit_bundle"):
        for field in ("Tafelkarte", "Gruppe", "Vorsatz", "Frage"):
            assert f"{CANARY} {field} " in written(cast, route), (route, field)


def test_the_anonymous_files_hold_none_of_what_people_wrote(cast):
    for route, _kind, content, name in unpacked(cast, NAMELESS):
        text = content.decode(errors="ignore")
        for word in (CANARY, "Anna", "Ben", "Dora", "Frieda"):
            assert not re.search(rf"\b{word}(?![a-z])", text), (route, name)


def test_a_team_takes_along_its_own_talks_and_notes_and_nobody_elses(cast):
    other = cast.teams[1].town
    own = written(cast, "own_figures")
    for field in ("Notiz", other, "plenum"):
        assert f"{CANARY} {field} " in own
    assert "Notiz der Leitung" not in own
    stranger = Browsers(cast).client("other_team")
    theirs = stranger.get(reverse("own_figures", kwargs={"game_id": cast.game.public_id})).content
    read = "".join(content.decode() for _kind, content, _name in parts("zip", theirs))
    assert f"{CANARY} {other} " in read
    assert f"{CANARY} Notiz " not in read
    assert f"{CANARY} spielleitung " not in read


def test_the_reasons_of_the_facilitator_are_in_no_file_of_a_team(cast):
    for route, _kind, content, name in unpacked(cast, OWN):
        for field in ("Grund", "Veranstaltung", "Notiz der Leitung", "Hilferuf"):
            assert f"{CANARY} {field} " not in content.decode(errors="ignore"), (route, name)
