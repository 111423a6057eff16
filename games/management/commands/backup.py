"""``manage.py backup``: everything into a new folder, also while games run."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from games.management import backups

MEGA = 1024 * 1024


class Command(BaseCommand):
    """Make a backup, check it, and where wanted remove older ones."""

    help = "Sichert Datenbank und Schlüssel, auch im laufenden Betrieb (docs/betrieb.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("--folder", type=Path, help="Ordner der Sicherungen")
        parser.add_argument("--keep", type=int, default=0, help="nur so viele behalten, 0 = alle")
        parser.add_argument("--json", action="store_true", help="ein JSON-Objekt ausgeben")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it."""
        target = (options["folder"] or backups.default_folder()).resolve()
        made = backups.make(target, timezone.now())
        removed = backups.remove_all_but(target, max(0, options["keep"]))
        if options["json"]:
            self.stdout.write(json.dumps(asdict(made)))
            return
        self.stdout.write(f"Gesichert und geprüft: {made.folder} ({made.size / MEGA:.1f} MB)")
        if removed:
            self.stdout.write(f"Ältere Sicherungen entfernt: {removed}")
        self.stdout.write(f"Zurück: manage.py restore {made.folder}")
