"""The one door through which a game changes.

Transaction → lock of the game's row → is the request known? → the command → log entries →
versions → poke after the commit. On PostgreSQL the row is locked; on SQLite the transaction is the
only writing one (``transaction_mode`` IMMEDIATE behind the lock of ``planspiel.sqlite``). Nothing
that was read before the lock may decide anything after it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Game, LogEntry, Team
from games.models.prepared import Prepared
from games.selectors.reading import with_scenario
from games.services.founding_workshops import found_around
from games.services.poke import FACILITATORS, GONE_ON, poke
from games.services.receipts import Receipt, chained, receipt_of

REQUEST_ID_SIGNS = 64

_HEAD = ("log_sequence", "log_digest")
_SHARED = (
    "version",
    "phase",
    "round_number",
    "phase_started_at",
    "deadline",
    "paused",
    "remaining_seconds",
    "advance_mode",
    "waiting_for",
    "waiting_until",
    "waiting_seconds",
    "waiting_then",
    "lobby_locked",
    "plenary_locked",
    "projector_generation",
    "projector_view",
    "projector_item",
    "projector_blank",
    "debrief",
    "review_generation",
    "archived_at",
    "anonymised_at",
    "steering",
    "cards",
    "round_phases",
    "ended_at",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, a seat, or nobody (the clock)."""

    user_id: int | None = None
    seat_id: int | None = None

    def sent(self, entry: LogEntry) -> bool:
        """Whether this is who sent the request behind an entry; who joins has no seat yet."""
        if entry.kind == LogKind.PLAYER_JOINED:
            return self == Actor()
        return self == Actor(entry.user_id, entry.seat_id)


class Writer:
    """What a command may do while it holds the game: change ``game``, log facts, raise versions.

    ``repeated`` is the first receipt where the same request has been accepted before; then nothing
    may be written any more.
    """

    def __init__(self, game: Game, actor: Actor, request_id: str, now: datetime) -> None:
        self.game = game
        self.now = now
        self._actor = actor
        self._request_id = request_id
        self._sequence_read = game.log_sequence
        self._place_read = _place(game)
        self._entries: list[LogEntry] = []
        self._teams: dict[int, Team] = {}
        self._game_touched = False
        self._lead_touched = False
        self._unlogged = False
        self._first = self._find_first()

    def _find_first(self) -> LogEntry | None:
        if not self._request_id:
            return None
        first = _sent_as.first(self.game.pk, self._request_id)
        if first is not None and not self._actor.sent(first):
            raise NotAllowed("foreign_request")
        return first

    @property
    def repeated(self) -> Receipt | None:
        """The receipt handed out when this request was accepted first, or None."""
        return receipt_of(self._first) if self._first else None

    def first_entry(self, *kinds: LogKind) -> LogEntry | None:
        """The log entry of the same request accepted before, or None.

        Raises Illegal where that request was a command of another kind: a request id names one
        command, and a receipt for something else would be a lie.
        """
        if self._first is not None and self._first.kind not in kinds:
            raise Illegal("request_id_used", kind=self._first.kind)
        return self._first

    @property
    def receipt(self) -> Receipt:
        """The receipt of this command: of its first log entry, or of the repeated one."""
        entry = self._first or self._entries[0]
        return receipt_of(entry)

    def log(
        self,
        kind: LogKind,
        payload: Mapping[str, Any],
        team: Team | None = None,
        *,
        seat_id: int | None = None,
    ) -> LogEntry:
        """Append a past fact; round and phase are those of the game at this moment.

        ``seat_id``: whose fact it is, where that is not the actor (somebody takes this seat). The
        first entry of a command carries its request id.
        """
        if self._first is not None:
            raise RuntimeError("a repeated request must not write again")
        game = self.game
        entry = LogEntry(
            game=game,
            sequence=game.log_sequence + 1,
            kind=kind,
            at=self.now,
            round_number=game.round_number,
            phase=game.phase,
            user_id=self._actor.user_id,
            seat_id=seat_id or self._actor.seat_id,
            team=team,
            payload=dict(payload),
            request_id="" if self._entries else self._request_id,
        )
        entry.digest = chained(entry, game.log_digest, team.town if team else "")
        game.log_sequence, game.log_digest = entry.sequence, entry.digest
        self._entries.append(entry)
        return entry

    def touch_game(self) -> None:
        """Something changed that all may see; attributes set on ``game`` are saved."""
        if not self._game_touched:
            self._game_touched = True
            self.game.version += 1

    def touch_team(self, team: Team) -> None:
        """Something changed that only this team (and the facilitator) may see.

        The team must have been read under the lock; its attributes but the version are not saved.
        """
        if team.pk not in self._teams:
            self._teams[team.pk] = team
            team.version += 1

    def touch_lead(self) -> None:
        """Something changed that only facilitators may see."""
        if not self._lead_touched:
            self._lead_touched = True
            self.game.lead_version += 1

    def unlogged(self) -> None:
        """What this command changes is no fact of the game (what somebody has read): no entry."""
        self._unlogged = True

    def finish(self) -> None:
        """Store entries and versions, and poke after the commit. Called by the door."""
        touched = self._game_touched or self._lead_touched or bool(self._teams)
        if not self._entries and not (touched and self._unlogged):
            if touched:
                raise RuntimeError("a change without a log entry")
            return
        LogEntry.objects.bulk_create(self._entries)
        self._save_game()
        if self._teams:
            Team.objects.filter(pk__in=self._teams).update(version=F("version") + 1)
        self._poke_after_commit()

    def _save_game(self) -> None:
        game = self.game
        names = (*_HEAD, "lead_version", *(_SHARED if self._game_touched else ()))
        # Compare and set: even without a lock two writers could not both go on from one entry.
        saved = Game.objects.filter(pk=game.pk, log_sequence=self._sequence_read).update(
            **{name: getattr(game, name) for name in names}
        )
        if saved != 1:
            raise RuntimeError("the game was written without its lock")

    def _poke_after_commit(self) -> None:
        game = self.game
        # What all may see reaches the teams' own screens as well: one poke is enough.
        reached: list[tuple[int | None, int]] = (
            [(None, game.version)]
            if self._game_touched
            else [(team.pk, game.version + team.version) for team in self._teams.values()]
        )
        if self._game_touched and _place(game) != self._place_read:
            reached.insert(0, (GONE_ON, game.version))
        if self._lead_touched and not reached:
            # A change of any team reaches facilitators, too.
            reached = [(FACILITATORS, game.version + game.lead_version)]

        def poke_all() -> None:
            for team_id, stamp in reached:
                poke(game.pk, team_id, stamp)

        transaction.on_commit(poke_all, robust=True)


def _place(game: Game) -> tuple[Any, ...]:
    """What decides which page is the right one for people (``selectors.frame``)."""
    return game.round_number, game.phase, game.debrief


@contextmanager
def writing(
    game_id: int,
    *,
    request_id: str = "",
    user_id: int | None = None,
    seat_id: int | None = None,
    now: datetime | None = None,
    archived: bool = False,
) -> Iterator[Writer]:
    """Hold a game for one command; all of it is stored, or (on any exception) nothing.

    ``request_id`` is the client's name for this command (at most 64 printable signs, "" for none).
    Raises Illegal for another one, NotAllowed for an unknown game or somebody else's request id,
    and TooLate("archived") for a game in the archive unless the command is for such (``archived``).
    Nesting is refused with a RuntimeError: the inner command would commit or fail with the
    outer one.
    """
    if len(request_id) > REQUEST_ID_SIGNS:
        raise Illegal("request_id_too_long", limit=REQUEST_ID_SIGNS)
    # PostgreSQL cannot even be asked for a text with a NUL.
    if not request_id.isprintable():
        raise Illegal("request_id_unreadable")
    with transaction.atomic(durable=True):
        game = _locked(game_id)
        if game.archived_at is not None and not archived:
            raise TooLate("archived")
        writer = Writer(game, Actor(user_id, seat_id), request_id, now or timezone.now())
        yield writer
        writer.finish()


@contextmanager
def founding(game: Game, *, user_id: int, now: datetime) -> Iterator[Writer]:
    """As ``writing`` for a game that does not exist yet: its row is inserted first.

    A game without a workshop gets one of its own.
    """
    with transaction.atomic(durable=True):
        if not game.workshop_id:
            game.workshop = found_around(game.name, user_id, now)
        with inserting(game, user_id=user_id, now=now) as writer:
            yield writer


@contextmanager
def inserting(game: Game, *, user_id: int, now: datetime) -> Iterator[Writer]:
    """As ``founding`` for one of several games, inside the transaction that founds them all."""
    game.save(force_insert=True)
    writer = Writer(game, Actor(user_id), "", now)
    yield writer
    writer.finish()


def _locked(game_id: int) -> Game:
    try:
        return with_scenario(_held.first(game_id))
    except Game.DoesNotExist:
        raise NotAllowed("unknown_game") from None


_held = Prepared(lambda game: Game.objects.filter(pk=game).select_for_update())
_sent_as = Prepared(
    lambda game, request: LogEntry.objects.filter(game_id=game, request_id=request), 2
)
