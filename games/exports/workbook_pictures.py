"""Sheets with the figures of the pictures that no other sheet holds.

What working together cost and brought, the reference beside it, forecasts, guesses and goals, the
seven V. Each is made by what draws the picture.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from games.charts.guessed import goals, tips
from games.charts.pictures.community import lenses, subjects
from games.charts.pictures.look import Look
from games.charts.pictures.people import forecast, rules_by_round
from games.charts.pictures.shares import balances
from games.charts.pictures.spans import agreement_names, town_names
from games.charts.pictures.virtues import axes
from games.exports.sheets import BP, Column, Row, Table
from games.selectors.reflection_results import self_ratings

ROUND: Final = 8
NAME: Final = 20
THING: Final = 30


def picture_tables(look: Look) -> Iterator[Table]:
    """The sheets in their order; one without rows is left out."""
    if not look.record.rounds:
        return iter(())
    tables = (make(look) for make in (_balances, _reference, _forecasts, _tips, _goals, _virtues))
    return (table for table in tables if table.rows)


def _balances(look: Look) -> Table:
    columns = (
        Column(_("Runde"), "count", ROUND),
        Column(_("Gemeinde"), width=NAME),
        Column(_("Vorhaben"), width=THING),
        Column(_("Gezahlt"), "euro"),
        Column(_("Bekommen"), "euro"),
        Column(_("Allein zu zahlen"), "euro"),
        Column(_("Wert der Qualität"), "euro"),
        Column(_("Saldo"), "euro"),
    )
    towns = town_names(look)
    by_round = {
        settled.round: balances(settled.postings, towns) for settled in look.record.settlements
    }
    names = subjects(look, [key for found in by_round.values() for key in found])
    rows: tuple[Row, ...] = tuple(
        (
            number, towns[town], names[what], each.paid, each.got, each.alone, each.worth, each.net,
        )
        for number, found in by_round.items()
        for (town, what), each in found.items()
    )  # fmt: skip
    return Table(_("Lasten und Nutzen"), columns, rows)


def _reference(look: Look) -> Table:
    columns = (
        Column(_("Gemeinde"), width=NAME),
        Column(_("Vorhaben"), width=THING),
        Column(_("Kosten allein im Jahr"), "euro", 16),
        Column(_("Vereinbart"), "euro"),
        Column(_("Shapley-Wert"), "euro"),
        Column(_("Abstand"), "euro"),
        Column(_("Gespart im Jahr"), "euro"),
    )
    towns, seen = town_names(look), lenses(look)
    names = agreement_names(look, list(seen))
    rows: list[Row] = []
    for agreement, lens in seen.items():
        for town, member in lens.members.items():
            value = (lens.shapley or {}).get(town)
            gap = None if value is None else member.pays - value
            rows.append(
                (towns[town], names[agreement], member.alone, member.pays, value, gap, member.saves)
            )
    return Table(_("Anteile im Jahr"), columns, tuple(rows))


def _forecasts(look: Look) -> Table:
    scenario = look.record.scenario
    columns = (
        Column(_("Nach Runde"), "count", ROUND),
        Column(_("Für Runde"), "count", ROUND),
        Column(_("Gemeinde"), width=NAME),
        Column(_("Kinder unter 6, erwartet"), "number", 16),
        Column(_("mindestens"), "number"),
        Column(_("höchstens"), "number"),
    )
    if not scenario.modules.data:
        return Table(_("Prognosen"), columns, ())
    years, rows = scenario.people.forecast_years, list[Row]()
    made = zip(look.record.states, rules_by_round(look), strict=True)
    for number, (state, rules) in enumerate(made):
        for town, name in town_names(look).items():
            found = forecast(state, rules, (town,))
            rows.append((number, number + years, name, found.expected, found.low, found.high))
    return Table(_("Prognosen"), columns, tuple(rows))


def _tips(look: Look) -> Table:
    columns = (
        Column(_("Runde"), "count", ROUND),
        Column(_("Wer"), width=NAME),
        Column(_("Über wen"), width=NAME),
        Column(_("Vermutung"), width=THING),
        Column(_("Ergebnis"), width=NAME),
    )
    record, towns = look.record, town_names(look)
    found = tips(record.states, record.decisions) if record.scenario.modules.goals else ()
    rows = tuple(
        (
            tip.round_number, towns[tip.town], towns[tip.about],
            record.scenario.goals[tip.goal].name, tip.result,
        )
        for tip in found
    )  # fmt: skip
    return Table(_("Vermutungen"), columns, rows)


def _goals(look: Look) -> Table:
    columns = (
        Column(_("Gemeinde"), width=NAME),
        Column(_("Ziel"), width=THING),
        Column(_("Erreicht"), width=10),
        Column(_("Erkannt von so vielen"), "number", 12),
        Column(_("Erkannt von"), "words", 50),
    )
    record, towns = look.record, town_names(look)
    rows = tuple(
        (
            towns[each.town], each.name, _("ja") if each.met else _("nein"), len(each.seen_by),
            ", ".join(towns[other] for other in each.seen_by),
        )
        for each in goals(record.scenario, record.states, record.decisions)
    )  # fmt: skip
    return Table(_("Ziele"), columns, rows)


def _virtues(look: Look) -> Table:
    columns = (
        Column(_("Für wen"), width=NAME),
        Column(_("Begriff"), width=NAME),
        Column(_("Selbsteinschätzung"), "share", 18),
        Column(_("Aus dem Spiel berechnet"), "share", 18),
    )
    felt = self_ratings(look.viewer)
    places = {"": _("Region"), **town_names(look)}
    rows: tuple[Row, ...] = tuple(
        (name, axis.name, _share(axis.felt), _share(axis.reckoned))
        for town, name in places.items()
        for axis in axes(replace(look, town=town), None if town else felt)
    )
    return Table(_("Sieben V"), columns, rows)


def _share(value: int | None) -> float | None:
    return None if value is None else value / BP
