"""The project as an application: its checks."""

from django.apps import AppConfig


class PlanspielConfig(AppConfig):
    """Registers the start-up checks."""

    name = "planspiel"

    def ready(self) -> None:
        """Register the checks by importing them."""
        from planspiel import checks  # noqa: F401, PLC0415 - the registry must be ready first
