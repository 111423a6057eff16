"""The report tells what is taken home after the debrief: who, what, until when."""

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.services import debrief, debrief_cards
from tests import cast as people
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    return cast


def page(cast, route, **named):
    token = link_token(ViewerKind.REVIEW, cast.fresh())
    return Client().get(reverse(route, kwargs={"token": token, **named})).content.decode()


def resolve(cast):
    lead = cast.frieda.viewer
    debrief.begin(lead, now=NOW)
    debrief_cards.resolve(cast.anna.viewer, text="Bauhof teilen", until="bis Ostern", now=NOW)
    debrief_cards.resolve(cast.dora.viewer, text="Nachbarn fragen", now=NOW)
    debrief_cards.resolve_for(lead, town="", text="Treffen im Herbst", now=NOW)
    gone = debrief_cards.resolve(cast.dora.viewer, text="Verworfen", now=NOW).number
    debrief_cards.hide_resolution(lead, number=gone, now=NOW)


def test_a_report_without_resolutions_has_no_such_part(cast):
    assert "vorsaetze" not in page(cast, "review_report")


def test_the_report_for_all_names_who_takes_what_home_until_when(cast):
    resolve(cast)
    table = page(cast, "review_report").partition('id="vorsaetze"')[2].partition("</section>")[0]
    first, second = (team.name for team in cast.teams[:2])
    rows = table.partition("<tbody>")[2].split("</tr>")
    for row, wanted in zip(
        rows,
        [
            ("Bauhof teilen", first, "bis Ostern"),
            ("Nachbarn fragen", second, "offen"),
            ("Treffen im Herbst", "Alle zusammen", "offen"),
        ],
        strict=False,
    ):
        assert [each for each in wanted if each not in row] == []
    assert "Verworfen" not in table


def test_the_report_of_a_town_has_its_own_and_those_of_all(cast):
    resolve(cast)
    town = cast.teams[0].town
    found = page(cast, "review_report_town", town=town)
    assert "Bauhof teilen" in found
    assert "Treffen im Herbst" in found
    assert "Nachbarn fragen" not in found
