"""``manage.py verify_log [GAME_ID …]``: whether the logs of games are as they were written."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from games.errors import NotAllowed
from games.services.receipts import Chain, chains


class Command(BaseCommand):
    """Walk the chain of digests of one game, of some, or of all; status 1 where one is broken."""

    help = "Prüft die Kette der Prüfzeichen im Protokoll. Status 1, wenn eine nicht stimmt."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument(
            "games", metavar="GAME_ID", nargs="*", type=UUID, help="Kennung aus der Adresse"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a sentence for each game."""
        broken = 0
        try:
            checked = chains(options["games"])
        except NotAllowed as error:
            raise CommandError(f"Ein Spiel {error.context['game']} gibt es nicht.") from error
        for chain in checked:
            self.stdout.write(_sentence(chain))
            broken += chain.broken is not None
        if broken:
            raise CommandError(f"Protokolle, die nicht stimmen: {broken}")


def _sentence(chain: Chain) -> str:
    head = f"{chain.game} „{chain.name}“"
    if chain.broken is None:
        redacted = f", davon geschwärzt: {chain.redacted}" if chain.redacted else ""
        return f"{head}: Das Protokoll stimmt, Einträge: {chain.entries}{redacted}."
    return f"{head}: Das Protokoll stimmt ab Beleg {chain.broken} nicht mehr."
