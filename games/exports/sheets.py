"""Sheets of a workbook: tables of typed cells with headings, filters and a fixed first row.

Texts are written as texts, never as formulas or links.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

SHEET_NAME_SIGNS: Final = 31
BP: Final = 10_000
BODY: Final = "Calibri"
HEAD_GROUND: Final = "#F2EBDD"
HEAD_HEIGHT: Final = 32
"""In points: two lines."""
A4: Final = 9
"""Its number in workbooks."""

Cell = int | float | str | datetime | None
Row = Sequence[Cell]
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, and the kind of its cells.

    ``printed``: False for what only programs read; such columns stand at the end.
    """

    title: str
    kind: str = "text"
    width: int = 14
    printed: bool = True


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


def sheet_name(table: Table) -> str:
    """The name as spreadsheets take it."""
    return table.name[:SHEET_NAME_SIGNS]


def formats_of(book: Any) -> Mapping[str, Any]:
    """The styles of cells by kind, and of headings by ``head:`` and kind."""
    body: dict[str, Any] = {"font_name": BODY, "font_size": 10, "valign": "vcenter", "indent": 1}
    left, right = {"align": "left"}, {"align": "right"}
    kinds: Mapping[str, dict[str, Any]] = {
        "text": left,
        "words": left | {"text_wrap": True},
        "count": {"align": "center", "indent": 0, "num_format": "0"},
        "number": right | {"num_format": "#,##0;[Red]-#,##0"},
        "euro": right | {"num_format": "#,##0 €;[Red]-#,##0 €"},
        "share": right | {"num_format": "0.00 %"},
        "time": left | {"num_format": "dd.mm.yyyy hh:mm"},
    }
    head = {"bold": True, "text_wrap": True, "bg_color": HEAD_GROUND, "bottom": 1}
    cells = {kind: book.add_format(body | look) for kind, look in kinds.items()}
    heads = {
        f"head:{kind}": book.add_format(body | {"align": look["align"]} | head)
        for kind, look in kinds.items()
    }
    return cells | heads


def write_table(book: Any, formats: Mapping[str, Any], table: Table) -> None:
    """A sheet of its own for a table, as wide as a page when it is printed."""
    sheet = book.add_worksheet(sheet_name(table))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, formats[f"head:{column.kind}"])
    sheet.set_row(0, HEAD_HEIGHT)
    for number, row in enumerate(table.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            if cell is not None:
                _put(sheet, formats[column.kind], (number, place), cell)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    printed = sum(column.printed for column in table.columns)
    if printed < len(table.columns):
        sheet.print_area(0, 0, len(table.rows), printed - 1)
    _for_paper(sheet)


def _for_paper(sheet: Any) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L&9&A&R&9{_('Seite')} &P / &N")


def _put(sheet: Any, style: Any, place: tuple[int, int], cell: Cell) -> None:
    write: Callable[..., Any] = sheet.write_number
    if isinstance(cell, str):
        write = sheet.write_string
    elif isinstance(cell, datetime):
        write, cell = sheet.write_datetime, cell.replace(tzinfo=None)
    write(*place, cell, style)
