"""What ending a game now would leave undone."""

from games.access import Viewer, require_facilitator
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of, states


def fund_unpaid(viewer: Viewer) -> int:
    """Euro in the fund that nobody gets back if the game ends now; 0 where none are lost.

    The refund belongs to the last round (F7), so an earlier end leaves the money where it lies.
    Raises NotAllowed for anybody but a facilitator.
    """
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    played = states(game.pk)
    if not played or len(played) > scenario_of(game).rounds or not played[-1].fund.paid_in:
        return 0
    return max(0, played[-1].fund.money)
