"""Tables of a document: each row holds its own words and looks like the first."""

import docx

from games.exports.paper_table import Look, add_table

ROWS = (("Bauhof", "12"), ("", "3"), ("Freibad\nund Halle", "1.450"), ("Zusammen", "1.465"))


def made(look):
    document = docx.Document()
    add_table(document, "Kosten", ("Aufgabe", "Euro"), ROWS, look)
    (table,) = document.tables
    return table.rows[1:]


def looks(row):
    """Alignment, size and weight of each cell of a row, and how wide it is."""
    paragraphs = [(cell.width, cell.paragraphs[0]) for cell in row.cells]
    return [(w, p.alignment, p.runs[0].font.size, p.runs[0].bold) for w, p in paragraphs]


def test_rows_hold_their_words_and_look_alike():
    rows = made(Look())
    assert [tuple(cell.text for cell in row.cells) for row in rows] == list(ROWS)
    assert [looks(row) for row in rows] == [looks(rows[0])] * len(ROWS)


def test_a_last_row_of_sums_alone_is_bold():
    rows = made(Look(sums=True))
    assert [tuple(cell.text for cell in row.cells) for row in rows] == list(ROWS)
    assert [row.cells[1].paragraphs[0].runs[0].bold for row in rows] == [None, None, None, True]
