"""Trust and agreements between the municipalities, round by round."""

from games.charts.figure import Figure
from games.charts.network import network_figure
from games.charts.pictures.look import Look


def draw(look: Look) -> tuple[Figure, ...]:
    """The net after the chosen round, of all or of the chosen municipality."""
    record = look.record
    number = record.rounds if look.round is None else look.round
    return (network_figure(record.scenario, record.states, number, look.town),)
