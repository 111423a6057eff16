"""Closing the first scoring in the cockpit, and the one revision on the fund's page."""

import re

import pytest
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.enums import ROUND_PHASES
from games.models import TeamDecision
from tests import cast as people
from tests.services.commands import CARD, to_board

CRITERIA = (
    "leerstand",
    "soziales",
    "umnutzung",
    "flaeche",
    "gemeinsam",
    "folgekosten",
    "ehrenamt",
)
PLACE = {"expected_round": 1, "expected_phase": "awarding"}
ASK_NICELY = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def cast(db):
    cast = people.assemble(round_phases=ROUND_PHASES)
    to_board(cast)
    return cast


def close(browser, cast, url):
    return browser(cast.frieda).post(url("cockpit_scoring"), PLACE, **ASK_NICELY)


def revise(browser, cast, url, value, **headers):
    sheet = {f"score.{name}": value for name in CRITERIA}
    fields = {"round": 1, "card": CARD, **sheet}
    address = f"{url('fund_revise')}?team={cast.dora.viewer.team_id}"
    return browser(cast.dora).post(address, fields, follow=not headers, **headers)


def page(browser, person, url, name="fund"):
    return browser(person).get(url(name)).content.decode()


def test_the_facilitator_sees_how_far_it_is_and_closes_it(cast, browser, url):
    before = page(browser, cast.frieda, url, "cockpit")
    assert "Erste Bewertung: 1 von 2 Gemeinden sind fertig." in before
    assert 'id="close-scoring"' in before
    answer = close(browser, cast, url)
    assert answer.status_code == 200
    assert answer.json()["message"].startswith("Erste Bewertung geschlossen")
    after = page(browser, cast.frieda, url, "cockpit")
    assert 'id="close-scoring"' not in after
    assert "Die erste Bewertung ist geschlossen." in after
    assert browser(cast.frieda).get(url("cockpit_state")).json()["scoring"]["closed"]


def test_a_team_is_led_to_the_second_part_of_the_award(cast, browser, url):
    key = re.compile(r'data-key="([^"]+)"')
    before = page(browser, cast.dora, url)
    assert "Die erste Bewertung läuft." in before
    assert f'name="scores.{CARD}.leerstand"' in before
    close(browser, cast, url)
    after = page(browser, cast.dora, url)
    assert key.search(before)[1] != key.search(after)[1]
    assert "Sie können Ihre Bewertung einmal ändern" in after
    assert f'name="scores.{CARD}.leerstand"' not in after
    assert 'name="score.leerstand"' in after


def test_scores_are_changed_once_and_a_second_time_says_why_not(cast, browser, url):
    close(browser, cast, url)
    first = revise(browser, cast, url, 2).content.decode()
    assert "Bewertung geändert um" in first
    assert "Ihre Bewertung ist geändert, dabei bleibt es." in first
    assert 'name="score.leerstand"' not in first
    second = revise(browser, cast, url, 3).content.decode()
    assert "schon einmal geändert" in second
    refused = revise(browser, cast, url, 3, **ASK_NICELY)
    assert (refused.status_code, refused.json()["code"]) == (409, "scores_revised")
    row = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
    assert row.content["scores"] == {CARD: dict.fromkeys(CRITERIA, 2)}


def test_a_sheet_with_gaps_says_how_many(cast, browser, url):
    close(browser, cast, url)
    answer = browser(cast.dora).post(
        f"{url('fund_revise')}?team={cast.dora.viewer.team_id}",
        {"round": 1, "card": CARD, "score.leerstand": "1", "score.soziales": ""},
        follow=True,
    )
    assert "Noch ohne Punkte: 6 Merkmale." in answer.content.decode()


class TestNothingToDecide:
    @pytest.fixture
    def cast(self, db):
        return people.assemble(round_phases=ROUND_PHASES)

    def test_team_cockpit_and_projector_say_that_there_was_no_award(self, cast, browser, url):
        cast.play_until("deciding")
        answer = browser(cast.frieda).post(
            url("cockpit_advance"),
            {"expected_round": 1, "expected_phase": "deciding", "confirmed": "1"},
            **ASK_NICELY,
        )
        assert "entfiel die Vergabe" in answer.json()["message"]
        assert "kein vollständiger Antrag vor" in page(browser, cast.dora, url)
        assert "Vergabe entfiel" in page(browser, cast.frieda, url, "cockpit")
        wall = reverse("projector", args=[link_token(ViewerKind.PROJECTOR, cast.game)])
        assert "Die Vergabe entfiel" in browser(cast.frieda).get(wall).content.decode()

    def test_the_phase_is_not_among_the_steps_of_that_round(self, cast, browser, url):
        cast.play_until("settled")
        steps = cast.fresh().round_phases
        assert steps == ["briefing", "negotiating", "deciding", "settled", "recap"]
        cast.play_until("deciding", round_number=2)
        assert "awarding" in cast.fresh().round_phases
