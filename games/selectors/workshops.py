"""The workshops that an account leads or helps with, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from games.enums import UNSETTLED_PHASES
from games.models import Game, Workshop, WorkshopGone

SHOWN_GONE = 10
ANNOUNCED_DAYS = 7
"""So many days before a workshop is deleted its list says so."""


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A game in the list of workshops: where it stands and how many people sit in it."""

    public_id: UUID
    name: str
    scenario: str
    phase: str
    round_number: int
    rounds: int
    people: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class GoneLine:
    """That a workshop was deleted: when, how many regions it had, by hand or on its day."""

    at: datetime
    regions: int
    by_hand: bool


def gone_workshops(user_id: int) -> tuple[GoneLine, ...]:
    """What was deleted of an account's own, the latest first; one query."""
    rows = WorkshopGone.objects.filter(owner_id=user_id).order_by("-at")[:SHOWN_GONE]
    return tuple(GoneLine(row.at, row.regions, row.by_hand) for row in rows)


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """One line of the list of workshops."""

    public_id: UUID
    title: str
    day: date | None
    created_at: datetime
    delete_on: date | None
    archived: bool
    regions: tuple[RegionLine, ...]

    @property
    def people(self) -> int:
        """People who have taken a seat, in all regions."""
        return sum(region.people for region in self.regions)

    def goes_soon(self, today: date) -> bool:
        """It will be deleted within the days in which the list says so."""
        return self.delete_on is not None and (self.delete_on - today).days <= ANNOUNCED_DAYS

    @property
    def has_settled(self) -> bool:
        """A round of one of its regions has been settled, so there are figures to compare."""
        return any(
            region.round_number > 1
            or (region.round_number and region.phase not in UNSETTLED_PHASES)
            for region in self.regions
        )

    @property
    def is_demo(self) -> bool:
        """Made to try things out."""
        return any(region.is_demo for region in self.regions)


def my_workshops(user_id: int) -> tuple[WorkshopLine, ...]:
    """The workshops of an account, newest first; two queries."""
    workshops = Workshop.objects.filter(members__user_id=user_id)
    regions = _regions([workshop.pk for workshop in workshops])
    return tuple(
        WorkshopLine(
            public_id=each.public_id,
            title=each.title,
            day=each.date,
            created_at=each.created_at,
            delete_on=each.delete_on,
            archived=each.archived_at is not None,
            regions=tuple(regions.get(each.pk, ())),
        )
        for each in sorted(workshops, key=lambda row: (row.created_at, row.pk), reverse=True)
    )


def _regions(workshops: list[int]) -> dict[int, list[RegionLine]]:
    people = Count("seats", filter=Q(seats__removed_at__isnull=True) & ~Q(seats__name=""))
    rows = (
        Game.objects.filter(workshop_id__in=workshops)
        .annotate(people=people)
        .order_by("pk")
        .values_list(
            "workshop_id",
            "public_id",
            "name",
            "scenario__name",
            "phase",
            "round_number",
            "rounds",
            "people",
            "is_demo",
        )
    )
    found: dict[int, list[RegionLine]] = {}
    for workshop_id, *row in rows:
        found.setdefault(workshop_id, []).append(RegionLine(*row))
    return found
