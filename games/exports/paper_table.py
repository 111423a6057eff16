"""Tables of a document: columns as wide as their figures need, texts share the rest."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from games.exports.paper_style import TEXT_WIDTH

Row = Sequence[str]
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_BORDER, _GROUND = "B9AD99", "F2EBDD"
_LETTER: Final = 0.205
"""How wide a letter is at most in millimetres, for each point of its size: fonts differ."""
_BOLDER: Final = 1.12
_LIGHTER: Final = 0.88
"""Letters of running text are narrower than figures."""
_PADDING: Final = 4.4
"""Both sides of a cell in millimetres."""
_CODE: Final = 12
"""A text of at most so many letters stays in one line, as figures do."""
_TOGETHER: Final = 14
"""A table of at most so many rows stays on one page."""


@dataclass(frozen=True, slots=True)
class Look:
    """``texts``: so many columns from the left are texts, the others figures. ``size``: in points.

    ``sums``: the last row is bold.
    """

    texts: int = 1
    size: float = 9.5
    sums: bool = False


def clean(text: str) -> str:
    """A text without signs that the file cannot hold."""
    return _UNPRINTABLE.sub("", text)


def add_table(document: Any, title: str, head: Row, rows: Iterable[Row], look: Look) -> None:
    """A table with a caption and a heading row that comes again on each page."""
    document.add_paragraph(clean(title), style="Caption")
    lines = [tuple(map(clean, row)) for row in rows]
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    widths = _widths(head, lines, look)
    _lay_out(table, widths)
    marks = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no way round in the library
    marks.append(OxmlElement("w:tblHeader"))
    _fill(table.rows[0], tuple(map(clean, head)), look, widths, bold=True, ground=_GROUND)
    plain = lines[:-1] if look.sums else lines
    for place, row in enumerate(plain):
        if place:
            _add_alike(table, row)
        else:
            _fill(table.add_row(), row, look, widths, bold=False)
    for row in lines[len(plain) :]:
        _fill(table.add_row(), row, look, widths, bold=True)
    if len(lines) <= _TOGETHER:
        _keep_together(table)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def add_facts(document: Any, rows: Iterable[tuple[str, str]]) -> None:
    """A table of names with what belongs to them, without a heading."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    widths = (38.0, TEXT_WIDTH - 38.0)
    _lay_out(table, widths)
    for name, value in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (name, value), widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            cell.paragraphs[0].add_run(clean(text)).bold = text is name
        _shade(cells[0], _GROUND)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(head: Row, rows: Sequence[Row], look: Look) -> tuple[float, ...]:
    """Millimetres of each column, together those of the page."""
    letter = _LETTER * look.size
    columns = list(zip(head, *rows, strict=True))
    fixed = {
        place: _in_one_line(column, letter)
        for place, column in enumerate(columns)
        if place >= look.texts or _most(column[1:]) <= _CODE
    }
    texts = {
        place: _most(column) * letter * _LIGHTER + _PADDING
        for place, column in enumerate(columns)
        if place not in fixed
    }
    shared = _shared(texts, TEXT_WIDTH - sum(fixed.values()))
    return tuple((fixed | shared)[place] for place in range(len(columns)))


def _shared(wanted: Mapping[int, float], room: float) -> dict[int, float]:
    """What each text column gets: what it wants, or as much as the others that want more."""
    found: dict[int, float] = {}
    for place in sorted(wanted, key=lambda each: wanted[each]):
        left = len(wanted) - len(found)
        part = (room - sum(found.values())) / left
        found[place] = min(wanted[place], part) if left > 1 else part
    return found


def _most(column: Sequence[str]) -> int:
    """Letters of the longest part that cannot be broken: a list breaks after its commas."""
    return max((len(part) for cell in column for part in cell.split(", ")), default=0)


def _in_one_line(column: Sequence[str], letter: float) -> float:
    """Cells stay in one line, their heading breaks between words."""
    head, *cells = column
    words = max(map(len, head.replace("-", " ").split())) * _BOLDER
    return max(words, _most(cells)) * letter + _PADDING


def _keep_together(table: Any) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _lay_out(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    style = table._tbl.tblPr  # noqa: SLF001 - no way round in the library
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_part(f"w:{side}", val="single", sz="4", space="0", color=_BORDER))
    for side, room in (("top", "40"), ("left", "100"), ("bottom", "40"), ("right", "100")):
        margins.append(_part(f"w:{side}", w=room, type="dxa"))
    layout = style.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def _part(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _fill(
    row: Any, cells: Row, look: Look, widths: Sequence[float], *, bold: bool, ground: str = ""
) -> None:
    marks = row._tr.get_or_add_trPr()  # noqa: SLF001
    marks.append(OxmlElement("w:cantSplit"))
    for place, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold or None, Pt(look.size)
        if place >= look.texts:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if ground:
            _shade(cell, ground)


def _add_alike(table: Any, cells: Row) -> None:
    """A row as the last one, with other words: a copy costs a tenth of a row made anew."""
    made = deepcopy(table._tbl.tr_lst[-1])  # noqa: SLF001 - no way round in the library
    table._tbl.append(made)  # noqa: SLF001
    for run, text in zip(made.iter(qn("w:r")), cells, strict=True):
        run.text = text


def _shade(cell: Any, ground: str) -> None:
    style = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    style.append(_part("w:shd", val="clear", color="auto", fill=ground))
