"""Making a workshop with its regions, changing what it is, repeating and deleting it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from games.access import WorkshopViewer
from games.agenda.codec import to_json
from games.agenda.edits import checked
from games.agenda.proposal import propose, rounds_of
from games.enums import WorkshopKind
from games.errors import Illegal
from games.models import Game, Workshop, WorkshopGone
from games.models.game import AdvanceMode
from games.services.agendas import follow_day
from games.services.founding_workshops import deletion_day, found_workshop
from games.services.games import GamePlan, PlannedGame, plan_game
from games.services.organising import organising
from games.services.texts import one_line
from games.services.writing import writing

_REQUESTS = uuid.UUID("0c6a1d0b-60a5-4c3f-8d2e-3f4c1d9e7b52")

TITLE_SIGNS = 120
MOST_REGIONS = 30
MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """A workshop to be made; ``agenda`` as it is stored (``games.agenda.codec``).

    ``span``: from when to when people are there; without an ``agenda`` one is proposed for it.
    """

    title: str
    regions: tuple[GamePlan, ...]
    day: date | None = None
    expected_people: int = 0
    one_clock: bool = False
    delete_on: date | None = None
    agenda: tuple[Any, ...] = ()
    span: tuple[datetime, datetime] | None = None


def create_workshop(
    owner_id: int, plan: WorkshopPlan, *, request_id: str = "", now: datetime | None = None
) -> uuid.UUID:
    """Make a workshop with all its regions, or (where one of them cannot be) nothing.

    Sent again with the same ``request_id``: the public id of the first time. Raises Illegal for
    what ``create_game`` refuses, "regions_out_of_range", "deletion_past", "ready_with_one_clock".
    """
    now = now or timezone.now()
    public_id = uuid.uuid5(_REQUESTS, f"{owner_id}:{request_id}") if request_id else uuid.uuid4()
    if Workshop.objects.filter(public_id=public_id).exists():
        return public_id
    if not 1 <= len(plan.regions) <= MOST_REGIONS:
        raise Illegal("regions_out_of_range", value=len(plan.regions), maximum=MOST_REGIONS)
    _check_modes([r.advance_mode for r in plan.regions], one_clock=plan.one_clock)
    workshop = Workshop(
        public_id=public_id,
        title=_title(plan.title),
        date=plan.day,
        owner_id=owner_id,
        expected_people=_people(plan.expected_people),
        one_clock=plan.one_clock,
        agenda=list(plan.agenda),
        delete_on=_deletion(plan.delete_on, now) or deletion_day(plan.day or now.date()),
        created_at=now,
    )
    planned = [plan_game(owner_id, region, now) for region in plan.regions]
    if plan.span and not plan.agenda:
        workshop.agenda = _proposed(planned[0].game, plan.span)
    try:
        _store(workshop, planned)
    except IntegrityError:
        # The same request a moment earlier, in another process.
        if not Workshop.objects.filter(public_id=public_id).exists():
            raise
    return public_id


def _proposed(game: Game, span: tuple[datetime, datetime]) -> list[dict[str, Any]]:
    """A first run sheet: the rounds of the first region within the time there is."""
    rounds = rounds_of(game.rounds, game.round_phases, game.phase_minutes)
    return to_json(checked(propose(rounds, [span])))


def _store(workshop: Workshop, planned: Iterable[PlannedGame]) -> None:
    with transaction.atomic(durable=True):
        found_workshop(workshop, {})
        for each in planned:
            each.game.workshop = workshop
            each.insert()


def add_region(
    viewer: WorkshopViewer, plan: GamePlan, *, request_id: str = "", now: datetime | None = None
) -> uuid.UUID:
    """One more region in the lobby; sent again: that of the first time. Raises as above."""
    with organising(viewer, request_id=request_id, now=now) as organiser:
        if entry := organiser.repeated:
            return uuid.UUID(entry.payload["game"])
        workshop = organiser.workshop
        if workshop.games.count() >= MOST_REGIONS:
            raise Illegal("regions_out_of_range", value=MOST_REGIONS + 1, maximum=MOST_REGIONS)
        _check_modes([plan.advance_mode], one_clock=workshop.one_clock)
        planned = plan_game(viewer.user_id, plan, organiser.now)
        planned.game.workshop = workshop
        planned.insert()
        payload = {"name": planned.game.name, "game": str(planned.game.public_id)}
        organiser.log(WorkshopKind.REGION_ADDED, payload)
        return planned.game.public_id


def change_workshop(
    viewer: WorkshopViewer,
    *,
    title: str,
    day: date | None,
    expected_people: int,
    one_clock: bool,
    delete_on: date | None,
    request_id: str = "",
    now: datetime | None = None,
) -> None:
    """Change what a workshop is. ``delete_on`` None = never by itself.

    The run sheet moves along to another day (``agendas.follow_day``).
    Also of one in the archive. Raises Illegal("deletion_past"), Illegal("ready_with_one_clock")
    where a region goes on by itself as soon as its teams are ready.
    """
    with organising(viewer, request_id=request_id, now=now, archived=True) as organiser:
        if organiser.repeated:
            return
        workshop = organiser.workshop
        modes = workshop.games.filter(ended_at=None).values_list("advance_mode", flat=True)
        _check_modes(modes, one_clock=one_clock)
        before, day_before = workshop.one_clock, workshop.date
        workshop.title, workshop.date = _title(title), day
        workshop.expected_people, workshop.one_clock = _people(expected_people), one_clock
        if delete_on != workshop.delete_on:
            workshop.delete_on = _deletion(delete_on, organiser.now)
        organiser.log(WorkshopKind.CHANGED, {"one_clock": one_clock})
        follow_day(organiser, day_before)
        games = list(workshop.games.values_list("pk", flat=True))
    if before != one_clock:
        _show_anew(games)


def _show_anew(games: Iterable[int]) -> None:
    """Whose buttons move a region on has changed: its cockpit shows it."""
    for game_id in games:
        with writing(game_id, archived=True) as writer:
            writer.touch_game()
            writer.unlogged()


def delete_workshop(viewer: WorkshopViewer, *, typed: str, now: datetime | None = None) -> None:
    """Delete a workshop with all that belongs to it; ``typed`` must be its title.

    Raises Illegal("title_differs"). Nothing but the fact remains (``WorkshopGone``).
    """
    with organising(viewer, now=now, archived=True) as organiser:
        check_title(organiser.workshop, typed)
        organiser.look_again()
        _delete(organiser.workshop, organiser.now, by_hand=True)


def delete_due(now: datetime) -> int:
    """Delete every workshop whose day has come; returns how many. Any number may try at once."""
    today = timezone.localdate(now)
    due = Workshop.objects.filter(delete_on__lte=today).values_list("pk", flat=True)
    return sum(_delete_if_due(pk, today, now) for pk in list(due))


def _delete_if_due(pk: int, today: date, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        rows = Workshop.objects.select_for_update().filter(pk=pk, delete_on__lte=today)
        workshop = rows.first()
        if workshop is None:
            return False
        _delete(workshop, now, by_hand=False)
        return True


def _delete(workshop: Workshop, now: datetime, *, by_hand: bool) -> None:
    WorkshopGone.objects.create(
        owner_id=workshop.owner_id, at=now, regions=workshop.games.count(), by_hand=by_hand
    )
    workshop.delete()


def check_title(workshop: Workshop, typed: str) -> None:
    """Raises Illegal("title_differs") where what was typed to confirm is not the title."""
    if " ".join(typed.split()) != " ".join(workshop.title.split()):
        raise Illegal("title_differs")


def _title(text: str) -> str:
    return one_line(text, field="title", limit=TITLE_SIGNS)


def _people(number: int) -> int:
    if not 0 <= number <= MOST_PEOPLE:
        raise Illegal("people_out_of_range", value=number, maximum=MOST_PEOPLE)
    return number


def _deletion(day: date | None, now: datetime) -> date | None:
    if day is not None and day <= timezone.localdate(now):
        raise Illegal("deletion_past")
    return day


def _check_modes(modes: Iterable[str], *, one_clock: bool) -> None:
    if one_clock and AdvanceMode.READY in set(modes):
        raise Illegal("ready_with_one_clock")
