"""The setting of a played game for bots, and the key that games of the same setting share."""

from typing import Any

from games.models import Game
from games.rules.botgames import RECIPE
from games.rules.canonical import digest
from games.rules.settle import ENGINE_VERSION
from games.selectors.scenarios import content_of

SEED = "bots"


def setting_key(game: Game, played: int) -> str:
    """Digest over all that bot games of this setting hang on; ``played`` rounds. No query."""
    return digest({**_chosen(game, played), "scenario": game.scenario_id, "engine": ENGINE_VERSION})


def bot_plan(game: Game, played: int) -> dict[str, Any]:
    """All that bots need to play under a game's setting, nothing of who played it; one query."""
    return {**_chosen(game, played), "content": content_of(game)}


def _chosen(game: Game, played: int) -> dict[str, Any]:
    # Why and when the facilitator changed something changes no figure.
    steering = [{**entry, "reason": "", "number": 0} for entry in game.steering]
    return {
        "options": dict(game.options),
        "rounds": game.rounds,
        "played": played,
        "model": game.cooperation_model,
        "steering": steering,
        "seed": SEED,
        "recipe": RECIPE,
    }
