"""``manage.py serve``: pages and sockets, and in the embedded mode the clock."""

import argparse
import gc
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from channels.routing import get_default_application
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.urls import reverse

from games.live.registry import registry
from games.live.relay import thread
from games.management import botgames, clockwork, rehearsing, serving, warming
from games.management.beside import BesideThread
from games.management.instance import only_instance
from planspiel.addresses import EVERYWHERE, lan_address, listening_on

COLLECT_AFTER = (10_000, 10, 20)
"""Objects more than before, and collections of the next younger kind, before garbage is sought."""


class Command(BaseCommand):
    """Serve until SIGTERM; then tell every socket to come back and exit with status 0."""

    help = "Startet den Server; im eingebetteten Betrieb mit Uhr."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen and what to allow."""
        parser.add_argument("--host", default="127.0.0.1", help="Adresse; 0.0.0.0 für alle")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--http-timeout", type=int, default=30, help="Sekunden je Anfrage")
        parser.add_argument("--websocket-max-message-size", type=int, default=16_384)
        parser.add_argument("--no-clock", action="store_true", help="Uhr läuft woanders")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve with the given options."""
        with only_instance(settings.VAR) if settings.EMBEDDED else nullcontext():
            run(
                serving.Options(
                    host=options["host"],
                    port=options["port"],
                    http_timeout=options["http_timeout"],
                    message_size=options["websocket_max_message_size"],
                    behind_proxy=settings.BEHIND_PROXY,
                ),
                with_clock=settings.EMBEDDED and not options["no_clock"],
                announce=lambda: self.stdout.write(
                    "Bereit:\n" + "\n".join(links(options["host"], options["port"]))
                ),
            )


def run(options: serving.Options, *, with_clock: bool, announce: Callable[[], None]) -> None:
    """Serve in this thread until a signal ends it, with the clock beside it where wanted."""
    listening_on(options.host, options.port)
    beside: list[BesideThread] = [
        rehearsing.RehearsalThread(alone=settings.EMBEDDED),
        botgames.BotGamesThread(),
        warming.WarmingThread(),
    ]
    if with_clock:
        beside.insert(0, clockwork.ClockThread(clockwork.clock_tick(), clockwork.until_next))
    # SQLite throws its write-ahead log away when the last connection closes, which would be after
    # every request; this one stays open as long as the server does.
    connection.ensure_connection()
    keep_out_of_collections()

    def ready() -> None:
        for each in beside:
            each.start()
        # Other processes are heard from the first moment, also by a check before anybody comes.
        thread.listen()
        announce()

    def leaving() -> None:
        for each in beside:
            each.leave()

    try:
        serving.serve(
            get_default_application(),
            options,
            close_all=registry.close_all,
            ready=ready,
            leaving=leaving,
        )
    finally:
        for each in reversed(beside):
            each.stop()
        connection.close()


def keep_out_of_collections() -> None:
    """Load what every page needs, and never look through it for garbage again.

    A full collection over all of Django and this project takes a tenth of a second, in which
    nobody is served.
    """
    reverse("start")
    gc.set_threshold(*COLLECT_AFTER)
    gc.collect()
    gc.freeze()


def links(host: str, port: int) -> list[str]:
    """Addresses under which the start page can be reached, the most useful first."""
    if settings.BASE_URL:
        return [f"  {settings.BASE_URL}/"]
    found = [f"  http://localhost:{port}/"]
    if host in EVERYWHERE and (own := lan_address()):
        found.append(f"  http://{own}:{port}/  (Telefone im selben Netz)")
    return found
