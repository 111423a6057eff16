"""Browsers of the facilitator, the wall and the readers of the review."""

import pytest
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from tests.cast import assemble

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def frieda(cast):
    """The browser of the game's owner."""
    client = Client()
    client.force_login(cast.frieda.user, BACKEND)
    return client


@pytest.fixture
def url(cast):
    """Address of one of the game's pages for the facilitator."""

    def make(name, **named):
        return reverse(name, kwargs={"game_id": cast.game.public_id, **named})

    return make


@pytest.fixture
def command(frieda, url, cast):
    """Gives a command as the cockpit's script does."""

    def give(name, *, named=None, **fields):
        game = cast.fresh()
        stands = {"expected_round": game.round_number, "expected_phase": game.phase}
        address = url(name, **(named or {}))
        return frieda.post(address, stands | fields, headers={"Accept": "application/json"})

    return give


@pytest.fixture
def wall_url(cast):
    token = link_token(ViewerKind.PROJECTOR, cast.game)
    return lambda name="projector": reverse(name, kwargs={"token": token})


@pytest.fixture
def review_url(cast):
    token = link_token(ViewerKind.REVIEW, cast.game)
    return lambda name="review": reverse(name, kwargs={"token": token})
