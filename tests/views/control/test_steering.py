"""Interventions in a browser: preview, command, list, withdrawal; teams and projector see them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.services.steering import intervene
from tests.cast import NOW
from tests.services.test_steering import REASON, event, figure, model, value


@pytest.fixture
def frieda(cast):
    client = Client()
    client.force_login(cast.frieda.user, "django.contrib.auth.backends.ModelBackend")
    return client


def address(cast, name="steering", **more):
    return reverse(name, kwargs={"game_id": cast.game.public_id, **more})


def text_of(answer):
    return answer.content.decode()


def asks(kind, **fields):
    own = {"name": "Starkregen", "text": "Keller", "rows": "3", "towns": ["obertal"]}
    rows = {"effect_1": "geld", "amount_1": "−42.000 €", "effect_3": "leerstand", "amount_3": "2,5"}
    figures = {"town": "obertal", "measure": "account", "change": "5.000", "service": ""}
    return {
        "eigene-karte": {"round": "1", **own, **rows},
        "ohne-karte": {"round": "2"},
        "korrektur": {"round": "1", **figures},
        "regel": {"round": "2", "path": "finance.cost_growth", "value": "400"},
        "modell": {"round": "2", "model": "allein"},
    }[kind] | fields


KINDS = ("eigene-karte", "ohne-karte", "korrektur", "regel", "modell")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_previewed_carried_out_listed_and_withdrawn(cast, frieda, kind):
    cast.play_until("deciding")
    form = address(cast, "steering_form", kind=kind)
    assert frieda.get(form).status_code == 200
    preview = text_of(frieda.get(form, asks(kind)))
    assert "Probelauf, noch nichts gesendet" in preview
    assert cast.fresh().steering == []
    done = frieda.post(form, asks(kind, reason="Weil es regnet", request_id="eins"))
    assert (done.status_code, done.url) == (302, address(cast))
    [entry] = cast.fresh().steering
    assert "Weil es regnet" in text_of(frieda.get(address(cast)))
    assert "Weil es regnet" in text_of(frieda.get(address(cast, "cockpit")))
    back = {"number": entry["number"], "reason": "Irrtum"}
    assert frieda.post(address(cast, "steering_withdraw"), back).status_code == 302
    assert cast.fresh().steering == []


def test_what_the_rules_cannot_bear_is_refused_in_the_preview_with_its_bounds(cast, frieda):
    cast.play_until("deciding")
    form = address(cast, "steering_form", kind="regel")
    answer = frieda.get(form, asks("regel", value="-7"))
    assert answer.status_code == 422
    assert "Kostensteigerung je Jahr = -7" in text_of(answer)


def test_an_own_card_without_a_title_is_sent_back_with_the_field_marked(cast, frieda):
    cast.play_until("deciding")
    form = address(cast, "steering_form", kind="eigene-karte")
    answer = frieda.post(form, asks("eigene-karte", name=""))
    assert answer.status_code == 422
    assert "Eine Karte braucht einen Titel." in text_of(answer)
    told = frieda.post(form, asks("eigene-karte", name=""), headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (422, "malformed")


def test_an_unknown_kind_is_not_there(cast, frieda):
    cast.play_until("deciding")
    assert frieda.get(address(cast, "steering_form", kind="erdbeben")).status_code == 404


def test_the_lobby_offers_no_round(cast, frieda):
    answer = frieda.get(address(cast, "steering_form", kind="modell"))
    assert "keine Runde" in text_of(answer)


@pytest.fixture
def anna(cast, settings):
    client = Client()
    client.cookies[settings.SEAT_COOKIE_NAME] = cast.anna.cookie
    return client


@pytest.fixture
def dora(cast, settings):
    client = Client()
    client.cookies[settings.SEAT_COOKIE_NAME] = cast.dora.cookie
    return client


def test_teams_see_events_and_what_changes_for_all_with_the_reason(cast, anna, dora):
    cast.play_until("deciding")
    for draft in (event(1), model(2), value(3), figure(1)):
        intervene(cast.frieda.viewer, draft, now=NOW)
    board = text_of(anna.get(address(cast, "board")))
    assert "Eingespielt von der Spielleitung." in board
    assert "Ab Runde 2 gilt" in board
    assert "Ab Runde 3 gilt" in board
    assert "Korrektur der Spielleitung" in board
    other = text_of(dora.get(address(cast, "board")))
    assert "Starkregen" in other
    assert "Korrektur der Spielleitung" not in other


def test_what_waits_for_a_later_round_is_seen_by_nobody_else(cast, anna):
    cast.play_until("deciding")
    intervene(cast.frieda.viewer, event(2), now=NOW)
    intervene(cast.frieda.viewer, figure(2), now=NOW)
    wall = reverse("projector", kwargs={"token": link_token(ViewerKind.PROJECTOR, cast.game)})
    for page in (anna.get(address(cast, "board")), Client().get(wall)):
        assert "Keller laufen voll" not in text_of(page)
        assert REASON not in text_of(page)


def test_the_projector_tells_the_event_and_no_correction(cast):
    cast.play_until("deciding")
    intervene(cast.frieda.viewer, event(1), now=NOW)
    intervene(cast.frieda.viewer, figure(1), now=NOW)
    wall = reverse("projector", kwargs={"token": link_token(ViewerKind.PROJECTOR, cast.game)})
    page = text_of(Client().get(wall))
    assert "Ereignis der Spielleitung: Starkregen" in page
    assert REASON not in page


def test_settlement_and_review_show_what_was_played(cast, anna):
    cast.play_until("deciding")
    intervene(cast.frieda.viewer, event(1), now=NOW)
    intervene(cast.frieda.viewer, figure(1), now=NOW)
    cast.play_until("settled")
    page = text_of(anna.get(address(cast, "settlement")))
    assert "Starkregen" in page
    assert "Korrektur der Spielleitung" in page
    cast.play_until("ended", round_number=3)
    review = reverse("review", kwargs={"token": link_token(ViewerKind.REVIEW, cast.fresh())})
    assert "Eingespielt von der Spielleitung." in text_of(Client().get(review, {"runde": "1"}))


class TestOwnCards:
    def test_several_effects_stand_in_the_preview_with_their_figures(self, cast, frieda):
        cast.play_until("deciding")
        form = address(cast, "steering_form", kind="eigene-karte")
        page = text_of(frieda.get(form, asks("eigene-karte")))
        assert "Geld −42.000" in page
        assert "Leerstand +2,5 Prozentpunkte" in page
        assert (
            page.count('<tr class="kern-table__row"><th class="kern-table__header" scope="row"')
            == 3
        )

    def test_one_more_row_without_scripts_keeps_what_was_typed_and_blames_nobody(
        self, cast, frieda
    ):
        cast.play_until("deciding")
        form = address(cast, "steering_form", kind="eigene-karte")
        page = text_of(frieda.get(form, asks("eigene-karte", mehr="4", name="")))
        assert 'name="effect_4"' in page
        assert 'value="−42.000 €"' in page
        assert "Eine Karte braucht einen Titel." not in page

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"amount_1": ""}, "Geben Sie an, wie viel."),
            ({"amount_1": "viel"}, "Geben Sie eine Zahl ein, zum Beispiel −42.000 oder 2,5."),
            ({"amount_1": "0,5"}, "Geben Sie eine ganze Zahl ein, zum Beispiel −42.000."),
            (
                {"effect_1": "gewerbe", "amount_1": "-100"},
                "Von −99,99\xa0% bis +200\xa0% ist möglich, eingegeben sind −100\xa0%.",
            ),
            (
                {"effect_1": "zustand", "amount_1": "-5"},
                "Diese Wirkung braucht eine Einrichtung.",
            ),
            ({"effect_1": "", "effect_3": ""}, "Wählen Sie mindestens eine Wirkung."),
        ],
    )
    def test_a_wrong_row_is_marked_with_what_is_possible(self, cast, frieda, wrong, words):
        cast.play_until("deciding")
        form = address(cast, "steering_form", kind="eigene-karte")
        page = text_of(frieda.get(form, asks("eigene-karte", **wrong)))
        assert words in page
        assert "noch nichts gesendet" not in page

    def test_a_card_is_put_by_changed_played_and_thrown_away(self, cast, frieda):
        cast.play_until("deciding")
        frieda.post(address(cast, "card_save"), asks("eigene-karte"))
        [card] = cast.fresh().cards
        overview = text_of(frieda.get(address(cast)))
        assert "Geld −42.000" in overview
        named = {"card": f"eigene_{card['number']}"}
        again = text_of(frieda.get(address(cast, "steering_form", kind="eigene-karte"), named))
        assert 'value="Starkregen"' in again
        assert f'name="replaces" value="{card["number"]}"' in again
        play = address(cast, "steering_form", kind="ereignis")
        assert f'value="{named["card"]}" selected' in text_of(frieda.get(play, named))
        done = frieda.post(play, named | {"round": "1", "reason": "Wetter"})
        assert done.status_code == 302
        assert len(cast.fresh().steering) == 1
        frieda.post(address(cast, "card_drop"), {"number": card["number"]})
        assert cast.fresh().cards == []
        assert len(cast.fresh().steering) == 1

    def test_a_preview_that_is_out_of_date_says_so_and_shows_what_holds(self, cast, frieda):
        cast.play_until("deciding")
        form = address(cast, "steering_form", kind="eigene-karte")
        mark = re.search(
            r'name="seen" value="(\w+)"', text_of(frieda.get(form, asks("eigene-karte")))
        )
        sent = asks("eigene-karte", reason="Wetter", seen=mark[1])
        for request_id in ("eins", "zwei"):
            answer = frieda.post(form, sent | {"request_id": request_id}, follow=True)
        assert "Seit Ihrem Probelauf hat jemand anderes eingegriffen." in text_of(answer)
        assert len(cast.fresh().steering) == 1


def test_a_correction_says_in_the_town_hall_what_was_corrected_and_why(cast, anna):
    cast.play_until("deciding")
    intervene(cast.frieda.viewer, figure(1), now=NOW)
    board = text_of(anna.get(address(cast, "board")))
    assert "Korrektur der Spielleitung" in board
    assert REASON in board
    assert "Geld +50.000" in board
