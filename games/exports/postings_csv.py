"""All postings of a game as CSV, one line each: UTF-8 with byte order mark, semicolons.

Cells that a spreadsheet would run as a formula are defused with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from games.selectors.review_values import PostingLine, Review

BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def postings_csv(page: Review) -> str:
    """The table with a heading; amounts in whole euro, without separators."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heading())
    for line in page.postings:
        writer.writerow([safe_cell(cell) for cell in _cells(line)])
    return BYTE_ORDER_MARK + buffer.getvalue()


def _heading() -> list[str]:
    return [
        _("Runde"),
        _("Nummer"),
        _("Regel"),
        _("Titel"),
        _("Von (Code)"),
        _("Von"),
        _("An (Code)"),
        _("An"),
        _("Betrag in Euro"),
        _("Gegenstand"),
        _("Eingaben"),
        _("Parameter"),
        _("Zweck"),
    ]


def _cells(line: PostingLine) -> Iterator[str | int]:
    yield line.round_number
    yield line.number
    yield line.rule
    yield line.rule_title
    yield line.source_id
    yield line.source
    yield line.target_id
    yield line.target
    yield line.amount
    yield line.subject
    yield json.dumps(dict(line.inputs), ensure_ascii=False, sort_keys=True)
    yield json.dumps(dict(line.parameters), ensure_ascii=False, sort_keys=True)
    yield line.purpose


def safe_cell(cell: str | int) -> str | int:
    """The cell, with an apostrophe in front where a spreadsheet would take it for a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
