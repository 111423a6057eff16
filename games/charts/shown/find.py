"""The one place that finds the chart of a name, and what there is to choose from."""

from dataclasses import dataclass

from games.charts.figure import Figure
from games.charts.shown import otherwise, pictures
from games.charts.shown.pictures import ThemeOffer, Way
from games.charts.shown.public import CHARTS, chart_figure, chart_title
from games.models import Game
from games.selectors.memo import shared
from games.selectors.public_postings import rounds_played
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of


@dataclass(frozen=True, slots=True)
class Charts:
    """What can be chosen: charts of the running game, and once it is over the pictures by theme."""

    public: tuple[Way, ...]
    themes: tuple[ThemeOffer, ...]


def chart(game: Game, item: str) -> Figure | None:
    """The chart of this name as the whole room may see it now; None where there is none."""
    return _chart(game.pk, item)


@shared
def _chart(game_id: int, item: str) -> Figure | None:
    game = game_row(game_id)
    if item in CHARTS:
        return chart_figure(game, scenario_of(game), item)
    return pictures.picture(game, item) or otherwise.compared(game, item)


def charts(game: Game, item: str) -> Charts:
    """The charts there are now; ``item``: the one that is shown ("" = none)."""
    played = any(each.number for each in rounds_played(game, scenario_of(game)))
    return Charts(
        public=tuple(Way(each, chart_title(each), each == item) for each in CHARTS)
        if played
        else (),
        themes=pictures.offered(game, item),
    )
