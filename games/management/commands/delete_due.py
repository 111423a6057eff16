"""``manage.py delete_due``: deletes workshops whose day has come."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from games.services.workshops import delete_due


class Command(BaseCommand):
    """Once, for a scheduler; the clock does the same by itself."""

    help = "Löscht Veranstaltungen, deren Löschtag gekommen ist (die Uhr tut das auch von selbst)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete and say how many."""
        self.stdout.write(f"Gelöscht: {delete_due(timezone.now())}")
