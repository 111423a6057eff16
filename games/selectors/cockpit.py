"""The facilitator's cockpit: who is there, who has decided how far, what happened.

Seat codes are read one by one (``seat_card``). What a role may not see (``games.roles``) is not
read out to it.
"""

from dataclasses import dataclass

from games.access import Viewer, ViewerKind, link_token, require_facilitator
from games.enums import DRAFTING_PHASES, Phase
from games.models import Game
from games.roles import Right
from games.selectors.awarding import ScoringDesk, award_skipped, scoring_desk
from games.selectors.cockpit_log import PLANS, LogLine, RoundTime, newest_lines, round_times
from games.selectors.memo import one_reading
from games.selectors.options import Option, options_of
from games.selectors.present import Online
from games.selectors.reading import game_row, seat_rows
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of
from games.selectors.team_matrix import GoneRow, TeamRow, gone_people, team_matrix
from games.selectors.undone import Undone, undone_now


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
        teams=team_matrix(game, scenario, seats, online, calls=viewer.may(Right.CALLS)),
        gone=gone_people(game.pk, seats),
        rounds=round_times(game, stage),
        log=tuple(
            line if viewer.may(Right.TALK) else line.without_reason
            for line in newest_lines(game.pk, {seat.pk: seat.name for seat in seats})
            if line.kind not in PLANS or viewer.may(Right.STEER)
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
