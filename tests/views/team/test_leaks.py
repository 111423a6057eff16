"""No screen of a team holds what another team has not shown: tried with telling values."""

import pytest

from games.models import Seat
from games.services import drafts
from tests.cast import NOW

SCREENS = ("lobby", "board", "settlement", "region", "history")
GREENFIELD, INNER = 17, 13
"""Numbers that stand nowhere else in a game of "einstieg"."""
SECRETS = {"greenfield": GREENFIELD, "inner": INNER, "applications": [{"project": "marktscheune"}]}


@pytest.fixture
def secretive(cast):
    """Anna's team has a draft that nobody else may see; Ben is her team mate, Dora a neighbour."""
    cast.play_until("deciding")
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=0, changes=SECRETS, now=NOW)
    return cast


def pages(client, url):
    for screen in SCREENS:
        for name in (screen, f"{screen}_live", f"{screen}_state"):
            response = client.get(url(name), follow=True)
            assert response.status_code == 200, name
            yield name, response.content.decode()


def telltales(cast):
    """What would give the draft away: engine JSON, values in controls, words on the screen."""
    codes = Seat.objects.filter(team=cast.teams[0]).values_list("code", flat=True)
    return [
        f'"greenfield": {GREENFIELD}',
        f'value="{GREENFIELD}"',
        f'value="{INNER}"',
        f"{GREENFIELD} Wohnungen",
        "Marktscheune",
        "marktscheune",
        *codes,
        *(code[4:] for code in codes),
    ]


def test_the_own_team_sees_the_draft(secretive, browser, url):
    found = "".join(html for _name, html in pages(browser(secretive.ben), url))
    assert f"{GREENFIELD} Wohnungen" in found
    assert "Marktscheune" in found
    assert f'"greenfield": {GREENFIELD}' in found


def test_a_neighbour_sees_nothing_of_the_draft(secretive, browser, url):
    for name, html in pages(browser(secretive.dora), url):
        for secret in telltales(secretive):
            assert secret not in html, (name, secret)


def test_submitting_shows_no_more_than_that(secretive, browser, url):
    drafts.submit(secretive.anna.viewer, round_number=1, revision=1, now=NOW)
    for name, html in pages(browser(secretive.dora), url):
        for secret in telltales(secretive):
            assert secret not in html, (name, secret)
    board = browser(secretive.dora).get(url("board")).content.decode()
    assert "2 von 3" in board


def test_after_settlement_others_postings_stay_with_them(secretive, browser, url):
    drafts.submit(secretive.anna.viewer, round_number=1, revision=1, now=NOW)
    secretive.play_until("settled")
    profit = "127.500"
    own = browser(secretive.anna).get(url("settlement")).content.decode()
    assert profit in own
    for name, html in pages(browser(secretive.dora), url):
        assert profit not in html, name
        assert "marktscheune" not in html, name


def test_receipts_and_seat_codes_stay_in_the_team(secretive, browser, url):
    numbers = {
        each["hash"] for each in browser(secretive.anna).get(url("board_state")).json()["receipts"]
    }
    assert numbers
    for name, html in pages(browser(secretive.dora), url):
        assert not [digest for digest in numbers if digest in html], name
    ben = Seat.objects.get(pk=secretive.ben.viewer.seat_id).code
    for name, html in pages(browser(secretive.anna), url):
        assert ben[4:] not in html, name
