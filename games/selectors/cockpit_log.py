"""What happened in a game, for its facilitators: the newest entries, and when its rounds were."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from games.enums import LogKind, Phase
from games.models import Game, LogEntry
from games.selectors.logkinds import Told, icon, sentence, shown
from games.selectors.logkinds.people import PEOPLE
from games.selectors.logkinds.work import WORK
from games.selectors.reading import log_of, per_chapter, team_rows
from games.selectors.stage import Stage

PLANS = frozenset(
    {
        LogKind.MODEL_CHANGED,
        LogKind.EVENT_PLAYED,
        LogKind.EVENT_SKIPPED,
        LogKind.FIGURE_CORRECTED,
        LogKind.VALUE_CHANGED,
        LogKind.STEERING_WITHDRAWN,
    }
)
"""What may lie ahead of the teams; entries that a role without interventions is not shown."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened.

    ``seat`` is the name of the seat that did it or that it was done to; ``payload`` holds what the
    sentence needs and nothing else. ``team_id``: 0 where no team did it.
    """

    sequence: int
    at: datetime
    kind: str
    round_number: int
    phase: str
    team: str
    team_id: int
    seat: str
    payload: Mapping[str, Any] = field(hash=False)

    @property
    def sentence(self) -> str:
        """What happened, in the language of the screen."""
        return sentence(self.kind, Told(self.round_number, self.payload, self.team, self.seat))

    @property
    def icon(self) -> str:
        """The icon that stands for it."""
        return icon(self.kind)

    @property
    def without_reason(self) -> "LogLine":
        """As it is told to who only looks: why something was done to people is not for them."""
        if self.kind not in PEOPLE and self.kind not in WORK:
            return self
        return replace(self, payload={**self.payload, "reason": ""})

    @property
    def offer(self) -> int:
        """Number of the offer that it is about, 0 = none."""
        return int(self.payload.get("offer", 0))


@dataclass(frozen=True, slots=True)
class RoundTime:
    """When a round began and ended, for the list of rounds."""

    number: int
    progress: str
    started_at: datetime | None
    ended_at: datetime | None


def round_times(game: Game, stage: Stage) -> tuple[RoundTime, ...]:
    """Times of the rounds from the log: a round begins with its first phase and ends the last one.

    An entry names in its payload where the game went to.
    """
    began: dict[int, datetime] = {}
    over_at: datetime | None = None
    for at, move in _moves(game.pk):
        if move["phase"] in (Phase.DEBRIEF, Phase.ENDED):
            over_at = over_at or at
        else:
            began.setdefault(move["round"], at)
    return tuple(
        RoundTime(
            number=number,
            progress=step.progress,
            started_at=began.get(number),
            ended_at=began.get(number + 1, over_at) if step.progress == "done" else None,
        )
        for number, step in enumerate(stage.round_steps, start=1)
    )


@per_chapter
def _moves(game_id: int) -> tuple[tuple[datetime, Any], ...]:
    kinds = (LogKind.PHASE_STARTED, LogKind.GAME_ENDED)
    moves = LogEntry.objects.filter(game_id=game_id, kind__in=kinds)
    return tuple(moves.order_by("sequence").values_list("at", "payload"))


def newest_lines(game_id: int, names: Mapping[int, str]) -> tuple[LogLine, ...]:
    """The newest entries; ``names`` are those of all seats, also of removed ones."""
    teams = {team.pk: team.name for team in team_rows(game_id)}
    return tuple(
        LogLine(
            sequence=line.sequence,
            at=line.at,
            kind=line.kind,
            round_number=line.round_number,
            phase=line.phase,
            team=teams.get(line.team_id or 0, ""),
            team_id=line.team_id or 0,
            seat=names.get(line.payload.get("seat", line.seat_id) or 0, ""),
            payload=shown(line.kind, line.payload),
        )
        for line in log_of(game_id).lines
    )
