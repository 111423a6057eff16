"""Browsers that ask for a language."""

from collections.abc import Mapping

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from tests.cast import assemble

KINDS = ("ereignis", "ohne-karte", "korrektur", "regel", "modell")


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def browser():
    """A browser with a preferred language, with the seat or the account of a person."""

    def make(language, person=None):
        client = Client(headers={"Accept-Language": language} if language else None)
        if person and person.cookie:
            client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
        if person and person.user:
            client.force_login(person.user, "django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def pages(cast, browser):
    """Every page of the game as HTML by its name, in a language."""

    def fetch(language) -> Mapping[str, str]:
        game = {"game_id": cast.game.public_id}
        wall = {"token": link_token(ViewerKind.PROJECTOR, cast.game)}
        review = {"token": link_token(ViewerKind.REVIEW, cast.game)}
        player, leader = browser(language, cast.anna), browser(language, cast.frieda)
        anybody = browser(language)
        wanted = [
            *((anybody, name, {}) for name in ("start", "privacy", "accessibility", "keyboard")),
            *(
                (player, name, game)
                for name in (
                    "board",
                    "fund",
                    "agreements",
                    "talks",
                    "pacts",
                    "settlement",
                    "region",
                    "data",
                    "recap",
                    "history",
                )
            ),
            *((leader, name, {}) for name in ("games", "game_create")),
            (leader, "cockpit", game),
            (leader, "steering", game),
            *((leader, "steering_form", game | {"kind": kind}) for kind in KINDS),
            (leader, "lead_talks", game),
            (anybody, "projector", wall),
            (anybody, "review", review),
        ]
        found = {}
        for client, name, named in wanted:
            answer = client.get(reverse(name, kwargs=named))
            assert answer.status_code == 200, name
            found[name] = answer.content.decode()
        return found

    return fetch
