"""Going back from the cockpit: preview, command, notice for everybody, and taking it back."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import Settlement
from games.selectors.undoing import undo_preview
from games.services import drafts
from games.templatetags.figures import euro
from tests.cast import NOW, assemble

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def settled(cast):
    """Round 1 is settled, round 2 is being decided."""
    cast.play_until("deciding")
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"greenfield": 9}, now=NOW
    )
    cast.play_until("deciding", round_number=2)
    return cast


def browser(person):
    client = Client()
    client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
    return client


def address(cast, name="cockpit_undo"):
    return reverse(name, kwargs={"game_id": cast.game.public_id})


def undo(client, cast, **fields):
    data = {
        "to_round": 1,
        "expected_round": 2,
        "expected_phase": "deciding",
        "reason": "Falsche Karte",
        "request_id": "eins",
    }
    return client.post(address(cast), data | fields, **JSON)


def test_the_preview_says_what_is_lost_to_the_euro(settled):
    preview = undo_preview(settled.frieda.viewer)
    rows = {row.round_number: row for row in Settlement.objects.filter(game=settled.game)}
    assert (preview.to_round, preview.rounds, preview.choices) == (1, (1,), (1,))
    assert preview.postings == len(rows[1].content["postings"])
    for team, loss in zip(settled.teams, preview.towns, strict=True):
        now, then = (rows[n].state_after["towns"][team.town]["account"] for n in (1, 0))
        assert (loss.account_now, loss.account_then) == (now, then)
        assert loss.account_change == then - now


def test_before_the_first_settlement_there_is_nothing_to_take_back(cast, frieda):
    cast.play_until("deciding")
    assert undo_preview(cast.frieda.viewer) is None
    page = frieda.get(address(cast)).content.decode()
    assert "Nichts zurückzunehmen" in page
    assert "zurueck/" not in frieda.get(address(cast, "cockpit")).content.decode()


def test_everybody_is_told_why_until_the_round_is_settled_again(settled, frieda):
    assert undo(frieda, settled).status_code == 200
    url = reverse("board", kwargs={"game_id": settled.game.public_id})
    page = browser(settled.dora).get(url).content.decode()
    assert "Die Spielleitung hat Runde 1 zurückgenommen." in page
    assert "Falsche Karte" in page
    settled.play_until("settled")
    url = reverse("settlement", kwargs={"game_id": settled.game.public_id})
    assert "zurückgenommen" not in browser(settled.dora).get(url).content.decode()


def test_taking_it_back_leads_where_the_game_stood(settled, frieda):
    undo(frieda, settled)
    data = {"expected_round": 1, "expected_phase": "deciding", "request_id": "zwei"}
    answer = frieda.post(address(settled, "cockpit_restore"), data, **JSON)
    assert answer.json()["message"] == "Die Rücknahme ist aufgehoben"
    assert (settled.fresh().round_number, settled.fresh().phase) == (2, "deciding")


def test_the_cockpit_offers_to_take_it_back_as_long_as_that_is_possible(settled, frieda):
    def page():
        return frieda.get(address(settled, "cockpit")).content.decode()

    assert address(settled, "cockpit_restore") not in page()
    undo(frieda, settled)
    assert address(settled, "cockpit_restore") in page()
    assert "Runde 1 zurückgenommen" in page()
    assert "Grund: Falsche Karte" in page()
    settled.play_until("settled")
    assert address(settled, "cockpit_restore") not in page()


def test_history_of_the_teams_and_review_keep_both(settled, frieda):
    undo(frieda, settled)
    data = {"expected_round": 1, "expected_phase": "deciding", "request_id": "zwei"}
    frieda.post(address(settled, "cockpit_restore"), data, **JSON)
    history = browser(settled.dora).get(address(settled, "history")).content.decode()
    frieda.post(address(settled, "cockpit_end"), {"request_id": "drei"}, **JSON)
    token = link_token(ViewerKind.REVIEW, settled.fresh())
    review = Client().get(reverse("review", kwargs={"token": token})).content.decode()
    for page in (history, review):
        assert "Runde 1 zurückgenommen: Falsche Karte" in page
        assert "Rücknahme von Runde 1 aufgehoben" in page


def test_ending_early_says_what_stays_in_the_fund(db):
    cast = assemble(scenario="mittelaue", rounds=2)
    client = Client()
    client.force_login(cast.frieda.user, "django.contrib.auth.backends.ModelBackend")
    cast.play_until("deciding")
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"fund": "beitreten"}, now=NOW
    )
    drafts.save_draft(
        cast.dora.viewer, round_number=1, revision=0, changes={"fund": "beitreten"}, now=NOW
    )
    assert "end-fund" not in client.get(address(cast, "cockpit_end")).content.decode()
    cast.play_until("settled")
    row = Settlement.objects.get(game=cast.game, round_number=1)
    money = row.state_after["fund"]["money"]
    assert money > 0
    page = client.get(address(cast, "cockpit_end")).content.decode()
    assert f"Im Fonds liegen {euro(money)}" in page
    cast.play_until("settled", round_number=2)
    assert "end-fund" not in client.get(address(cast, "cockpit_end")).content.decode()


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"reason": " "}, 422, "Nennen Sie einen Grund."),
        ({"reason": "x" * 201}, 422, "Höchstens 200 Zeichen, es sind 201."),
        ({"to_round": 2}, 409, "Runde 2 ist nicht abgerechnet"),
        ({"expected_phase": "settled", "expected_round": 1}, 409, ""),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(settled, frieda, fields, status, words):
    answer = undo(frieda, settled, **fields)
    assert answer.status_code == status
    assert words in answer.json()["message"]
    assert settled.fresh().round_number == 2
