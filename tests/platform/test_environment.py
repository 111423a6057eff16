"""What the environment may say, and what happens where it says nonsense."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from planspiel import environment, stores


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("true", True), ("Ja", True), ("0", False), ("", False)]
)
def test_flag_known_word_is_read(monkeypatch, value, expected):
    monkeypatch.setenv("SCHALTER", value)
    assert environment.flag("SCHALTER") is expected


def test_flag_unknown_word_is_refused_with_its_name(monkeypatch):
    monkeypatch.setenv("SCHALTER", "vielleicht")
    with pytest.raises(ImproperlyConfigured, match="SCHALTER=vielleicht"):
        environment.flag("SCHALTER")


def test_number_word_is_refused_with_its_name(monkeypatch):
    monkeypatch.setenv("ANZAHL", "zehn")
    with pytest.raises(ImproperlyConfigured, match="ANZAHL=zehn"):
        environment.number("ANZAHL", 3)


def test_words_are_split_and_trimmed(monkeypatch):
    monkeypatch.setenv("LISTE", " a, b ,,c")
    assert environment.words("LISTE") == ["a", "b", "c"]


def test_secret_key_generated_once_and_readable_by_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path / "var", may_generate=True)
    second = environment.secret_key(tmp_path / "var", may_generate=True)
    file = tmp_path / "var" / "secret_key"
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_secret_key_environment_wins_over_file(monkeypatch, tmp_path):
    (tmp_path / "secret_key").write_text("aus der Datei")
    monkeypatch.setenv("SECRET_KEY", "aus der Umgebung")
    assert environment.secret_key(tmp_path, may_generate=True) == "aus der Umgebung"


def test_secret_key_missing_in_real_use_is_refused_and_nothing_written(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY fehlt"):
        environment.secret_key(tmp_path, may_generate=False)
    assert list(tmp_path.iterdir()) == []


def test_database_default_is_durable_sqlite_in_the_data_folder(tmp_path):
    chosen = stores.database("", tmp_path, pool_size=4)
    assert chosen["ENGINE"] == "planspiel.sqlite"
    assert chosen["NAME"] == f"{tmp_path}/db.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert chosen["ATOMIC_REQUESTS"] is False
    assert stores.is_embedded(chosen)


def test_database_postgresql_has_pool_and_short_waits(tmp_path):
    chosen = stores.database("postgres://u:p@db.example/spiel", tmp_path, pool_size=4)
    assert chosen["OPTIONS"]["pool"]["max_size"] == 4
    assert chosen["OPTIONS"]["options"] == "-c lock_timeout=3s -c statement_timeout=10s"
    assert not stores.is_embedded(chosen)


def test_stores_redis_address_switches_cache_and_layer():
    address = "redis://127.0.0.1:6379/5"
    assert stores.caches(address)["default"]["LOCATION"] == address
    assert stores.channel_layers(address)["default"]["CONFIG"]["hosts"] == [address]
    assert "locmem" in stores.caches("")["default"]["BACKEND"]
    assert "InMemory" in stores.channel_layers("")["default"]["BACKEND"]
