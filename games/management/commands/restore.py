"""``manage.py restore FOLDER``: back to a backup, with the server ended."""

import argparse
import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from games.management import backups
from games.management.instance import only_instance
from games.services.preflight.stores import servers


class Command(BaseCommand):
    """Check the backup, put what is there now aside, restore, say what comes next."""

    help = "Spielt eine Sicherung von manage.py backup zurück; der Server muss beendet sein."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which backup."""
        parser.add_argument("folder", type=Path, help="Ordner der Sicherung")
        parser.add_argument(
            "--yes", action="store_true", help="ohne Rückfrage, zum Beispiel in einem Skript"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore it."""
        made = backups.read(options["folder"].resolve())
        if (made.file == backups.SQLITE) != settings.EMBEDDED:
            raise CommandError(
                f"Die Sicherung enthält {made.file}; das passt nicht zu DATABASE_URL."
            )
        with nobody_serves():
            if not options["yes"]:
                self._ask(made)
            self._put_aside()
            (_sqlite if settings.EMBEDDED else _postgresql)(Path(made.folder) / made.file)
            _restore_key(Path(made.folder))
        self.stdout.write(f"Zurückgespielt: Stand {made.at}, Migration {made.migration}.")
        self.stdout.write("Als Nächstes: manage.py migrate, dann den Server starten.")

    def _ask(self, made: backups.Backup) -> None:
        self.stdout.write(f"Alles seit {made.at} geht verloren. Weiter? [ja/nein] ", ending="")
        self.stdout.flush()
        if input().strip().lower() not in {"ja", "j", "yes", "y"}:
            raise CommandError("Nichts geändert.")

    def _put_aside(self) -> None:
        """What is there now is backed up first, where it can still be read."""
        try:
            aside = backups.make(Path(settings.VAR) / "vor-dem-zurueckspielen", timezone.now())
        except (CommandError, DatabaseError) as error:
            self.stderr.write(f"Der jetzige Stand ließ sich nicht sichern: {error}")
            return
        finally:
            connection.close()
        self.stdout.write(f"Der jetzige Stand liegt in {aside.folder}.")


@contextlib.contextmanager
def nobody_serves() -> Iterator[None]:
    """Hold the data for this command. Raises CommandError while a server runs."""
    if settings.EMBEDDED:
        with only_instance(settings.VAR):
            yield
        return
    try:
        running = servers(timezone.now())
    except DatabaseError:
        # An empty database has no such table, and nobody serves it.
        running = []
    if running:
        names = ", ".join(server.name for server in running)
        raise CommandError(
            f"Es laufen noch Server ({names}). Beenden Sie alle, warten Sie 30 Sekunden und "
            "versuchen Sie es noch einmal."
        )
    yield


def _sqlite(file: Path) -> None:
    backups.check_sqlite(file)
    database = Path(settings.DATABASES["default"]["NAME"])
    draft = database.with_name(f"{database.name}.neu")
    shutil.copyfile(file, draft)
    draft.chmod(0o600)
    for leftover in ("-wal", "-shm"):
        # They belong to the database that goes, and would be played into the one that comes.
        database.with_name(f"{database.name}{leftover}").unlink(missing_ok=True)
    draft.replace(database)


def _postgresql(file: Path) -> None:
    backups.run_tool(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={connection.get_connection_params()['dbname']}",
        str(file),
    )


def _restore_key(folder: Path) -> None:
    """The key under which seats and links were given out; without a copy the present one stays."""
    if (folder / backups.KEY).exists():
        target = Path(settings.VAR) / backups.KEY
        shutil.copyfile(folder / backups.KEY, target)
        target.chmod(0o600)
