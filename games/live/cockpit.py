"""The cockpit's live context: the selector joined with who is here right now."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.roles import Right, offered
from games.selectors import rehearsal
from games.selectors.cockpit import cockpit
from games.selectors.control_state import cockpit_state
from games.selectors.interventions import steering
from games.selectors.jottings import of_facilitator
from games.selectors.memo import one_reading, shared
from games.selectors.present import Online
from games.selectors.reading import seat_rows
from games.selectors.recap import questions
from games.selectors.seats import devices_of
from games.selectors.together import around
from games.selectors.waiting import waiting_now
from games.selectors.wall import choice_of
from games.services import presence


def online_now(now: datetime) -> Online:
    """Asks the heartbeats for the seats that are there at this moment."""

    def there(seat_ids: Iterable[int]) -> Collection[int]:
        return presence.online(seat_ids, now)

    return there


def online_in(game_id: int) -> Online:
    """As ``online_now`` for the seats of one game, asked once for all screens of a reading."""

    def there(seat_ids: Iterable[int]) -> Collection[int]:
        return _here(game_id).intersection(seat_ids)

    return there


@shared
def _here(game_id: int) -> frozenset[int]:
    seats = [seat.pk for seat in seat_rows(game_id) if seat.removed_at is None]
    return presence.online(seats, timezone.now())


def desk_state(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """``state.json`` of the cockpit, with what is known of each team's devices at this moment.

    ``devices``: how many hold its seats; ``heard_seconds``: age of the newest sign of life, None
    where there was none for 25 seconds; ``working``: who has the cursor in what, for those who may
    look at a team's screens. ``rehearsal``: the newest one, None where there was none.
    """
    state = cockpit_state(viewer, online_now(now), now)
    state["rehearsal"] = rehearsal.newest_state(viewer.game_id, now)
    names = {seat["id"]: seat["name"] for team in state["teams"] for seat in team["seats"]}
    heard = presence.heard(names, now)
    work = presence.at_work(names, now) if viewer.may(Right.STEAD) else {}
    devices = devices_of(viewer)
    for team in state["teams"]:
        ids = [seat["id"] for seat in team["seats"]]
        ages = [heard[each] for each in ids if each in heard]
        team["devices"] = devices.get(team["id"], 0)
        team["heard_seconds"] = min(ages) if ages else None
        team["working"] = [
            {"name": names[each], "screen": work[each].screen, "field": work[each].label}
            for each in ids
            if each in work
        ]
    return state


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the cockpit's regions need."""
    page = cockpit(viewer, online_in(viewer.game_id))
    near = around(viewer.game_id)
    rights = offered(viewer.role, archived=page.stage.archived)
    return {
        "workshop": near,
        "page": page,
        "role": viewer.role,
        "may": rights - {Right.COURSE} if near.together else rights,
        "notes": of_facilitator(viewer.game_id) if viewer.may(Right.NOTES) else (),
        "steering": steering(viewer) if viewer.may(Right.STEER) else None,
        "wall": choice_of(viewer.game_id),
        "recap": questions(viewer.game_id, page.stage),
        "waiting": waiting_now(viewer.game_id),
        "stage": page.stage,
        "now": timezone.now(),
        "game_id": page.stage.public_id,
    }
