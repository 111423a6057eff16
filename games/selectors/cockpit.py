"""The facilitator's cockpit: who is there, who has decided how far, what happened.

Drafts are shown by their state alone; seat codes are read one by one (``seat_card``). What a role
may not see (``games.roles``) is not read out to it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from games.access import Viewer, ViewerKind, link_token
from games.enums import DRAFTING_PHASES, DecisionSource, DecisionStatus, LogKind, Phase
from games.errors import NotAllowed
from games.models import Game, LogEntry, Seat, Team, TeamDecision
from games.roles import Right
from games.rules.model import Scenario, State
from games.selectors.awarding import ScoringDesk, Turnout, award_skipped, scoring_desk, turnout
from games.selectors.deals import currents
from games.selectors.labels import bot_title
from games.selectors.logkinds import Told, icon, sentence, shown
from games.selectors.memo import one_reading
from games.selectors.options import Option, options_of
from games.selectors.progress import decided, fields_to_decide
from games.selectors.reading import (
    decision_rows,
    game_row,
    log_of,
    per_chapter,
    seat_rows,
    team_rows,
)
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of, state_before
from games.selectors.stage import Stage, stage_of
from games.selectors.undone import Undone, undone_now
from games.selectors.waiting import waiver

Online = Callable[[Iterable[int]], Collection[int]]
"""Of these seats those whose devices are there (``services.presence.online``)."""

TeamState = Literal["none", "draft", "submitted", "missing"]

NOBODY = Turnout(0, 0)


_PLANS = frozenset(
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
class SeatRow:
    """A seat in the list; ``name`` is empty until somebody takes it."""

    id: int
    name: str
    online: bool


@dataclass(frozen=True, slots=True)
class GoneRow:
    """Somebody whose seat was taken away, and in which municipality it was."""

    id: int
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One municipality in the matrix; ``bot`` is the title of the strategy that plays it.

    ``waived``: what counts for it, as nobody waits for it any more (``selectors.waiting``).
    ``votes`` of ``to_vote``: on how many applications it has voted while the board decides;
    ``scored`` of ``to_score``: how many it has scored.
    """

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
    agreements: int
    offers: int
    votes: int = 0
    to_vote: int = 0
    scored: int = 0
    to_score: int = 0
    help_asked_at: datetime | None = None
    help_text: str = ""
    wants_time: bool = False
    waived: str = ""

    @property
    def calls(self) -> bool:
        """The team waits for the facilitator."""
        return self.help_asked_at is not None or self.wants_time

    @property
    def taken(self) -> int:
        """People who have taken a seat."""
        return sum(1 for seat in self.seats if seat.name)

    @property
    def free(self) -> SeatRow | None:
        """A seat that nobody has taken, or None."""
        return next((seat for seat in self.seats if not seat.name), None)

    @property
    def online(self) -> int:
        """People whose devices are there now."""
        return sum(1 for seat in self.seats if seat.name and seat.online)

    @property
    def is_open(self) -> bool:
        """Nothing submitted yet, and still waited for."""
        return self.state != "submitted" and not self.waived

    @property
    def votes_open(self) -> bool:
        """The board waits for votes of these people; who is ready abstains from the rest."""
        silent = self.bot or self.ready or self.waived
        return not silent and self.votes < self.to_vote


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened.

    ``seat`` is the name of the seat that did it or that it was done to; ``payload`` holds what the
    sentence needs and nothing else.
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
    def sentence(self) -> str:
        """What happened, in the language of the screen."""
        return sentence(self.kind, Told(self.round_number, self.payload, self.team, self.seat))

    @property
    def icon(self) -> str:
        """The icon that stands for it."""
        return icon(self.kind)


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
    options: tuple[Option, ...]
    teams: tuple[TeamRow, ...]
    gone: tuple[GoneRow, ...]
    rounds: tuple[RoundTime, ...]
    log: tuple[LogLine, ...]
    projector_token: str
    review_token: str
    unread: int
    undone: Undone | None
    scoring: ScoringDesk | None
    award_skipped: bool

    @property
    def open_teams(self) -> tuple[TeamRow, ...]:
        """Teams that have not submitted or not voted, while that matters."""
        if self.stage.phase == Phase.DECIDING:
            return tuple(team for team in self.teams if team.is_open)
        if self.stage.phase == Phase.AWARDING:
            return tuple(team for team in self.teams if team.votes_open)
        return ()

    @property
    def missing_teams(self) -> tuple[TeamRow, ...]:
        """Teams of people that everybody could wait for."""
        if self.stage.phase in (Phase.DECIDING, Phase.AWARDING):
            return tuple(team for team in self.open_teams if not team.bot)
        return tuple(team for team in self.teams if not team.bot and not team.ready)

    @property
    def open_count(self) -> int:
        """How many that are."""
        return len(self.open_teams)

    @property
    def can_go_back(self) -> bool:
        """Whether there is something to take back: a settled round, or closed decisions."""
        first = self.stage.round_number == 1 and self.stage.phase in DRAFTING_PHASES
        return not (self.stage.is_lobby or first or self.stage.phase == Phase.ENDED)

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
    def calling(self) -> int:
        """Teams that wait for the facilitator."""
        return sum(1 for team in self.teams if team.calls)

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
        join_code=game.join_code if viewer.may(Right.CODES) else "",
        lobby_locked=game.lobby_locked,
        advance_mode=game.advance_mode,
        missing_rule=game.missing_rule,
        options=options_of(scenario),
        teams=_teams(game, scenario, seats, online, calls=viewer.may(Right.CALLS)),
        gone=_gone(game.pk, seats),
        rounds=_rounds(game, stage),
        log=tuple(
            line
            for line in _log(game.pk, {seat.pk: seat.name for seat in seats})
            if line.kind not in _PLANS or viewer.may(Right.STEER)
        ),
        projector_token=link_token(ViewerKind.PROJECTOR, game),
        review_token=_review_token(viewer, game, stage),
        unread=game.unread,
        undone=undone_now(game.pk),
        scoring=scoring_desk(game),
        award_skipped=award_skipped(game),
    )


def _review_token(viewer: Viewer, game: Game, stage: Stage) -> str:
    """The way to the review: everybody's who leads or helps once it is open, else by right."""
    may = stage.is_over or viewer.may(Right.REVIEW)
    return link_token(ViewerKind.REVIEW, game) if may else ""


def require_facilitator(viewer: Viewer) -> None:
    """Raises NotAllowed for anybody but a facilitator."""
    if viewer.kind is not ViewerKind.FACILITATOR:
        raise NotAllowed("not_facilitator")


def _teams(
    game: Game, scenario: Scenario, seats: Iterable[Seat], online: Online, *, calls: bool
) -> tuple[TeamRow, ...]:
    """``calls``: what a team wrote when it called is shown too, not only that it did."""
    standing = [seat for seat in seats if seat.removed_at is None]
    there = online([seat.pk for seat in standing])
    by_team: dict[int, list[SeatRow]] = {}
    for seat in standing:
        row = SeatRow(seat.pk, seat.name, seat.pk in there)
        by_team.setdefault(seat.team_id, []).append(row)
    decisions = decision_rows(game.pk, game.round_number)
    state = _state(game)
    bargains = _bargains(game, state)
    rows = (
        _team_row(
            game,
            team,
            tuple(sorted(by_team.get(team.pk, ()), key=lambda seat: not seat.name)),
            decisions.get(team.pk),
            fields_to_decide(scenario, state, team.town) if state else frozenset(),
            bargains.get(team.town, (0, 0)),
        )
        for team in team_rows(game.pk)
    )
    return tuple(row if calls else replace(row, help_text="") for row in rows)


def _gone(game_id: int, seats: Iterable[Seat]) -> tuple[GoneRow, ...]:
    """Those who were taken out, the latest first; seats that nobody had taken are nobody's."""
    names = {team.pk: team.name for team in team_rows(game_id)}
    out = [(seat.removed_at, seat) for seat in seats if seat.removed_at and seat.name]
    latest = sorted(out, key=lambda each: each[0], reverse=True)
    return tuple(GoneRow(seat.pk, seat.name, names[seat.team_id]) for _at, seat in latest)


def _state(game: Game) -> State | None:
    if game.round_number == 0 or game.phase in (Phase.DEBRIEF, Phase.ENDED):
        return None
    return state_before(game)


def _team_row(
    game: Game,
    team: Team,
    seats: tuple[SeatRow, ...],
    decision: TeamDecision | None,
    fields: frozenset[str],
    bargains: tuple[int, int],
) -> TeamRow:
    state = _team_state(decision)
    by_bot = decision is not None and decision.source == DecisionSource.BOT
    voted = turnout(game.pk).get(team.town, NOBODY)
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
        votes=voted.cast,
        to_vote=voted.due,
        scored=voted.scored,
        to_score=voted.to_score,
        help_asked_at=team.help_asked_at,
        help_text=team.help_text,
        wants_time=team.time_asked_for == f"{game.round_number}:{game.phase}",
        waived=waiver(team, game) or "",
        agreements=bargains[0],
        offers=bargains[1],
    )


def _bargains(game: Game, state: State | None) -> dict[str, tuple[int, int]]:
    """How many agreements stand and how many offers lie on the table, by municipality."""
    if state is None:
        return {}
    table = [each for each in currents(game.pk, game.round_number) if each.on_the_table]
    return {
        town: (
            sum(town in item.members for item in state.agreements),
            sum(town in each.towns for each in table),
        )
        for town in state.towns
    }


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
            payload=shown(line.kind, line.payload),
        )
        for line in log_of(game_id).lines
    )
