"""A backup is a folder: the database as one file, the secret key, and a note of what it is.

SQLite copies itself with its online backup, PostgreSQL with ``pg_dump``; both while games run. A
backup is complete or not there: it is made under another name first.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from games.services import pulses
from games.services.preflight.machine import BACKUP, POINTER

NOTE: Final = "stand.json"
KEY: Final = "secret_key"
SQLITE, POSTGRESQL = "db.sqlite3", "db.dump"
BLOCK = 1024 * 1024
SIGNS_OF_REASON = 400


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that stands: its folder, when it was made (ISO 8601), of what, and its check sum."""

    folder: str
    at: str
    file: str
    digest: str
    size: int
    migration: str


def default_folder() -> Path:
    """Where backups go unless somebody names another place."""
    return Path(settings.VAR) / "sicherungen"


def make(target: Path, now: datetime) -> Backup:
    """Back everything up into a new folder below ``target``. Raises CommandError where it fails."""
    final = _free_name(target / now.strftime("%Y-%m-%d_%H-%M-%S"))
    draft = final.with_name(f"{final.name}.neu")
    try:
        draft.mkdir(parents=True, mode=0o700)
        with _removed_on_failure(draft):
            made = _fill(draft, final, now)
            draft.rename(final)
    except OSError as error:
        raise CommandError(f"In {target} lässt sich nicht schreiben: {error}") from error
    _remember(made, now)
    return made


def _free_name(wanted: Path) -> Path:
    """Two backups of one second have names of their own, the later one after the earlier."""
    number, found = 1, wanted
    while found.exists():
        number += 1
        found = wanted.with_name(f"{wanted.name}_{number}")
    return found


@contextlib.contextmanager
def _removed_on_failure(draft: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _fill(draft: Path, final: Path, now: datetime) -> Backup:
    file = draft / (SQLITE if settings.EMBEDDED else POSTGRESQL)
    (_copy_sqlite if settings.EMBEDDED else _dump_postgresql)(file)
    file.chmod(0o600)
    key = Path(settings.VAR) / KEY
    if key.exists():
        shutil.copyfile(key, draft / KEY)
        (draft / KEY).chmod(0o600)
    made = Backup(
        folder=str(final),
        at=now.isoformat(),
        file=file.name,
        digest=digest_of(file),
        size=file.stat().st_size,
        migration=newest_migration(),
    )
    (draft / NOTE).write_text(json.dumps(asdict(made), indent=2))
    return made


def _copy_sqlite(file: Path) -> None:
    """SQLite's online backup: pages that change meanwhile are copied again."""
    name = settings.DATABASES["default"]["NAME"]
    with (
        contextlib.closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(file)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    check_sqlite(file)


def check_sqlite(file: Path) -> None:
    """Raises CommandError where the file is no sound database."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        answer = str(error)
    if answer != "ok":
        raise CommandError(f"{file} ist keine heile Datenbank: {answer}")


def _dump_postgresql(file: Path) -> None:
    run_tool("pg_dump", "--format=custom", "--no-owner", f"--file={file}")


def run_tool(name: str, *arguments: str) -> None:
    """A tool of PostgreSQL on our database; the password goes through its environment alone.

    Raises CommandError where the tool is missing or fails.
    """
    said = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    environment = {key: str(said[value]) for key, value in names.items() if said.get(value)}
    environment["PGDATABASE"] = str(said["dbname"])
    try:
        done = subprocess.run(  # noqa: S603 - a tool of ours to name, no shell
            [name, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise CommandError(
            f"{name} fehlt auf diesem Rechner. Unter Debian: apt-get install postgresql-client"
        ) from error
    if done.returncode:
        raise CommandError(f"{name} ist gescheitert: {done.stderr.strip()[:SIGNS_OF_REASON]}")


def digest_of(file: Path) -> str:
    """SHA-256 of a file."""
    found = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def newest_migration() -> str:
    """Name of the newest migration of the games that the database has."""
    applied = MigrationRecorder(connection).applied_migrations()
    return max((name for app, name in applied if app == "games"), default="")


def _remember(made: Backup, now: datetime) -> None:
    """For the check of the newest backup: a file beside the data, and a row where several write."""
    said = {"at": made.at, "folder": made.folder}
    (Path(settings.VAR) / POINTER).write_text(json.dumps(said))
    if not settings.EMBEDDED:
        # With SQLite the server alone writes.
        pulses.beat(BACKUP, now, **said)


def read(folder: Path) -> Backup:
    """A backup as it was made, checked against its sum. Raises CommandError where it is none."""
    try:
        said: dict[str, Any] = json.loads((folder / NOTE).read_text())
        made = Backup(**{**said, "folder": str(folder)})
    except (OSError, ValueError, TypeError) as error:
        raise CommandError(f"{folder} ist keine Sicherung von manage.py backup.") from error
    file = folder / made.file
    if not file.exists() or digest_of(file) != made.digest:
        raise CommandError(f"{file} fehlt oder ist nicht mehr so, wie es gesichert wurde.")
    return made


def remove_all_but(target: Path, kept: int) -> int:
    """Remove older backups below ``target``; how many those were. Other folders are left alone."""
    found = sorted(path.parent for path in target.glob(f"*/{NOTE}"))
    spare = found[:-kept] if kept else []
    for folder in spare:
        shutil.rmtree(folder)
    return len(spare)
