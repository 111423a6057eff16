"""Receipts and the chain of digests that ties each log entry to all entries before it."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from games.enums import LogKind
from games.errors import NotAllowed
from games.models import Game, LogEntry
from games.rules.canonical import digest

SHOWN_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a command was accepted.

    Place in the game's log, server time, first eight hex signs of the entry's digest.
    """

    number: int
    at: datetime
    digest: str


def receipt_of(entry: LogEntry) -> Receipt:
    """The receipt that belongs to a log entry."""
    return Receipt(entry.sequence, entry.at, entry.digest[:SHOWN_SIGNS])


def chained(entry: LogEntry, before: str, town: str) -> str:
    """Digest of an entry after the entry with the digest ``before`` ("" for the first).

    ``town`` is the town of the entry's team ("" for none). Who acted is left out: seats and
    accounts may be deleted for privacy without breaking the chain.
    """
    content: Mapping[str, Any] = {
        "before": before,
        "sequence": entry.sequence,
        "kind": str(entry.kind),
        "at": entry.at.astimezone(UTC).isoformat(),
        "round": entry.round_number,
        "phase": str(entry.phase),
        "town": town,
        "payload": entry.payload,
        "request": entry.request_id,
    }
    return digest(content)


def left_of(entry: LogEntry, town: str) -> str:
    """Digest of an entry out of which words were taken, together with the digest it was given.

    It says no more than that nothing was changed since: what stood there is gone.
    """
    return digest(
        {
            "sequence": entry.sequence,
            "kind": str(entry.kind),
            "at": entry.at.astimezone(UTC).isoformat(),
            "round": entry.round_number,
            "phase": str(entry.phase),
            "town": town,
            "payload": entry.payload,
            "request": entry.request_id,
            "digest": entry.digest,
        }
    )


def seal(redacted: Iterable[str]) -> str:
    """One digest over all entries out of which words were taken, in their order."""
    return digest(list(redacted))


def first_broken(game_id: int) -> int | None:
    """Sequence of the first entry that does not fit the chain, or None where all entries fit.

    Missing entries count as broken, also at the end (the game row knows how many there are).
    Where words were taken out of entries, their digests stand as they were handed out and go on
    tying the next entry; what is left of them must be what the entry that says so has sealed.
    """
    before, expected, redacted, sealed = "", 1, list[str](), 0
    for entry in LogEntry.objects.filter(game_id=game_id).select_related("team"):
        town = entry.team.town if entry.team else ""
        if entry.sequence != expected or not _fits(entry, before, town):
            return expected
        if entry.redacted:
            redacted.append(entry.redacted)
        if entry.kind == LogKind.GAME_ANONYMISED:
            if entry.payload.get("seal") != seal(redacted):
                return expected
            sealed = len(redacted)
        before, expected = entry.digest, expected + 1
    if sealed != len(redacted):
        return expected - 1
    head = Game.objects.values_list("log_sequence", "log_digest").get(pk=game_id)
    return None if head == (expected - 1, before) else expected


def _fits(entry: LogEntry, before: str, town: str) -> bool:
    if entry.redacted:
        return entry.redacted == left_of(entry, town)
    return entry.digest == chained(entry, before, town)


@dataclass(frozen=True, slots=True)
class Chain:
    """What the check of a game's log found; ``broken`` as ``first_broken``.

    ``redacted``: out of so many entries words were taken when the game was anonymised.
    """

    game: uuid.UUID
    name: str
    entries: int
    redacted: int
    broken: int | None


def chains(games: Collection[uuid.UUID] = ()) -> Iterator[Chain]:
    """Check the logs of these games, or of all, one after the other; games may be running.

    Raises NotAllowed("unknown_game") with the ``game`` that is not there, before any is checked.
    """
    rows = Game.objects.filter(public_id__in=games) if games else Game.objects.all()
    found = {row[0]: row for row in rows.order_by("pk").values_list("public_id", "pk", "name")}
    for game in games:
        if game not in found:
            raise NotAllowed("unknown_game", game=game)
    return (_chain(*row) for row in found.values())


def _chain(public_id: uuid.UUID, game_id: int, name: str) -> Chain:
    broken = first_broken(game_id)
    if broken is not None:
        # It may have been written to meanwhile: what holds the game's lock sees it at rest.
        with transaction.atomic():
            Game.objects.select_for_update().get(pk=game_id)
            broken = first_broken(game_id)
    entries = LogEntry.objects.filter(game_id=game_id)
    redacted = entries.exclude(redacted="").count()
    return Chain(public_id, name, entries.count(), redacted, broken)
