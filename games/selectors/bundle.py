"""A finished game as one file for the facilitator, and the same without names for everybody."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from games.access import Viewer
from games.bundles.shape import Bundle
from games.bundles.write import anonymous, sealed, secret
from games.enums import OVER_PHASES
from games.errors import BundleError
from games.models import Game, LogEntry, Settlement, Team
from games.selectors.bundle_board import board_part
from games.selectors.logkinds import PRIVATE, PUBLIC, shown
from games.selectors.reading import game_row
from games.selectors.scenarios import content_of

Json = dict[str, Any]
_COLUMNS = (
    "sequence", "kind", "at", "round_number", "phase", "team_id", "team__town", "payload",
    "request_id", "digest", "redacted",
)  # fmt: skip
MOST_KEPT = 4
"""Nameless files that stay in memory; a hall asks for the same one at once."""


def full_bundle(viewer: Viewer, now: datetime) -> Bundle | None:
    """Everything that happened, with log and board; None until the game is over. Seven queries."""
    game = game_row(viewer.game_id)
    return _full(game, now) if _is_over(game) else None


def nameless_bundle(viewer: Viewer) -> Bundle | None:
    """The game without names, texts, times, log and board; None until the game is over.

    And where a closed ballot could not be kept closed.
    """
    game = game_row(viewer.game_id)
    if not _is_over(game):
        return None
    try:
        return _nameless(game.pk, game.log_digest)
    except BundleError:
        return None


def team_bundle(viewer: Viewer, now: datetime) -> Bundle | None:
    """The game as the viewer's team knows it; None as with ``nameless_bundle``. Seven queries.

    Of the log the team has what all could read and what it did itself, of everything else that it
    happened; of the board its own cards and resolutions. Undone attempts and the facilitator's
    reasons stay with the facilitator.
    """
    game = game_row(viewer.game_id)
    if not _is_over(game) or viewer.team_id is None:
        return None
    steering = [{**entry, "reason": ""} for entry in game.steering]
    content = _parts(game) | {"undone": [], "log": _log_of_team(game, viewer.team_id)}
    content["game"] = {**content["game"], "steering": steering}
    content["board"] = board_part(game, viewer.team_id)
    try:
        return secret(sealed(content, variant="team", written_at=_time(now)))
    except BundleError:
        return None


def bundle_of(game_id: uuid.UUID, now: datetime, *, nameless: bool) -> Bundle | None:
    """The file of a game for whoever runs the server; None where it is unknown or not over."""
    game = Game.objects.select_related("scenario").filter(public_id=game_id).first()
    if game is None or not _is_over(game):
        return None
    return _nameless(game.pk, game.log_digest) if nameless else _full(game, now)


def _is_over(game: Game) -> bool:
    return game.phase in OVER_PHASES


@lru_cache(maxsize=MOST_KEPT)
def _nameless(game_id: int, _head: str) -> Bundle:
    game = game_row(game_id)
    content = _parts(game) | {"log": []}
    return anonymous(sealed(content, variant="full", written_at=_time(game.created_at)))


def _full(game: Game, now: datetime) -> Bundle:
    content = _parts(game) | {"log": _log(game), "board": board_part(game)}
    return sealed(content, variant="full", written_at=_time(now))


def _parts(game: Game) -> Json:
    """Everything but log and board."""
    rows = Settlement.objects.filter(game=game).order_by("round_number", "attempt")
    live = [_round(row) for row in rows if row.superseded_at is None]
    undone = [_round(row) for row in rows if row.superseded_at is not None]
    return {
        "scenario": {
            "slug": game.scenario.slug,
            "digest": game.scenario.digest,
            "content": _plain(content_of(game)),
        },
        "game": _settings(game),
        "towns": dict(Team.objects.filter(game=game).values_list("town", "name")),
        "rounds": live,
        "undone": undone,
    }


def _settings(game: Game) -> Json:
    return {
        "name": game.name,
        "rounds": game.rounds,
        "model": game.cooperation_model,
        "seed": game.seed,
        "options": game.options,
        "phases": game.round_phases,
        "minutes": game.phase_minutes,
        "steering": game.steering,
    }


def _round(row: Settlement) -> Json:
    return {
        "round": row.round_number,
        "attempt": row.attempt,
        "engine": row.engine_version,
        "settled_at": _time(row.settled_at),
        "superseded_at": _time(row.superseded_at),
        "digest": row.digest,
        "state": _plain(row.state_after),
        "content": _plain(row.content),
    }


def _log(game: Game) -> list[Json]:
    """The log as the chain of its digests has it; who acted and what is a team's own stay here."""
    return [_entry(row, told=row.kind not in PRIVATE) for row in _rows(game)]


def _log_of_team(game: Game, team_id: int) -> list[Json]:
    """The chain with what concerns everybody and what the team did; the rest without content."""
    return [_entry(row, told=row.team_id == team_id or _open(row)) for row in _rows(game)]


def _open(row: Any) -> bool:
    """Whether everybody may read all that an entry holds, and not only its sentence."""
    return row.kind in PUBLIC and shown(row.kind, row.payload) == row.payload


def _rows(game: Game) -> Iterable[Any]:
    # Ten thousand plain rows take half the time of as many entries with their teams.
    rows = LogEntry.objects.filter(game=game).order_by("sequence")
    return rows.values_list(*_COLUMNS, named=True)


def _entry(row: Any, *, told: bool) -> Json:
    """``told``: with its content; one out of which words were taken keeps its place without it.

    What is not told keeps time and number of the request back as well: with them its digest could
    be compared with that of every content one can think of.
    """
    told = told and not row.redacted
    return {
        "sequence": row.sequence,
        "kind": row.kind,
        "at": _time(row.at) if told else "",
        "round": row.round_number,
        "phase": row.phase,
        "town": row.team__town or "",
        "payload": row.payload if told else None,
        "request": row.request_id if told else "",
        "digest": row.digest,
    }


def _time(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def _plain(value: Mapping[str, Any]) -> Json:
    return dict(value)
