"""``manage.py load_scenarios``: scenario files become versions in the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from games.errors import ScenarioError
from games.services.scenarios import load_scenarios


class Command(BaseCommand):
    """Store every delivered scenario whose content has changed."""

    help = "Liest die mitgelieferten Szenarien ein; unveränderte bleiben, wie sie sind."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and say what was new."""
        try:
            loaded = load_scenarios()
        except ScenarioError as error:
            raise CommandError(str(error)) from error
        for scenario in loaded:
            state = "neu" if scenario.created else "unverändert"
            self.stdout.write(f"{scenario.slug} {scenario.digest[:8]}: {state}")
