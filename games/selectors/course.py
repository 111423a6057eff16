"""What the facilitator changed in a game: the one place that reads ``Game.steering``.

What was withdrawn is not there any more; the log keeps it.
"""

import hashlib
import json

from games.models import Game
from games.rules.course import Course, course_from


def course_of(game: Game) -> Course:
    """The course of a game; no query."""
    return course_from(game.steering)


def course_mark(game: Game) -> str:
    """Short mark of what the facilitator has changed so far; differs once anything is changed."""
    return hashlib.sha256(json.dumps(game.steering, sort_keys=True).encode()).hexdigest()[:16]


def model_of(game: Game) -> str:
    """The cooperation model of the running round."""
    return course_of(game).model_in(game.round_number, game.cooperation_model)


def model_in(game: Game, number: int) -> str:
    """The cooperation model of a round."""
    return course_of(game).model_in(number, game.cooperation_model)
