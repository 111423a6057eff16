"""What the pages of one workshop have in common: whose it is, and what the viewer may."""

from typing import Any

from games.access import WorkshopViewer
from games.roles import offered
from games.selectors.workshop import workshop_page


def head_of(viewer: WorkshopViewer) -> dict[str, Any]:
    """Title, regions and rights, without presence."""
    page = workshop_page(viewer, lambda _seats: ())
    may = offered(viewer.role, archived=page.archived_at is not None)
    return {"page": page, "may": may, "workshop_id": page.public_id}
