"""Receipts of one team: what it did, when, and the proof that it counts; and its rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind, link_token
from games.enums import DecisionSource, DecisionStatus, LogKind
from games.models import LogEntry, TeamDecision
from games.selectors.frame import Place, place

SHOWN_SIGNS = 8
NEWEST = 200
OWN_KINDS = frozenset(
    {
        LogKind.DRAFT_SAVED,
        LogKind.DECISION_SUBMITTED,
        LogKind.DECISION_REOPENED,
        LogKind.TEAM_READY,
        LogKind.PLAYER_JOINED,
        LogKind.SEAT_CLAIMED,
    }
)


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """One accepted command of the team: number in the log, time, first signs of its digest."""

    number: int
    at: datetime
    digest: str
    kind: str
    who: str
    round_number: int

    @property
    def label(self) -> str:
        """What was done."""
        return {
            LogKind.DRAFT_SAVED: _("Entwurf gespeichert"),
            LogKind.DECISION_SUBMITTED: _("Abgegeben"),
            LogKind.DECISION_REOPENED: _("Zurückgeholt"),
            LogKind.TEAM_READY: _("Als bereit gemeldet"),
            LogKind.PLAYER_JOINED: _("Platz genommen"),
            LogKind.SEAT_CLAIMED: _("Mit Platzcode angemeldet"),
        }[LogKind(self.kind)]


@dataclass(frozen=True, slots=True)
class OwnRound:
    """How a round went for the team."""

    number: int
    status: DecisionStatus
    source: DecisionSource
    submitted_at: datetime | None

    @property
    def label(self) -> str:
        """State of the decision in words."""
        if self.source == DecisionSource.BOT:
            return _("vom Bot entschieden")
        return {
            DecisionStatus.SUBMITTED: _("abgegeben"),
            DecisionStatus.DRAFT: _("Entwurf"),
            DecisionStatus.MISSING: _("keine Entscheidung, es galt die Vorgabe"),
        }[self.status]


def receipts(team_id: int, newest: int = NEWEST) -> tuple[OwnReceipt, ...]:
    """The team's receipts, the newest first; one query."""
    rows = LogEntry.objects.filter(team_id=team_id, kind__in=OWN_KINDS)
    return tuple(
        OwnReceipt(sequence, at, digest[:SHOWN_SIGNS], kind, who or "", number)
        for sequence, at, digest, kind, who, number in rows.order_by("-sequence").values_list(
            "sequence", "at", "digest", "kind", "seat__name", "round_number"
        )[:newest]
    )


def _rounds(team_id: int) -> tuple[OwnRound, ...]:
    rows = TeamDecision.objects.filter(team_id=team_id).order_by("round_number", "attempt")
    found = {
        number: OwnRound(number, DecisionStatus(status), DecisionSource(source), at)
        for number, status, source, at in rows.values_list(
            "round_number", "status", "source", "submitted_at"
        )
    }
    return tuple(found.values())


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the history page needs; four queries."""
    here = place(viewer)
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "receipts": receipts(here.team.pk),
        "rounds": _rounds(here.team.pk),
        "review": review_key(here),
    }


def review_key(here: Place) -> str:
    """Key of the review, open to the participants once the last round is over."""
    return link_token(ViewerKind.REVIEW, here.game) if here.frame.stage.is_over else ""
