"""``manage.py demo``: a fresh game to try things out."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from games.errors import GameError
from games.services.demo import create_demo


class Command(BaseCommand):
    """Create a demo game and print its links, as text or as one JSON object."""

    help = "Legt ein Probespiel an und nennt Zugänge und Adressen (docs/schnittstellen.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("--json", action="store_true", help="ein JSON-Objekt ausgeben")
        parser.add_argument("--scenario", default="mittelaue")
        parser.add_argument("--model", default="alles", help="Kooperationsmodell")
        parser.add_argument("--rounds", type=int, default=4)
        parser.add_argument("--base-url", default="http://localhost:8000")
        parser.add_argument("--facilitator", default="", help="vorhandenes Konto der Spielleitung")
        parser.add_argument("--seed", default="", help="Zufallssaat, sonst ausgelost")
        parser.add_argument(
            "--running",
            action="store_true",
            help="sofort starten; Bots spielen alle Gemeinden bis auf die erste",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create the game and print what the options ask for."""
        try:
            demo = create_demo(
                base_url=options["base_url"],
                scenario=options["scenario"],
                model=options["model"],
                rounds=options["rounds"],
                facilitator=options["facilitator"],
                running=options["running"],
                seed=options["seed"],
            )
        except GameError as error:
            figures = ", ".join(f"{key}={value}" for key, value in error.context.items())
            raise CommandError(f"{error.code}: {figures}") from error
        if options["json"]:
            self.stdout.write(json.dumps(demo, ensure_ascii=False))
        else:
            self._print(demo)

    def _print(self, demo: dict[str, Any]) -> None:
        facilitator = demo["facilitator"]
        self.stdout.write(f"Spielleitung: {facilitator['login_url']}")
        self.stdout.write(f"  Konto: {facilitator['username']}")
        if facilitator["password"]:
            self.stdout.write(f"  Passwort: {facilitator['password']}")
        self.stdout.write(f"Cockpit: {demo['game']['cockpit_url']}")
        self.stdout.write(f"Beitreten: {demo['join']['url']} (Code {demo['join']['code']})")
        for seat in demo["seats"]:
            self.stdout.write(f"  {seat['team']}: {seat['url']}")
        self.stdout.write(f"Leinwand: {demo['projector_url']}")
        self.stdout.write(f"Rückschau: {demo['review_url']}")
