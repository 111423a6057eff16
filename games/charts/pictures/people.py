"""Population: all towns over the rounds, forecasts against what came, age at start and end.

Figures by age group come from one table of all towns a round with small numbers protected, for
every viewer the same: two tables over different towns could be held against each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from games.charts.figure import Figure
from games.charts.foreseen import Forecast, Foreseen, ages_figure, foreseen_figure
from games.charts.people import GROUPS, change, timeline
from games.charts.pictures.look import Look
from games.rules.effects.forecast import spread
from games.rules.model import People, State
from games.rules.money import FULL, part
from games.rules.protection import protect
from games.selectors.record import scenario_in

CHILDREN = 0


def draw(look: Look) -> tuple[Figure, ...]:
    """All figures, those by age of the chosen municipality or of all together."""
    return tuple(_figures(look))


def _figures(look: Look) -> Iterator[Figure]:
    scenario, states = look.record.scenario, look.record.states
    towns = scenario.municipalities
    yield timeline(
        [town.name for town in towns.values()],
        [[state.towns[name].inhabitants for state in states] for name in towns],
    )
    chosen = (look.town,) if look.town else tuple(towns)
    name = towns[look.town].name if look.town else _("alle zusammen")
    history = [people_of(state, chosen) for state in states]
    if any(groups is None for groups in history):
        # Small numbers that cannot be hidden with their sums kept: the sums of all stand above.
        return
    known = [groups for groups in history if groups is not None]
    if scenario.modules.data:
        children = [groups[CHILDREN] for groups in known]
        made = [
            forecast(state, rule, chosen)
            for state, rule in zip(states, rules_by_round(look), strict=True)
        ]
        yield foreseen_figure(Foreseen(name, children, made, scenario.people.forecast_years))
    yield replace(change(known), id="altersgruppen", height="l")
    yield ages_figure(name, known[0], known[-1], protected=bool(look.town))


def rules_by_round(look: Look) -> list[People]:
    """Under which rules the forecast after each round was made, from the start on."""
    rounds = range(len(look.record.states))
    return [scenario_in(look.viewer, max(1, number)).people for number in rounds]


def people_of(state: State, towns: Sequence[str]) -> tuple[int, ...] | None:
    """People by age group of some towns together; None where only sums may be shown.

    All towns together are exact: protection keeps the sums of the groups.
    """
    table = {
        name: dict(zip(GROUPS, town.people, strict=True)) for name, town in state.towns.items()
    }
    if len(towns) == len(table):
        return tuple(sum(row[group] for row in table.values()) for group in GROUPS)
    safe = protect(table)
    if safe is None:
        return None
    return tuple(sum(safe[name][group] for name in towns) for group in GROUPS)


def forecast(state: State, rules: People, towns: Sequence[str]) -> Forecast:
    """The forecasts of some towns added up; ``rules`` are those under which they were made."""
    open_towns = sum(town.shares_data for town in state.towns.values())
    sums = [0] * 5
    for name in towns:
        here = state.towns[name]
        others = open_towns - here.shares_data
        width = spread(rules, others, len(state.towns) - 1, shares=here.shares_data)
        alone = rules.forecast_bias_max
        for place, half in enumerate((0, -width, width, -alone, alone)):
            sums[place] += part(here.forecast, FULL + half)
    return Forecast(*sums)
