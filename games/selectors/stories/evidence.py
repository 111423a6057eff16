"""Proofs in words: the line of the record, its figure, and the address where it is explained."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Cause, Measure, Scenario
from games.selectors import money
from games.selectors.causes import cause_sentence
from games.selectors.labels import account_label, cause_label
from games.selectors.ledger import entry_title
from games.selectors.notes import note_sentence
from games.selectors.offer_checks import settled_reason
from games.selectors.stories.facts import Kind, Proof, Year
from games.selectors.why.address import figure_query, limits_query, posting_query
from games.selectors.why.measured import (
    Figure,
    Measured,
    change_words,
    figure_title,
    figure_words,
    value_of,
)

MEASURES: Mapping[Measure, Measured] = {
    Measure.TRUST: Measured.TRUST,
    Measure.BACKING: Measured.BACKING,
    Measure.VACANCY: Measured.VACANCY,
    Measure.PEOPLE: Measured.PEOPLE,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that proves a sentence; ``figure`` as it is written there.

    ``query``: where on the page of reasons it is explained.
    """

    proof: Proof
    text: str
    figure: str
    query: str


def evidence(year: Year, proof: Proof) -> Evidence:
    """A proof in words."""
    text, figure = _MAKERS[proof.kind](year, proof)
    return Evidence(proof, text, figure, _query(year, proof))


def _query(year: Year, proof: Proof) -> str:
    """Postings and figures have pages of their own, a cause stands on that of its figure."""
    if proof.figure is not None:
        return figure_query(proof.figure)
    if proof.kind is Kind.CAUSE:
        return figure_query(_moved(year, proof))
    if proof.kind is Kind.POSTING:
        return posting_query(year.number, proof.place)
    if proof.kind is Kind.AWARD:
        return limits_query(year.number, year.settled.awards[proof.place - 1].applicant)
    town = year.settled.notes[proof.place - 1].town
    return limits_query(year.number, town or year.towns[0])


def _posting(year: Year, proof: Proof) -> tuple[str, str]:
    posting = year.settled.postings[proof.place - 1]
    scenario = year.scenario
    title = entry_title(scenario, posting.rule, posting.cause)
    text = _("Buchung %(number)s: %(title)s, von %(source)s an %(target)s") % {
        "number": proof.place,
        "title": title,
        "source": account_label(scenario, posting.source),
        "target": account_label(scenario, posting.target),
    }
    return text, money.euro_exact(posting.amount)


def _note(year: Year, proof: Proof) -> tuple[str, str]:
    note = year.settled.notes[proof.place - 1]
    if note.code == "agreement_not_founded":
        text = settled_reason(year.scenario, note.figures)
    elif note.code == "pledges_lapsed":
        words = {"limit": int(note.figures["limit"]), "wanted": int(note.figures["wanted"])}
        text = _("Zugesagt mit Zuschuss %(wanted)s, nötig waren %(limit)s.") % {
            name: money.euro_exact(value) for name, value in words.items()
        }
    else:
        text = note_sentence(year.scenario, note)
    return (f"{cause_label(year.scenario, note.town)}: {text}" if note.town else text), ""


def _cause(year: Year, proof: Proof) -> tuple[str, str]:
    cause = year.settled.causes[proof.place - 1]
    figure = _moved(year, proof)
    text = f"{figure_title(year.scenario, figure)}: {open_cause(year.scenario, cause)}"
    return text, change_words(figure.measured, cause.change)


def _moved(year: Year, proof: Proof) -> Figure:
    """The figure that a cause moved."""
    cause = year.settled.causes[proof.place - 1]
    measured = MEASURES[cause.measure]
    other = cause.other if measured is Measured.TRUST else ""
    return Figure(measured, year.number, cause.town, other)


def open_cause(scenario: Scenario, cause: Cause) -> str:
    """Why a value moved, for readers of all towns."""
    if cause.code == "guess":
        return _("Hat das Ziel erkannt")
    return cause_sentence(scenario, cause)


def _award(year: Year, proof: Proof) -> tuple[str, str]:
    row = year.settled.awards[proof.place - 1]
    text = _("Antrag „%(card)s“: %(points)s Punkte, %(yes)s Ja, %(no)s Nein") % {
        "card": cause_label(year.scenario, row.card),
        "points": money.number(row.points),
        "yes": money.number(row.yes),
        "no": money.number(row.no),
    }
    return text, money.euro_exact(row.grant)


def _figure(year: Year, proof: Proof) -> tuple[str, str]:
    figure = proof.figure
    if figure is None:
        raise ValueError(proof)
    now, before = value_of(year.after, figure), value_of(year.before, figure)
    text = _("%(title)s nach Runde %(number)s, davor %(before)s") % {
        "title": figure_title(year.scenario, figure),
        "number": figure.round_number,
        "before": figure_words(figure.measured, before),
    }
    return text, figure_words(figure.measured, now)


_MAKERS: Mapping[Kind, Callable[[Year, Proof], tuple[str, str]]] = {
    Kind.POSTING: _posting,
    Kind.NOTE: _note,
    Kind.CAUSE: _cause,
    Kind.AWARD: _award,
    Kind.FIGURE: _figure,
}
