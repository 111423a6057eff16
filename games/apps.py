"""The one Django application of the product."""

from django.apps import AppConfig


class GamesConfig(AppConfig):
    """Games, teams, decisions and their log."""

    name = "games"
    verbose_name = "Planspiele"

    def ready(self) -> None:
        """Let changes reach the live layer."""
        from games.services import poke  # noqa: PLC0415 - needs the models, loaded only now

        poke.set_sender(_carry)


def _carry(game_id: int, team_id: int | None, stamp: int) -> None:
    # Imported with the first change: most commands have nothing to do with screens.
    from games.live.relay import thread  # noqa: PLC0415

    thread.send(game_id, team_id, stamp)
