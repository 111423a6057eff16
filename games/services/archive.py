"""The archive: a workshop that is over is read only and out of the way, and can be taken out."""

from datetime import datetime

from django.db.models import F

from games.access import WorkshopViewer
from games.enums import Phase, WorkshopKind
from games.errors import TooLate
from games.models import Game
from games.services.organising import Organiser, organising

AT_REST = (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED)


def archive(viewer: WorkshopViewer, *, request_id: str = "", now: datetime | None = None) -> None:
    """Put a workshop into the archive; nothing where it is there.

    Raises TooLate("still_running") while a region is played.
    """
    with organising(viewer, request_id=request_id, now=now, archived=True) as organiser:
        if organiser.workshop.archived_at is None:
            lay_by(organiser)
            organiser.log(WorkshopKind.ARCHIVED, {})


def unarchive(viewer: WorkshopViewer, *, request_id: str = "", now: datetime | None = None) -> None:
    """Take a workshop out of the archive; it is as it was.

    Raises TooLate("anonymised"): what was anonymised stays, or new names could come in.
    """
    with organising(viewer, request_id=request_id, now=now, archived=True) as organiser:
        workshop = organiser.workshop
        if workshop.anonymised_at is not None:
            raise TooLate("anonymised")
        if workshop.archived_at is None:
            return
        workshop.archived_at = None
        _mark(organiser, None)
        organiser.log(WorkshopKind.UNARCHIVED, {})


def lay_by(organiser: Organiser) -> list[int]:
    """Close workshop and games to commands; the primary keys of the games. Raises as ``archive``.

    The games are locked together with the workshop: no command of any of them comes in between.
    """
    workshop = organiser.workshop
    games = Game.objects.select_for_update().filter(workshop=workshop).order_by("pk")
    running = [game.name for game in games if game.phase not in AT_REST]
    if running:
        raise TooLate("still_running", regions=running)
    if workshop.archived_at is None:
        workshop.archived_at = organiser.now
        workshop.save(update_fields=("archived_at",))
        _mark(organiser, organiser.now)
    return [game.pk for game in games]


def _mark(organiser: Organiser, at: datetime | None) -> None:
    games = Game.objects.select_for_update().filter(workshop=organiser.workshop).order_by("pk")
    Game.objects.filter(pk__in=[game.pk for game in games]).update(
        archived_at=at, version=F("version") + 1
    )
    organiser.look_again()
