"""Sheets about what bound the municipalities, and of what people wrote and marked."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from games.exports.sheets import BP, Column, Table, table_of
from games.selectors.applied import AppliedLine
from games.selectors.labels import phase_label
from games.selectors.marks import Mark
from games.selectors.talk_export import MessageLine
from games.selectors.ties import FundRound, FundShare, PactShare, PromiseLine, Ties, TrustLine

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
    return table_of(
        _("Fonds"),
        lines,
        (_round(), lambda each: each.number),
        (Column(_("Beiträge"), "euro"), lambda each: each.paid_in),
        (Column(_("Kreisanteil"), "euro"), lambda each: each.county),
        (Column(_("Anschub des Landes"), "euro"), lambda each: each.state_aid),
        (Column(_("Zuschüsse"), "euro"), lambda each: each.granted),
        (Column(_("Zurückgezahlt"), "euro"), lambda each: each.given_back),
        (Column(_("Fonds am Ende der Runde"), "euro", NAME), lambda each: each.money),
        (Column(_("Mitglieder"), "words", 50), lambda each: ", ".join(each.members)),
    )


def _fund_shares(lines: Sequence[FundShare]) -> Table:
    return table_of(
        _("Fonds je Gemeinde"),
        lines,
        (_round(), lambda each: each.number),
        (_named(_("Gemeinde")), lambda each: each.town),
        (Column(_("Mitglied"), width=10), lambda each: _yes(each.member)),
        (Column(_("Eingezahlt"), "euro"), lambda each: each.paid_in),
        (Column(_("Zuschüsse"), "euro"), lambda each: each.granted),
        (Column(_("Zurückgezahlt"), "euro"), lambda each: each.given_back),
        (Column(_("Saldo"), "euro"), lambda each: each.net),
    )


def _applications(lines: Sequence[AppliedLine]) -> Table:
    return table_of(
        _("Anträge"),
        lines,
        (_round(), lambda each: each.round_number),
        (Column(_("Projekt"), width=30), lambda each: each.name),
        (
            Column(_("Gemeinden"), width=30),
            lambda each: " + ".join(town.name for town in each.towns),
        ),
        (Column(_("Punkte"), "number"), lambda each: each.points),
        (Column(_("Zuschuss"), "euro"), lambda each: each.grant),
        (Column(_("Grund"), "words", 40), lambda each: each.reason),
        (Column(_("Begründung"), "words", 50), lambda each: each.rationale),
    )


def _pacts(lines: Sequence[PactShare]) -> Table:
    return table_of(
        _("Vereinbarungen"),
        lines,
        (_round(), lambda each: each.number),
        (Column(_("Vereinbarung"), width=30), lambda each: each.title),
        (Column(_("Verbindlichkeit"), width=24), lambda each: each.stage),
        (_named(_("Schlüssel")), lambda each: each.key),
        (_named(_("Gemeinde")), lambda each: each.town),
        (Column(_("Gegründet in Runde"), "count", 10), lambda each: each.founded),
        (Column(_("Läuft ab Runde"), "count", 10), lambda each: each.starts),
        (Column(_("Kosten allein"), "euro"), lambda each: each.alone),
        (Column(_("Umlage"), "euro"), lambda each: each.share),
        (Column(_("Ausgleich erhalten"), "euro"), lambda each: each.equalised),
        (Column(_("Vorteil vor Ausgleich"), "euro"), lambda each: each.advantage),
        (Column(_("Code"), width=16), lambda each: each.id),
    )


def _trust(lines: Sequence[TrustLine]) -> Table:
    return table_of(
        _("Vertrauen"),
        lines,
        (_round(), lambda each: each.number),
        (_named(_("Gemeinde")), lambda each: each.town),
        (_named(_("vertraut")), lambda each: each.other),
        (Column(_("Vertrauen"), "share"), lambda each: each.value / BP),
        (
            Column(_("Veränderung"), "share"),
            lambda each: None if each.change is None else each.change / BP,
        ),
    )


def _promises(lines: Sequence[PromiseLine]) -> Table:
    return table_of(
        _("Zusagen"),
        lines,
        (Column(_("Gegeben in Runde"), "count", 10), lambda each: each.number),
        (_named(_("Gemeinde")), lambda each: each.town),
        (Column(_("Zusage"), "words", 44), lambda each: each.text),
        (Column(_("Eingehalten"), width=14), lambda each: _kept(each.kept)),
    )


def messages_table(lines: Sequence[MessageLine]) -> Table:
    """What a team may read of what was written: for its own workbook alone."""
    return table_of(
        _("Gespräche"),
        lines,
        (Column(_("Zeit"), "time", 18), lambda each: each.at),
        (_round(), lambda each: each.round_number),
        (_named(_("Von")), lambda each: each.sender),
        (_named(_("An")), lambda each: each.recipient),
        (Column(_("Text"), "words", 80), lambda each: each.text),
    )


def marks_table(marks: Sequence[Mark]) -> Table:
    """Moments that people marked for everybody, with the questions that were asked about them."""
    return table_of(
        _("Merkzeichen"),
        marks,
        (_round(), lambda each: each.round_number),
        (Column(_("Phase"), width=16), lambda each: phase_label(each.phase)),
        (_named(_("Von")), lambda each: each.by or _("Spielleitung")),
        (Column(_("Text"), "words", 80), lambda each: each.text or ""),
        (Column(_("Fragen"), "words", 60), lambda each: " · ".join(each.questions)),
    )


def _round() -> Column:
    return Column(_("Runde"), "count", 8)


def _named(title: str) -> Column:
    """A column of names."""
    return Column(title, width=NAME)


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return _("ja") if value else _("nein")


def _kept(value: bool | None) -> str:  # noqa: FBT001 - it is the value itself
    return _("noch offen") if value is None else _yes(value)
