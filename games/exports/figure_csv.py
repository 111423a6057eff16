"""The table behind a chart as CSV, written as ``postings_csv`` writes: numbers bare, texts safe."""

import csv
import io

from games.charts.figure import Figure, Table, Value
from games.exports.postings_csv import BYTE_ORDER_MARK, safe_cell


def figure_csv(figure: Figure) -> str:
    """Heading (with units) and rows; decimals as the language of the page writes them not: a point.

    Cells without a number of their own are as on the screen.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in _heading(figure.table)])
    for row in figure.table.values or figure.table.rows:
        writer.writerow([_cell(cell) for cell in row])
    return BYTE_ORDER_MARK + buffer.getvalue()


def _cell(cell: Value) -> Value:
    return cell if isinstance(cell, float) else safe_cell(cell)


def _heading(table: Table) -> list[str]:
    if not table.units:
        return list(table.head)
    return [
        f"{name} ({unit})" if unit else name
        for name, unit in zip(table.head, table.units, strict=True)
    ]
