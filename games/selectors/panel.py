"""The figures of a finished game as one table: a row for each municipality after each round."""

from dataclasses import dataclass

from games.selectors.panel_columns import Column, Moment, columns_of
from games.selectors.record import Record


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A municipality after a round (0 = at the start); a value is None where there is none."""

    number: int
    year: int
    town: str
    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The variables and the rows, whose values are in the order of the variables."""

    columns: tuple[Column, ...]
    rows: tuple[PanelRow, ...]


def panel(record: Record) -> Panel:
    """All rounds from the start on, municipalities in seating order; no texts that people wrote."""
    columns = columns_of(record.scenario)
    rows = tuple(
        PanelRow(
            number=number,
            year=record.scenario.first_year + number - 1,
            town=town.id,
            name=town.name,
            values=tuple(column.read(Moment(record, number, town.id)) for column in columns),
        )
        for number in range(len(record.states))
        for town in record.scenario.municipalities.values()
    )
    return Panel(columns, rows)
