"""The facilitator's cockpit: who is there, who has decided how far, what happened.

Drafts are shown by their state alone; seat codes are read one by one (``seat_card``).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from games.access import Viewer, ViewerKind, link_token
from games.enums import DecisionSource, DecisionStatus, LogKind, Phase
from games.errors import NotAllowed
from games.models import Game, LogEntry, Seat, Team, TeamDecision
from games.rules.model import Scenario, State
from games.selectors.labels import bot_title
from games.selectors.memo import one_reading
from games.selectors.progress import decided, fields_to_decide
from games.selectors.reading import (
    decision_rows,
    game_row,
    log_of,
    per_chapter,
    seat_rows,
    team_rows,
)
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.scenarios import scenario_of, state_after
from games.selectors.stage import Stage, stage_of

Online = Callable[[Iterable[int]], Collection[int]]
"""Of these seats those whose devices are there (``services.presence.online``)."""

TeamState = Literal["none", "draft", "submitted", "missing"]

MINUTE = 60
# Other keys may hold what a team decided; that stays with the team until the round is closed.
_SHOWN_FIGURES = frozenset({"seconds", "round", "phase", "bot", "from", "to", "missing", "ready"})


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat in the list; ``name`` is empty until somebody takes it."""

    id: int
    name: str
    online: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One municipality in the matrix; ``bot`` is the title of the strategy that plays it."""

    id: int
    town: str
    name: str
    mark: int
    bot: str
    seats: tuple[SeatRow, ...]
    state: TeamState
    decided: int
    to_decide: int
    updated_at: datetime | None
    ready: bool

    @property
    def taken(self) -> int:
        """People who have taken a seat."""
        return sum(1 for seat in self.seats if seat.name)

    @property
    def online(self) -> int:
        """People whose devices are there now."""
        return sum(1 for seat in self.seats if seat.name and seat.online)

    @property
    def is_open(self) -> bool:
        """Nothing submitted yet."""
        return self.state != "submitted"


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened; the sentence is made by the template.

    ``seat`` is the name of the seat that did it or that it was done to.
    """

    sequence: int
    at: datetime
    kind: str
    round_number: int
    phase: str
    team: str
    seat: str
    payload: Mapping[str, Any] = field(hash=False)

    @property
    def minutes(self) -> int:
        """Minutes given or taken, for a change of time."""
        return int(self.payload.get("seconds", 0)) // MINUTE


@dataclass(frozen=True, slots=True)
class RoundTime:
    """When a round began and ended, for the list of rounds."""

    number: int
    progress: str
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cockpit:
    """Everything the cockpit shows."""

    stage: Stage
    join_code: str
    lobby_locked: bool
    advance_mode: str
    missing_rule: str
    teams: tuple[TeamRow, ...]
    rounds: tuple[RoundTime, ...]
    log: tuple[LogLine, ...]
    map: RegionMap
    projector_token: str
    review_token: str

    @property
    def open_teams(self) -> tuple[TeamRow, ...]:
        """Teams that have not submitted, while that matters."""
        if self.stage.phase != Phase.DECIDING:
            return ()
        return tuple(team for team in self.teams if team.is_open)

    @property
    def open_count(self) -> int:
        """How many that are."""
        return len(self.open_teams)

    @property
    def people(self) -> int:
        """People who have taken a seat."""
        return sum(team.taken for team in self.teams)

    @property
    def people_online(self) -> int:
        """People whose devices are there now."""
        return sum(team.online for team in self.teams)

    @property
    def submitted(self) -> int:
        """Teams that have submitted."""
        return sum(1 for team in self.teams if team.state == "submitted")

    @property
    def drafting(self) -> int:
        """Teams that have a draft and have not submitted."""
        return sum(1 for team in self.teams if team.state == "draft")


@one_reading()
def cockpit(viewer: Viewer, online: Online) -> Cockpit:
    """The cockpit of a game. Raises NotAllowed for anybody but a facilitator."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    seats = seat_rows(game.pk)
    return Cockpit(
        stage=stage,
        join_code=game.join_code,
        lobby_locked=game.lobby_locked,
        advance_mode=game.advance_mode,
        missing_rule=game.missing_rule,
        teams=_teams(game, scenario, seats, online),
        rounds=_rounds(game, stage),
        log=_log(game.pk, {seat.pk: seat.name for seat in seats}),
        map=region_map(scenario),
        projector_token=link_token(ViewerKind.PROJECTOR, game),
        review_token=link_token(ViewerKind.REVIEW, game),
    )


def require_facilitator(viewer: Viewer) -> None:
    """Raises NotAllowed for anybody but a facilitator."""
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")


def _teams(
    game: Game, scenario: Scenario, seats: Iterable[Seat], online: Online
) -> tuple[TeamRow, ...]:
    standing = [seat for seat in seats if seat.removed_at is None]
    there = online([seat.pk for seat in standing])
    by_team: dict[int, list[SeatRow]] = {}
    for seat in standing:
        row = SeatRow(seat.pk, seat.name, seat.pk in there)
        by_team.setdefault(seat.team_id, []).append(row)
    decisions = decision_rows(game.pk, game.round_number)
    state = _state(game)
    return tuple(
        _team_row(
            game,
            team,
            tuple(sorted(by_team.get(team.pk, ()), key=lambda seat: not seat.name)),
            decisions.get(team.pk),
            fields_to_decide(scenario, state, team.town) if state else frozenset(),
        )
        for team in team_rows(game.pk)
    )


def _state(game: Game) -> State | None:
    if game.round_number == 0 or game.phase in (Phase.DEBRIEF, Phase.ENDED):
        return None
    return state_after(game.pk, game.round_number - 1)


def _team_row(
    game: Game,
    team: Team,
    seats: tuple[SeatRow, ...],
    decision: TeamDecision | None,
    fields: frozenset[str],
) -> TeamRow:
    state = _team_state(decision)
    by_bot = decision is not None and decision.source == DecisionSource.BOT
    done = len(fields) if by_bot else decided(fields, decision.field_revisions if decision else ())
    return TeamRow(
        id=team.pk,
        town=team.town,
        name=team.name,
        mark=mark_of(team.position),
        bot=bot_title(team.bot),
        seats=seats,
        state=state,
        decided=done,
        to_decide=len(fields),
        updated_at=decision.updated_at if decision and state != "missing" else None,
        ready=team.ready_for == f"{game.round_number}:{game.phase}",
    )


def _team_state(decision: TeamDecision | None) -> TeamState:
    if decision is None:
        return "none"
    if decision.status == DecisionStatus.MISSING:
        return "missing"
    return "submitted" if decision.status == DecisionStatus.SUBMITTED else "draft"


def _rounds(game: Game, stage: Stage) -> tuple[RoundTime, ...]:
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


def _log(game_id: int, names: Mapping[int, str]) -> tuple[LogLine, ...]:
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
            seat=names.get(line.payload.get("seat", line.seat_id) or 0, ""),
            payload={key: value for key, value in line.payload.items() if key in _SHOWN_FIGURES},
        )
        for line in log_of(game_id).lines
    )
