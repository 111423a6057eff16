"""Short words for commands on the course of a game."""

from games.services import flow
from tests.cast import NOW


def press(cast, round_number, phase, *, now=NOW, **options):
    """Frieda presses "next" on a page that shows this phase."""
    return flow.advance(
        cast.frieda.viewer,
        expected_round=round_number,
        expected_phase=phase,
        now=now,
        **options,
    )


def place(cast):
    """Round and phase of the game."""
    game = cast.fresh()
    return game.round_number, game.phase
