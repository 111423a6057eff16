"""Login, list of games, a new game."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.enums import ROUND_PHASES
from games.models import Game
from tests.cast import assemble
from tests.factories import UserFactory

MINUTES = {f"minutes_{phase}": 5 for phase in ROUND_PHASES}


@pytest.fixture
def account(db):
    user = UserFactory(username="leiterin")
    user.set_password("ein langer Satz")
    user.save()
    return user


class TestLogin:
    def test_the_right_password_leads_to_the_page_that_was_asked_for(self, account):
        asked = reverse("game_create")

        answer = Client().post(
            f"{reverse('login')}?next={asked}",
            {"username": "leiterin", "password": "ein langer Satz", "next": asked},
        )

        assert (answer.status_code, answer["Location"]) == (302, asked)

    def test_another_server_is_no_place_to_go(self, account):
        answer = Client().post(
            reverse("login"),
            {
                "username": "leiterin",
                "password": "ein langer Satz",
                "next": "https://anderswo.example/",
            },
        )

        assert answer["Location"] == reverse("games")

    @pytest.mark.parametrize("name", ["leiterin", "niemand"])
    def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(self, account, name):
        answer = Client().post(reverse("login"), {"username": name, "password": "falsch"})

        assert answer.status_code == 422
        assert "Benutzername oder Passwort stimmt nicht." in answer.content.decode()

    def test_too_many_wrong_passwords_are_told_how_long_to_wait(self, account):
        client = Client()
        wrong = {"username": "leiterin", "password": "falsch"}

        answers = [client.post(reverse("login"), wrong) for _ in range(settings.AXES_FAILURE_LIMIT)]

        assert {answer.status_code for answer in answers[:-1]} == {422}
        assert answers[-1].status_code == 429
        assert answers[-1]["Retry-After"] == "300"
        assert "Warten Sie 5 Minuten" in answers[-1].content.decode()

    def test_leaving_ends_the_session(self, account):
        client = Client()
        client.force_login(account, "django.contrib.auth.backends.ModelBackend")

        client.post(reverse("logout"))

        assert client.get(reverse("games")).status_code == 302


class TestGames:
    def test_only_own_games_are_listed(self, db):
        cast = assemble()
        client = Client()
        client.force_login(cast.frieda.user, "django.contrib.auth.backends.ModelBackend")

        page = client.get(reverse("games")).content.decode()

        assert "Übung" in page
        assert "Nachbarspiel" not in page


class TestNewGame:
    @pytest.fixture
    def client(self, db):
        cast = assemble()
        client = Client()
        client.force_login(cast.franz.user, "django.contrib.auth.backends.ModelBackend")
        return client

    def post(self, client, **fields):
        proposed = {
            "name": "Kurs im Mai",
            "scenario": "einstieg",
            "rounds": 2,
            "model": "",
            "advance_mode": "manual",
            "missing_rule": "draft",
            "seats_per_team": 0,
        }
        return client.post(reverse("game_create"), proposed | MINUTES | fields)

    def test_the_proposed_answers_make_a_game(self, client):
        answer = self.post(client)

        game = Game.objects.get(name="Kurs im Mai")
        assert answer["Location"] == reverse("cockpit", kwargs={"game_id": game.public_id})
        assert (game.phase, game.rounds, game.missing_rule) == ("lobby", 2, "draft")
        assert game.phase_minutes["deciding"] == 5

    def test_a_form_sent_twice_makes_one_game(self, client):
        form = client.get(reverse("game_create")).context["form"]
        once = form["request_id"].value()

        first, second = (self.post(client, request_id=once) for _press in range(2))

        assert first["Location"] == second["Location"]
        assert Game.objects.filter(name="Kurs im Mai").count() == 1

    def test_what_was_chosen_is_what_is_played(self, client):
        self.post(
            client,
            model="fonds_nienburg",
            advance_mode="clock",
            missing_rule="default",
            seats_per_team=2,
            minutes_recap=0,
            options=["own_shares", "key_votes"],
        )

        game = Game.objects.get(name="Kurs im Mai")
        assert game.cooperation_model == "fonds_nienburg"
        assert (game.advance_mode, game.missing_rule) == ("clock", "default")
        assert game.options == {"own_shares": True, "key_votes": True}
        assert "recap" not in game.phase_minutes
        assert game.seats.count() == 2 * game.teams.count()

    def test_additional_rules_stand_in_the_cockpit_and_explain_themselves(self, client):
        answer = self.post(client, options=["no_alone_key"])
        page = client.get(answer["Location"]).content.decode()
        assert "Ohne den Schlüssel „Bisherige Kosten“" in page
        assert "Er schadet niemandem" in page
        assert "Abstimmung über den Fondsschlüssel" not in page

    def test_an_unknown_rule_is_refused_and_the_others_stay_ticked(self, client):
        answer = self.post(client, options=["own_shares", "freibier"])
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Diese Regel gibt es nicht." in page
        assert 'value="own_shares" checked' in page

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("name", "", "Geben Sie dem Spiel einen Namen."),
            ("rounds", "0", "Mindestens 1."),
            ("rounds", "13", "Höchstens 12."),
            ("rounds", "drei", "Geben Sie eine ganze Zahl ein."),
            ("minutes_deciding", "-1", "Mindestens 0."),
            ("model", "erfunden", "Dieses Szenario kennt das gewählte Modell nicht."),
            ("seats_per_team", "9", "Höchstens 8."),
        ],
    )
    def test_what_does_not_fit_is_said_at_its_field(self, client, field, value, sentence):
        answer = self.post(client, **{field: value})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'id="{field}-error">{sentence}' in page
        assert not Game.objects.filter(name="Kurs im Mai").exists()

    def test_the_form_says_how_many_people_a_scenario_is_for(self, client):
        page = client.get(reverse("game_create")).content.decode()

        assert "3 bis 15 Personen" in page
