"""The frame around a participant's page: where the game stands, whose page it is, what is next."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from games.access import Viewer
from games.enums import DRAFTING_PHASES, ROUND_PHASES, Phase
from games.models import Game, Seat, Team
from games.rules.model import Scenario
from games.selectors.reading import game_row, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of

Online = Callable[[Iterable[int]], Collection[int]]
"""Of these seats those whose devices are there (``services.presence.online``)."""


def nobody(_seat_ids: Iterable[int]) -> Collection[int]:
    """Stands in where presence is not shown."""
    return ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a team shows at its top, the same for everybody in the team.

    ``key`` changes when the page itself is no longer the right one, also for somebody who was moved
    to another team and gets no push. ``goto`` names the screen that is right now ("lobby", "board"
    or "settlement"). ``ready``: the team wants to go on from here.
    """

    stage: Stage
    team_id: int
    town: str
    team_name: str
    mark: int
    key: str
    goto: str
    ready: bool

    @property
    def may_say_ready(self) -> bool:
        """Whether the team can say that it wants to go on; in ``deciding`` submitting says so."""
        phases = frozenset(ROUND_PHASES) - {Phase.DECIDING}
        return self.stage.phase in phases and not self.ready

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
    """The holder of a seat: shown to this person alone."""

    seat_id: int
    name: str
    code: str


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
    goto = right_screen(stage.phase)
    frame = Frame(
        stage=stage,
        team_id=team.pk,
        town=team.town,
        team_name=team.name,
        mark=mark_of(team.position),
        key=f"{team.pk}:{stage.round_number}:{goto}",
        goto=goto,
        ready=team.ready_for == f"{stage.round_number}:{stage.phase}",
    )
    return Place(frame, game, team, scenario)


def right_screen(phase: Phase) -> str:
    """Name of the screen that a participant belongs on in this phase."""
    if phase == Phase.LOBBY:
        return "lobby"
    if phase in DRAFTING_PHASES or phase == Phase.AWARDING:
        return "board"
    return "settlement"


def me(viewer: Viewer) -> Me:
    """Name and code of the viewer's own seat; one query."""
    seat = Seat.objects.only("name", "code").get(pk=viewer.seat_id or 0)
    return Me(seat.pk, seat.name, seat.code)
