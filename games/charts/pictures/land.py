"""Land and vacancy: greenfield against inner development."""

from games.charts.figure import Figure
from games.charts.ground import Ground, built, built_figure, causes_figure, moved, vacancy_figure
from games.charts.pictures.look import Look


def draw(look: Look) -> tuple[Figure, ...]:
    """What was built, vacancy over the rounds, and what moved it."""
    record = look.record
    towns = []
    for name, town in record.scenario.municipalities.items():
        edge, centre = built(record.settlements, name)
        vacancy = tuple(state.towns[name].vacancy for state in record.states)
        towns.append(Ground(town.name, edge, centre, vacancy, moved(record.settlements, name)))
    return built_figure(towns), vacancy_figure(towns), causes_figure(towns)
