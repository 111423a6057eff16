"""Calling the facilitator: all that the page shows stands in the frame."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.selectors.frame import place


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """What the team has asked for; two queries."""
    return {"frame": place(viewer).frame, "now": timezone.now()}
