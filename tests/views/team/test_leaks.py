"""No screen of a team holds what another team has not shown: tried with telling values."""

import re
from functools import partial

import pytest
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.enums import ROUND_PHASES, Phase
from games.models import Seat, TeamDecision
from games.selectors.fund import live_context as fund_page
from games.services import drafts
from games.services.phases import Position
from games.services.scoring import close_scoring
from tests.cast import NOW, assemble
from tests.services.commands import to_board

SCREENS = (
    "lobby",
    "board",
    "fund",
    "talks",
    "pacts",
    "settlement",
    "region",
    "data",
    "recap",
    "history",
)
GREENFIELD, INNER = 17, 13
"""Numbers that stand nowhere else in a game of "einstieg"."""
SECRETS = {"greenfield": GREENFIELD, "inner": INNER, "applications": [{"project": "marktscheune"}]}


@pytest.fixture
def secretive(cast):
    """Anna's team has a draft that nobody else may see; Ben is her team mate, Dora a neighbour."""
    cast.play_until("deciding")
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=0, changes=SECRETS, now=NOW)
    return cast


@pytest.fixture
def board_game(db):
    """A game with a closed ballot: Anna's team applies, Dora's votes."""
    cast = assemble(round_phases=ROUND_PHASES, options={"closed_ballot": True})
    cast.play_until("deciding")
    for person, changes in (
        (cast.anna, {"fund": "beitreten", "applications.marktscheune": True}),
        (cast.dora, {"fund": "beitreten"}),
    ):
        drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    return cast, lambda name: reverse(name, kwargs={"game_id": cast.game.public_id})


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


def test_a_closed_ballot_stays_closed_on_every_screen(db, browser, board_game):
    """Before the settlement and after it nobody reads how Mittelbach voted, but Mittelbach."""
    cast, address = board_game
    for phase in ("awarding", "settled"):
        cast.play_until(phase)
        if phase == "awarding":
            drafts.save_draft(
                cast.dora.viewer,
                round_number=1,
                revision=1,
                changes={"votes.marktscheune": "nein"},
                now=NOW,
            )
        for name, html in pages(browser(cast.anna), address):
            assert '"marktscheune": "nein"' not in html, (phase, name)
            assert 'value="nein" checked' not in html, (phase, name)
            assert "fo-cast" not in html, (phase, name)
    own = browser(cast.dora).get(address("board_state")).json()["team"]["draft"]["content"]
    assert own["votes"] == {"marktscheune": "nein"}


@pytest.mark.parametrize("counts", [False, True])
def test_before_the_close_nobody_learns_what_another_town_scored(db, browser, counts):
    """Mittelbach gives nothing for anything; that it has scored is all that others see."""
    cast = assemble(round_phases=ROUND_PHASES, options={"mean_scores": counts})
    to_board(cast)
    address = partial(reverse, kwargs={"game_id": cast.game.public_id})
    wall = reverse("projector", args=[link_token(ViewerKind.PROJECTOR, cast.game)])

    def seen():
        shown = dict(pages(browser(cast.anna), address))
        fund = browser(cast.anna).get(address("fund_state")).json()["fund"]
        page = browser(cast.frieda).get(wall).content.decode()
        points = re.findall(r'<td class="ps-num"><b>(\d+)</b>', page)
        return shown, (fund["ranking"], fund["scoring"]), points

    def score(changes):
        row = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
        drafts.save_draft(
            cast.dora.viewer, round_number=1, revision=row.revision, changes=changes, now=NOW
        )

    _shown, ranking, points = seen()
    fields = fund_page(cast.dora.viewer)["fund"].scoring.sheets[0].fields
    score({field.path: 0 for field in fields})
    shown, after, points_after = seen()
    assert (ranking, points) == (after, points_after)
    assert points
    for name, html in shown.items():
        assert '"scores"' not in html, name
        assert "fo-results" not in html, name
    close_scoring(cast.frieda.viewer, expected=Position(1, Phase.AWARDING), now=NOW)
    shown, (rows, scoring), points_closed = seen()
    assert "fo-results" in shown["fund"]
    assert scoring["results"][0]["total"]["now"]["low"] == 0
    assert (points_closed != points) == (rows != ranking[0]) == counts


def test_after_settlement_others_postings_stay_with_them(secretive, browser, url):
    drafts.submit(secretive.anna.viewer, round_number=1, revision=1, now=NOW)
    secretive.play_until("settled")
    profit = "127.500"
    own = browser(secretive.anna).get(url("settlement")).content.decode()
    assert profit in own
    for name, html in pages(browser(secretive.dora), url):
        assert profit not in html, name
        # Applications are public once deciding is closed: the fund's screen ranks them.
        assert name.startswith("fund") or "marktscheune" not in html, name


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
