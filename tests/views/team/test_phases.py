"""Every page answers in every phase, also while paused, and leads to where the game is."""

import re

import pytest

from games.services import flow, seats
from tests.cast import NOW

SCREENS = ("board", "settlement", "region", "data", "history")
PLACES = [
    ("briefing", 1, "board"),
    ("negotiating", 1, "board"),
    ("deciding", 1, "board"),
    ("settled", 1, "settlement"),
    ("recap", 1, "settlement"),
    ("briefing", 2, "board"),
    ("debrief", 3, "settlement"),
    ("ended", 3, "settlement"),
]


@pytest.mark.parametrize(("phase", "number", "right"), PLACES)
def test_pages_answer_in_every_phase(browser, cast, url, phase, number, right):
    cast.play_until(phase, round_number=number)
    client = browser(cast.anna)
    assert client.get(url("game")).url == url(right)
    assert client.get(url("lobby")).url == url("game")
    for screen in SCREENS:
        page = client.get(url(screen))
        assert page.status_code == 200, screen
        assert page.content.decode().count("<h1") == 1, screen
        assert client.get(url(f"{screen}_live")).status_code == 200, screen
        assert client.get(url(f"{screen}_state")).json()["phase"] == phase


def test_an_open_page_of_somebody_who_was_moved_is_no_longer_the_right_one(browser, cast, url):
    cast.play_until("deciding")
    client = browser(cast.anna)
    page_key = re.search(r'<body[^>]* data-key="([^"]+)"', text(client.get(url("board"))))[1]
    assert f'data-key="{page_key}"' in text(client.get(url("board_live")))
    other = cast.dora.viewer.team_id
    anna = cast.anna.viewer
    seats.move_seat(cast.frieda.viewer, seat_id=anna.seat_id, team_id=other, reason="allein")
    assert f'data-key="{page_key}"' not in text(client.get(url("board_live")))


def text(response):
    return response.content.decode()


def test_in_the_lobby_the_board_leads_to_the_waiting_room(browser, cast, url):
    client = browser(cast.anna)
    assert client.get(url("board")).url == url("game")
    assert client.get(url("game")).url == url("lobby")
    for screen in ("lobby", "settlement", "region", "data", "history"):
        assert client.get(url(screen)).status_code == 200


def test_outside_drafting_the_form_is_locked(browser, cast, url):
    client = browser(cast.anna)
    cast.play_until("deciding")
    assert 'class="ps-services" disabled' not in client.get(url("board")).content.decode()
    cast.play_until("settled")
    html = client.get(url("board")).content.decode()
    assert 'class="ps-services" disabled' in html
    assert 'data-submitted="1"' in html


def test_a_paused_game_says_so_and_keeps_drafts(browser, cast, url):
    cast.play_until("deciding")
    flow.extend(cast.frieda.viewer, seconds=462, now=NOW)
    flow.pause(cast.frieda.viewer, now=NOW)
    html = browser(cast.anna).get(url("board")).content.decode()
    assert "Das Spiel ist angehalten." in html
    assert "Die Uhr steht bei 07:42." in html
    assert 'data-paused-seconds="462"' in html


def test_the_timer_names_its_end(browser, cast, url):
    cast.play_until("deciding")
    flow.extend(cast.frieda.viewer, seconds=480, now=NOW)
    html = browser(cast.anna).get(url("board")).content.decode()
    assert 'role="timer"' in html
    assert "bis 11:08" in html
    assert 'data-deadline="2026-11-22T11:08:00+01:00"' in html
