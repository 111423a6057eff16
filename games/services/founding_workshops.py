"""Rows of a new workshop. Called inside a transaction that somebody else holds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from games.enums import Role, WorkshopKind
from games.models import Workshop, WorkshopEntry, WorkshopMember

KEPT_DAYS = 90
"""Days from the day of the workshop to its deletion, unless somebody names another day."""


def deletion_day(day: date) -> date:
    """When a workshop on this day is deleted, where nothing else is said."""
    return day + timedelta(days=KEPT_DAYS)


def found_workshop(workshop: Workshop, payload: Mapping[str, Any]) -> Workshop:
    """Insert a workshop; its owner leads it."""
    workshop.save(force_insert=True)
    WorkshopMember.objects.create(
        workshop=workshop, user_id=workshop.owner_id, role=Role.LEAD, since=workshop.created_at
    )
    WorkshopEntry.objects.create(
        workshop=workshop,
        number=1,
        kind=WorkshopKind.CREATED,
        at=workshop.created_at,
        user_id=workshop.owner_id,
        payload=dict(payload),
    )
    return workshop


def found_around(title: str, owner_id: int, now: datetime) -> Workshop:
    """The workshop of a game that is made by itself: it has the game's name."""
    workshop = Workshop(
        title=title, owner_id=owner_id, created_at=now, delete_on=deletion_day(now.date())
    )
    return found_workshop(workshop, {})
