"""Keeping the run sheet of a workshop; its record remembers each sheet that was replaced."""

from datetime import date, datetime

from games.access import WorkshopViewer
from games.agenda.codec import from_json, to_json
from games.agenda.edits import checked
from games.agenda.steps import Agenda
from games.enums import WorkshopKind
from games.errors import StaleRevision, TooLate
from games.models import WorkshopEntry
from games.roles import Right
from games.selectors.agenda import first_day, last_change, moved_to
from games.services.organising import Organiser, organising


def save_agenda(
    viewer: WorkshopViewer, agenda: Agenda, *, seen: int, now: datetime | None = None
) -> WorkshopEntry:
    """Store a run sheet; ``seen`` names the last change that it was made from (0: none before).

    A workshop without a day gets the sheet's first one.

    Raises StaleRevision("agenda_changed") where somebody saved one meanwhile, Illegal for what
    does not keep to the limits (``games.agenda.edits.checked``), NotAllowed for strangers,
    RoleMayNot for a member whose role does not include the course.
    """
    wanted = checked(agenda)
    with organising(viewer, right=Right.COURSE, now=now) as organiser:
        _check_seen(organiser, seen)
        return _store(organiser, wanted)


def take_back(viewer: WorkshopViewer, *, seen: int, now: datetime | None = None) -> WorkshopEntry:
    """Put the sheet back that stood before the last change; twice gives the newer one again.

    Raises as ``save_agenda``, and TooLate("no_agenda_before") where nothing was changed yet.
    """
    with organising(viewer, right=Right.COURSE, now=now) as organiser:
        _check_seen(organiser, seen)
        last = organiser.workshop.entries.filter(kind=WorkshopKind.AGENDA_CHANGED, number=seen)
        entry = last.first()
        if entry is None:
            raise TooLate("no_agenda_before")
        return _store(organiser, from_json(entry.payload["before"]))


def _check_seen(organiser: Organiser, seen: int) -> None:
    if last_change(organiser.workshop.pk) != seen:
        raise StaleRevision("agenda_changed")


def _store(organiser: Organiser, agenda: Agenda) -> WorkshopEntry:
    workshop = organiser.workshop
    before, workshop.agenda = workshop.agenda, to_json(agenda)
    if workshop.date is None and agenda.days and not agenda.undated:
        workshop.date = first_day(agenda)
    return organiser.log(WorkshopKind.AGENDA_CHANGED, {"before": before})


def follow_day(organiser: Organiser, before: date | None) -> None:
    """Move the run sheet along where the day of its workshop has just changed from ``before``.

    It waited for a day, or it began on the day before; another first day was chosen on purpose.
    """
    workshop = organiser.workshop
    agenda = from_json(workshop.agenda)
    if workshop.date is None or not agenda.days:
        return
    follows = agenda.undated or first_day(agenda) == before
    if follows and first_day(agenda) != workshop.date:
        _store(organiser, moved_to(agenda, workshop.date))
