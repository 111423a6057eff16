"""The way in: every figure of a round that can be asked about, as tables of links."""

from dataclasses import dataclass

from games.selectors.labels import cause_label
from games.selectors.record import Record
from games.selectors.regionmap import mark_of
from games.selectors.why.address import figure_query, limits_query
from games.selectors.why.measured import (
    INDICES,
    OF_A_TOWN,
    Figure,
    Measured,
    figure_words,
    measure_label,
    value_of,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with the way to its lines; ``current``: the page that is shown."""

    title: str
    text: str
    query: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A town with its figures; ``limits`` leads to what stood in the way of more."""

    name: str
    mark: int
    cells: tuple[Cell | None, ...]
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """All figures after a round."""

    number: int
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    region: tuple[Cell, ...]
    fund: Cell
    towns: tuple[tuple[str, int], ...]
    trust: tuple[Row, ...]


def index_of(record: Record, number: int) -> Index:
    """The figures of a round (0 = the start). Raises KeyError for a round there is not."""
    if not 0 <= number <= record.rounds:
        raise KeyError(number)
    state = record.states[number]
    towns = tuple(record.scenario.municipalities)
    return Index(
        number=number,
        names=tuple(measure_label(each) for each in OF_A_TOWN),
        rows=tuple(
            Row(
                cause_label(record.scenario, town),
                mark_of(place),
                tuple(cell(record, Figure(each, number, town)) for each in OF_A_TOWN),
                limits_query(number, town) if number else "",
            )
            for place, town in enumerate(towns)
        ),
        region=tuple(cell(record, Figure(each, number)) for each in INDICES)
        if state.region is not None
        else (),
        fund=cell(record, Figure(Measured.FUND, number)),
        towns=tuple(
            (cause_label(record.scenario, town), mark_of(place)) for place, town in enumerate(towns)
        ),
        trust=tuple(_trust_row(record, number, place, town) for place, town in enumerate(towns)),
    )


def _trust_row(record: Record, number: int, place: int, town: str) -> Row:
    cells = tuple(
        cell(record, Figure(Measured.TRUST, number, town, other)) if other != town else None
        for other in record.scenario.municipalities
    )
    return Row(cause_label(record.scenario, town), mark_of(place), cells)


def cell(record: Record, figure: Figure, shown: Figure | None = None) -> Cell:
    """A figure as a link."""
    value = value_of(record.states[figure.round_number], figure)
    return Cell(
        measure_label(figure.measured),
        figure_words(figure.measured, value),
        figure_query(figure),
        figure == shown,
    )


def beside(record: Record, figure: Figure) -> tuple[Cell, ...]:
    """The other figures of the same owner after the same round, the shown one among them."""
    if figure.measured in (Measured.TRUST, Measured.FUND):
        return ()
    kinds = OF_A_TOWN if figure.town else INDICES
    return tuple(
        cell(record, Figure(each, figure.round_number, figure.town), figure) for each in kinds
    )


def over_time(record: Record, figure: Figure) -> tuple[tuple[int, str, bool], ...]:
    """The same figure in every round: number, query, whether it is the one shown."""
    return tuple(
        (
            number,
            figure_query(Figure(figure.measured, number, figure.town, figure.other)),
            number == figure.round_number,
        )
        for number in range(record.rounds + 1)
    )
