"""The review's live context: whether it has opened."""

from collections.abc import Mapping
from typing import Any

from games.access import Viewer
from games.selectors.review import review_stage


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Where the game stands; the page itself is read once, it does not change after the end."""
    return {"stage": review_stage(viewer)}
