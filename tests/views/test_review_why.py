"""The page of reasons: sums, postings, limits; names only for those who may know them."""

import re

import pytest
from django.conf import settings
from django.test import Client

from games.access import ViewerKind, link_token
from games.models import Settlement
from games.selectors import money
from games.services import drafts
from tests.cast import NOW, assemble
from tests.factories import WorkshopMemberFactory
from tests.recorded import recorded

pytestmark = pytest.mark.django_db
NAMED = re.compile(r"\bAnna\b")
BARE = re.compile(r"<[^>]+>")


def address(game):
    return f"/rueckschau/{link_token(ViewerKind.REVIEW, game)}/warum/"


def text(answer):
    return " ".join(BARE.sub(" ", answer.content.decode()).split())


@pytest.fixture
def played(db):
    """Two rounds in which Anna hands her team's decision in."""
    cast = assemble(rounds=2)
    cast.play_until("deciding")
    team = cast.teams[0]
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"greenfield": 3}, now=NOW
    )
    drafts.submit(cast.anna.viewer, round_number=1, revision=1, now=NOW)
    cast.play_until("debrief", round_number=2)
    return cast, team


def place_of(cast, rule, town):
    postings = Settlement.objects.get(game=cast.game, round_number=1, superseded_at=None).content[
        "postings"
    ]
    return next(
        place
        for place, each in enumerate(postings, start=1)
        if each["rule"] == rule and town in (each["source"], each["target"])
    )


def as_player(person):
    client = Client()
    client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
    return client


def test_before_the_end_there_are_no_reasons(client):
    cast = assemble()
    cast.play_until("settled")
    asked = {"zahl": "konto", "gemeinde": cast.teams[0].town, "runde": "1"}

    assert client.get(address(cast.fresh()), asked).status_code == 302


def test_the_way_in_shows_every_figure_as_a_link(client, played):
    cast, team = played
    page = client.get(address(cast.fresh())).content.decode()

    for measured in ("konto", "laufend", "gesamt", "menschen", "leerstand", "rueckhalt"):
        assert f"zahl={measured}&amp;gemeinde={team.town}&amp;runde=2" in page
    assert "zahl=fonds" in page
    assert "zahl=vertrauen-in" in page


def test_an_account_leads_to_its_postings_and_adds_up(client, played):
    cast, team = played
    asked = {"zahl": "konto", "gemeinde": team.town, "runde": "1"}
    page = text(client.get(address(cast.fresh()), asked))
    state = Settlement.objects.get(game=cast.game, round_number=1, superseded_at=None).state_after
    account = money.euro_exact(state["towns"][team.town]["account"])

    assert f"Das ist genau der Stand der Abrechnung: {' '.join(account.split())}." in page
    assert "Bauland am Ortsrand" in page


def test_a_posting_leads_to_rule_sources_and_decision(client, played):
    cast, team = played
    place = place_of(cast, "W1", team.town)
    page = text(client.get(address(cast.fresh()), {"runde": "1", "buchung": str(place)}))

    assert "Regel W1, Regelwerk Abschnitt 4.3" in page
    assert "Die Rechnung ergibt genau den gebuchten Betrag." in page
    assert f"Entscheidung von {team.name} in Runde 1" in page
    assert "3 Wohnungen" in page
    assert "Entschieden hat das Team" in page
    assert "Erlaubt waren bis zu" in page


def test_names_are_for_the_own_team_and_the_facilitator_alone(client, played):
    cast, team = played
    asked = {"runde": "1", "buchung": str(place_of(cast, "W1", team.town))}
    game = cast.fresh()

    assert not NAMED.search(text(client.get(address(game), asked)))
    own = f"/spiel/{game.public_id}/warum/"
    assert "abgegeben von Anna" in text(as_player(cast.anna).get(own, asked))
    other = as_player(cast.dora).get(own, asked)
    assert other.status_code == 200
    assert not NAMED.search(text(other))
    lead = f"/leitung/spiel/{game.public_id}/warum/"
    client.force_login(cast.frieda.user)
    assert "abgegeben von Anna" in text(client.get(lead, asked))
    for role, reads in (("coach", True), ("technician", False), ("observer", False)):
        client.force_login(WorkshopMemberFactory(workshop=game.workshop, role=role).user)
        assert ("abgegeben von Anna" in text(client.get(lead, asked))) is reads, role


def test_what_is_not_there_is_not_found(client, played):
    cast, team = played
    for asked in (
        {"runde": "9"},
        {"runde": "x"},
        {"runde": "1", "buchung": "0"},
        {"runde": "1", "buchung": "9999"},
        {"runde": "0", "buchung": "1"},
        {"zahl": "gibtsnicht", "runde": "1"},
        {"zahl": "konto", "gemeinde": "nirgendwo", "runde": "1"},
        {"zahl": "konto", "runde": "1"},
        {"zahl": "vertrauen-in", "gemeinde": team.town, "in": team.town, "runde": "1"},
        {"zahl": "grenzen", "gemeinde": "nirgendwo", "runde": "1"},
        {"zahl": "grenzen", "gemeinde": team.town, "runde": "0"},
        {"zahl": "grenzen", "runde": "1"},
    ):
        assert client.get(address(cast.fresh()), asked).status_code == 404, asked


def test_every_posting_and_figure_of_a_recorded_game_has_a_page(client):
    cast = recorded(3)
    game = cast.fresh()
    seen = 0
    for row in Settlement.objects.filter(game=game, round_number__gt=0, superseded_at=None):
        for place in range(1, len(row.content["postings"]) + 1, 7):
            asked = {"runde": str(row.round_number), "buchung": str(place)}
            assert client.get(address(game), asked).status_code == 200
            seen += 1
    assert seen > 30
    for team in cast.teams:
        asked = {"zahl": "grenzen", "gemeinde": team.town, "runde": "2"}
        assert "Was möglich war" in text(client.get(address(game), asked))


def test_nothing_of_what_people_said_or_noted_is_on_it(client):
    cast = recorded(2)
    game = cast.fresh()
    pages = [{}, {"zahl": "vertrauen", "gemeinde": cast.teams[0].town, "runde": "2"}]
    pages += [{"runde": "2", "buchung": str(place)} for place in range(1, 90, 5)]
    for asked in pages:
        page = text(client.get(address(game), asked))
        assert not NAMED.search(page)
        for secret in ("Dora", "Frieda", "Unter uns", "Streit ums Bad", "Hier kippte"):
            assert secret not in page


def test_it_asks_for_little(client, played, django_assert_max_num_queries):
    cast, team = played
    for asked in (
        {},
        {"zahl": "konto", "gemeinde": team.town, "runde": "2"},
        {"runde": "2", "buchung": "5"},
        {"zahl": "grenzen", "gemeinde": team.town, "runde": "2"},
    ):
        client.get(address(cast.fresh()), asked)
        with django_assert_max_num_queries(14):
            client.get(address(cast.fresh()), asked)


def test_the_overview_leads_to_the_reasons(client, played):
    cast, team = played
    page = client.get(address(cast.fresh()).removesuffix("warum/")).content.decode()

    assert f"warum/?zahl=konto&amp;gemeinde={team.town}&amp;runde=2" in page
    assert f"warum/?zahl=vertrauen&amp;gemeinde={team.town}&amp;runde=2" in page
    assert "warum/?runde=2&amp;buchung=1" in page
