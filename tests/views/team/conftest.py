"""Browsers of the participants."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import assemble


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def browser():
    """A browser that holds somebody's seat, or is logged in."""

    def make(person):
        client = Client()
        if person.user:
            client.force_login(person.user)
        client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
        return client

    return make


@pytest.fixture
def url(cast):
    """Address of a page of the game."""

    def make(name, **named):
        return reverse(name, kwargs={"game_id": cast.game.public_id, **named})

    return make
