"""What the pages of one workshop have in common: whose it is, and what the viewer may."""

from typing import Any

from games.access import WorkshopViewer
from games.roles import rights_of
from games.selectors.workshop import workshop_page


def head_of(viewer: WorkshopViewer) -> dict[str, Any]:
    """Title, regions and rights, without presence."""
    page = workshop_page(viewer, lambda _seats: ())
    return {"page": page, "may": rights_of(viewer.role), "workshop_id": page.public_id}
