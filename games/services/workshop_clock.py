"""One clock for all regions of a workshop: each command goes to every region it concerns.

Every region is moved by the same services as from its cockpit, in a transaction of its own: one
region in trouble does not hold up twenty-nine others, and the answer says of each what became of
it. A region is moved only from the place that the command names, so two facilitators who press at
once move it once; sent again with the same request id, what is missing is caught up.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from games.access import Viewer, ViewerKind, WorkshopViewer
from games.enums import MissingRule, Phase, WorkshopKind
from games.errors import GameError, Illegal, NotAllowed, RoleMayNot, TooLate
from games.models import Game, Workshop
from games.roles import Right
from games.services import flow
from games.services.organising import organising
from games.services.phases import Position
from games.services.poke import together
from games.services.receipts import Receipt

logger = logging.getLogger(__name__)

Became = Literal["done", "before", "elsewhere", "failed"]
_RESTING = (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED)


@dataclass(frozen=True, slots=True)
class RegionResult:
    """What became of a command in one region; ``error`` is why it failed.

    done: carried out now; before: it had left the named place already; elsewhere: it has not been
    there or the command has no meaning where it stands.
    """

    name: str
    became: Became
    error: GameError | None = None


Results = tuple[RegionResult, ...]
_Act = Callable[[Viewer], Receipt]


def start_all(
    viewer: WorkshopViewer, *, request_id: str = "", now: datetime | None = None
) -> Results:
    """Start every region that waits in its lobby. Raises Illegal("own_clocks")."""
    moment = now or timezone.now()

    def act(region: Viewer) -> Receipt:
        return flow.start_game(region, request_id=request_id, now=moment)

    return _for_all(viewer, WorkshopKind.ALL_STARTED, act, request_id, moment)


def advance_all(
    viewer: WorkshopViewer,
    *,
    expected: Position,
    missing_rule: MissingRule | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> Results:
    """Move every region on that stands at the named place; others are left where they are.

    Raises Illegal("own_clocks") for a workshop whose regions have clocks of their own.
    """
    moment = now or timezone.now()

    def act(region: Viewer) -> Receipt:
        return flow.advance(
            region,
            expected_round=expected.round_number,
            expected_phase=expected.phase.value,
            missing_rule=missing_rule,
            request_id=request_id,
            now=moment,
        )

    return _for_all(viewer, WorkshopKind.ALL_ADVANCED, act, request_id, moment)


def extend_all(
    viewer: WorkshopViewer,
    *,
    seconds: int,
    expected: Position,
    request_id: str = "",
    now: datetime | None = None,
) -> Results:
    """More or less time for every region at the named place. Raises as ``advance_all``."""
    moment = now or timezone.now()

    def act(region: Viewer) -> Receipt:
        return flow.extend(
            region, seconds=seconds, expected=expected, request_id=request_id, now=moment
        )

    return _for_all(viewer, WorkshopKind.ALL_EXTENDED, act, request_id, moment)


def pause_all(
    viewer: WorkshopViewer, *, paused: bool, request_id: str = "", now: datetime | None = None
) -> Results:
    """Stop all running regions, or let those that stand still run on. Raises as ``advance_all``."""
    moment = now or timezone.now()
    kind = WorkshopKind.ALL_PAUSED if paused else WorkshopKind.ALL_RESUMED
    change = flow.pause if paused else flow.resume

    def act(region: Viewer) -> Receipt:
        return change(region, request_id=request_id, now=moment)

    return _for_all(viewer, kind, act, request_id, moment, in_play=True)


def regions_of(workshop_id: int) -> list[Game]:
    """The games of a workshop in the order in which they were made."""
    return list(Game.objects.filter(workshop_id=workshop_id).order_by("pk"))


def _for_all(
    viewer: WorkshopViewer,
    kind: WorkshopKind,
    act: _Act,
    request_id: str,
    now: datetime,
    *,
    in_play: bool = False,
) -> Results:
    """``in_play``: regions in the lobby or at their end are not meant."""
    if not Workshop.objects.filter(pk=viewer.workshop_id, one_clock=True).exists():
        raise Illegal("own_clocks")
    with together():
        results = tuple(
            _in_region(viewer, game, act, now, in_play=in_play)
            for game in regions_of(viewer.workshop_id)
        )
    if any(result.became == "done" for result in results):
        _record(viewer, kind, results, request_id, now)
    return results


def _in_region(
    viewer: WorkshopViewer, game: Game, act: _Act, now: datetime, *, in_play: bool
) -> RegionResult:
    region = Viewer(ViewerKind.FACILITATOR, game.pk, user_id=viewer.user_id, role=viewer.role)
    if in_play and game.phase in _RESTING:
        return RegionResult(game.name, "elsewhere")
    try:
        receipt = act(region)
    except (NotAllowed, RoleMayNot):
        raise
    except TooLate:
        return RegionResult(game.name, "elsewhere")
    except GameError as error:
        return RegionResult(game.name, "failed", error)
    except Exception:
        logger.exception("game %s did not take part in a command for all regions", game.pk)
        return RegionResult(game.name, "failed", GameError("region_failed"))
    return RegionResult(game.name, "done" if receipt.at == now else "before")


def _record(
    viewer: WorkshopViewer, kind: WorkshopKind, results: Sequence[RegionResult], request_id: str,
    now: datetime,
) -> None:  # fmt: skip
    payload = {
        "done": sum(result.became == "done" for result in results),
        "failed": [result.name for result in results if result.became == "failed"],
    }
    with organising(viewer, right=Right.COURSE, request_id=request_id, now=now) as organiser:
        if organiser.repeated is None:
            organiser.log(kind, payload)
