"""What was promised, and what the towns thought of one another's goals."""

from collections.abc import Iterator

from games.charts.figure import Figure
from games.charts.guessed import goals, goals_figure, tips, tips_figure
from games.charts.pictures.look import Look
from games.charts.promised import by_round_figure, by_town_figure, promises


def draw(look: Look) -> tuple[Figure, ...]:
    """Promises and guesses, as far as the game was played with them."""
    return tuple(_figures(look))


def _figures(look: Look) -> Iterator[Figure]:
    record = look.record
    scenario, modules = record.scenario, record.scenario.modules
    if modules.promises:
        given = promises(record.states, record.settlements)
        yield by_town_figure(scenario, given)
        yield by_round_figure(scenario, given, record.rounds)
    if modules.goals and scenario.goals:
        yield tips_figure(scenario, tips(record.states, record.decisions))
        yield goals_figure(scenario, goals(scenario, record.states, record.decisions))
