"""``manage.py preflight``: the checks before a workshop, for the terminal and for supervisors."""

import argparse
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from games.enums import Light
from games.selectors.preflight_words import lines, verdict
from games.services import preflight

SIGNS = {"good": "●", "care": "▲", "bad": "■", "unknown": "○"}


class Command(BaseCommand):
    """Measure and print; status 1 where a light is red."""

    help = "Vorab-Check: Uhr, Datenbank, Redis, Platte, Sicherung, Wege. Status 1 bei einem Fehler."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", help="ein JSON-Objekt ausgeben")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run all checks."""
        report = preflight.run(timezone.now(), may_write=not settings.EMBEDDED)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for line in lines(report):
                self.stdout.write(f"{SIGNS[line.light]} {line.title}: {line.word}")
                for text in filter(None, (line.measured, line.limit, line.advice)):
                    self.stdout.write(f"    {text}")
        if report.light is Light.BAD:
            raise CommandError(verdict(report))
        if not options["json"]:
            self.stdout.write(verdict(report))
