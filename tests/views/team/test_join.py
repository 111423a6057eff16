"""From a code to a seat, with sentences for everything that goes wrong."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.access import seat_of
from games.models import Device, Game, Seat
from games.services import seats
from games.services.brake import PER_CLIENT
from games.views import team_page
from tests.cast import sit_down

START = reverse("start")
JOIN = reverse("join")
NO_SUCH_CODE = "Diesen Code gibt es nicht. Prüfen Sie die acht Zeichen auf der Leinwand."


@pytest.fixture
def still_clock():
    """The brake counts by the minute; a test on a slow machine must not cross into the next."""
    with time_machine.travel(datetime(2026, 11, 22, 9, 0, 5, tzinfo=UTC), tick=False):
        yield


def body(response):
    return response.content.decode()


def test_start_page_offers_code_login_and_says_what_it_is(client, db):
    html = body(client.get(START))
    assert html.count("<h1") == 1
    assert 'name="code"' in html
    assert reverse("games") in html
    assert "Demo ansehen" not in html


def test_start_page_leads_to_a_running_demo(client, cast):
    cast.play_until("deciding")
    Game.objects.filter(pk=cast.game.pk).update(is_demo=True)
    assert reverse("join_code", kwargs={"code": cast.game.join_code}) in body(client.get(START))


def test_start_page_leads_back_to_the_own_game(browser, cast):
    html = body(browser(cast.anna).get(START))
    assert "Zurück in Ihr Spiel" in html
    assert reverse("game", kwargs={"game_id": cast.game.public_id}) in html


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "grouped"])
def test_a_join_code_as_people_type_it(client, cast, typed):
    code = cast.game.join_code
    shown = {"lower": code.lower(), "grouped": f"{code[:4]}-{code[4:]}"}.get(
        typed, typed.format(code)
    )
    response = client.post(JOIN, {"code": shown})
    assert response.status_code == 302
    assert response.url == reverse("join_code", kwargs={"code": code})


@pytest.mark.parametrize("typed", ["", "ABCD", "AAAAAAAA", "<script>", "0OIL0OIL"])
def test_a_wrong_code_gets_a_sentence_and_keeps_what_was_typed(client, db, typed):
    response = client.post(JOIN, {"code": typed})
    assert response.status_code == 404
    assert NO_SUCH_CODE in body(response)
    assert "<script>" not in body(response).partition("<main")[2].partition("</main")[0]


def test_wrong_code_in_the_address_looks_the_same(client, db):
    response = client.get(reverse("join_code", kwargs={"code": "AAAAAAAA"}))
    assert response.status_code == 404
    assert NO_SUCH_CODE in body(response)


@pytest.mark.usefixtures("still_clock")
def test_guessing_is_braked_and_says_how_long(client, db):
    for _attempt in range(PER_CLIENT + 5):
        response = client.post(JOIN, {"code": "AAAAAAAA"})
    assert response.status_code == 429
    assert "zu viele falsche Codes" in body(response)
    assert int(response["Retry-After"]) > 0


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("behind_proxy", [False, True])
def test_a_forged_forwarding_header_does_not_loosen_the_brake(client, db, settings, behind_proxy):
    settings.BEHIND_PROXY = behind_proxy
    for attempt in range(PER_CLIENT + 1):
        forged = {"X-Forwarded-For": f"203.0.113.{attempt}"}
        response = client.post(JOIN, {"code": "AAAAAAAA"}, headers=forged)
    assert response.status_code == 429


@pytest.mark.usefixtures("still_clock")
def test_right_codes_pass_while_others_are_braked(client, cast):
    for _attempt in range(PER_CLIENT + 5):
        client.post(JOIN, {"code": "AAAAAAAA"})
    assert client.post(JOIN, {"code": cast.game.join_code}).status_code == 302


@pytest.mark.parametrize(
    "signs",
    [
        {"method": "HEAD"},
        {"headers": {"Sec-Fetch-Dest": "image"}},
        {"headers": {"Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch;prerender"}},
    ],
)
def test_only_opening_the_link_takes_a_seat(client, cast, signs):
    seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
    devices = Device.objects.filter(seat=seat).count()
    address = reverse("join_code", kwargs={"code": seat.code})
    response = client.generic(signs.get("method", "GET"), address, headers=signs.get("headers"))
    assert response.url == START
    assert settings.SEAT_COOKIE_NAME not in response.cookies
    assert Device.objects.filter(seat=seat).count() == devices


def test_a_name_sent_twice_takes_one_seat(client, cast):
    address = reverse("join_code", kwargs={"code": cast.game.join_code})
    before = Seat.objects.filter(game=cast.game).count()
    form = {"name": "Eva", "team": cast.teams[0].pk}
    form["request_id"] = client.get(address).context["form"]["request_id"].value()
    first, second = (client.post(address, form) for _press in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Seat.objects.filter(game=cast.game).count() == before + 1


def test_a_locked_lobby_says_what_to_do(client, cast):
    seats.lock_lobby(cast.frieda.viewer, locked=True)
    response = client.post(JOIN, {"code": cast.game.join_code})
    assert response.status_code == 404
    assert "Platzcode" in body(response)


def test_choice_shows_municipalities_and_who_is_there(client, cast):
    html = body(client.get(reverse("join_code", kwargs={"code": cast.game.join_code})))
    for team in cast.teams:
        assert team.name in html
    assert "Anna, Ben" in html
    assert html.count('type="radio"') == 3


def test_taking_a_seat_sets_a_signed_cookie_and_leads_into_the_game(client, cast):
    address = reverse("join_code", kwargs={"code": cast.game.join_code})
    response = client.post(address, {"name": "Ayşe K.", "team": cast.teams[2].pk})
    assert response.url == reverse("game", kwargs={"game_id": cast.game.public_id})
    cookie = response.cookies[settings.SEAT_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    held = seat_of(cookie.value)
    assert (held.game_id, held.team_id) == (cast.game.pk, cast.teams[2].pk)
    html = body(client.get(response.url, follow=True))
    assert "Ayşe K." in html
    assert Seat.objects.get(pk=held.seat_id).code[:4] in html


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"team": "1"}, "Geben Sie einen Vornamen oder ein Kürzel ein."),
        ({"name": "Eva"}, "Wählen Sie eine Gemeinde."),
        ({"name": "x" * 41, "team": "1"}, "Höchstens 40 Zeichen."),
    ],
)
def test_missing_or_long_answers_are_named(client, cast, fields, sentence):
    address = reverse("join_code", kwargs={"code": cast.game.join_code})
    before = Seat.objects.count()
    response = client.post(address, fields)
    assert response.status_code == 422
    assert sentence in body(response)
    assert Seat.objects.count() == before


def test_a_team_of_another_game_is_refused(client, cast):
    address = reverse("join_code", kwargs={"code": cast.game.join_code})
    response = client.post(address, {"name": "Eva", "team": cast.carl.viewer.team_id})
    assert response.status_code == 422
    assert "Diese Gemeinde gehört nicht zu diesem Spiel." in body(response)


def test_a_seat_code_takes_the_seat_on_a_second_device(client, cast):
    seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
    response = client.post(JOIN, {"code": seat.code})
    assert seat_of(response.cookies[settings.SEAT_COOKIE_NAME].value).seat_id == seat.pk
    assert "Sie sind Anna" in body(client.get(response.url, follow=True))


def test_a_seat_link_takes_the_seat_once(client, cast):
    seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
    address = reverse("join_code", kwargs={"code": seat.code})
    client.get(address)
    devices = Device.objects.filter(seat=seat).count()
    again = client.get(address)
    assert again.status_code == 302
    assert settings.SEAT_COOKIE_NAME not in again.cookies
    assert Device.objects.filter(seat=seat).count() == devices == 2


def test_a_seat_link_asks_before_it_replaces_another_seat(browser, cast):
    client, dora = browser(cast.anna), Seat.objects.get(pk=cast.dora.viewer.seat_id)
    address = reverse("join_code", kwargs={"code": dora.code})
    devices = Device.objects.filter(seat=dora).count()
    question = client.get(address)
    assert question.status_code == 200
    assert settings.SEAT_COOKIE_NAME not in question.cookies
    assert Device.objects.filter(seat=dora).count() == devices
    for team in cast.teams[:2]:
        assert team.name in body(question)
    assert f'method="post" action="{address}"' in body(question)

    answer = client.post(address)
    assert seat_of(answer.cookies[settings.SEAT_COOKIE_NAME].value).seat_id == dora.pk


def test_a_seat_that_was_taken_away_is_not_asked_about(browser, cast):
    seats.remove_seat(cast.frieda.viewer, seat_id=cast.anna.viewer.seat_id)
    dora = Seat.objects.get(pk=cast.dora.viewer.seat_id)
    answer = browser(cast.anna).get(reverse("join_code", kwargs={"code": dora.code}))
    assert seat_of(answer.cookies[settings.SEAT_COOKIE_NAME].value).seat_id == dora.pk


def test_the_seat_code_works_while_the_lobby_is_locked(client, cast):
    seats.lock_lobby(cast.frieda.viewer, locked=True)
    seat = Seat.objects.get(pk=cast.dora.viewer.seat_id)
    assert client.post(JOIN, {"code": seat.code}).status_code == 302


@pytest.mark.parametrize("name", ["privacy", "accessibility", "imprint", "keyboard"])
def test_short_pages(client, db, name):
    html = body(client.get(reverse(name)))
    assert html.count("<h1") == 1
    assert 'href="#inhalt"' in html


def test_waiting_room_shows_seat_code_and_who_is_there(browser, cast, url):
    sit_down(cast.game, "Emil", 2)
    anna = Seat.objects.get(pk=cast.anna.viewer.seat_id)
    html = body(browser(cast.anna).get(url("lobby")))
    assert f"{anna.code[:4]}-{anna.code[4:]}" in html
    assert "Emil" in html
    for other in Seat.objects.exclude(pk=anna.pk):
        assert other.code[4:] not in html


def test_waiting_room_leads_on_once_the_game_runs(browser, cast, url):
    client = browser(cast.anna)
    cast.play_until("briefing")
    assert client.get(url("lobby")).url == url("game")
    assert client.get(url("game")).url == url("board")
    cast.play_until("settled")
    assert client.get(url("game")).url == url("settlement")


def test_heartbeats_show_who_is_connected(browser, cast, url):
    assert "gerade nicht verbunden" in body(browser(cast.anna).get(url("lobby")))
    assert browser(cast.ben).post(url("presence")).status_code == 204
    # The page that was made for the team a moment ago may still be handed out.
    team_page.forget()
    assert ", verbunden" in body(browser(cast.anna).get(url("lobby")))


@pytest.mark.parametrize(
    "name", ["game", "lobby", "board", "settlement", "region", "data", "history", "board_state"]
)
def test_strangers_and_nobody_see_that_nothing_is_here(browser, cast, url, name):
    for client in (Client(), browser(cast.carl)):
        assert client.get(url(name)).status_code == 404
