"""The facilitator's page of the debrief."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.roles import Right, offered
from games.selectors.debrief import all_resolutions, board_context, choice, stage_here
from games.selectors.debrief_wall import wall_board
from games.selectors.memo import one_reading
from games.selectors.reading import team_rows


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions of the facilitator's page need."""
    stage = stage_here(viewer)
    return {
        **board_context(viewer),
        "stage": stage,
        "game_id": stage.public_id,
        "now": timezone.now(),
        "may": offered(viewer.role, archived=stage.archived),
        "choices": choice(viewer),
        "wall": wall_board(viewer.game_id),
        "resolutions": tuple(
            each
            for each in all_resolutions(viewer)
            # Who moderates brings hidden ones back; to all others they are gone.
            if not each.hidden or viewer.may(Right.TALK)
        ),
    }


def towns(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The municipalities that can take something home: id and name."""
    return tuple((team.town, team.name) for team in team_rows(viewer.game_id))
