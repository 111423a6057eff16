"""The projector's live context."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.selectors.agenda import current_free_step
from games.selectors.projector import projector
from games.selectors.waiting import waiting_now


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the projector's regions need; ``now`` sets the clock of the countdown."""
    page = projector(viewer)
    return {
        "page": page,
        "stage": page.stage,
        "now": timezone.now(),
        "waiting": waiting_now(viewer.game_id),
        "free_step": current_free_step(viewer.game_id),
    }
