"""Backup while games run, and the way back, on SQLite and on PostgreSQL."""

import json
import stat
import uuid
from pathlib import Path

import pytest

from tests.e2e import harness

pytestmark = pytest.mark.e2e


def count_of_games(server):
    """As many as ``verify_log`` has a sentence for; each of them says that its log is sound."""
    said = server.manage("verify_log").splitlines()
    assert all("stimmt, Einträge" in line for line in said)
    return len(said)


def refused(server, *arguments):
    """The words with which a command refuses."""
    with pytest.raises(AssertionError) as failed:
        server.manage(*arguments)
    return str(failed.value)


def test_back_to_a_backup_that_was_made_while_people_played(server):
    server.demo()
    made = json.loads(server.manage("backup", "--json"))
    folder = Path(made["folder"])
    assert {path.name for path in folder.iterdir()} == {"db.sqlite3", "secret_key", "stand.json"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "db.sqlite3").stat().st_mode) == 0o600
    server.demo()
    assert count_of_games(server) == 2

    assert "läuft schon ein Server" in refused(server, "restore", "--yes", str(folder))
    server.stop()
    said = server.manage("restore", "--yes", str(folder))
    assert count_of_games(server) == 1
    aside = said.split("Der jetzige Stand liegt in ")[1].split(".\n")[0]
    server.start()
    assert count_of_games(server) == 1
    server.stop()
    server.manage("restore", "--yes", aside)
    assert count_of_games(server) == 2, "what was put aside can be restored as well"


def test_a_damaged_backup_is_refused_and_nothing_changes(server):
    server.demo()
    folder = Path(json.loads(server.manage("backup", "--json"))["folder"])
    server.stop()
    with (folder / "db.sqlite3").open("r+b") as file:
        file.seek(8192)
        file.write(b"schaden")
    said = refused(server, "restore", "--yes", str(folder))
    assert "nicht mehr so, wie es gesichert wurde" in said
    assert "keine Sicherung" in refused(server, "restore", "--yes", str(server.var))
    assert count_of_games(server) == 1


def test_only_as_many_are_kept_as_wanted_and_the_check_knows_the_newest(server, tmp_path):
    target = tmp_path / "sicher"
    other = target / "etwas-anderes"
    other.mkdir(parents=True)
    for _turn in range(3):
        server.manage("backup", "--folder", str(target), "--keep", "2")
    assert len(list(target.glob("*/stand.json"))) == 2
    assert other.is_dir()
    report = json.loads(server.manage("preflight", "--json").splitlines()[-1])
    lights = {each["check"]: each["light"] for each in report["findings"]}
    assert lights["backup"] == "good"
    assert (lights["clock"], lights["proxy"]) == ("good", "care"), "the server's own address"


def test_postgresql_is_dumped_and_restored(prepared, tmp_path, empty_database, own_redis):
    extra = {
        "DATABASE_URL": empty_database,
        "REDIS_URL": own_redis.url,
        "SECRET_KEY": uuid.uuid4().hex * 2,
    }
    var = harness.copy_prepared(prepared, tmp_path / "var")
    harness.manage("migrate", "--verbosity", "0", var=var, **extra)
    server = harness.Server(var, **extra)
    server.demo()
    folder = json.loads(server.manage("backup", "--json"))["folder"]
    server.demo()
    assert count_of_games(server) == 2
    server.manage("restore", "--yes", folder)
    assert count_of_games(server) == 1
    server.start()
    try:
        assert "Es laufen noch Server" in refused(server, "restore", "--yes", folder)
    finally:
        server.stop()
