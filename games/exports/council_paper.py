"""A draft council paper (Beschlussvorlage) as a document for word processors (docx).

Real styles, headings and table headings, German as the language of the text; the recommendation is
left open. Figures carry their place in brackets, the annex lists all postings by it.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from games.selectors import money
from games.selectors.council import CouncilPaper, Statement, standing
from games.selectors.ledger import group_title

FONT: Final = "Calibri"
LANGUAGE: Final = "de-DE"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
MOST_REFERENCES: Final = 8
"""Places after a sentence; where there are more, the annex is named instead."""
MANY_ROUNDS: Final = 5

Row = Sequence[str]


def council_docx(paper: CouncilPaper) -> bytes:
    """The file; German has to be active."""
    document = Document()
    _set_up(document, paper)
    _head(document, paper)
    _facts(document, paper)
    _alternatives(document, paper)
    _money(document, paper)
    _proposal(document)
    _annex(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Any, paper: CouncilPaper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(20)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    document.styles["Normal"].font.size = Pt(11)
    _speak_german(document)
    core = document.core_properties
    core.title = _text(_("Beschlussvorlage %(town)s (Entwurf)") % {"town": paper.town})
    core.subject = _text(paper.region)
    core.language, core.author, core.comments = LANGUAGE, "", ""
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(_text(_("Entwurf aus dem Planspiel Schulterschluss · Seite ")))
    _page_number(footer)


def _speak_german(document: Any) -> None:
    """The language of all text, for spelling and for screen readers."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = run.find(qn("w:lang"))
    spoken = found if found is not None else OxmlElement("w:lang")
    if found is None:
        run.append(spoken)
    spoken.set(qn("w:val"), LANGUAGE)


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - the library has no fields of its own


def _head(document: Any, paper: CouncilPaper) -> None:
    document.add_paragraph(_text(_("Beschlussvorlage (Entwurf)")), style="Title")
    rows = (
        (_("Gemeinde"), paper.town),
        (_("Gremium"), _("Rat")),
        (_("Vorlage Nr."), "…"),
        (_("Sitzung am"), "…"),
        (
            _("Betreff"),
            _("Zusammenarbeit mit den Nachbargemeinden: Ergebnisse des Planspiels in %(region)s")
            % {"region": paper.region},
        ),
    )
    _facts_table(document, rows)
    _say(
        document,
        _(
            "Dieser Entwurf ist aus den Buchungen eines Planspiels entstanden (%(first)d bis "
            "%(last)d). Gemeinden und Beträge sind erdacht; der Aufbau folgt einer Vorlage für den "
            "Rat. Ein Verweis wie [R3/Nr. 17] nennt die Buchung 17 der Runde 3, [Stand R3] den "
            "Stand nach Runde 3. Die Anlage führt alle Buchungen der Gemeinde auf."
        )
        % {"first": paper.years[0], "last": paper.years[1]},
    )


def _facts(document: Any, paper: CouncilPaper) -> None:
    document.add_heading(_("Sachverhalt"), 1)
    for statement in paper.facts:
        _state(document, statement)
    document.add_heading(_("Vereinbarungen mit anderen Gemeinden"), 2)
    for statement in paper.pacts:
        _state(document, statement)
    if paper.fund:
        document.add_heading(_("Fonds der Region"), 2)
        for statement in paper.fund:
            _state(document, statement)


def _alternatives(document: Any, paper: CouncilPaper) -> None:
    document.add_heading(_("Alternativen"), 1)
    _say(
        document,
        _(
            "Dieselben Entscheidungen, nachgerechnet unter anderen Formen der Zusammenarbeit. Was "
            "Menschen dann stattdessen beschlossen hätten, kann niemand wissen."
        ),
    )
    head = (_("Form der Zusammenarbeit"), _("Ergebnis aller Jahre"), _("Kontostand am Ende"),
            _("Laufendes Ergebnis"), _("Gesamtwert"), _("Entfallene Beschlüsse"))  # fmt: skip
    rows = [
        (
            _("%(name)s (so gespielt)") % {"name": each.name} if each.played else each.name,
            money.euro_change_exact(each.result),
            money.euro_exact(each.account),
            money.euro_change_exact(each.running),
            money.decimal(each.value, 100, 1),
            "–" if each.played else money.number(each.void),
        )
        for each in paper.alternatives
    ]
    _table(document, _("Was andere Formen ergeben hätten"), head, rows)
    last = paper.years[1] - paper.years[0] + 1
    _say(
        document,
        _("Die Zeile „so gespielt“ ist [%(stand)s]; die anderen sind Gegenrechnungen mit denselben "
          "Regeln (Regelwerk Abschnitt 10) und stehen in keiner Buchung.")
        % {"stand": standing(last)},
    )  # fmt: skip


def _money(document: Any, paper: CouncilPaper) -> None:
    document.add_heading(_("Finanzielle Auswirkungen"), 1)
    rounds = range(1, len(paper.results) + 1)
    head = (_("Buchungen"), *(_("R%(number)d") % {"number": number} for number in rounds),
            _("zusammen"))  # fmt: skip
    rows = [(each.title, *_amounts(each.amounts)) for each in paper.groups]
    rows.append((_("Ergebnis"), *_amounts(paper.results)))
    small = len(paper.results) > MANY_ROUNDS
    title = _("Ergebnis Jahr für Jahr in Euro; die Anlage nennt zu jeder Zelle die Buchungen")
    _table(document, title, head, rows, small=small)
    if paper.pact_years:
        head = (_("Gemeinsamer Dienst"), _("Runde"), _("Allein"), _("Gezahlt"), _("Unterschied"),
                _("Beleg"))  # fmt: skip
        rows = [
            (
                each.title, str(each.round_number), money.euro_exact(each.alone),
                money.euro_exact(each.paid), money.euro_change_exact(each.alone - each.paid),
                ", ".join(each.references),
            )
            for each in paper.pact_years
        ]  # fmt: skip
        _table(document, _("Gemeinsame Dienste nach Ausgleich"), head, rows)
    if paper.once:
        head = (_("Beleg"), _("Gegenstand"), _("Regel"), _("Betrag"))
        rows = [
            (each.reference, each.title, each.rule, money.euro_change_exact(each.amount))
            for each in paper.once
        ]
        _table(document, _("Einmalige Buchungen"), head, rows, texts=3)


def _amounts(amounts: Sequence[int]) -> tuple[str, ...]:
    return tuple(money.signed(amount) for amount in (*amounts, sum(amounts)))


def _proposal(document: Any) -> None:
    document.add_heading(_("Beschlussvorschlag"), 1)
    _say(document, _("Bewusst offen: Den Vorschlag formuliert die Gemeinde selbst."))
    for _line in range(3):
        document.add_paragraph("…", style="List Number")


def _annex(document: Any, paper: CouncilPaper) -> None:
    document.add_page_break()
    document.add_heading(_("Anlage: Alle Buchungen der Gemeinde"), 1)
    head = (_("Beleg"), _("Gruppe"), _("Regel"), _("Gegenstand"), _("Betrag"))
    rows = [
        (
            each.reference, group_title(each.group), each.rule, each.title,
            money.euro_change_exact(each.amount),
        )
        for each in paper.lines
    ]  # fmt: skip
    title = _("Buchungen in der Reihenfolge der Abrechnung; Plus ist mehr Geld in der Kasse")
    _table(document, title, head, rows, small=True, texts=4)


def _state(document: Any, statement: Statement) -> None:
    paragraph = document.add_paragraph(_text(statement.text), style="List Bullet")
    if not statement.references:
        return
    shown = statement.references
    text = ", ".join(shown) if len(shown) <= MOST_REFERENCES else _references_in_short(shown)
    run = paragraph.add_run(_text(f" [{text}]"))
    run.font.size = Pt(9)


def _references_in_short(references: Sequence[str]) -> str:
    """By round, as the round is named once: "R4/Nr. 1, 2, 9"."""
    by_round: dict[str, list[str]] = {}
    for each in references:
        where, _slash, number = each.rpartition(" ")
        by_round.setdefault(where, []).append(number)
    return "; ".join(f"{where} {', '.join(numbers)}" for where, numbers in by_round.items())


def _say(document: Any, text: str) -> None:
    document.add_paragraph(_text(text))


def _facts_table(document: Any, rows: Iterable[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = _text(name), _text(value)
        cells[0].paragraphs[0].runs[0].bold = True
        cells[0].width, cells[1].width = Mm(38), Mm(122)


def _table(
    document: Any,
    title: str,
    head: Row,
    rows: Iterable[Row],
    *,
    small: bool = False,
    texts: int = 1,
) -> None:
    """A table with a caption and a heading row that comes again on each page.

    ``texts``: so many columns from the left are texts, the others are figures.
    """
    document.add_paragraph(_text(title), style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    _fill(table.rows[0], head, texts, small=small, bold=True)
    marks = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no way round in the library
    marks.append(OxmlElement("w:tblHeader"))
    for row in rows:
        _fill(table.add_row(), row, texts, small=small)
    document.add_paragraph()


def _fill(row: Any, cells: Row, texts: int, *, small: bool, bold: bool = False) -> None:
    marks = row._tr.get_or_add_trPr()  # noqa: SLF001
    marks.append(OxmlElement("w:cantSplit"))
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(_text(text))
        run.bold = bold or None
        run.font.size = Pt(8 if small else 9.5)
        if place >= texts:
            paragraph.alignment = _RIGHT


def _text(text: str) -> str:
    """A text without signs that the file cannot hold."""
    return _UNPRINTABLE.sub("", text)
