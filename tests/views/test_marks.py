"""Marks: what was released (or asked about) is there for everybody who looks back, nothing else is.

Read as people read it: chart with list and table, its file, report, workbook, time machine.
"""

import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from games.access import ViewerKind, link_token
from games.models import Note
from games.selectors.debrief import board
from games.selectors.marks import marks_of
from games.services import debrief, debrief_questions, flow, notes
from games.services.forgetting import forget_game
from tests.cast import NOW, assemble
from tests.recorded import recorded
from tests.views.matrix import Browsers

pytestmark = pytest.mark.django_db
LEAD, TEAM = "Hier kippte Runde 2", "Runde 1: Streit ums Bad"
QUIET = ("Hier kippte Runde 1", "Hier kippte Runde 3", "Runde 2: Streit ums Bad")
QUESTION = "Wer hat das zuerst gemerkt?"


@pytest.fixture
def cast(db):
    return recorded(3)


def number(text):
    return Note.objects.get(text=text).sequence


def release(cast, *, released=True):
    """The facilitator's note of round 2 and the team's of round 1."""
    named = {"released": released, "now": NOW}
    notes.release_as_facilitator(cast.frieda.viewer, number=number(LEAD), **named)
    notes.release(cast.anna.viewer, number=number(TEAM), **named)


def ask(cast, text=QUESTION, about=QUIET[1]):
    debrief.begin(cast.frieda.viewer, now=NOW)
    bound = {"step": "happened", "text": text, "moment": number(about)}
    return debrief_questions.ask(cast.frieda.viewer, **bound, now=NOW).number


def url(cast, route="review_pictures", **more):
    token = link_token(ViewerKind.REVIEW, cast.fresh())
    return reverse(route, kwargs={"token": token, **more})


def content(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content


def everywhere(cast):
    """Everything that somebody with the link reads of the chart of values: name → text."""
    game, town = url(cast), cast.teams[0].town
    book = load_workbook(io.BytesIO(content(url(cast, "review_xlsx"))))
    sheets = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return {
        "chart": content(game).decode(),
        "overview": content(url(cast, "review")).decode(),
        "file": content(f"{url(cast, 'review_theme', theme='region')}werte.csv").decode(),
        "report": content(url(cast, "review_report")).decode(),
        "report of a town": content(url(cast, "review_report_town", town=town)).decode(),
        "workbook": "\n".join(sheets),
        "json": content(url(cast, "review_export")).decode(),
        "time machine": content(url(cast, "review_time")).decode(),
    }


def test_nothing_is_a_mark_by_itself(cast):
    for name, text in everywhere(cast).items():
        assert not [each for each in (LEAD, TEAM, *QUIET) if each in text], name
        assert "Merkzeichen" not in text, name


def test_what_was_released_is_everywhere_with_the_municipality_and_never_a_name(cast):
    release(cast)
    first = cast.teams[0].name
    for name, text in everywhere(cast).items():
        assert LEAD in text, name
        assert TEAM in text, name
        assert not [each for each in QUIET if each in text], name
        assert not re.search(r"\b(Anna|Ben|Dora|Frieda)\b", text), name
    marks = json.loads(everywhere(cast)["json"])["marks"]
    assert [(each["by"], each["round"], each["text"]) for each in marks] == [
        (first, 1, TEAM),
        (None, 2, LEAD),
    ]


def test_taken_back_it_is_nowhere(cast):
    release(cast)
    assert LEAD in everywhere(cast)["overview"]
    release(cast, released=False)
    for name, text in everywhere(cast).items():
        assert not [each for each in (LEAD, TEAM) if each in text], name


def test_a_question_makes_its_moment_a_mark_without_releasing_the_note(cast):
    asked = ask(cast)
    for name, text in everywhere(cast).items():
        assert QUESTION in text, name
        assert QUIET[1] not in text, name
    debrief_questions.unask(cast.frieda.viewer, number=asked, now=NOW)
    for name, text in everywhere(cast).items():
        assert QUESTION not in text, name


def test_note_and_questions_of_a_moment_are_one_mark(cast):
    release(cast)
    ask(cast, about=LEAD)
    marks = {each.number: each for each in marks_of(cast.game.pk)}
    mine, theirs = marks[number(LEAD)], marks[number(TEAM)]
    assert (mine.by, mine.text, mine.questions) == ("", LEAD, (QUESTION,))
    assert (theirs.by, theirs.text, theirs.questions) == (cast.teams[0].name, TEAM, ())


def test_a_question_of_the_scenario_marks_its_moment_while_it_stands_on_the_board(cast):
    assert marks_of(cast.game.pk) == ()
    debrief.begin(cast.frieda.viewer, now=NOW)
    bound = [
        each
        for step in board(cast.game.pk).steps
        for each in step.questions
        if each.at and each.key.startswith("scenario:")
    ]
    assert bound
    marks = marks_of(cast.game.pk)
    assert {each.text for each in bound} == {text for mark in marks for text in mark.questions}
    assert {mark.phase for mark in marks} == {"settled"}
    first = bound[0]
    assert first.text in everywhere(cast)["chart"]
    hide = {"key": first.key, "shown": False, "now": NOW}
    debrief_questions.show_question(cast.frieda.viewer, **hide)
    assert first.text not in everywhere(cast)["chart"]


def test_the_list_leads_to_the_moment_where_the_mark_is_told(cast):
    release(cast)
    page = content(url(cast)).decode()
    links = re.findall(r'href="([^"]+\?moment=\d+)">Diesen Moment ansehen', page)
    assert [int(each.rpartition("=")[2]) for each in links] == [number(TEAM), number(LEAD)]
    moment = content(links[1]).decode()
    assert re.search(rf"<b>Merkzeichen:</b> {LEAD} \(Spielleitung\)", moment)
    assert 'id="zm-marks" open' in moment
    line = re.search(r'<li class="zm-line is-now">.*?</li>', moment, re.DOTALL)[0]
    assert f"Merkzeichen: {LEAD} (Spielleitung)" in line


def test_in_the_time_machine_a_note_is_no_entry_until_it_is_released(cast):
    def listed():
        page = content(f"{url(cast, 'review_time')}?moment={number(LEAD)}").decode()
        entries = page.partition('id="eintraege"')[2].partition("</section>")[0]
        return re.findall(r"moment=(\d+)\D[^>]* aria-current", entries)

    assert str(number(LEAD)) not in listed()
    release(cast)
    assert listed() == [str(number(LEAD))]


@pytest.mark.parametrize("kind", ["player", "other_team", "owner"])
def test_all_who_look_back_read_the_same_marks_in_their_time_machine(cast, kind):
    release(cast)
    route = "cockpit_timemachine" if kind == "owner" else "player_time"
    address = reverse(route, args=[cast.game.public_id])
    page = Browsers(cast).client(kind).get(address, {"moment": number(LEAD)}).content.decode()
    assert f"<b>Merkzeichen:</b> {LEAD} (Spielleitung)" in page
    assert TEAM in page
    assert not [each for each in QUIET[:2] if each in page]


def test_before_the_end_there_are_none_for_anybody(db):
    cast = assemble()
    cast.play_until("deciding")
    made = notes.note_as_facilitator(cast.frieda.viewer, text=LEAD, now=NOW).number
    notes.release_as_facilitator(cast.frieda.viewer, number=made, released=True, now=NOW)
    assert marks_of(cast.game.pk) == ()
    flow.end_game(cast.frieda.viewer, now=NOW)
    assert [each.text for each in marks_of(cast.game.pk)] == [LEAD]


def test_anonymising_takes_every_word_of_them(cast):
    release(cast)
    ask(cast, about=LEAD)
    flow.end_game(cast.frieda.viewer, now=NOW)
    forget_game(cast.game.pk, "Frist", user_id=cast.frieda.user.pk, now=NOW)
    for name, text in everywhere(cast).items():
        assert not [each for each in (LEAD, TEAM, QUESTION, *QUIET) if each in text], name


class TestControls:
    """The commands as pages send them."""

    def test_the_facilitator_presses_in_the_cockpit_and_can_take_it_back_at_once(self, cast):
        client = Browsers(cast).client("owner")
        page = client.get(reverse("cockpit", args=[cast.game.public_id])).content.decode()
        assert page.count("Für die Auswertung freigeben") == 3
        address = reverse("cockpit_release", args=[cast.game.public_id])
        body = {"number": number(LEAD), "released": "1"}
        done = client.post(address, body, headers={"Accept": "application/json"}).json()
        assert done["message"].startswith("Freigegeben")
        assert [each.text for each in marks_of(cast.game.pk)] == [LEAD]
        back = done["back"]
        client.post(back["url"], back["fields"], headers={"Accept": "application/json"})
        assert marks_of(cast.game.pk) == ()

    def test_a_team_presses_on_its_record(self, cast):
        client = Browsers(cast).client("team_mate")
        history = reverse("history", args=[cast.game.public_id])
        assert client.get(history).content.decode().count("Für die Auswertung freigeben") == 3
        address = reverse("note_release", args=[cast.game.public_id])
        body = {"number": number(TEAM), "released": "1"}
        page = client.post(address, body, follow=True).content.decode()
        assert "Freigabe geändert um" in page
        assert page.count("Freigabe zurücknehmen") == 1
        assert [each.text for each in marks_of(cast.game.pk)] == [TEAM]

    def test_a_note_of_others_is_refused_with_a_sentence(self, cast):
        address = reverse("note_release", args=[cast.game.public_id])
        body = {"number": number(LEAD), "released": "1"}
        client = Browsers(cast).client("player")
        assert (
            "Diese Notiz gibt es nicht mehr"
            in client.post(address, body, follow=True).content.decode()
        )
        assert marks_of(cast.game.pk) == ()
