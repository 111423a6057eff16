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
from games.selectors.logkinds import PRIVATE, RECEIPTS, Told, icon, receipt_label, sentence
from games.selectors.seating import seating_of, seating_text

SHOWN_SIGNS = 8
NEWEST = 200


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """One accepted command of the team: number in the log, time, first signs of its digest.

    ``offer``: the number of the offer that it put on the table or answered, 0 = of none.
    """

    number: int
    at: datetime
    digest: str
    kind: str
    who: str
    round_number: int
    said: str = ""
    offer: int = 0

    @property
    def label(self) -> str:
        """What was done."""
        return receipt_label(self.kind)

    @property
    def icon(self) -> str:
        """The icon that stands for it."""
        return icon(self.kind)


@dataclass(frozen=True, slots=True)
class OwnRound:
    """How a round went for the team."""

    number: int
    status: DecisionStatus
    source: DecisionSource
    submitted_at: datetime | None
    reason: str = ""

    @property
    def label(self) -> str:
        """State of the decision in words."""
        if self.source == DecisionSource.BOT:
            return _("vom Bot entschieden")
        if self.source == DecisionSource.DEPUTY:
            text = _("von der Spielleitung für Sie entschieden")
            return f"{text}. {_('Grund:')} {self.reason}" if self.reason else text
        return {
            DecisionStatus.SUBMITTED: _("abgegeben"),
            DecisionStatus.DRAFT: _("Entwurf"),
            DecisionStatus.MISSING: _("keine Entscheidung, es galt die Vorgabe"),
        }[self.status]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A round was taken back for everybody (with the reason), or that was itself revoked."""

    at: datetime
    kind: str
    round_number: int
    reason: str

    @property
    def label(self) -> str:
        """What happened."""
        content = {"to": self.round_number, "reason": self.reason}
        return sentence(self.kind, Told(self.round_number, content))


def taken_back(game_id: int) -> tuple[TakenBack, ...]:
    """Every undoing of a game and every revocation of one, in order; one query."""
    kinds = (LogKind.ROUNDS_UNDONE, LogKind.ROUNDS_RESTORED)
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=kinds).order_by("sequence")
    return tuple(
        TakenBack(row.at, row.kind, row.payload["to"], row.payload.get("reason", ""))
        for row in rows
    )


def receipts(game_id: int, team_id: int, newest: int = NEWEST) -> tuple[OwnReceipt, ...]:
    """The team's receipts, the newest first; two queries."""
    rows = LogEntry.objects.filter(team_id=team_id, kind__in=RECEIPTS)
    said = {entry.sequence: seating_text(entry) for entry in seating_of(game_id, team_id)}
    return tuple(
        OwnReceipt(
            sequence,
            at,
            digest[:SHOWN_SIGNS],
            kind,
            who or (_("Spielleitung") if user else ""),
            number,
            said.get(sequence, ""),
            offer if offer and kind not in PRIVATE else 0,
        )
        for sequence, at, digest, kind, who, number, user, offer in rows.order_by(
            "-sequence"
        ).values_list(
            "sequence",
            "at",
            "digest",
            "kind",
            "seat__name",
            "round_number",
            "user_id",
            "payload__offer",
        )[:newest]
    )


def _rounds(team_id: int) -> tuple[OwnRound, ...]:
    rows = TeamDecision.objects.filter(team_id=team_id).order_by("round_number", "attempt")
    found = {
        number: OwnRound(number, DecisionStatus(status), DecisionSource(source), at, reason)
        for number, status, source, at, reason in rows.values_list(
            "round_number", "status", "source", "submitted_at", "reason"
        )
    }
    return tuple(found.values())


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the history page needs; six queries."""
    here = place(viewer)
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "receipts": receipts(here.game.pk, here.team.pk),
        "rounds": _rounds(here.team.pk),
        "taken_back": taken_back(here.game.pk),
        "review": review_key(here),
    }


def review_key(here: Place) -> str:
    """Key of the review, open to the participants once the last round is over."""
    return link_token(ViewerKind.REVIEW, here.game) if here.frame.stage.is_over else ""
