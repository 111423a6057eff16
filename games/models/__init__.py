"""Tables. Slim: constraints and ``__str__``; every write goes through ``games.services``."""

from games.models.game import Device, Game, Seat, Team
from games.models.log import LogEntry
from games.models.play import Settlement, TeamDecision
from games.models.scenario import ScenarioVersion

__all__ = [
    "Device",
    "Game",
    "LogEntry",
    "ScenarioVersion",
    "Seat",
    "Settlement",
    "Team",
    "TeamDecision",
]
