"""Rehearsals: asked for by a facilitator, played by one worker of the server, kept with the game.

The bots play in a copy of the game's settings, led by an account of its own. Nothing of the game
itself is written, so a rehearsal can never touch one that people play in.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from games.access import Viewer, ViewerKind, link_token
from games.enums import RehearsalState
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Game, Rehearsal
from games.roles import Right
from games.services import accounts
from games.services.actors import check_right
from games.services.games import copy_settings
from games.services.inplay import people_playing

logger = logging.getLogger(__name__)

MOST_BOTS = 40
LIFE = timedelta(seconds=20)
"""Without a sign of life for so long, whoever plays a rehearsal is gone."""
KEPT = 20
"""Rehearsals of one game that are kept; older ones make room."""


@dataclass(frozen=True, slots=True)
class Job:
    """A rehearsal to be played: what the bots must know, addresses without their host."""

    rehearsal_id: int
    username: str
    password: str
    game: str
    code: str
    projector: str
    review: str
    bots: int
    rounds: int


def ask(
    viewer: Viewer,
    *,
    bots: int,
    rounds: int = 0,
    anyway: bool = False,
    now: datetime | None = None,
) -> int:
    """Have a rehearsal of this game's settings played as soon as a worker is free.

    ``rounds`` 0: all of the game. Returns its primary key. Raises NotAllowed or RoleMayNot where
    the role does not reach that far, Illegal for a number of bots outside 1 to 40,
    TooLate("rehearsal_running") while the server plays another one, and TooLate("people_play")
    while people play any game on this server, unless ``anyway``.
    """
    now = now or timezone.now()
    game = _led_by(viewer)
    if game.archived_at is not None:
        raise TooLate("archived")
    if not 1 <= bots <= MOST_BOTS:
        raise Illegal("bots_out_of_range", value=bots, minimum=1, maximum=MOST_BOTS)
    if not anyway and (people := people_playing(now)):
        raise TooLate("people_play", people=people)
    sweep(now)
    try:
        with transaction.atomic():
            made = Rehearsal.objects.create(
                game=game,
                active=True,
                bots=bots,
                rounds=min(rounds or game.rounds, game.rounds),
                requested_at=now,
            )
    except IntegrityError:
        raise TooLate("rehearsal_running") from None
    old = Rehearsal.objects.filter(game=game).values_list("pk", flat=True)[KEPT:]
    Rehearsal.objects.filter(pk__in=list(old)).delete()
    return made.pk


def cancel(viewer: Viewer, *, now: datetime | None = None) -> bool:
    """End the rehearsal of this game that waits or runs; False where there is none."""
    now = now or timezone.now()
    mine = Rehearsal.objects.filter(game=_led_by(viewer), active=True)
    if mine.filter(state=RehearsalState.WAITING).update(
        state=RehearsalState.CANCELLED, active=None, ended_at=now
    ):
        return True
    return bool(mine.update(cancel_asked=True))


def take(worker: str, now: datetime) -> Job | None:
    """The rehearsal that waits, for this worker alone, with a game to play it in; else None."""
    waiting = Rehearsal.objects.filter(active=True, state=RehearsalState.WAITING).first()
    if waiting is None:
        return None
    # Compared and set: of several workers one gets it.
    claimed = Rehearsal.objects.filter(pk=waiting.pk, state=RehearsalState.WAITING).update(
        state=RehearsalState.RUNNING, worker=worker, started_at=now, beat_at=now
    )
    if not claimed:
        return None
    try:
        return _prepared(waiting, now)
    except Exception:
        finish(waiting.pk, RehearsalState.ABORTED, {}, now)
        raise


def _prepared(rehearsal: Rehearsal, now: datetime) -> Job:
    account = accounts.create_guest_facilitator(prefix="generalprobe")
    Rehearsal.objects.filter(pk=rehearsal.pk).update(account_id=account.user_id)
    copy = copy_settings(rehearsal.game, owner_id=account.user_id, now=now)
    Rehearsal.objects.filter(pk=rehearsal.pk).update(copy=copy)
    return Job(
        rehearsal_id=rehearsal.pk,
        username=account.username,
        password=account.password or "",
        game=str(copy.public_id),
        code=copy.join_code,
        projector=link_token(ViewerKind.PROJECTOR, copy),
        review=link_token(ViewerKind.REVIEW, copy),
        bots=rehearsal.bots,
        rounds=rehearsal.rounds,
    )


def progress(rehearsal_id: int, step: str, percent: int, now: datetime) -> bool:
    """Note how far it is, as a sign of life; False where it is to end now."""
    running = Rehearsal.objects.filter(pk=rehearsal_id, state=RehearsalState.RUNNING)
    running.update(step=step, percent=percent, beat_at=now)
    return running.filter(cancel_asked=False).exists()


def finish(
    rehearsal_id: int, state: RehearsalState, outcome: dict[str, Any], now: datetime
) -> None:
    """Keep what came of it and take away the game it was played in; a second time is harmless."""
    Rehearsal.objects.filter(pk=rehearsal_id, active=True).update(
        state=state, active=None, ended_at=now, outcome=outcome
    )
    _clear(rehearsal_id)


def sweep(now: datetime) -> int:
    """Call off rehearsals whose worker is gone, and clear what any left behind; how many ended."""
    gone = Rehearsal.objects.filter(
        active=True, state=RehearsalState.RUNNING, beat_at__lt=now - LIFE
    )
    ended = list(gone.values_list("pk", flat=True))
    for rehearsal_id in ended:
        logger.warning("rehearsal %s has lost its worker", rehearsal_id)
        finish(rehearsal_id, RehearsalState.ABORTED, {}, now)
    left = Rehearsal.objects.filter(active__isnull=True, account__isnull=False)
    for rehearsal_id in left.values_list("pk", flat=True):
        _clear(rehearsal_id)
    return len(ended)


def call_off(now: datetime) -> None:
    """End every rehearsal that runs: the only server process has just started."""
    running = Rehearsal.objects.filter(active=True, state=RehearsalState.RUNNING)
    for rehearsal_id in list(running.values_list("pk", flat=True)):
        finish(rehearsal_id, RehearsalState.ABORTED, {}, now)


def _clear(rehearsal_id: int) -> None:
    """Remove the account of a rehearsal, and with it the game it leads."""
    row = Rehearsal.objects.filter(pk=rehearsal_id).values_list("account_id", "copy_id").first()
    if row is None:
        return
    account_id, copy_id = row
    with transaction.atomic():
        Game.objects.filter(pk=copy_id, is_rehearsal=True).delete()
        get_user_model().objects.filter(pk=account_id).delete()


def _led_by(viewer: Viewer) -> Game:
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")
    game = Game.objects.get(pk=viewer.game_id)
    check_right(game, viewer.user_id, Right.SCREENS)
    return game
