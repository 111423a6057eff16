"""Compare the engine with test vectors: two implementations agree if the answers are the same."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from games.management.vector_files import check, read


class Command(BaseCommand):
    """Check vector files; exit status 1 if one fails."""

    help = "Prüft die Spielregeln gegen Testvektoren (JSON-Dateien)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files or folders of vectors."""
        parser.add_argument("paths", nargs="+", type=Path, help="Dateien oder Ordner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the first difference of each failing vector and the sum."""
        files = [file for path in options["paths"] for file in _files(path)]
        if not files:
            raise CommandError("Keine Testvektoren gefunden.")
        failed = 0
        for file in files:
            message = _failure(file)
            if message:
                failed += 1
                self.stdout.write(f"{file.name}: {message}")
        self.stdout.write(f"{len(files) - failed} passed, {failed} failed")
        if failed:
            sys.exit(1)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def _failure(file: Path) -> str:
    try:
        difference = check(read(file))
    except Exception as error:  # noqa: BLE001 - one broken vector must not hide the others
        return f"{type(error).__name__}: {error}"
    if difference is None:
        return ""
    return f"{difference.path}: expected {difference.expected!r}, found {difference.found!r}"
