"""Start-up checks: an unsafe set-up is refused with a sentence that says what to do."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

TAG = "planspiel"
WAL_REPAIRED = (3, 51, 3)
LEAST_KEY_SIGNS, LEAST_DIFFERENT_SIGNS = 50, 5
IN_MEMORY_LAYER = "channels.layers.InMemoryChannelLayer"


@register(TAG)
def one_layer_for_all_processes(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Several processes need a layer that they share."""
    layer = settings.CHANNEL_LAYERS["default"]["BACKEND"]
    if settings.EMBEDDED or layer != IN_MEMORY_LAYER:
        return []
    return [
        Error(
            "Mit PostgreSQL dürfen mehrere Prozesse laufen, aber jeder hätte seine eigenen "
            "Nachrichten.",
            hint="Setzen Sie REDIS_URL, zum Beispiel redis://127.0.0.1:6379/0.",
            id="planspiel.E001",
        )
    ]


@register(TAG)
def key_is_secret(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """A short or well-known key lets anybody forge seats and links."""
    key = settings.SECRET_KEY
    is_long = len(key) >= LEAST_KEY_SIGNS and len(set(key)) >= LEAST_DIFFERENT_SIGNS
    if is_long and not key.startswith("django-insecure-"):
        return []
    return [
        Error(
            "SECRET_KEY ist zu kurz oder eine bekannte Vorgabe.",
            hint="Nehmen Sie eine zufällige Zeichenkette mit mindestens 50 Zeichen.",
            id="planspiel.E002",
        )
    ]


@register(TAG)
def debug_is_off(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Debug pages show settings and other teams' figures."""
    if not settings.DEBUG:
        return []
    return [
        Error(
            "DEBUG ist eingeschaltet; Fehlerseiten würden Interna zeigen.",
            hint="Entfernen Sie DEBUG aus der Umgebung.",
            id="planspiel.E003",
        )
    ]


@register(TAG, deploy=True)
def sqlite_write_ahead_log(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """SQLite 3.7.0 to 3.51.2 can damage a WAL database when two processes write at once."""
    if not settings.EMBEDDED or sqlite3.sqlite_version_info >= WAL_REPAIRED:
        return []
    return [
        Caution(
            f"SQLite {sqlite3.sqlite_version} kann Daten beschädigen, wenn zwei Prozesse "
            "gleichzeitig schreiben.",
            hint="Der eingebettete Betrieb schreibt deshalb nur aus einem Prozess. Starten Sie "
            "keinen zweiten Server auf demselben Ordner; für mehr nehmen Sie PostgreSQL.",
            id="planspiel.W001",
        )
    ]
