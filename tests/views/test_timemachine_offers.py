"""Offers in the time machine stand as those they concern saw them, and nobody else sees them."""

import re

import pytest
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import Settlement
from games.services import flow
from tests import cast as people
from tests.services.bargaining import accept, counter, draft, send

pytestmark = pytest.mark.django_db
TITLE = "Bauhof gemeinsam"


@pytest.fixture
def cast(db):
    """Obertal (Anna, Ben) and Mittelbach (Dora) play; a bot plays Niederau."""
    return people.assemble()


def length(cast):
    return cast.fresh().log_sequence


@pytest.fixture
def bargained(cast):
    """Anna drafts and sends, Dora counters, Anna signs; moments by what had just happened."""
    cast.play_until("negotiating")
    number = draft(cast.anna)
    moments = {"number": number, "drafted": length(cast)}
    send(cast.anna, number)
    moments["sent"] = length(cast)
    counter(cast.dora, number, {"host_surcharge": 500})
    moments["countered"] = length(cast)
    accept(cast.anna, number, revision=2)
    moments["signed"] = length(cast)
    cast.play_until("settled")
    moments["settled"] = length(cast)
    flow.end_game(cast.frieda.viewer)
    return moments


def test_by_municipality_an_offer_is_listed_for_every_partner_of_it(
    client, settings, cast, bargained
):
    """Anna sent it, and Dora is its partner: filtered by Dora's municipality it stays."""
    client.cookies[settings.SEAT_COOKIE_NAME] = cast.anna.cookie
    path = reverse("player_time", args=[cast.game.public_id])
    for team, listed in zip(cast.teams, (True, True, False), strict=True):
        asked = {"moment": bargained["sent"], "gemeinde": team.town, "art": "angebote"}
        lines = client.get(path, asked).content.decode().partition("zm-lines")[2]
        assert (f"Eintrag {bargained['sent']}" in lines) is listed, team.town


@pytest.fixture
def page(client, settings, cast, bargained):
    """The agreements of a moment as somebody sees them."""

    def shown(person, moment, **asked):
        asked = {"schirm": "vereinbarungen", "moment": bargained[moment], **asked}
        if person is None:
            token = link_token(ViewerKind.REVIEW, cast.fresh())
            answer = client.get(reverse("review_time", args=[token]), asked)
        else:
            client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
            answer = client.get(reverse("player_time", args=[cast.game.public_id]), asked)
        return answer.content.decode().partition("zm-angebote")[2].partition("zm-vereinbart")[0]

    return shown


def test_a_draft_lies_on_the_own_desk_alone(cast, page):
    assert TITLE in page(cast.anna, "drafted")
    assert "Entwurf" in page(cast.anna, "drafted")
    assert TITLE not in page(cast.dora, "drafted")


def test_what_was_sent_waits_for_the_partner(cast, page):
    assert "wartet auf Sie" in page(cast.dora, "sent")
    assert "1 von 2 zugestimmt" in page(cast.anna, "sent")


def test_a_counter_offer_is_the_newer_version_and_waits_for_the_owner(cast, page):
    shown = page(cast.anna, "countered")
    assert "wartet auf Sie" in shown
    assert "Fassung 2" in shown
    assert "Standortaufschlag" in shown
    assert "Standortaufschlag" not in page(cast.anna, "sent")


def test_signed_by_all_it_is_founded_with_the_settlement(cast, page):
    assert "alle haben zugestimmt" in page(cast.dora, "signed")
    assert "gegründet" in page(cast.dora, "settled")


def test_others_see_no_offer_at_any_moment(cast, bargained, page):
    for moment in ("drafted", "sent", "countered", "signed", "settled"):
        assert page(None, moment, sicht=cast.teams[0].town) == ""
        assert page(cast.dora, moment, sicht=cast.teams[0].town) == ""


def test_its_entries_are_found_by_the_agreement(client, cast, bargained):
    client.force_login(cast.frieda.user)
    path = reverse("cockpit_timemachine", args=[cast.game.public_id])
    stored = Settlement.objects.get(game=cast.game, round_number=1)
    (pact,) = stored.state_after["agreements"]
    answer = client.get(path, {"vereinbarung": pact["id"], "moment": bargained["settled"]})
    text = answer.content.decode()
    lines = re.findall(r'class="zm-line__t">([^<]*)', text)
    assert sum(f"Angebot {bargained['number']} " in line for line in lines) == 3
    assert "Runde 1 abgerechnet" in " ".join(lines)
    assert "zm-line__t" not in client.get(path, {"vereinbarung": "unbekannt"}).content.decode()
