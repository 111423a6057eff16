"""The projector's live context."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.selectors.projector import projector


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the projector's regions need; ``now`` sets the clock of the countdown."""
    page = projector(viewer)
    return {"page": page, "stage": page.stage, "now": timezone.now()}
