"""Messages as the facilitator sees them: the plenary, those with each municipality, the reported.

What two municipalities write to each other is not read here but where one of them reported it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.fields import BigIntegerField
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from games.access import Viewer, require_facilitator
from games.enums import Channel, Phase
from games.errors import NotAllowed
from games.models import Message, Team
from games.selectors.labels import promise_label
from games.selectors.memo import one_reading
from games.selectors.reading import game_row, seat_rows, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of
from games.selectors.talk_rows import PLENARY, visible_to_facilitator

SHOWN = 20
_REPORTED = -2


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A message with its text, also a hidden one. ``mark``: None for the facilitator's own."""

    number: int
    at: datetime
    author: str
    mark: int | None
    person: str
    recipient: str
    text: str
    promise: str
    hidden: bool
    reason: str
    reported_by: str


@dataclass(frozen=True, slots=True)
class LeadTalk:
    """The plenary, or what one municipality and the facilitator write to each other."""

    key: str
    name: str
    mark: int | None
    lines: tuple[LeadLine, ...]

    @property
    def waits(self) -> bool:
        """Whether the municipality had the last word."""
        return bool(self.lines) and self.lines[-1].mark is not None and self.key != PLENARY


@dataclass(frozen=True, slots=True)
class LeadTalks:
    """Everything the facilitator's page of messages shows."""

    stage: Stage
    plenary: LeadTalk
    towns: tuple[LeadTalk, ...]
    reported: tuple[LeadLine, ...]
    locked: bool
    open: bool
    unread: int


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions of the facilitator's messages need; four queries."""
    page = lead_talks(viewer)
    return {
        "page": page,
        "stage": page.stage,
        "now": timezone.now(),
        "game_id": page.stage.public_id,
    }


def lead_talks(viewer: Viewer) -> LeadTalks:
    """The messages of a game. Raises NotAllowed for anybody but its facilitator."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    make = _Maker(game.pk)
    found: dict[int, list[LeadLine]] = {}
    for row in _newest(game.pk):
        found.setdefault(row.talk, []).append(make.line(row))
    return LeadTalks(
        stage=stage_of(game, scenario.name, scenario.first_year),
        plenary=LeadTalk(PLENARY, "", None, tuple(found.get(0, ()))),
        towns=tuple(
            LeadTalk(team.town, team.name, mark_of(team.position), tuple(found.get(team.pk, ())))
            for team in team_rows(game.pk)
        ),
        reported=tuple(found.get(_REPORTED, ())),
        locked=game.plenary_locked,
        open=game.phase not in (Phase.LOBBY, Phase.ENDED),
        unread=game.unread,
    )


def _newest(game_id: int) -> Iterable[Any]:
    talk = Case(
        When(channel=Channel.PLENARY, then=Value(0)),
        When(channel=Channel.TEAM, then=Value(_REPORTED)),
        default=Coalesce(F("sender_id"), F("recipient_id")),
        output_field=BigIntegerField(),
    )
    place = Window(RowNumber(), partition_by=[talk], order_by=F("sequence").desc())
    rows = Message.objects.filter(visible_to_facilitator(), game_id=game_id)
    return rows.annotate(talk=talk, place=place).filter(place__lte=SHOWN).order_by("sequence")


class _Maker:
    def __init__(self, game_id: int) -> None:
        self.teams: dict[int, Team] = {team.pk: team for team in team_rows(game_id)}
        self.names = {seat.pk: seat.name for seat in seat_rows(game_id)}

    def _name(self, team_id: int | None) -> str:
        return self.teams[team_id].name if team_id in self.teams else ""

    def line(self, row: Message) -> LeadLine:
        sender = self.teams.get(row.sender_id or 0)
        return LeadLine(
            number=row.sequence,
            at=row.at,
            author=sender.name if sender else "",
            mark=mark_of(sender.position) if sender else None,
            person=self.names.get(row.seat_id or 0, ""),
            recipient=self._name(row.recipient_id),
            text=row.text,
            promise=promise_label(row.promise, row.round_number + 1) if row.promise else "",
            hidden=row.hidden_at is not None,
            reason=row.hidden_reason,
            reported_by=self._name(row.reported_by_id),
        )


def line_of(viewer: Viewer, number: int) -> LeadLine:
    """One message that the facilitator may see. Raises NotAllowed for any other."""
    require_facilitator(viewer)
    rows = Message.objects.filter(visible_to_facilitator(), Q(sequence=number))
    row = rows.filter(game_id=viewer.game_id).first()
    if row is None:
        raise NotAllowed("unknown_message")
    return _Maker(viewer.game_id).line(row)
