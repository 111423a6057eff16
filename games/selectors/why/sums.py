"""A figure taken apart: what it was before, every line that changed it, and the sum.

The lines of every figure add up to the figure, to the last euro, person and ten-thousandth.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Scenario
from games.rules.posting import FUND, RULES
from games.selectors import money
from games.selectors.labels import account_label
from games.selectors.ledger import GROUPS, entry_title, group_of, group_title, signed_amount
from games.selectors.record import Record
from games.selectors.stories.evidence import MEASURES, open_cause
from games.selectors.stories.facts import Year, years
from games.selectors.why import values
from games.selectors.why.address import posting_query
from games.selectors.why.measured import (
    INDICES,
    Figure,
    Measured,
    change_words,
    figure_title,
    figure_words,
    value_of,
)
from games.selectors.why.parts import Line, Part

CAUSED = {measured: measure for measure, measured in MEASURES.items()}
"""Figures that move without money, with what the engine calls them."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure and its lines. ``start``: what it was before, None where it is made anew each round.

    ``value`` is what the screens show; ``total`` what start and lines come to.
    """

    figure: Figure
    title: str
    start: int | None
    parts: tuple[Part, ...]
    value: int

    @property
    def total(self) -> int:
        """Start and all lines together."""
        return (self.start or 0) + sum(part.amount for part in self.parts)

    @property
    def adds_up(self) -> bool:
        """Whether the lines lead to the figure."""
        return self.total == self.value

    @property
    def start_text(self) -> str:
        """The start with its unit."""
        return figure_words(self.figure.measured, self.start or 0)

    @property
    def value_text(self) -> str:
        """The figure with its unit."""
        return figure_words(self.figure.measured, self.value)

    @property
    def total_text(self) -> str:
        """The sum with its unit."""
        return figure_words(self.figure.measured, self.total)

    @property
    def count(self) -> int:
        """How many lines."""
        return sum(len(part.lines) for part in self.parts)


def sum_of(record: Record, scenario: Scenario, figure: Figure) -> Sum:
    """A figure taken apart; ``scenario``: with the values of rules that held in its round.

    Raises KeyError for a town or a round that the game does not have.
    """
    if not 0 <= figure.round_number <= record.rounds:
        raise KeyError(figure.round_number)
    value = value_of(record.states[figure.round_number], figure)
    title = figure_title(scenario, figure)
    if not figure.round_number:
        return Sum(figure, title, value, (), value)
    year = years(record)[figure.round_number - 1]
    measured = figure.measured
    if measured in INDICES:
        parts = (values.region if not figure.town else values.town)(year, scenario, figure)
        return Sum(figure, title, None, parts, value)
    before = None if measured is Measured.RUNNING else value_of(year.before, figure)
    return Sum(figure, title, before, tuple(_parts(year, scenario, figure)), value)


def _parts(year: Year, scenario: Scenario, figure: Figure) -> Iterator[Part]:
    if figure.measured in CAUSED:
        yield from _causes(year, scenario, figure)
    elif figure.measured is Measured.FUND:
        yield from _fund(year, scenario)
    else:
        yield from _postings(year, scenario, figure)


def _postings(year: Year, scenario: Scenario, figure: Figure) -> Iterator[Part]:
    only_running = figure.measured is Measured.RUNNING
    found: dict[str, list[Line]] = {}
    for place, posting in enumerate(year.settled.postings, start=1):
        amount = signed_amount(posting, figure.town)
        if amount and (RULES[posting.rule].running or not only_running):
            other = posting.target if amount < 0 else posting.source
            line = Line(
                text=entry_title(scenario, posting.rule, posting.cause),
                amount=amount,
                amount_text=money.euro_change_exact(amount),
                note=(_("an %(account)s") if amount < 0 else _("von %(account)s"))
                % {"account": account_label(scenario, other)},
                query=posting_query(year.number, place),
                rule=posting.rule,
            )
            found.setdefault(group_of(posting.rule), []).append(line)
    for key in GROUPS:
        if key in found:
            yield _part(figure.measured, group_title(key), found[key])


def _fund(year: Year, scenario: Scenario) -> Iterator[Part]:
    paid: list[Line] = []
    given: list[Line] = []
    for place, posting in enumerate(year.settled.postings, start=1):
        amount = signed_amount(posting, FUND)
        if amount:
            other = account_label(scenario, posting.source if amount > 0 else posting.target)
            line = Line(
                text=f"{other}: {entry_title(scenario, posting.rule, posting.cause)}",
                amount=amount,
                amount_text=money.euro_change_exact(amount),
                query=posting_query(year.number, place),
                rule=posting.rule,
            )
            (paid if amount > 0 else given).append(line)
    for title, lines in ((_("Eingezahlt"), paid), (_("Ausgezahlt"), given)):
        if lines:
            yield _part(Measured.FUND, title, lines)


def _causes(year: Year, scenario: Scenario, figure: Figure) -> Iterator[Part]:
    measured = figure.measured
    lines = [
        Line(
            text=open_cause(scenario, cause),
            amount=cause.change,
            amount_text=change_words(measured, cause.change),
        )
        for _place, cause in year.causes(CAUSED[measured])
        if cause.town == figure.town and figure.other in ("", cause.other)
    ]
    if lines:
        yield _part(measured, _("Was es bewegt hat"), lines)


def _part(measured: Measured, title: str, lines: Iterable[Line]) -> Part:
    listed = tuple(lines)
    amount = sum(line.amount for line in listed)
    return Part(title, listed, amount, change_words(measured, amount))
