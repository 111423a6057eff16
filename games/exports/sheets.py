"""Sheets of a workbook: tables of typed cells with headings, filters and a fixed first row.

Texts are written as texts, never as formulas or links.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

SHEET_NAME_SIGNS: Final = 31
BP: Final = 10_000

Cell = int | float | str | datetime | None
Row = Sequence[Cell]
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, and the kind of its cells."""

    title: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table, headings in its first row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def table_of(
    name: str, lines: Sequence[Line], *columns: tuple[Column, Callable[[Line], Cell]]
) -> Table:
    """A sheet with a row for each line: every column with what its cells are made of."""
    return Table(
        name,
        tuple(column for column, _cell in columns),
        tuple(tuple(cell(line) for _column, cell in columns) for line in lines),
    )


def formats_of(book: Any) -> Mapping[str, Any]:
    """The styles of cells by kind."""
    return {
        "text": book.add_format({"valign": "top"}),
        "number": book.add_format({"num_format": "0"}),
        "euro": book.add_format({"num_format": "#,##0 €;[Red]-#,##0 €"}),
        "share": book.add_format({"num_format": "0.00 %"}),
        "time": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
    }


def write_table(book: Any, formats: Mapping[str, Any], table: Table) -> None:
    """A sheet of its own for a table."""
    sheet = book.add_worksheet(table.name[:SHEET_NAME_SIGNS])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, formats["head"])
    for number, row in enumerate(table.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            if cell is not None:
                _put(sheet, formats[column.kind], (number, place), cell)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _put(sheet: Any, style: Any, place: tuple[int, int], cell: Cell) -> None:
    write: Callable[..., Any] = sheet.write_number
    if isinstance(cell, str):
        write = sheet.write_string
    elif isinstance(cell, datetime):
        write, cell = sheet.write_datetime, cell.replace(tzinfo=None)
    write(*place, cell, style)
