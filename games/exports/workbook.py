"""The finished game as a workbook for spreadsheets: typed cells, filters, charts.

Values come from the same ``Review`` as the page and the other exports. Texts are written as texts,
never as formulas.
"""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.charts.pictures.look import Look
from games.enums import DecisionSource
from games.exports.sheets import BP, Column, Row, Table, formats_of, table_of, write_table
from games.exports.workbook_pictures import picture_tables
from games.exports.workbook_ties import CHART_SIZE, chart_of_fund, messages_table, tie_tables
from games.selectors.applied import AppliedLine
from games.selectors.review_values import DecisionView, Review, RoundView
from games.selectors.talk_export import MessageLine
from games.selectors.ties import ties

_OTHERS: Final = {
    DecisionSource.DEPUTY: gettext_lazy("Spielleitung"),
    DecisionSource.BOT: gettext_lazy("Bot"),
}


def workbook(
    page: Review,
    look: Look,
    applied: Sequence[AppliedLine] = (),
    messages: Sequence[MessageLine] = (),
) -> bytes:
    """The file (xlsx). Money in whole euro, values as percent, times in UTC.

    ``look``: the whole game, whose pictures show the same figures. ``messages``: of a team, for its
    own workbook; they have a sheet where there are any.
    """
    found = ties(look.record)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = formats_of(book)
    tables = [make(page) for make in (_about, _indices, _figures, _postings, _decisions, _notes)]
    tables += tie_tables(found, applied)
    tables += picture_tables(look)
    if messages:
        tables.append(messages_table(messages))
    for table in tables:
        write_table(book, formats, table)
    _add_charts(book, page)
    chart_of_fund(book, found)
    book.close()
    return buffer.getvalue()


def _about(page: Review) -> Table:
    """What the file is, and how to read its cells."""
    stage = page.stage
    rows = [
        (_("Spiel"), stage.name),
        (_("Region"), stage.region),
        (_("Runden"), str(len(page.rounds) - 1 if page.rounds else 0)),
        *((_("Spieloption"), option.title) for option in page.options),
        (_("Geld"), _("ganze Euro; ein Minus heißt: weniger Geld in der Kasse")),
        (_("Werte"), _("Prozent von 0 bis 100; 100 % ist das Beste")),
        (_("Zeiten"), _("Weltzeit (UTC)")),
        (_("Runde 0"), _("der Stand vor der ersten Runde")),
    ]
    columns = (Column(_("Was"), width=18), Column(_("Inhalt"), width=70))
    return Table(_("Lesehilfe"), columns, tuple(rows))


def _indices(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "number", 8),
        *(Column(name, "share") for name in page.index_names),
    )
    rows = tuple((row.number, *(value / BP for value in row.values)) for row in page.indices)
    return Table(_("Region"), columns, rows)


def _figures(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "number", 8),
        Column(_("Jahr"), "number", 8),
        Column(_("Gemeinde"), width=20),
        Column(_("Einwohner"), "number"),
        Column(_("Kontostand"), "euro"),
        Column(_("Laufendes Ergebnis"), "euro"),
        Column(_("Leerstand"), "share"),
        *(Column(name, "share") for name in page.index_names),
    )
    rows: list[Row] = [
        (
            each.number,
            each.year,
            row.town.name,
            row.now.inhabitants,
            row.now.account,
            row.now.running,
            row.now.vacancy / BP,
            *(cell.now / BP for cell in row.values),
        )
        for each in page.rounds
        for row in each.rows
    ]
    return Table(_("Gemeinden"), columns, tuple(rows))


def _postings(page: Review) -> Table:
    return table_of(
        _("Buchungen"),
        page.postings,
        (Column(_("Runde"), "number", 8), lambda line: line.round_number),
        (Column(_("Nummer"), "number", 8), lambda line: line.number),
        (Column(_("Regel"), width=8), lambda line: line.rule),
        (Column(_("Titel"), width=34), lambda line: line.rule_title),
        (Column(_("Von"), width=20), lambda line: line.source),
        (Column(_("An"), width=20), lambda line: line.target),
        (Column(_("Betrag"), "euro"), lambda line: line.amount),
        (Column(_("Gegenstand"), width=26), lambda line: line.subject),
        (Column(_("Eingaben"), width=40), lambda line: _written(dict(line.inputs))),
        (Column(_("Parameter"), width=40), lambda line: _written(dict(line.parameters))),
        (Column(_("Zweck"), width=26), lambda line: line.purpose),
    )


def _decisions(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "number", 8),
        Column(_("Gemeinde"), width=20),
        Column(_("Herkunft"), width=14),
        Column(_("Abgegeben"), "time", 18),
        Column(_("Gegenstand"), width=34),
        Column(_("Entscheidung"), width=50),
    )
    rows = [row for each in page.rounds for one in each.decisions for row in _chosen(each, one)]
    return Table(_("Entscheidungen"), columns, tuple(rows))


def _chosen(played: RoundView, decision: DecisionView) -> Iterator[Row]:
    """A row for each choice; a team that chose nothing has one row all the same."""
    head = (played.number, decision.town.name, _origin(decision), decision.submitted_at or "")
    if not decision.choices:
        yield (*head, "", "")
    for choice in decision.choices:
        yield (*head, choice.subject, choice.text)


def _origin(decision: DecisionView) -> str:
    if decision.missing:
        return _("fehlte")
    if decision.source in _OTHERS:
        return str(_OTHERS[decision.source])
    return _("abgegeben") if decision.submitted_at else _("Entwurf galt")


def _notes(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "number", 8),
        Column(_("Gemeinde"), width=20),
        Column(_("Hinweis"), width=90),
    )
    rows = [
        (each.number, line.town.name if line.town else "", line.text)
        for each in page.rounds
        for line in each.notes
    ]
    return Table(_("Hinweise"), columns, tuple(rows))


def _written(value: dict[str, int | str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _add_charts(book: Any, page: Review) -> None:
    """Indices over the rounds beside their table, and the accounts of the towns."""
    sheet = book.get_worksheet_by_name(_("Region"))
    chart = book.add_chart({"type": "line"})
    last = len(page.indices)
    for place, name in enumerate(page.index_names, start=1):
        chart.add_series(
            {
                "name": name,
                "categories": [_("Region"), 1, 0, last, 0],
                "values": [_("Region"), 1, place, last, place],
                "marker": {"type": "automatic"},
            }
        )
    chart.set_title({"name": _("Werte der Region")})
    chart.set_x_axis({"name": _("Runde")})
    chart.set_size(CHART_SIZE)
    if last:
        sheet.insert_chart(last + 2, 0, chart)
    _add_accounts(book, page)


def _add_accounts(book: Any, page: Review) -> None:
    """One line for each town; its rows lie as many rows apart as there are towns."""
    rounds, towns = len(page.rounds), len(page.towns)
    if not rounds:
        return
    sheet = book.add_worksheet(_("Kontostände"))
    for place, town in enumerate(page.towns, start=1):
        sheet.write_string(0, place, town.name)
    sheet.write_string(0, 0, _("Runde"))
    for number, each in enumerate(page.rounds, start=1):
        sheet.write_number(number, 0, each.number)
        for place, row in enumerate(each.rows, start=1):
            sheet.write_number(number, place, row.now.account)
    chart = book.add_chart({"type": "line"})
    for place in range(1, towns + 1):
        chart.add_series(
            {
                "name": [_("Kontostände"), 0, place],
                "categories": [_("Kontostände"), 1, 0, rounds, 0],
                "values": [_("Kontostände"), 1, place, rounds, place],
            }
        )
    chart.set_title({"name": _("Kontostand je Gemeinde in Euro")})
    chart.set_x_axis({"name": _("Runde")})
    chart.set_size(CHART_SIZE)
    sheet.insert_chart(rounds + 2, 0, chart)
