"""What ``state.json`` says to cockpit, projector and review: JSON types alone.

Money in euro, values in ten-thousandths; the stamp must have been read before the rest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import ProjectorView
from games.models import LogEntry
from games.selectors.cockpit import cockpit
from games.selectors.present import Online
from games.selectors.projector import Projector, projector
from games.selectors.review import review
from games.selectors.review_values import NONE, Review, RoundView
from games.selectors.stage import Stage
from games.selectors.stamps import stamp
from games.selectors.team_matrix import TeamRow

Json = dict[str, Any]
SHOWN_RECEIPTS = 20
_DIGEST_SIGNS = 8


def cockpit_state(viewer: Viewer, online: Online, now: datetime) -> Json:
    """The facilitator's state: join code, own receipts, every team by its state alone."""
    version = stamp(viewer)
    page = cockpit(viewer, online)
    return core(page.stage, version, now, _receipts(viewer)) | {
        "name": page.stage.name,
        "join_code": page.join_code,
        "lobby_locked": page.lobby_locked,
        "options": [option.id for option in page.options],
        "teams": [_team(team) for team in page.teams],
        "scoring": {
            "closed": page.scoring.closed,
            "done": page.scoring.done,
            "total": page.scoring.total,
        }
        if page.scoring
        else None,
    }


def projector_state(viewer: Viewer, now: datetime) -> Json:
    """What may be said aloud in the room."""
    version = stamp(viewer)
    page: Projector = projector(viewer)
    return core(page.stage, version, now) | {
        "name": page.stage.name,
        "view": page.shows,
        "join_code": page.join_code if page.shows == ProjectorView.LOBBY else None,
        "region": {index.code: index.value for index in page.indices},
        "teams": [
            {
                "id": town.town,
                "name": town.name,
                "people": len(town.people),
                "bot": town.bot,
                "submitted": town.submitted,
                "values": dict(town.values),
            }
            for town in page.towns
        ],
    }


def review_state(viewer: Viewer, now: datetime) -> Json:
    """Where the game stands and, after its end, the figures of all rounds."""
    version = stamp(viewer)
    page: Review = review(viewer, NONE)
    return core(page.stage, version, now) | {
        "name": page.stage.name,
        "open": page.open,
        "options": [option.id for option in page.options],
        "rounds_played": [_round(each) for each in page.rounds],
    }


def core(stage: Stage, version: int, now: datetime, receipts: Iterable[Json] = ()) -> Json:
    """The keys that every viewer's state has."""
    return {
        "version": version,
        "phase": stage.phase.value,
        "round": stage.round_number,
        "rounds": stage.rounds,
        "deadline": stage.deadline.isoformat() if stage.deadline else None,
        "server_time": now.isoformat(),
        "paused": stage.paused,
        "receipts": list(receipts),
    }


def _receipts(viewer: Viewer) -> list[Json]:
    """The facilitator's own newest receipts, oldest first."""
    rows = (
        LogEntry.objects.filter(game_id=viewer.game_id, user=viewer.user_id)
        .order_by("-sequence")
        .values_list("sequence", "at", "digest", "kind")[:SHOWN_RECEIPTS]
    )
    return [
        {
            "number": number,
            "time": at.isoformat(),
            "hash": digest[:_DIGEST_SIGNS],
            "kind": kind,
        }
        for number, at, digest, kind in reversed(rows)
    ]


def _team(team: TeamRow) -> Json:
    return {
        "id": team.id,
        "town": team.town,
        "name": team.name,
        "people": team.taken,
        "online": team.online,
        "draft": team.state in {"draft", "submitted"},
        "submitted": team.state == "submitted",
        "decided": team.decided,
        "to_decide": team.to_decide,
        "bot": team.bot,
        "ready": team.ready,
        "votes": team.votes,
        "to_vote": team.to_vote,
        "scored": team.scored,
        "to_score": team.to_score,
        "help": (
            {"asked_at": team.help_asked_at.isoformat(), "text": team.help_text}
            if team.help_asked_at
            else None
        ),
        "wants_time": team.wants_time,
        "seats": [{"id": seat.id, "name": seat.name, "online": seat.online} for seat in team.seats],
    }


def _round(played: RoundView) -> Json:
    return {
        "round": played.number,
        "year": played.year,
        "region": dict(played.region),
        "event": played.event,
        "teams": {row.town.id: town_figures(row.now) for row in played.rows},
        "missing": [each.town.id for each in played.decisions if each.missing],
    }


def town_figures(figures: Any) -> Mapping[str, Any]:
    """A team's figures as JSON: the same keys in state and export."""
    return {
        "inhabitants": figures.inhabitants,
        "account": figures.account,
        "running": figures.running,
        "vacancy": figures.vacancy,
        "values": dict(figures.values),
    }
