"""Unsafe set-ups are refused at the start."""

import sqlite3

import pytest

from planspiel import checks

REAL = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}}
MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("embedded", "layers", "expected"),
    [(True, MEMORY, []), (False, REAL, []), (False, MEMORY, ["planspiel.E001"])],
)
def test_one_layer_memory_with_postgresql_is_refused(settings, embedded, layers, expected):
    settings.EMBEDDED, settings.CHANNEL_LAYERS = embedded, layers
    assert ids(checks.one_layer_for_all_processes(None)) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("kurz", ["planspiel.E002"]),
        ("a" * 60, ["planspiel.E002"]),
        ("django-insecure-" + "abcdefghij" * 5, ["planspiel.E002"]),
        ("abcdefghij" * 5, []),
    ],
)
def test_key_short_dull_or_known_is_refused(settings, key, expected):
    settings.SECRET_KEY = key
    assert ids(checks.key_is_secret(None)) == expected


@pytest.mark.parametrize(("debug", "expected"), [(True, ["planspiel.E003"]), (False, [])])
def test_debug_is_refused(settings, debug, expected):
    settings.DEBUG = debug
    assert ids(checks.debug_is_off(None)) == expected


@pytest.mark.parametrize(
    ("embedded", "version", "expected"),
    [
        (True, (3, 51, 2), ["planspiel.W001"]),
        (True, (3, 51, 3), []),
        (False, (3, 40, 0), []),
    ],
)
def test_sqlite_affected_library_is_named(settings, monkeypatch, embedded, version, expected):
    settings.EMBEDDED = embedded
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert ids(checks.sqlite_write_ahead_log(None)) == expected
