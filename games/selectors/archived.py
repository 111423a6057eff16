"""Whether what a facilitator looks at lies in the archive, and how it comes out again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from games.access import Viewer, WorkshopViewer
from games.models import Workshop
from games.roles import Right


@dataclass(frozen=True, slots=True)
class Archive:
    """Since when a workshop is read only. ``may_restore``: whoever looks can take it out again."""

    since: datetime
    anonymised: bool
    workshop: UUID
    may_restore: bool


def archive_of(viewer: Viewer | WorkshopViewer) -> Archive | None:
    """The archive that the viewer's workshop lies in; None for one that is in use. One query."""
    rows = Workshop.objects.filter(archived_at__isnull=False)
    if isinstance(viewer, Viewer):
        rows = rows.filter(games=viewer.game_id)
    else:
        rows = rows.filter(pk=viewer.workshop_id)
    row = rows.values_list("archived_at", "anonymised_at", "public_id").first()
    since, anonymised_at, public_id = row or (None, None, None)
    if since is None or public_id is None:
        return None
    anonymised = anonymised_at is not None
    return Archive(
        since=since,
        anonymised=anonymised,
        workshop=public_id,
        may_restore=viewer.may(Right.WORKSHOP) and not anonymised,
    )


def may_plan(viewer: Viewer | WorkshopViewer) -> bool:
    """Whether the viewer makes and changes the run sheet; nobody does in the archive. One query."""
    return viewer.may(Right.COURSE) and archive_of(viewer) is None
