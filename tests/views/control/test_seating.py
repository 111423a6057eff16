"""Seats in the cockpit: what is at stake is shown, the removed are told and let in again."""

import pytest
from django.test import Client

from games.models import Seat
from games.services import drafts, presence, seats
from tests.cast import NOW
from tests.views.matrix import Browsers


@pytest.fixture
def playing(cast):
    cast.play_until("deciding")
    return cast


def text(answer):
    return answer.content.decode()


def remove(cast, person, reason="Ging früher"):
    seats.remove_seat(cast.frieda.viewer, seat_id=person.viewer.seat_id, reason=reason, now=NOW)


def test_the_seat_says_what_the_person_does_and_how_far_the_team_is(
    playing, frieda, url, monkeypatch
):
    ben = playing.ben.viewer.seat_id
    work = presence.Work("board", "levels.kita", "Kita")
    monkeypatch.setattr(presence, "heard", lambda _ids, _now: {ben: 4})
    monkeypatch.setattr(presence, "at_work", lambda _ids, _now: {ben: work})
    drafts.save_draft(playing.anna.viewer, round_number=1, revision=0, changes={"greenfield": 1})
    page = text(frieda.get(url("seat", seat_id=ben)))
    assert "Zuletzt gehört vor 4 Sekunden." in page
    assert "Schreibt gerade in: Kita" in page
    assert "Obertal hat 1 von" in page
    assert "Dort sitzen auch: Anna</li>" in page
    assert "Entwurf und Abgabe bleiben bei Obertal" in page


def test_the_last_of_a_team_is_not_moved_unawares(playing, frieda, url):
    page = text(frieda.get(url("seat", seat_id=playing.dora.viewer.seat_id)))
    assert "Sonst sitzt dort niemand." in page
    assert "Danach sitzt in Mittelbach niemand mehr" in page


def test_without_a_reason_nobody_is_moved_and_the_sentence_says_so(playing, command):
    ben, team = playing.ben.viewer.seat_id, playing.teams[1].pk
    answer = command("seat_move", named={"seat_id": ben}, team=team)
    assert answer.status_code == 422
    assert "Nennen Sie einen Grund" in answer.json()["message"]
    assert Seat.objects.get(pk=ben).team_id != team


def test_who_acts_on_an_old_page_reads_where_the_person_sits_now(playing, command):
    ben, before = playing.ben.viewer.seat_id, playing.ben.viewer.team_id
    goes = {"named": {"seat_id": ben}, "expected_team": before, "reason": "Zu voll"}
    command("seat_move", team=playing.teams[1].pk, **goes)
    late = command("seat_move", team=playing.teams[2].pk, **goes)
    assert late.status_code == 409
    assert late.json()["message"].startswith("Ben sitzt inzwischen in Mittelbach.")


class TestRemoved:
    @pytest.mark.parametrize("place", ["", "rathaus/", "verlauf/"])
    def test_every_page_of_the_game_says_why_and_what_to_do(self, playing, place):
        browser = Browsers(playing).client("team_mate")
        remove(playing, playing.ben)
        answer = browser.get(f"/spiel/{playing.game.public_id}/{place}")
        assert answer.status_code == 404
        page = text(answer)
        assert "Ihr Platz ist aufgelöst" in page
        assert "Grund: Ging früher" in page
        assert "lässt Sie mit einem Klick wieder herein" in page

    def test_scripts_get_the_sentence_and_nothing_of_the_game(self, playing):
        browser = Browsers(playing).client("team_mate")
        remove(playing, playing.ben)
        answer = browser.get(f"/spiel/{playing.game.public_id}/rathaus/state.json")
        assert (answer.status_code, answer.json()["code"]) == (404, "seat_removed")
        assert "Obertal" not in text(answer)

    def test_nobody_else_learns_that_there_was_a_seat(self, playing):
        remove(playing, playing.ben)
        for browser in (Client(), Browsers(playing).client("other_game")):
            answer = browser.get(f"/spiel/{playing.game.public_id}/rathaus/")
            assert "Diese Seite gibt es nicht" in text(answer)

    def test_one_press_in_the_cockpit_lets_the_person_in_on_the_same_device(
        self, playing, frieda, url, command
    ):
        browser = Browsers(playing).client("team_mate")
        remove(playing, playing.ben)
        page = text(frieda.get(url("cockpit")))
        ben = playing.ben.viewer.seat_id
        assert f'id="readmit-{ben}"' in page
        assert command("seat_readmit", named={"seat_id": ben}).status_code == 200
        assert browser.get(f"/spiel/{playing.game.public_id}/rathaus/").status_code == 200
        assert f'id="readmit-{ben}"' not in text(frieda.get(url("cockpit")))

    def test_the_seat_of_somebody_removed_shows_no_code(self, playing, frieda, url):
        remove(playing, playing.ben)
        seat = Seat.objects.get(pk=playing.ben.viewer.seat_id)
        page = text(frieda.get(url("seat", seat_id=seat.pk)))
        assert "Wieder hereinlassen" in page
        assert seat.code[:4] not in page


def test_somebody_late_gets_a_seat_whose_code_is_shown_at_once(playing, frieda, url):
    seats.lock_lobby(playing.frieda.viewer, locked=True)
    answer = frieda.post(url("seat_add"), {"team": playing.teams[2].pk}, follow=True)
    seat = Seat.objects.get(team=playing.teams[2])
    assert f"{seat.code[:4]}-{seat.code[4:]}" in text(answer)
    joined = Client().post("/beitreten/", {"code": seat.code}, follow=True)
    assert joined.redirect_chain[-1][0].endswith("/rathaus/")


def test_both_teams_read_in_the_town_hall_and_history_who_moved_and_why(playing):
    seats.move_seat(
        playing.frieda.viewer,
        seat_id=playing.ben.viewer.seat_id,
        team_id=playing.dora.viewer.team_id,
        reason="Obertal ist zu voll",
    )
    for kind, words in (("player", "Ben sitzt jetzt in Mittelbach."), ("other_team", "Neu bei")):
        browser = Browsers(playing).client(kind)
        for place in ("rathaus/", "verlauf/"):
            page = text(browser.get(f"/spiel/{playing.game.public_id}/{place}"))
            assert words in page
            assert "Grund der Spielleitung: Obertal ist zu voll" in page
