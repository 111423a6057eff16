"""Wrong passwords are counted for the pair of name and address, also while Redis is away."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisGone

PASSWORD = "ein langes Passwort"


@pytest.fixture
def frieda(db):
    return get_user_model().objects.create_user("frieda", password=PASSWORD)


def attempt(client, username, password, address="10.0.0.1"):
    sent = {"username": username, "password": password}
    return client.post(reverse("login"), sent, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def test_login_after_ten_wrong_passwords_is_refused_here_but_not_elsewhere(client, frieda):
    for _ in range(10):
        attempt(client, "frieda", "falsch")
    assert attempt(client, "frieda", PASSWORD).status_code == 429
    assert not is_in(client)
    attempt(client, "frieda", PASSWORD, address="10.0.0.2")
    assert is_in(client)


def test_login_of_a_colleague_at_the_same_address_is_not_refused(client, frieda):
    for _ in range(12):
        attempt(client, "somebody", "falsch")
    attempt(client, "frieda", PASSWORD)
    assert is_in(client)


def test_login_right_password_forgets_the_wrong_ones(client, frieda):
    for _ in range(2):
        for _ in range(9):
            attempt(client, "frieda", "falsch")
        attempt(client, "frieda", PASSWORD)
        assert is_in(client)
        client.session.flush()


def test_login_cache_away_right_password_gets_in_and_wrong_one_does_not(
    client, frieda, monkeypatch
):
    def gone(*args, **kwargs):
        raise RedisGone

    for method in ("get", "set", "add", "incr", "delete"):
        monkeypatch.setattr(type(cache._connections["default"]), method, gone)
    attempt(client, "frieda", "falsch")
    assert not is_in(client)
    attempt(client, "frieda", PASSWORD)
    assert is_in(client)
