"""Charts of public figures while a game runs: those that the page of the region tells everybody."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from games.charts.figure import Figure
from games.charts.indices import indices_figure
from games.charts.marked import marked
from games.charts.people import timeline
from games.charts.towns import towns_figure
from games.models import Game
from games.rules.model import Scenario
from games.selectors.labels import value_label
from games.selectors.marks import marks_of
from games.selectors.public_postings import rounds_played
from games.selectors.reading import team_rows
from games.selectors.review_values import IndexRow
from games.selectors.rounds import VALUES, Figures, Round

REGION, PEOPLE = "region", "einwohner"
TOWN_VALUES = VALUES[:4]
CHARTS = (REGION, PEOPLE, *TOWN_VALUES)


def chart_title(chart: str) -> str:
    """Name of a chart in the list."""
    if chart == REGION:
        return _("Region: alle Werte")
    if chart == PEOPLE:
        return _("Gemeinden: Einwohner")
    return _("Gemeinden: %(value)s") % {"value": value_label(chart)}


def chart_figure(game: Game, scenario: Scenario, chart: str) -> Figure | None:
    """A chart of the rounds played; None where it has nothing but the start, or is unknown."""
    rounds = rounds_played(game, scenario)
    if chart not in CHARTS or not rounds or not rounds[-1].number:
        return None
    names = tuple(team.name for team in team_rows(game.pk))
    towns = tuple(team.town for team in team_rows(game.pk))
    if chart == REGION:
        return marked(_region(rounds), {}, marks_of(game.pk))
    if chart == PEOPLE:
        return timeline(names, _history(rounds, towns, lambda each: each.inhabitants))
    title = _("%(value)s in den Gemeinden") % {"value": value_label(chart)}
    history = _history(rounds, towns, lambda each: each.values[chart])
    return towns_figure(f"wert-{chart}", title, names, history)


def _region(rounds: Sequence[Round]) -> Figure:
    rows = [
        IndexRow(each.number, tuple(each.region[name] for name in VALUES))
        for each in rounds
        if each.region
    ]
    return indices_figure([value_label(name) for name in VALUES], rows)


def _history(
    rounds: Sequence[Round], towns: Sequence[str], read: Callable[[Figures], int]
) -> list[list[int]]:
    """For each municipality a value after each round."""
    return [[read(each.figures_of(town)) for each in rounds] for town in towns]
