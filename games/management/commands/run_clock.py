"""``manage.py run_clock``: moves games on whose time is up; any number may run at once."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from games.management import clockwork


class Command(BaseCommand):
    """Beat twice a second, and whenever a time is up, until SIGTERM, then exit with status 0."""

    help = "Führt fällige Phasenwechsel aus (mit PostgreSQL; eingebettet tut das der Server)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loop in this process."""
        if settings.EMBEDDED:
            raise CommandError(
                "Mit SQLite läuft die Uhr im Server selbst (manage.py serve). "
                "Ein zweiter Prozess dürfte nicht schreiben."
            )
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("Uhr läuft.")
        clockwork.run(clockwork.clock_tick(), stop, rest=clockwork.until_next)
