"""What the facilitator lets the projector show, and what of it there is to show.

The choice is kept as it was made. Whether it can be shown is asked anew each time: a round that is
taken back takes its charts and postings along, and the projector follows the phase meanwhile.
"""

from dataclasses import dataclass

from games.charts.figure import Figure
from games.charts.shown import pictures
from games.charts.shown.find import Charts, chart, charts
from games.charts.shown.pictures import Ways
from games.charts.wall import for_wall
from games.enums import ProjectorBlank, ProjectorView
from games.models import Game
from games.rules.model import Scenario
from games.selectors.debrief_state import is_running, steered
from games.selectors.debrief_words import step_title
from games.selectors.memo import one_reading
from games.selectors.public_postings import (
    PostingExplained,
    PublicPosting,
    explained,
    public_postings,
    round_of,
    rounds_played,
)
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of

KEYS = {
    ProjectorView.AUTO: "1",
    ProjectorView.MAP: "2",
    ProjectorView.CLOCK: "3",
    ProjectorView.INDICES: "4",
    ProjectorView.NEWS: "",
    ProjectorView.LOBBY: "",
}
"""Views with a button of their own in the cockpit, in their order, and the keys of some."""


@dataclass(frozen=True, slots=True)
class Button:
    """A view in the cockpit: whether it is on, and whether there is anything of it to show."""

    view: ProjectorView
    key: str
    on: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen and what is shown for the facilitator's desk.

    ``view`` is on the wall (``asked``, unless there is nothing of it to show); ``title``: which
    chart or posting; ``undone``: what was chosen went with a round that was taken back;
    ``debrief``: step of the debrief that is there instead of the phase, "" for none. ``ways``: the
    same picture of other rounds and municipalities.
    """

    asked: ProjectorView
    view: ProjectorView
    item: str
    title: str
    blank: ProjectorBlank
    undone: bool
    debrief: str
    buttons: tuple[Button, ...]
    ways: Ways

    @property
    def lost(self) -> bool:
        """What was chosen cannot be shown."""
        return self.asked != self.view


@dataclass(frozen=True, slots=True)
class Wall:
    """What the projector shows: a view, and its chart or posting."""

    view: ProjectorView
    blank: ProjectorBlank
    figure: Figure | None
    posting: PostingExplained | None


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: charts, and the public postings of one round."""

    charts: Charts
    rounds: tuple[int, ...]
    round_number: int
    postings: tuple[PublicPosting, ...]


def wall_of(game: Game, scenario: Scenario, stage: Stage) -> Wall:
    """What the projector shows now."""
    view, item = ProjectorView(game.projector_view), game.projector_item
    figure = chart(game, item) if view is ProjectorView.CHART else None
    posting = (
        explained(game, scenario, item, over=stage.is_over)
        if view is ProjectorView.POSTING
        else None
    )
    found = {ProjectorView.CHART: figure, ProjectorView.POSTING: posting}
    there = found[view] is not None if view in found else _has(view, game, scenario, stage)
    return Wall(
        view=view if there else ProjectorView.AUTO,
        blank=ProjectorBlank(game.projector_blank),
        figure=for_wall(figure) if figure else None,
        posting=posting,
    )


@one_reading()
def choice_of(game_id: int) -> Choice:
    """What the facilitator chose, and whether it is there."""
    game = game_row(game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    wall = wall_of(game, scenario, stage)
    asked = ProjectorView(game.projector_view)
    lost = asked is not wall.view
    return Choice(
        asked=asked,
        view=wall.view,
        item=game.projector_item,
        title=_title(wall),
        blank=wall.blank,
        undone=lost and asked in (ProjectorView.CHART, ProjectorView.POSTING),
        debrief=_debrief(game) if wall.view is ProjectorView.AUTO else "",
        buttons=tuple(
            Button(view, key, on=view is asked, possible=_has(view, game, scenario, stage))
            for view, key in KEYS.items()
        ),
        ways=pictures.ways(game, game.projector_item) if wall.figure else Ways(),
    )


def _debrief(game: Game) -> str:
    board = steered(game) if is_running(game) else None
    return step_title(board.step) if board else ""


def can_show(game: Game, view: ProjectorView, item: str) -> bool:
    """Whether there is something of this view (and chart or posting) to show now."""
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    if view is ProjectorView.CHART:
        return chart(game, item) is not None
    if view is ProjectorView.POSTING:
        return explained(game, scenario, item, over=stage.is_over) is not None
    return not item and _has(view, game, scenario, stage)


@one_reading()
def offered(game_id: int, round_number: int | None = None) -> Offered:
    """What can be chosen; postings of a round (default: the one on the wall, or the newest)."""
    game = game_row(game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    played = {each.number: each for each in rounds_played(game, scenario) if each.number}
    wanted = round_number or round_of(game.projector_item)
    number = wanted if wanted in played else max(played, default=0)
    postings = public_postings(game, scenario, played[number], over=stage.is_over) if number else ()
    return Offered(
        charts=charts(game, game.projector_item),
        rounds=tuple(played),
        round_number=number,
        postings=postings,
    )


def _title(wall: Wall) -> str:
    if wall.figure is not None:
        return ", ".join(filter(None, (wall.figure.title, wall.figure.span)))
    if wall.posting is not None:
        posting = wall.posting.posting
        return f"{posting.title}, {posting.payer} → {posting.receiver}"
    return ""


def _has(view: ProjectorView, game: Game, scenario: Scenario, stage: Stage) -> bool:
    if view is ProjectorView.LOBBY:
        return not stage.is_over
    if view is ProjectorView.CLOCK:
        return not (stage.is_lobby or stage.is_over)
    if view is ProjectorView.INDICES:
        return bool(rounds_played(game, scenario))
    if view is ProjectorView.NEWS:
        return not stage.is_lobby
    return True
