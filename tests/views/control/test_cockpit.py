"""The cockpit's page and its commands."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import LogEntry, Seat
from games.services import drafts


def log_count(cast):
    return LogEntry.objects.filter(game=cast.game).count()


class TestLobby:
    def test_shows_code_qr_and_people(self, cast, frieda, url):
        page = frieda.get(url("cockpit")).content.decode()

        code = cast.game.join_code
        assert f"{code[:4]}-{code[4:]}" in page
        assert 'class="ps-qr"' in page
        assert f"/beitreten/{code}/" in page
        assert all(name in page for name in ("Anna", "Ben", "Dora"))

    def test_starting_twice_starts_once(self, cast, command):
        first, second = (command("cockpit_start", request_id="eins") for _ in range(2))

        assert first.json()["receipt"] == second.json()["receipt"]
        assert cast.fresh().phase == "briefing"
        assert LogEntry.objects.filter(game=cast.game, kind="phase_started").count() == 1

    def test_the_lobby_can_be_closed_and_opened(self, cast, command):
        command("cockpit_lobby", locked="1")
        assert cast.fresh().lobby_locked

        command("cockpit_lobby", locked="0")
        assert not cast.fresh().lobby_locked


class TestSeats:
    def test_a_person_moves_to_another_municipality(self, cast, command):
        seat_id, team_id = cast.ben.viewer.seat_id, cast.dora.viewer.team_id

        command("seat_move", named={"seat_id": seat_id}, team=team_id)

        assert Seat.objects.get(pk=seat_id).team_id == team_id

    def test_a_new_code_replaces_the_old_one_on_the_seats_page(self, cast, frieda, url):
        seat_id = cast.ben.viewer.seat_id
        before = Seat.objects.get(pk=seat_id).code

        answer = frieda.post(url("seat_code", seat_id=seat_id), {"request_id": "neu"}, follow=True)

        after = Seat.objects.get(pk=seat_id).code
        page = answer.content.decode()
        assert after != before
        assert f"{after[:4]}-{after[4:]}" in page
        assert before not in page

    def test_removing_a_seat_signs_its_devices_out(self, cast, command):
        command("seat_remove", named={"seat_id": cast.ben.viewer.seat_id})

        assert Seat.objects.get(pk=cast.ben.viewer.seat_id).removed_at is not None

    def test_seats_of_other_games_do_not_exist(self, cast, frieda, url):
        assert frieda.get(url("seat", seat_id=cast.carl.viewer.seat_id)).status_code == 404

    def test_commands_on_seats_and_teams_of_other_games_do_not_tell_why(self, cast, command):
        anna, carl = cast.anna.viewer, cast.carl.viewer
        answers = (
            command("seat_remove", named={"seat_id": carl.seat_id}),
            command("seat_move", named={"seat_id": anna.seat_id}, team=carl.team_id),
            command("cockpit_bot", team=carl.team_id, bot="reziprok"),
        )

        assert {answer.status_code for answer in answers} == {404}
        assert {answer.json()["code"] for answer in answers} == {"not_found"}
        assert len({answer.content for answer in answers}) == 1

    def test_a_bot_takes_over_and_gives_back(self, cast, command):
        team_id = cast.dora.viewer.team_id

        command("cockpit_bot", team=team_id, bot="kooperativ")
        assert cast.teams[1].bot == "kooperativ"

        command("cockpit_bot", team=team_id, bot="")
        assert cast.teams[1].bot == ""

    def test_the_question_about_a_bot_says_what_becomes_of_a_draft(self, cast, frieda, url):
        words = "Der gespeicherte Entwurf der Gemeinde wird durch die Entscheidung des Bots ersetzt"
        cast.play_until("deciding")
        anna, dora = (person.viewer for person in (cast.anna, cast.dora))
        drafts.save_draft(anna, round_number=1, revision=0, changes={"greenfield": 2})

        def asked(team_id):
            return frieda.get(url("cockpit_bot"), {"team": team_id}).content.decode()

        assert [words in asked(each.team_id) for each in (anna, dora)] == [True, False]
        drafts.submit(anna, round_number=1, revision=1)
        assert words not in asked(anna.team_id)
        drafts.reopen(anna, round_number=1)
        assert words in asked(anna.team_id)
        cast.play_until("settled")
        assert words not in asked(anna.team_id)

    def test_an_unknown_bot_is_refused_with_a_sentence(self, cast, command):
        answer = command("cockpit_bot", team=cast.dora.viewer.team_id, bot="orakel")

        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_bot")
        assert "Wählen Sie einen Eintrag" in answer.json()["message"]


class TestClock:
    @pytest.fixture(autouse=True)
    def _playing(self, cast):
        cast.play_until("briefing")

    def test_a_minute_more_comes_with_a_receipt(self, cast, command):
        answer = command("cockpit_time", seconds="60", request_id="mehr").json()

        entry = LogEntry.objects.get(request_id="mehr")
        assert answer["message"] == "1 Minute mehr"
        assert answer["receipt"]["number"] == entry.sequence
        assert answer["receipt"]["hash"] == entry.digest[:8]
        assert cast.fresh().deadline is not None

    def test_the_same_press_counts_once(self, cast, command):
        for _press in range(3):
            command("cockpit_time", seconds="300", request_id="fuenf")

        assert LogEntry.objects.filter(game=cast.game, kind="time_extended").count() == 1

    def test_minutes_from_an_old_page_are_refused(self, cast, command):
        answer = command("cockpit_time", seconds="-300", expected_phase="negotiating")

        assert (answer.status_code, answer.json()["code"]) == (409, "phase_over")
        assert not LogEntry.objects.filter(game=cast.game, kind="time_extended").exists()

    def test_pausing_and_going_on(self, cast, command, frieda, url):
        command("cockpit_pause", paused="1")
        assert cast.fresh().paused
        assert "Weiterspielen" in frieda.get(url("cockpit")).content.decode()

        command("cockpit_pause", paused="0")
        assert not cast.fresh().paused

    def test_nonsense_is_refused_and_changes_nothing(self, cast, command):
        before = log_count(cast)

        answer = command("cockpit_time", seconds="viel")

        assert (answer.status_code, answer.json()["code"]) == (422, "bad_command")
        assert log_count(cast) == before


class TestAdvance:
    def test_the_button_names_what_comes(self, cast, frieda, url):
        cast.play_until("negotiating")

        assert "Weiter: Entscheiden" in frieda.get(url("cockpit")).content.decode()

    def test_after_the_last_phase_comes_the_next_round(self, cast, frieda, url):
        cast.play_until("recap")

        assert "Weiter: Runde 2" in frieda.get(url("cockpit")).content.decode()

    def test_an_old_page_does_not_advance_a_second_time(self, cast, command):
        cast.play_until("negotiating")

        answer = command("cockpit_advance", expected_phase="briefing", expected_round=1)

        assert answer.status_code == 200
        assert cast.fresh().phase == "negotiating"

    def test_open_municipalities_are_asked_about_first(self, cast, command, frieda, url):
        cast.play_until("deciding")

        answer = command("cockpit_advance")

        assert (answer.status_code, answer.json()["code"]) == (409, "confirm")
        assert cast.fresh().phase == "deciding"
        question = frieda.get(answer.json()["confirm"]).content.decode()
        assert "2 Gemeinden haben noch nicht abgegeben" in question
        assert cast.teams[0].name in question

    def test_without_a_script_the_question_is_a_page(self, cast, frieda, url):
        cast.play_until("deciding")

        answer = frieda.post(
            url("cockpit_advance"), {"expected_round": 1, "expected_phase": "deciding"}
        )

        assert answer.status_code == 409
        assert "Runde 1 schließen und abrechnen?" in answer.content.decode()

    @pytest.mark.parametrize(("rule", "counts"), [("draft", True), ("default", False)])
    def test_the_answer_decides_whether_drafts_count(self, cast, command, rule, counts):
        cast.play_until("deciding")
        drafts.save_draft(
            cast.anna.viewer, round_number=1, revision=0, changes={"levels.verwaltung": "sparen"}
        )

        command("cockpit_advance", missing_rule=rule)

        assert cast.fresh().phase == "settled"
        status = cast.teams[0].decisions.get(round_number=1).status
        assert (status != "missing") == counts

    def test_nobody_is_asked_when_all_have_submitted(self, cast, command):
        cast.play_until("deciding")
        for person in (cast.anna, cast.dora):
            drafts.submit(person.viewer, round_number=1, revision=0)

        assert command("cockpit_advance").status_code == 200
        assert cast.fresh().phase == "settled"

    def test_a_plain_form_is_led_back_with_the_receipt(self, cast, frieda, url):
        cast.play_until("briefing")

        answer = frieda.post(
            url("cockpit_advance"),
            {"expected_round": 1, "expected_phase": "briefing"},
            follow=True,
        )

        assert re.search(r"Weitergeschaltet · Beleg \d+ · [0-9a-f]{8}", answer.content.decode())

    def test_a_refusal_stands_on_the_page_it_was_given_on(self, cast, frieda, url):
        answer = frieda.post(
            url("cockpit_time"),
            {"expected_round": 0, "expected_phase": "lobby", "seconds": 60},
            follow=True,
        )

        assert answer.redirect_chain[0][0] == url("cockpit")
        assert "Gerade läuft keine Runde." in answer.content.decode()


class TestEnd:
    def test_ending_asks_first(self, cast, frieda, url):
        cast.play_until("briefing")

        page = frieda.get(url("cockpit_end")).content.decode()

        assert "Spiel jetzt beenden?" in page
        assert cast.fresh().phase == "briefing"

    def test_and_then_ends_once(self, cast, command):
        cast.play_until("briefing")

        first, second = (command("cockpit_end", request_id="ende") for _ in range(2))

        assert first.json()["receipt"] == second.json()["receipt"]
        assert cast.fresh().phase == "ended"


class TestLinks:
    NAMES = ("projector", "review")

    @pytest.mark.parametrize("screen", NAMES)
    def test_a_new_link_is_asked_about_first(self, frieda, url, screen):
        address = url(f"cockpit_{screen}_link")
        assert f'href="{address}"' in frieda.get(url("cockpit")).content.decode()

        question = frieda.get(address).content.decode()

        assert "Der bisherige Link gilt sofort nicht mehr" in question
        assert f'method="post" action="{address}"' in question

    @pytest.mark.parametrize("screen", NAMES)
    def test_and_then_replaces_the_old_one_once(self, cast, frieda, url, command, screen):
        old = reverse(screen, kwargs={"token": link_token(ViewerKind(screen), cast.game)})
        assert Client().get(old).status_code == 200

        first, second = (command(f"cockpit_{screen}_link", request_id="neu") for _ in range(2))

        assert first.json()["receipt"] == second.json()["receipt"]
        new = reverse(screen, kwargs={"token": link_token(ViewerKind(screen), cast.fresh())})
        assert [Client().get(link).status_code for link in (old, new)] == [404, 200]
        page = frieda.get(url("cockpit")).content.decode()
        assert new in page
        assert old not in page
        words = {"projector": "Leinwand", "review": "Rückschau"}[screen]
        assert f"Neuer Link für die {words}" in page


class TestState:
    def test_names_what_people_check_the_product_by(self, cast, frieda, url):
        cast.play_until("deciding")
        saved = drafts.save_draft(
            cast.anna.viewer, round_number=1, revision=0, changes={"levels.verwaltung": "sparen"}
        )
        drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision)

        state = frieda.get(url("cockpit_state")).json()

        assert (state["phase"], state["round"], state["rounds"]) == ("deciding", 1, 3)
        assert state["join_code"] == cast.game.join_code
        assert [team["submitted"] for team in state["teams"]] == [True, False, True]
        assert [team["draft"] for team in state["teams"]] == [True, False, True]
        assert state["paused"] is False
        assert {"version", "deadline", "server_time"} <= state.keys()

    def test_receipts_are_the_facilitators_own(self, cast, frieda, url, command):
        command("cockpit_start", request_id="los")

        receipts = frieda.get(url("cockpit_state")).json()["receipts"]

        own = LogEntry.objects.filter(game=cast.game, user=cast.frieda.user)
        assert [each["number"] for each in receipts] == [entry.sequence for entry in own]
        assert "player_joined" not in {each["kind"] for each in receipts}
