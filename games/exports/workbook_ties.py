"""Sheets about what bound the municipalities: fund, applications, agreements, trust, promises."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from games.exports.sheets import BP, Column, Row, Table
from games.selectors.applied import AppliedLine
from games.selectors.talk_export import MessageLine
from games.selectors.ties import FundRound, FundShare, PactShare, PromiseLine, Ties, TrustLine

CHART_SIZE: Final = {"width": 720, "height": 360}
ROUND: Final = 8
NAME: Final = 20


def tie_tables(found: Ties, applied: Sequence[AppliedLine]) -> Iterator[Table]:
    """The sheets in their order; one without rows is left out."""
    tables = (
        _fund(found.fund),
        _fund_shares(found.fund_shares),
        _applications(applied),
        _pacts(found.pacts),
        _trust(found.trust),
        _promises(found.promises),
    )
    return (table for table in tables if table.rows)


def _fund(lines: Sequence[FundRound]) -> Table:
    columns = (
        Column(_("Runde"), "number", ROUND),
        Column(_("Beiträge"), "euro"),
        Column(_("Kreisanteil"), "euro"),
        Column(_("Anschub des Landes"), "euro"),
        Column(_("Zuschüsse"), "euro"),
        Column(_("Zurückgezahlt"), "euro"),
        Column(_("Fonds am Ende der Runde"), "euro", NAME),
        Column(_("Mitglieder"), width=50),
    )
    rows = tuple(
        (
            each.number, each.paid_in, each.county, each.state_aid, each.granted, each.given_back,
            each.money, ", ".join(each.members),
        )
        for each in lines
    )  # fmt: skip
    return Table(_("Fonds"), columns, rows)


def _fund_shares(lines: Sequence[FundShare]) -> Table:
    columns = (
        Column(_("Runde"), "number", ROUND),
        Column(_("Gemeinde"), width=NAME),
        Column(_("Mitglied"), width=10),
        Column(_("Eingezahlt"), "euro"),
        Column(_("Zuschüsse"), "euro"),
        Column(_("Zurückgezahlt"), "euro"),
        Column(_("Saldo"), "euro"),
    )
    rows = tuple(
        (
            each.number, each.town, _yes(each.member), each.paid_in, each.granted, each.given_back,
            each.net,
        )
        for each in lines
    )  # fmt: skip
    return Table(_("Fonds je Gemeinde"), columns, rows)


def _applications(lines: Sequence[AppliedLine]) -> Table:
    columns = (
        Column(_("Runde"), "number", ROUND),
        Column(_("Projekt"), width=30),
        Column(_("Gemeinden"), width=30),
        Column(_("Punkte"), "number"),
        Column(_("Zuschuss"), "euro"),
        Column(_("Grund"), width=40),
        Column(_("Begründung"), width=50),
    )
    rows: tuple[Row, ...] = tuple(
        (
            each.round_number, each.name, " + ".join(town.name for town in each.towns),
            each.points, each.grant, each.reason, each.rationale,
        )
        for each in lines
    )  # fmt: skip
    return Table(_("Anträge"), columns, rows)


def _pacts(lines: Sequence[PactShare]) -> Table:
    columns = (
        Column(_("Runde"), "number", ROUND),
        Column(_("Vereinbarung"), width=30),
        Column(_("Verbindlichkeit"), width=24),
        Column(_("Schlüssel"), width=NAME),
        Column(_("Gemeinde"), width=NAME),
        Column(_("Gegründet in Runde"), "number", 10),
        Column(_("Läuft ab Runde"), "number", 10),
        Column(_("Kosten allein"), "euro"),
        Column(_("Umlage"), "euro"),
        Column(_("Ausgleich erhalten"), "euro"),
        Column(_("Vorteil vor Ausgleich"), "euro"),
    )
    rows = tuple(
        (
            each.number, each.title, each.stage, each.key, each.town, each.founded, each.starts,
            each.alone, each.share, each.equalised, each.advantage,
        )
        for each in lines
    )  # fmt: skip
    return Table(_("Vereinbarungen"), columns, rows)


def _trust(lines: Sequence[TrustLine]) -> Table:
    columns = (
        Column(_("Runde"), "number", ROUND),
        Column(_("Gemeinde"), width=NAME),
        Column(_("vertraut"), width=NAME),
        Column(_("Vertrauen"), "share"),
        Column(_("Veränderung"), "share"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            each.number,
            each.town,
            each.other,
            each.value / BP,
            None if each.change is None else each.change / BP,
        )
        for each in lines
    )
    return Table(_("Vertrauen"), columns, rows)


def _promises(lines: Sequence[PromiseLine]) -> Table:
    columns = (
        Column(_("Gegeben in Runde"), "number", 10),
        Column(_("Gemeinde"), width=NAME),
        Column(_("Zusage"), width=44),
        Column(_("Eingehalten"), width=14),
    )
    rows = tuple((each.number, each.town, each.text, _kept(each.kept)) for each in lines)
    return Table(_("Zusagen"), columns, rows)


def messages_table(lines: Sequence[MessageLine]) -> Table:
    """What a team may read of what was written: for its own workbook alone."""
    columns = (
        Column(_("Zeit"), "time", 18),
        Column(_("Runde"), "number", ROUND),
        Column(_("Von"), width=NAME),
        Column(_("An"), width=NAME),
        Column(_("Text"), width=80),
    )
    rows = tuple((each.at, each.round_number, each.sender, each.recipient, each.text)
                 for each in lines)  # fmt: skip
    return Table(_("Gespräche"), columns, rows)


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return _("ja") if value else _("nein")


def _kept(value: bool | None) -> str:  # noqa: FBT001 - it is the value itself
    return _("noch offen") if value is None else _yes(value)


def chart_of_fund(book: Any, found: Ties) -> None:
    """What the fund holds after each round, below its table."""
    if not found.fund:
        return
    name, last = _("Fonds"), len(found.fund)
    chart = book.add_chart({"type": "column"})
    for place in (1, 4, 6):
        chart.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, place, last, place],
            }
        )
    chart.set_title({"name": _("Beiträge, Zuschüsse und Bestand in Euro")})
    chart.set_x_axis({"name": _("Runde")})
    chart.set_size(CHART_SIZE)
    book.get_worksheet_by_name(name).insert_chart(last + 2, 0, chart)
