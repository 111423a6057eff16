"""The one Django application of the product."""

from django.apps import AppConfig


class GamesConfig(AppConfig):
    """Games, teams, decisions and their log."""

    name = "games"
    verbose_name = "Planspiele"

    def ready(self) -> None:
        """Let changes reach the live layer."""
        from games.live.relay import connect  # noqa: PLC0415 - needs the models, loaded only now

        connect()
