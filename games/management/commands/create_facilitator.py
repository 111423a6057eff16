"""``manage.py create_facilitator NAME``: an account for a facilitator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from games.errors import Illegal
from games.services.accounts import create_facilitator


class Command(BaseCommand):
    """Make an account with a random password and print it once."""

    help = "Legt ein Konto für die Spielleitung an und nennt das ausgeloste Passwort einmal."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("username", help="Anmeldename")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create the account and print name and password."""
        try:
            account = create_facilitator(username=options["username"])
        except Illegal as error:
            raise CommandError(f"{error.code}: {options['username']}") from error
        self.stdout.write(f"Konto: {account.username}")
        self.stdout.write(f"Passwort: {account.password}")
