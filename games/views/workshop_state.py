"""What ``state.json`` of a workshop says: JSON types alone."""

from typing import Any

from games.access import WorkshopViewer
from games.live.workshop import workshop_context
from games.selectors.workshop import Region, WorkshopPage, workshop_stamp

Json = dict[str, Any]


def state_of(viewer: WorkshopViewer) -> Json:
    """The workshop and each of its regions; the stamp is read before the rest."""
    version = workshop_stamp(viewer)
    shown = workshop_context(viewer)
    page: WorkshopPage = shown["page"]
    return {
        "version": version,
        "title": page.title,
        "one_clock": page.one_clock,
        "server_time": shown["now"].isoformat(),
        "regions": [_region(region) for region in page.regions],
    }


def _region(region: Region) -> Json:
    stage = region.stage
    return {
        "id": str(region.public_id),
        "name": region.name,
        "phase": stage.phase.value,
        "round": stage.round_number,
        "rounds": stage.rounds,
        "deadline": stage.deadline.isoformat() if stage.deadline else None,
        "paused": stage.paused,
        "people": region.people,
        "online": region.online,
        "waited_for": region.waited_for,
        "done": region.done,
        "calling": list(region.calling),
    }
