"""Who handed a decision in, and when: the role for everybody, the name for those who may know it.

Names of persons are shown to their own team and to those facilitators who sit beside it and talk
with it, never on the link and not to who merely observes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.enums import DecisionSource, DecisionStatus, LogKind
from games.models import LogEntry, TeamDecision
from games.roles import Right
from games.selectors.memo import shared

Key = tuple[int, str]
"""Number of a round, id of a town."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How a decision came about; ``name`` "" where the viewer may not know it or nobody has one."""

    role: str
    at: datetime | None
    name: str


@shared
def hands(viewer: Viewer) -> Mapping[Key, Hand]:
    """Who decided for each town in each round, the last attempt counts; two queries at most."""
    names = _names(viewer)
    rows = (
        TeamDecision.objects.filter(team__game_id=viewer.game_id)
        .order_by("round_number", "attempt")
        .values_list("round_number", "team__town", "status", "source", "submitted_at", "team_id")
    )
    return {
        (number, town): Hand(_role(status, source, at), at, names.get((number, team), ""))
        for number, town, status, source, at, team in rows
    }


def _role(status: str, source: str, at: datetime | None) -> str:
    if status == DecisionStatus.MISSING:
        return _("niemand: gespielt wurde wie im Vorjahr")
    if source == DecisionSource.DEPUTY:
        return _("die Spielleitung in Vertretung")
    if source == DecisionSource.BOT:
        return _("ein Bot")
    return _("das Team") if at else _("das Team, der Entwurf galt")


def _names(viewer: Viewer) -> dict[tuple[int, int | None], str]:
    """Names of those who handed in, by round and team, as far as the viewer may know them."""
    entries = LogEntry.objects.filter(game_id=viewer.game_id, kind=LogKind.DECISION_SUBMITTED)
    if viewer.kind is ViewerKind.PLAYER and viewer.team_id is not None:
        entries = entries.filter(team_id=viewer.team_id)
    elif viewer.kind is not ViewerKind.FACILITATOR or not viewer.may(Right.TALK):
        return {}
    return dict(_rows(entries.order_by("sequence").values_list(
        "round_number", "team_id", "seat__name"
    )))  # fmt: skip


def _rows(
    rows: Iterable[tuple[int, int | None, str | None]],
) -> Iterable[tuple[tuple[int, int | None], str]]:
    for number, team, name in rows:
        yield (number, team), name or ""
