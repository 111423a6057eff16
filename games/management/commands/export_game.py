"""``manage.py export_game GAME_ID``: a finished game as a file, for ``replay_game``."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from games.bundles.write import bundle_text
from games.selectors.bundle import bundle_of


class Command(BaseCommand):
    """Write the file, or print it; status 1 where there is no such game or it is not over."""

    help = "Schreibt ein beendetes Spiel als Datei, die replay_game nachspielt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("game", metavar="GAME_ID", type=UUID, help="Kennung aus der Adresse")
        parser.add_argument("-o", "--output", type=Path, help="Datei; sonst auf die Ausgabe")
        parser.add_argument(
            "--anonymous", action="store_true", help="ohne Namen, Texte, Zeiten und Protokoll"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Find the game and write it."""
        bundle = bundle_of(options["game"], timezone.now(), nameless=options["anonymous"])
        if bundle is None:
            raise CommandError(
                f"Ein beendetes Spiel {options['game']} gibt es nicht. "
                "Eine Datei gibt es erst, wenn das Spiel zu Ende ist."
            )
        text = bundle_text(bundle)
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)
