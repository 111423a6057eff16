"""Making another workshop like one that was."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from games.access import WorkshopViewer
from games.agenda.codec import from_json, to_json
from games.agenda.steps import NO_DAY
from games.models import Game, Workshop
from games.selectors.agenda import moved_to
from games.services.games import GamePlan
from games.services.workshops import WorkshopPlan, create_workshop


def plan_like(viewer: WorkshopViewer) -> WorkshopPlan:
    """The settings, regions and run sheet of a workshop, to make another one like it.

    Without day, people and log. Scenarios come in their newest version.
    """
    workshop = Workshop.objects.get(pk=viewer.workshop_id)
    games = workshop.games.select_related("scenario").order_by("pk")
    return WorkshopPlan(
        title=workshop.title,
        expected_people=workshop.expected_people,
        one_clock=workshop.one_clock,
        agenda=tuple(workshop.agenda),
        regions=tuple(_region_like(game) for game in games),
    )


def _region_like(game: Game) -> GamePlan:
    first = game.log.order_by("sequence").values_list("payload", flat=True).first() or {}
    return GamePlan(
        name=game.name,
        scenario_slug=game.scenario.slug,
        rounds=game.rounds,
        cooperation_model=first.get("model") or game.cooperation_model,
        options=game.options,
        round_phases=first.get("phases") or game.round_phases,
        phase_minutes=game.phase_minutes,
        advance_mode=game.advance_mode,
        missing_rule=game.missing_rule,
        seats_per_team=int(first.get("seats", 0)),
    )


def duplicate(
    viewer: WorkshopViewer,
    *,
    title: str,
    day: date | None,
    request_id: str = "",
    now: datetime | None = None,
) -> uuid.UUID:
    """Make a workshop like this one, led by whoever asks, with all regions in their lobby.

    The run sheet comes along with its times of day, its first day on ``day``; without one it waits
    for its day (``Agenda.undated``).
    """
    like = plan_like(viewer)
    agenda = moved_to(from_json(like.agenda), day or NO_DAY)
    plan = replace(like, title=title, day=day, agenda=tuple(to_json(agenda)))
    return create_workshop(viewer.user_id, plan, request_id=request_id, now=now)
