"""The figures of a finished game for statistics: long and wide tables with their codebook, zipped.

Tables are CSV in UTF-8 with byte order mark and semicolons; names of columns and variables are
those of programs, the codebook says in German and English what they mean. The same game gives the
same bytes.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from games.exports.postings_csv import BYTE_ORDER_MARK, safe_cell
from games.selectors.panel import Panel
from games.selectors.panel_columns import UNITS, Column

Cells = Sequence[str | int | None]
KEYS: Final = ("round", "year", "town", "town_name")
LONG, WIDE, BOOK, READ = "daten-lang.csv", "daten-breit.csv", "codebuch.csv", "codebuch.html"
DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can state: when somebody downloads tells nothing."""
KEY_TEXTS: Final = {
    "round": "Runde; 0 ist der Stand vor der ersten Runde | Round; 0 is the start",
    "year": "Haushaltsjahr | Budget year",
    "town": "Kennung der Gemeinde | Id of the municipality",
    "town_name": "Name der Gemeinde | Name of the municipality",
}


def figures_zip(page: Panel, more: Mapping[str, str] | None = None) -> bytes:
    """The file; ``more``: further tables by name, for those who may read them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (_files(page) | dict(more or {})).items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, text.encode())
    return buffer.getvalue()


def _files(page: Panel) -> dict[str, str]:
    return {
        LONG: table_csv((*KEYS, "variable", "value", "unit"), _long(page)),
        WIDE: table_csv((*KEYS, *(column.name for column in page.columns)), _wide(page)),
        BOOK: table_csv(BOOK_HEAD, _book(page.columns)),
        READ: _readable(page.columns),
    }


def table_csv(head: Sequence[str], rows: Iterable[Cells]) -> str:
    """A table as text; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(cell) for cell in row])
    return BYTE_ORDER_MARK + buffer.getvalue()


def _long(page: Panel) -> Iterator[Cells]:
    """A row for each municipality, round and variable that has a value there."""
    for row in page.rows:
        for column, value in zip(page.columns, row.values, strict=True):
            if value is not None:
                yield row.number, row.year, row.town, row.name, column.name, value, column.unit


def _wide(page: Panel) -> Iterator[Cells]:
    for row in page.rows:
        yield row.number, row.year, row.town, row.name, *row.values


BOOK_HEAD: Final = (
    "variable", "label_de", "label_en", "unit", "unit_de", "meaning_de", "meaning_en", "source",
)  # fmt: skip


def _book(columns: Sequence[Column]) -> Iterator[Cells]:
    """What each variable is, in both languages; the source names rule and section in German."""
    german, english = _told(columns, "de"), _told(columns, "en")
    for column, (label, meaning, unit, source), (label_en, meaning_en, *_rest) in zip(
        columns, german, english, strict=True
    ):
        yield column.name, label, label_en, column.unit, unit, meaning, meaning_en, source


def _told(columns: Sequence[Column], language: str) -> list[tuple[str, str, str, str]]:
    with override(language):
        return [
            (each.label(), each.meaning(), str(UNITS[each.unit]), each.source) for each in columns
        ]


def _readable(columns: Sequence[Column]) -> str:
    """The codebook for reading and printing, in the language of whoever downloads it."""
    keys = [(name, *text.split(" | ")) for name, text in KEY_TEXTS.items()]
    context = {
        "columns": columns,
        "units": [(code, str(text)) for code, text in UNITS.items()],
        "keys": keys,
        "title": _("Codebuch"),
        "long": LONG,
        "wide": WIDE,
    }
    return render_to_string("rueckschau/codebuch.html", context)
