"""``manage.py play``: everything for a first game in one command (``make play``)."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from games.errors import Illegal
from games.management import serving
from games.management.commands.serve import links, run
from games.management.instance import only_instance
from games.services import accounts
from games.services.demo import create_demo

ACCOUNT = "leitung"


class Command(BaseCommand):
    """Set the data folder up where needed, then serve; what is there already stays as it is."""

    help = "Richtet den Datenordner ein, startet Server und Uhr und nennt die Adressen."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="0.0.0.0", help="Adresse; 127.0.0.1 nur für mich")  # noqa: S104 - phones in the room are the point
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and serve."""
        if not settings.EMBEDDED:
            raise CommandError(
                "play ist für den eingebetteten Betrieb mit SQLite gedacht. Mit DATABASE_URL "
                "nehmen Sie migrate, load_scenarios, serve und run_clock (docs/betrieb.md)."
            )
        with only_instance(settings.VAR):
            call_command("migrate", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            known = self._welcome(options["port"])
            run(
                serving.Options(options["host"], options["port"], 30, 16_384, behind_proxy=False),
                with_clock=True,
                announce=lambda: self._announce(known, options["host"], options["port"]),
            )

    def _welcome(self, port: int) -> dict[str, str]:
        """Account and demo game of this folder, made at the first run and kept in its files."""
        file = settings.VAR / "zugang.json"
        if file.exists():
            known: dict[str, str] = json.loads(file.read_text())
            return known
        account = _new_account()
        demo = create_demo(base_url="", facilitator=account.username, running=True)
        made = {
            "user": account.username,
            "password": account.password or "",
            "login": demo["facilitator"]["login_url"],
            "seat": demo["seats"][0]["url"],
            "team": demo["seats"][0]["team"],
            "projector": demo["projector_url"],
        }
        _write_private(file, json.dumps(made, ensure_ascii=False, indent=2))
        return made

    def _announce(self, known: dict[str, str], host: str, port: int) -> None:
        base = settings.BASE_URL or f"http://localhost:{port}"
        lines = [
            "",
            "Planspiel Schulterschluss läuft.",
            "",
            "Startseite",
            *links(host, port),
            "",
            "Spielleitung",
            f"  {base}{known['login']}",
            f"  Konto {known['user']} · Passwort {known['password']}",
            "",
            f"Probespiel (alle anderen Gemeinden spielen Bots) – Platz in {known['team']}",
            f"  {base}{known['seat']}",
            f"  Leinwand: {base}{known['projector']}",
            "",
            f"Daten in {settings.VAR} · Ende mit Strg+C",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _new_account() -> accounts.Account:
    """The facilitator's account; under another name where an interrupted start left one behind."""
    try:
        return accounts.create_facilitator(username=ACCOUNT)
    except Illegal:
        return accounts.create_guest_facilitator()


def _write_private(file: Path, content: str) -> None:
    """Write a file that only its owner can read, complete or not at all."""
    draft = file.with_suffix(".neu")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.write(content)
    draft.rename(file)
