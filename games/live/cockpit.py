"""The cockpit's live context: the selector joined with who is here right now."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.selectors.cockpit import Online, cockpit
from games.services import presence


def online_now(now: datetime) -> Online:
    """Asks the heartbeats for the seats that are there at this moment."""

    def there(seat_ids: Iterable[int]) -> Collection[int]:
        return presence.online(seat_ids, now)

    return there


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the cockpit's regions need."""
    now = timezone.now()
    page = cockpit(viewer, online_now(now))
    return {"page": page, "stage": page.stage, "now": now, "game_id": page.stage.public_id}
