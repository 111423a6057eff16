"""The finished game as a workbook for spreadsheets: typed cells, filters, charts.

Values come from the same ``Review`` as the page and the other exports. Texts are written as texts,
never as formulas.
"""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.charts.figure import TOWN_COLOURS
from games.charts.pictures.look import Look
from games.enums import DecisionSource
from games.exports.sheets import BP, Column, Row, Table, formats_of, table_of, write_table
from games.exports.workbook_charts import Chart, add_charts
from games.exports.workbook_pictures import picture_tables
from games.exports.workbook_ties import marks_table, messages_table, tie_tables
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
    own workbook. They and the marks have a sheet where there are any.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = formats_of(book)
    tables = [
        make(page)
        for make in (_about, _indices, _figures, _accounts, _postings, _decisions, _notes)
    ]
    tables += tie_tables(ties(look.record), applied)
    tables += picture_tables(look)
    if messages:
        tables.append(messages_table(messages))
    if look.marks:
        tables.append(marks_table(look.marks))
    for table in tables:
        write_table(book, formats, table)
    add_charts(book, _charts(tables))
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
    columns = (Column(_("Was"), width=18), Column(_("Inhalt"), "words", 70))
    return Table(_("Lesehilfe"), columns, tuple(rows))


def _indices(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "count", 8),
        *(Column(name, "share") for name in page.index_names),
    )
    rows = tuple((row.number, *(value / BP for value in row.values)) for row in page.indices)
    return Table(_("Region"), columns, rows)


def _figures(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "count", 8),
        Column(_("Jahr"), "count", 8),
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
        (Column(_("Runde"), "count", 8), lambda line: line.round_number),
        (Column(_("Nummer"), "count", 8), lambda line: line.number),
        (Column(_("Regel"), width=8), lambda line: line.rule),
        (Column(_("Titel"), width=34), lambda line: line.rule_title),
        (Column(_("Von"), width=26), lambda line: line.source),
        (Column(_("An"), width=26), lambda line: line.target),
        (Column(_("Betrag"), "euro"), lambda line: line.amount),
        (Column(_("Gegenstand"), width=26), lambda line: line.subject),
        (Column(_("Zweck"), width=26), lambda line: line.purpose),
        (Column(_("Eingaben"), width=40, printed=False), lambda line: _written(dict(line.inputs))),
        (
            Column(_("Parameter"), width=40, printed=False),
            lambda line: _written(dict(line.parameters)),
        ),
    )


def _decisions(page: Review) -> Table:
    columns = (
        Column(_("Runde"), "count", 8),
        Column(_("Gemeinde"), width=20),
        Column(_("Herkunft"), width=14),
        Column(_("Abgegeben"), "time", 18),
        Column(_("Gegenstand"), width=34),
        Column(_("Entscheidung"), "words", 50),
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
        Column(_("Runde"), "count", 8),
        Column(_("Gemeinde"), width=20),
        Column(_("Hinweis"), "words", 90),
    )
    rows = [
        (each.number, line.town.name if line.town else "", line.text)
        for each in page.rounds
        for line in each.notes
    ]
    return Table(_("Hinweise"), columns, tuple(rows))


def _written(value: dict[str, int | str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _accounts(page: Review) -> Table:
    """A column for each municipality."""
    columns = (
        Column(_("Runde"), "count", 8),
        *(Column(town.name, "euro") for town in page.towns),
    )
    rows = tuple((each.number, *(row.now.account for row in each.rows)) for each in page.rounds)
    return Table(_("Kontostände"), columns, rows)


def _charts(tables: Sequence[Table]) -> Iterator[tuple[Table, Chart]]:
    """Indices over the rounds, the accounts, and the fund where there was one."""
    by_name = {table.name: table for table in tables}
    indices, accounts = by_name[_("Region")], by_name[_("Kontostände")]
    yield indices, Chart(_("Werte der Region"), _all_of(indices), numbers="0 %")
    yield (
        accounts,
        Chart(_("Kontostand je Gemeinde in Euro"), _all_of(accounts), colours=TOWN_COLOURS),
    )
    fund = by_name.get(_("Fonds"))
    if fund:
        yield fund, Chart(_("Beiträge, Zuschüsse und Bestand in Euro"), (1, 4, 6), kind="column")


def _all_of(table: Table) -> range:
    return range(1, len(table.columns))
