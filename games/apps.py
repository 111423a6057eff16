"""The one Django application of the product."""

from django.apps import AppConfig


class GamesConfig(AppConfig):
    """Games, teams, decisions and their log."""

    name = "games"
    verbose_name = "Planspiele"
