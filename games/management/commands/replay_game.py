"""``manage.py replay_game FILE [--verify]``: a game from a file, played again by this engine."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from games.bundles.messages import bundle_sentence
from games.bundles.read import read_bundle
from games.bundles.shape import Bundle
from games.bundles.verify import replayed, verify
from games.errors import BundleError
from games.rules.stored import StoredForm


class Command(BaseCommand):
    """Print every round with its digest; status 1 where the file is broken or does not hold.

    Nothing is written: the database is not even asked.
    """

    help = "Spielt eine Partie aus einer Datei nach; --verify vergleicht jede Zahl mit der Datei."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("file", metavar="DATEI", type=Path)
        parser.add_argument(
            "--verify", action="store_true", help="jede Zahl muss wie in der Datei herauskommen"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, play, compare, print."""
        try:
            bundle = read_bundle(options["file"].read_bytes())
            self.stdout.write(_head(bundle))
            for form in (verify if options["verify"] else replayed)(bundle):
                self.stdout.write(_line(bundle, form))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except BundleError as error:
            raise CommandError(bundle_sentence(error)) from error
        if options["verify"]:
            self.stdout.write(f"Jede Zahl stimmt, Runden: {len(bundle.rounds) - 1}.")
            if bundle.board:
                cards, kept = len(bundle.board.cards), len(bundle.board.resolutions)
                self.stdout.write(f"Die Tafel stimmt, Karten: {cards}, Vorsätze: {kept}.")


def _head(bundle: Bundle) -> str:
    scenario = bundle.scenario.content["scenario"]["name"]
    return f"{bundle.game.name}: {scenario}, Modell {bundle.game.model}, Regelwerk {bundle.engine}"


def _line(bundle: Bundle, form: StoredForm) -> str:
    accounts = ", ".join(
        f"{name} {form.state['towns'][town]['account']}" for town, name in bundle.towns.items()
    )
    return f"Runde {form.round_number} {form.digest[:8]} {accounts}"
