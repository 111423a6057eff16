"""The door through which a workshop itself changes: its row is locked, its record is kept.

Its games change through ``services.writing`` alone, one after the other, never inside this door.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from games.access import WorkshopViewer
from games.enums import Role, WorkshopKind
from games.errors import Illegal, NotAllowed, RoleMayNot, TooLate
from games.models import Game, Workshop, WorkshopEntry, WorkshopMember
from games.roles import Right, rights_of
from games.services.poke import NO_CHANGE, poke

REQUEST_ID_SIGNS = 64


class Organiser:
    """What a command may do while it holds the workshop: change ``workshop`` and log it."""

    def __init__(self, workshop: Workshop, user_id: int, request_id: str, now: datetime) -> None:
        self.workshop = workshop
        self.user_id = user_id
        self.now = now
        self._request_id = request_id
        self._logged = False

    @property
    def repeated(self) -> WorkshopEntry | None:
        """The entry of the same request of the same account, carried out before."""
        if not self._request_id:
            return None
        entry = self.workshop.entries.filter(request_id=self._request_id).first()
        if entry is not None and entry.user_id != self.user_id:
            raise NotAllowed("foreign_request")
        return entry

    def log(self, kind: WorkshopKind, payload: Mapping[str, Any]) -> WorkshopEntry:
        """Append a past fact; the workshop is stored with a higher version."""
        last = self.workshop.entries.order_by("-number").values_list("number", flat=True).first()
        entry = WorkshopEntry.objects.create(
            workshop=self.workshop,
            number=(last or 0) + 1,
            kind=kind,
            at=self.now,
            user_id=self.user_id,
            payload=dict(payload),
            request_id="" if self._logged else self._request_id,
        )
        self._logged = True
        self.workshop.version += 1
        self.workshop.save()
        return entry

    def look_again(self) -> None:
        """Somebody's rights have changed: open cockpits of all regions ask anew who may look."""
        games = list(Game.objects.filter(workshop=self.workshop).values_list("pk", flat=True))

        def poke_all() -> None:
            for game_id in games:
                poke(game_id, None, NO_CHANGE)

        transaction.on_commit(poke_all, robust=True)


@contextmanager
def organising(
    viewer: WorkshopViewer,
    *,
    right: Right = Right.WORKSHOP,
    request_id: str = "",
    now: datetime | None = None,
    archived: bool = False,
) -> Iterator[Organiser]:
    """Hold a workshop for one command of somebody whose role includes the ``right``.

    Raises NotAllowed for strangers, RoleMayNot where the role does not reach that far, and
    TooLate("archived") for a workshop in the archive unless the command is for such (``archived``).
    """
    if len(request_id) > REQUEST_ID_SIGNS:
        raise Illegal("request_id_too_long", limit=REQUEST_ID_SIGNS)
    if not request_id.isprintable():
        raise Illegal("request_id_unreadable")
    with transaction.atomic(durable=True):
        workshop = Workshop.objects.select_for_update().filter(pk=viewer.workshop_id).first()
        if workshop is None:
            raise NotAllowed("unknown_workshop")
        _check(viewer, right)
        if workshop.archived_at is not None and not archived:
            raise TooLate("archived")
        yield Organiser(workshop, viewer.user_id, request_id, now or timezone.now())


def _check(viewer: WorkshopViewer, right: Right) -> None:
    rows = WorkshopMember.objects.filter(workshop_id=viewer.workshop_id, user_id=viewer.user_id)
    stored = rows.values_list("role", flat=True).first()
    if stored is None:
        raise NotAllowed("not_member")
    role = Role(stored)
    if right not in rights_of(role):
        raise RoleMayNot("role_may_not", role=role.value, right=right.value)
