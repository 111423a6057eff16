"""What an applicant says for an application: short, tidy, the same everywhere, never a formula."""

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.enums import ROUND_PHASES
from games.errors import Illegal
from games.models import TeamDecision
from games.services import drafts, flow
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import CARD, press

PATH = f"applications.{CARD}.rationale"
WORDS = "=SUMME(A1) <b>Der Markt</b> ist das Herz des Ortes."


@pytest.fixture
def cast(db):
    cast = people.assemble(round_phases=ROUND_PHASES, rounds=1)
    cast.play_until("deciding")
    return cast


def save(person, **changes):
    row = TeamDecision.objects.filter(team_id=person.viewer.team_id).first()
    return drafts.save_draft(
        person.viewer,
        round_number=1,
        revision=row.revision if row else 0,
        changes=changes,
        now=NOW,
    )


def applied(person):
    (found,) = TeamDecision.objects.get(team_id=person.viewer.team_id).content["applications"]
    return found


def test_it_is_a_field_of_the_application_and_stays_with_its_other_parts(cast):
    save(cast.anna, **{f"applications.{CARD}": True})
    save(cast.anna, **{PATH: "  Der Markt \r\n\r\n\r\n\r\nist leer.\u0000\u202e  "})
    save(cast.anna, **{f"applications.{CARD}.anyway": True})
    assert applied(cast.anna) == {
        "project": CARD,
        "anyway": True,
        "rationale": "Der Markt\n\nist leer.",
    }


@pytest.mark.parametrize("nothing", [None, "", " \u200b\n"])
def test_nothing_takes_it_away(cast, nothing):
    save(cast.anna, **{PATH: WORDS})
    save(cast.anna, **{PATH: nothing})
    assert applied(cast.anna) == {"project": CARD}


def test_five_hundred_signs_fit_and_one_more_is_refused_with_figures(cast):
    save(cast.anna, **{PATH: "ä" * 500})
    for changes in (
        {PATH: "ä" * 501},
        {"applications": [{"project": CARD, "rationale": "ä" * 501}]},
    ):
        with pytest.raises(Illegal, match="text_too_long") as refusal:
            save(cast.anna, **changes)
        assert (refusal.value.context["limit"], refusal.value.context["length"]) == (500, 501)
    assert len(applied(cast.anna)["rationale"]) == 500


def test_what_is_no_text_is_refused(cast):
    with pytest.raises(Illegal, match="malformed"):
        save(cast.anna, **{PATH: 5})


class TestReading:
    """Through a whole round: hidden, then read by all, and carried home in both files."""

    @pytest.fixture
    def told(self, cast):
        save(cast.anna, **{"fund": "beitreten", PATH: WORDS})
        save(cast.dora, fund="beitreten")
        return cast

    def test_neighbours_read_it_only_once_the_decisions_are_closed(self, told, browser):
        address = reverse("fund", kwargs={"game_id": told.game.public_id})
        escaped = "=SUMME(A1) &lt;b&gt;Der Markt&lt;/b&gt; ist das Herz des Ortes."
        assert escaped in browser(told.anna).get(address).content.decode()
        before = browser(told.dora).get(address).content.decode()
        assert "SUMME" not in before
        press(told, 1, "deciding")
        for person in (told.dora, told.anna):
            html = browser(person).get(address).content.decode()
            assert escaped in html
            assert "<b>Der Markt" not in html
        press(told, 1, "awarding")
        assert escaped in browser(told.dora).get(address).content.decode()

    def test_both_files_hold_it_and_no_spreadsheet_runs_it(self, told):
        press(told, 1, "deciding")
        press(told, 1, "awarding")
        flow.end_game(told.frieda.viewer, now=NOW)
        token = link_token(ViewerKind.REVIEW, told.game)
        table = Client().get(reverse("review_applications", args=[token])).content.decode()
        assert f";'{WORDS};" in table
        (played,) = [
            each
            for each in Client().get(reverse("review_export", args=[token])).json()["rounds_played"]
            if each["round"] == 1
        ]
        assert played["applications"][0]["rationale"] == WORDS
        assert played["decisions"]["obertal"]["content"]["applications"][0]["rationale"] == WORDS
