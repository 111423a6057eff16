"""The frame around a participant's page: where the game stands, whose page it is, what is next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import DRAFTING_PHASES, ROUND_PHASES, Phase
from games.models import Game, Seat, Team
from games.models.prepared import Prepared
from games.rules.model import Scenario
from games.selectors.course import model_of
from games.selectors.debrief_state import debrief_key, is_led, is_running
from games.selectors.reading import decision_rows, game_row, team_rows, with_scenario
from games.selectors.reflection import has_answered, open_questions
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a team shows at its top, the same for everybody in the team.

    ``key`` changes when the page itself is no longer the right one, also for somebody who was moved
    to another team and gets no push. ``goto`` names the screen that is right now ("lobby", "board",
    "fund", "settlement" or "debrief"). ``ready``: the team wants to go on from here.
    ``help_asked_at`` and ``time_asked``: what it has asked the facilitator for. ``has_board``: the
    board of the debrief is there; ``led``: all devices follow the facilitator on it.
    """

    stage: Stage
    team_id: int
    town: str
    team_name: str
    mark: int
    key: str
    goto: str
    ready: bool
    has_fund: bool
    help_asked_at: datetime | None = None
    help_text: str = ""
    time_asked: bool = False
    has_board: bool = False
    led: bool = False

    @property
    def may_say_ready(self) -> bool:
        """Whether the team can say that it wants to go on; in ``deciding`` submitting says so."""
        phases = frozenset(ROUND_PHASES) - {Phase.DECIDING}
        return self.stage.phase in phases and not self.ready

    @property
    def may_ask_time(self) -> bool:
        """Whether more time can be asked for: in a phase of a round, once."""
        return self.stage.phase in ROUND_PHASES and not self.time_asked

    @property
    def asks(self) -> bool:
        """Whether the quick questions after a round are open."""
        return self.stage.phase == Phase.RECAP

    @property
    def has_answers(self) -> bool:
        """Whether such questions were asked before and are closed."""
        over = self.stage.phase in (Phase.DEBRIEF, Phase.ENDED)
        return not self.asks and (over or self.stage.round_number > 1)

    @property
    def may_draft(self) -> bool:
        """Whether the phase lets a team change its draft."""
        return self.stage.phase in DRAFTING_PHASES

    @property
    def may_submit(self) -> bool:
        """Whether submitting counts now, also while the clock is stopped."""
        return self.stage.phase == Phase.DECIDING


@dataclass(frozen=True, slots=True)
class Me:
    """The holder of a seat: shown to this person alone.

    ``asked``: which questions about the game are open ("pre", "post", "" = none); ``answered``:
    this person has answered some of them.
    """

    seat_id: int
    name: str
    code: str
    asked: str = ""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A team's place in a game, with the rows that the other selectors of a page go on with."""

    frame: Frame
    game: Game
    team: Team
    scenario: Scenario


def place(viewer: Viewer) -> Place:
    """The place of a player; two queries once the scenario is known to the process.

    Raises Team.DoesNotExist where the viewer has no team in the game.
    """
    team = next((row for row in team_rows(viewer.game_id) if row.pk == viewer.team_id), None)
    if team is None:
        raise Team.DoesNotExist
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    goto = "debrief" if is_running(game) else right_screen(stage.phase)
    frame = Frame(
        stage=stage,
        team_id=team.pk,
        town=team.town,
        team_name=team.name,
        mark=mark_of(team.position),
        key=f"{team.pk}:{stage.round_number}:{goto}{_part(game)}",
        goto=goto,
        ready=team.ready_for == f"{stage.round_number}:{stage.phase}",
        has_fund=bool(scenario.models[model_of(game)].fund),
        help_asked_at=team.help_asked_at,
        help_text=team.help_text,
        time_asked=team.time_asked_for == f"{stage.round_number}:{stage.phase}",
        has_board=stage.is_over and bool(game.debrief),
        led=is_led(game),
    )
    return Place(frame, game, team, scenario)


def _part(game: Game) -> str:
    """What parts a phase into pages: the award's two, where the debrief is led to, the archive."""
    if game.archived_at is not None:
        return ":archive"
    if is_running(game):
        return debrief_key(game)
    if game.phase != Phase.AWARDING:
        return ""
    rows = decision_rows(game.pk, game.round_number).values()
    return ":2" if any(row.first_scores is not None for row in rows) else ""


def right_screen(phase: Phase) -> str:
    """Name of the screen that a participant belongs on in this phase."""
    if phase == Phase.LOBBY:
        return "lobby"
    if phase in DRAFTING_PHASES:
        return "board"
    if phase == Phase.AWARDING:
        return "fund"
    return "settlement"


def me(viewer: Viewer) -> Me:
    """The viewer's own seat; one query, two while questions about the game are open.

    Nobody in particular without a seat. Raises Seat.DoesNotExist where the seat is gone.
    """
    if viewer.seat_id is None:
        return Me(0, _("Spielleitung"), "")
    seat = _seat.first(viewer.seat_id)
    if seat is None:
        raise Seat.DoesNotExist
    game = with_scenario(seat.game)
    asked = open_questions(game)
    answered = bool(asked) and has_answered(game, viewer.seat_id, asked)
    return Me(seat.pk, seat.name, seat.code, asked, answered)


_seat = Prepared(lambda seat: Seat.objects.filter(pk=seat).select_related("game"))
