"""When the clock closes the first scoring of applications."""

from datetime import datetime, timedelta

from games.enums import Phase
from games.models import Game
from games.models.game import AdvanceMode
from games.selectors.agenda import planned_minutes


def scoring_ends_at(game: Game) -> datetime | None:
    """When half of the planned time of the award is left; None where no clock closes the scoring.

    Counted from the end: time that is added, or that passes while the game is paused, belongs to
    the first scoring, and the debate keeps its half.
    """
    by_itself = game.advance_mode != AdvanceMode.MANUAL and game.phase == Phase.AWARDING
    if not by_itself or game.deadline is None:
        return None
    minutes = planned_minutes(game, game.round_number, Phase.AWARDING)
    return game.deadline - timedelta(minutes=minutes) / 2 if minutes else None
