"""How a document for word processors looks: page, styles, head and foot, in German."""

from typing import Any, Final

from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT: Final = "Calibri"
LANGUAGE: Final = "de-DE"
TEXT_WIDTH: Final = 160
"""Millimetres between the margins of an A4 page."""
_MARGIN = 25
_INK, _PETROL, _GREY = (RGBColor.from_string(each) for each in ("14262B", "0C5560", "465357"))
_STYLES: Final = {
    "Normal": (11, _INK, 0, 6),
    "Title": (22, _PETROL, 0, 10),
    "Heading 1": (15, _PETROL, 18, 6),
    "Heading 2": (12, _INK, 12, 4),
    "Caption": (10, _INK, 10, 4),
    "List Bullet": (11, _INK, 0, 4),
    "List Number": (11, _INK, 0, 10),
}
"""Size, colour, and points before and after."""
_BOLD: Final = frozenset({"Title", "Heading 1", "Heading 2", "Caption"})
_SMALL: Final = Pt(9)


def set_up(document: Any, title: str, subject: str, head: str) -> None:
    """Page, styles and properties; ``head`` stands above all pages but the first."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    for name, look in _STYLES.items():
        _style(document.styles[name], *look, bold=name in _BOLD)
    _speak_german(document)
    core = document.core_properties
    core.title, core.subject = title, subject
    core.language, core.author, core.comments = LANGUAGE, "", ""
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    section.different_first_page_header_footer = True
    _head(section.header.paragraphs[0], head)
    for footer in (section.footer, section.first_page_footer):
        _foot(footer.paragraphs[0])


def _style(style: Any, size: int, colour: Any, before: int, after: int, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = bold
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _speak_german(document: Any) -> None:
    """The language of all text, for spelling and for screen readers."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = run.find(qn("w:lang"))
    spoken = found if found is not None else OxmlElement("w:lang")
    if found is None:
        run.append(spoken)
    spoken.set(qn("w:val"), LANGUAGE)


def _head(paragraph: Any, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _small(paragraph, text)


def _foot(paragraph: Any) -> None:
    """What it is on the left, "Seite 2 von 9" on the right."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _small(paragraph, _("Entwurf aus dem Planspiel Schulterschluss") + "\t" + _("Seite") + " ")
    _field(paragraph, "PAGE")
    _small(paragraph, f" {_('von')} ")
    _field(paragraph, "NUMPAGES")


def _small(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = _SMALL, _GREY
    return run


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = _small(paragraph, "")
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)  # noqa: SLF001 - the library has no fields of its own
