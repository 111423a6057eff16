"""The map of the region, round by round."""

from dataclasses import replace

from games.charts.figure import Figure
from games.charts.mapped import measure, people, vacancy, value_map
from games.charts.pictures.look import Look
from games.charts.pictures.slider import standing
from games.selectors.labels import value_label


def draw(look: Look) -> tuple[Figure, ...]:
    """People, vacancy, contentment and money on the map after the chosen round."""
    record = look.record
    number = record.rounds if look.round is None else look.round
    values = (
        people(),
        vacancy(),
        measure("karte-zufriedenheit", value_label("daseinsvorsorge"), "daseinsvorsorge"),
        measure("karte-finanzen", value_label("finanzen"), "finanzen"),
    )
    maps = (value_map(value, record.scenario, record.states, number) for value in values)
    return tuple(replace(each, span=standing(record, number)) for each in maps)
