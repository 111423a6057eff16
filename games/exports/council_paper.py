"""A draft council paper (Beschlussvorlage) as a document for word processors (docx).

Real styles, headings and table headings, German as the language of the text; the recommendation is
left open. Figures carry their place in brackets, the annex lists all postings by it.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Pt

from games.exports.paper_style import set_up
from games.exports.paper_table import Look, add_facts, add_table, clean
from games.selectors import money
from games.selectors.council import CouncilPaper, Statement, standing
from games.selectors.ledger import group_title

MOST_REFERENCES: Final = 8
"""Places after a sentence; where there are more, the annex is named instead."""
MOST_ROUNDS: Final = 4
"""So many rounds fit beside one another; more are told in several tables."""
SMALL: Final = 8.5
BROAD: Final = 9.0


def council_docx(paper: CouncilPaper) -> bytes:
    """The file; German has to be active."""
    document = Document()
    title = clean(_("Beschlussvorlage %(town)s (Entwurf)") % {"town": paper.town})
    set_up(document, title, clean(paper.region), title)
    _head(document, paper)
    _facts(document, paper)
    _alternatives(document, paper)
    _money(document, paper)
    _proposal(document)
    _annex(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _head(document: Any, paper: CouncilPaper) -> None:
    document.add_paragraph(clean(_("Beschlussvorlage (Entwurf)")), style="Title")
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
    add_facts(document, rows)
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
    ).paragraph_format.keep_with_next = True
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
    add_table(document, _("Was andere Formen ergeben hätten"), head, rows, Look())
    last = paper.years[1] - paper.years[0] + 1
    _say(
        document,
        _("Die Zeile „so gespielt“ ist [%(stand)s]; die anderen sind Gegenrechnungen mit denselben "
          "Regeln (Regelwerk Abschnitt 10) und stehen in keiner Buchung.")
        % {"stand": standing(last)},
    )  # fmt: skip


def _money(document: Any, paper: CouncilPaper) -> None:
    document.add_heading(_("Finanzielle Auswirkungen"), 1)
    for rounds in _parts(len(paper.results)):
        _years(document, paper, rounds)
    if paper.pact_years:
        head = (_("Gemeinsamer Dienst"), _("Beleg"), _("Runde"), _("Allein"), _("Gezahlt"),
                _("Unterschied"))  # fmt: skip
        rows = [
            (
                each.title, ", ".join(each.references), str(each.round_number),
                money.euro_exact(each.alone), money.euro_exact(each.paid),
                money.euro_change_exact(each.alone - each.paid),
            )
            for each in paper.pact_years
        ]  # fmt: skip
        add_table(document, _("Gemeinsame Dienste nach Ausgleich"), head, rows, Look(texts=2))
    if paper.once:
        add_table(
            document,
            _("Einmalige Buchungen"),
            (_("Beleg"), _("Gegenstand"), _("Regel"), _("Betrag")),
            [
                (each.reference, each.title, each.rule, money.euro_change_exact(each.amount))
                for each in paper.once
            ],
            Look(texts=3),
        )


def _parts(rounds: int) -> Iterator[range]:
    """The rounds in parts of about the same length, none of them too broad for a page."""
    parts = -(-rounds // MOST_ROUNDS)
    for part in range(parts):
        yield range(rounds * part // parts, rounds * (part + 1) // parts)


def _years(document: Any, paper: CouncilPaper, rounds: range) -> None:
    """What each year came to; the last table has all of them together."""
    last = rounds.stop == len(paper.results)
    names = [_("R%(number)d") % {"number": place + 1} for place in rounds]

    def row(title: str, amounts: Sequence[int]) -> list[str]:
        shown = [amounts[place] for place in rounds] + ([sum(amounts)] if last else [])
        return [title, *map(money.signed, shown)]

    rows = [row(each.title, each.amounts) for each in paper.groups]
    rows.append(row(_("Ergebnis"), paper.results))
    head = (_("Buchungen"), *names, *([_("zusammen")] if last else []))
    title = _("Ergebnis Jahr für Jahr in Euro; die Anlage nennt zu jeder Zelle die Buchungen")
    if rounds.start:
        title = _("Ergebnis Jahr für Jahr in Euro, Fortsetzung")
    add_table(document, title, head, rows, Look(sums=True, size=BROAD))


def _proposal(document: Any) -> None:
    document.add_heading(_("Beschlussvorschlag"), 1)
    _say(document, _("Bewusst offen: Den Vorschlag formuliert die Gemeinde selbst."))
    for _line in range(3):
        document.add_paragraph("…", style="List Number")


def _annex(document: Any, paper: CouncilPaper) -> None:
    heading = document.add_heading(_("Anlage: Alle Buchungen der Gemeinde"), 1)
    heading.paragraph_format.page_break_before = True
    head = (_("Beleg"), _("Gruppe"), _("Regel"), _("Gegenstand"), _("Betrag"))
    rows = [
        (
            each.reference, group_title(each.group), each.rule, each.title,
            money.euro_change_exact(each.amount),
        )
        for each in paper.lines
    ]  # fmt: skip
    title = _("Buchungen in der Reihenfolge der Abrechnung; Plus ist mehr Geld in der Kasse")
    add_table(document, title, head, rows, Look(texts=4, size=SMALL))


def _state(document: Any, statement: Statement) -> None:
    paragraph = document.add_paragraph(clean(statement.text), style="List Bullet")
    if not statement.references:
        return
    shown = statement.references
    text = ", ".join(shown) if len(shown) <= MOST_REFERENCES else _references_in_short(shown)
    run = paragraph.add_run(clean(f" [{text}]"))
    run.font.size = Pt(9)


def _references_in_short(references: Sequence[str]) -> str:
    """By round, as the round is named once: "R4/Nr. 1, 2, 9"."""
    by_round: dict[str, list[str]] = {}
    for each in references:
        where, _slash, number = each.rpartition(" ")
        by_round.setdefault(where, []).append(number)
    return "; ".join(f"{where} {', '.join(numbers)}" for where, numbers in by_round.items())


def _say(document: Any, text: str) -> Any:
    return document.add_paragraph(clean(text))
