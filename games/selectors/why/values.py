"""The four values taken apart (rules section 8): every contribution, rounding and bound shown.

A value has no account of its own: it is reckoned anew each round from other figures. The lines are
the terms of its formula with the figures put in; what rounding leaves is a line, too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.effects.values import FINANCE_MIDDLE
from games.rules.model import Scenario
from games.rules.money import FULL, rdiv
from games.selectors import money
from games.selectors.labels import cause_label
from games.selectors.stories.facts import Year
from games.selectors.why.address import figure_query
from games.selectors.why.measured import (
    INDICES,
    Figure,
    Measured,
    change_words,
    figure_words,
    measure_label,
    value_of,
)
from games.selectors.why.parts import Line, Part

PER_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a formula, before it is a line."""

    text: str
    amount: int
    note: str = ""
    of: Figure | None = None


def town(year: Year, scenario: Scenario, figure: Figure) -> tuple[Part, ...]:
    """The terms of a town's value."""
    terms = tuple(_TOWN[figure.measured](year, scenario, figure.town))
    return _closed(year, figure, terms)


def region(year: Year, scenario: Scenario, figure: Figure) -> tuple[Part, ...]:
    """A value of the region: the mean of the towns, weighted by inhabitants."""
    heads = {name: year.after.towns[name].inhabitants for name in year.towns}
    total = sum(heads.values())
    terms = []
    for name, count in heads.items():
        of = Figure(figure.measured, year.number, name)
        value = value_of(year.after, of)
        note = _("%(value)s × %(heads)s von %(all)s Menschen") % {
            "value": figure_words(figure.measured, value),
            "heads": money.number(count),
            "all": money.number(total),
        }
        amount = rdiv(value * count, total) if total else 0
        terms.append(_Term(cause_label(scenario, name), amount, note, of))
    return _closed(year, figure, tuple(terms))


def _closed(year: Year, figure: Figure, terms: tuple[_Term, ...]) -> tuple[Part, ...]:
    """The terms with what the scale and rounding take away, so that they come to the value."""
    value = value_of(year.after, figure)
    reached = sum(term.amount for term in terms)
    rest = value - reached
    if rest and (reached > FULL or reached < 0) and value in (0, FULL):
        terms = (*terms, _Term(_("Grenze der Skala: von 0 bis 100"), rest))
    elif rest:
        terms = (*terms, _Term(_("Rundung"), rest))
    lines = tuple(_line(figure.measured, term) for term in terms)
    amount = sum(line.amount for line in lines)
    return (Part(_("Woraus er besteht"), lines, amount, change_words(figure.measured, amount)),)


def _line(measured: Measured, term: _Term) -> Line:
    return Line(
        text=term.text,
        amount=term.amount,
        amount_text=change_words(measured, term.amount),
        note=term.note,
        query=figure_query(term.of) if term.of else "",
    )


def _supply(year: Year, scenario: Scenario, name: str) -> Iterator[_Term]:
    services = scenario.services
    whole = sum(each.weight for each in services.values())
    for service in services.values():
        result = year.settled.services[name][service.id]
        words = {
            "quality": money.percent(result.quality, 2),
            "weight": money.number(service.weight),
            "whole": money.number(whole),
            "site": cause_label(scenario, result.site),
        }
        note = _("Qualität %(quality)s × Gewicht %(weight)s von %(whole)s") % words
        if result.site and result.site != name:
            note = _("%(note)s, genutzt in %(site)s") % {**words, "note": note}
        yield _Term(service.name, rdiv(result.quality * service.weight, whole), note)
    bonus = year.after.towns[name].bonus
    if bonus:
        yield _Term(_("Zuschlag aus umgesetzten Projekten"), bonus)


def _finance(year: Year, scenario: Scenario, name: str) -> Iterator[_Term]:
    index, state = scenario.index, year.after.towns[name]
    heads = state.inhabitants
    if not heads:
        return
    yield _Term(_("Mitte der Skala"), FINANCE_MIDDLE)
    for measured, rate in (
        (Measured.RUNNING, index.finance_result_bp_per_euro),
        (Measured.ACCOUNT, index.finance_account_bp_per_euro),
    ):
        of = Figure(measured, year.number, name)
        amount = value_of(year.after, of)
        note = _("%(amount)s geteilt durch %(heads)s Menschen × %(rate)s Punkte je Euro") % {
            "amount": figure_words(measured, amount),
            "heads": money.number(heads),
            "rate": money.decimal(rate, 100, 2),
        }
        yield _Term(measure_label(measured), rdiv(rate * amount, heads), note, of)


def _centre(year: Year, scenario: Scenario, name: str) -> Iterator[_Term]:
    index, state = scenario.index, year.after.towns[name]
    yield _Term(_("Voller Wert"), FULL)
    of = Figure(Measured.VACANCY, year.number, name)
    note = _("%(vacancy)s × %(factor)s") % {
        "vacancy": figure_words(Measured.VACANCY, state.vacancy),
        "factor": money.number(index.centre_vacancy_factor),
    }
    vacancy = index.centre_vacancy_factor * state.vacancy
    yield _Term(measure_label(Measured.VACANCY), -vacancy, note, of)
    heads, rate = state.inhabitants, index.centre_land_bp_per_dwelling
    sprawl = rdiv(rate * state.dwellings * PER_THOUSAND, heads) if heads else 0
    if sprawl:
        note = _("%(count)s neue Wohnungen je 1.000 von %(heads)s Menschen × %(rate)s Punkte") % {
            "count": money.number(state.dwellings),
            "heads": money.number(heads),
            "rate": money.decimal(rate, 100, 2),
        }
        yield _Term(_("Bauland am Ortsrand"), -sprawl, note)


def _trusted(year: Year, scenario: Scenario, name: str) -> Iterator[_Term]:
    others = [each for each in year.after.trust if each != name]
    for other in others:
        of = Figure(Measured.TRUST, year.number, other, name)
        trust = value_of(year.after, of)
        note = _("%(trust)s geteilt durch %(count)s") % {
            "trust": figure_words(Measured.TRUST, trust),
            "count": money.number(len(others)),
        }
        text = _("Vertrauen von %(town)s") % {"town": cause_label(scenario, other)}
        yield _Term(text, rdiv(trust, len(others)), note, of)


def _total(year: Year, scenario: Scenario, name: str) -> Iterator[_Term]:
    four = [each for each in INDICES if each is not Measured.TOTAL]
    weights = {each: int(getattr(scenario.index, each.value)) for each in four}
    whole = sum(weights.values())
    for measured, weight in weights.items():
        of = Figure(measured, year.number, name)
        value = value_of(year.after, of)
        note = _("%(value)s × Gewicht %(weight)s von %(whole)s") % {
            "value": figure_words(measured, value),
            "weight": money.number(weight),
            "whole": money.number(whole),
        }
        yield _Term(measure_label(measured), rdiv(value * weight, whole), note, of)


_TOWN: Mapping[Measured, Callable[[Year, Scenario, str], Iterator[_Term]]] = {
    Measured.SUPPLY: _supply,
    Measured.FINANCE: _finance,
    Measured.CENTRE: _centre,
    Measured.TRUSTED: _trusted,
    Measured.TOTAL: _total,
}
