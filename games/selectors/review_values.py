"""Values of the review page: what each part of it shows (made by ``review``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from games.enums import DecisionSource
from games.selectors import money
from games.selectors.choices import Choice
from games.selectors.explain import Calculation
from games.selectors.inputs import figure_label, figure_text
from games.selectors.ledger import group_of, group_title
from games.selectors.logkinds import Told, sentence
from games.selectors.news import News
from games.selectors.options import Option
from games.selectors.rounds import BookedNote, BookedPosting, Figures
from games.selectors.settlement import Parameter
from games.selectors.stage import Stage

BP_PER_POINT = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """Which postings are asked for; None and "" mean all."""

    round_number: int | None = None
    town: str = ""
    rule: str = ""

    def admits(self, posting: BookedPosting) -> bool:
        """Whether a posting is asked for."""
        return (
            self.round_number in (None, posting.round_number)
            and self.town in ("", posting.source, posting.target)
            and self.rule in ("", posting.rule)
        )


ALL = Filters()
NONE = Filters(round_number=0)
"""No postings: nothing is booked before the first round."""


@dataclass(frozen=True, slots=True)
class TownColumn:
    """A municipality as it appears in every table."""

    id: str
    name: str
    mark: int


@lru_cache(maxsize=256)
def _label(name: str, _language: str) -> str:
    """Name of an input, looked up once and not for each of a thousand postings."""
    return figure_label(name)


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A posting in words. ``signed`` is the amount as seen by the filtered town, else None."""

    round_number: int
    number: int
    rule: str
    rule_title: str
    formula: str
    section: str
    source: str
    target: str
    source_id: str
    target_id: str
    amount: int
    signed: int | None
    subject: str
    cause_id: str
    inputs: Mapping[str, int | str]
    parameters: Mapping[str, int]
    calculation: Calculation | None = None
    settings: tuple[Parameter, ...] = ()

    @property
    def purpose(self) -> str:
        """The group in which screens sum it up."""
        return group_title(group_of(self.rule))

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The figures that entered the formula, with their names."""
        return tuple(
            (_label(name, get_language() or ""), figure_text(name, value))
            for name, value in self.inputs.items()
        )


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What one team decided in a round."""

    town: TownColumn
    missing: bool
    source: DecisionSource
    submitted_at: datetime | None
    choices: tuple[Choice, ...]
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in bp with its change (None: nothing to compare with); ``code``: which one."""

    now: int
    change: int | None
    code: str = ""

    @property
    def text(self) -> str:
        """The value in points with two decimals, so that nothing is lost against the export."""
        return money.decimal(self.now, BP_PER_POINT, 2)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A remark of the settlement in words, with the code for other programs."""

    town: TownColumn | None
    text: str
    note: BookedNote


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A team's figures after a round, and the change since the round before (None at the start)."""

    town: TownColumn
    now: Figures
    account_change: int | None
    inhabitants_change: int | None
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round of the review; round 0 is the start."""

    number: int
    year: int
    settled_at: datetime
    rows: tuple[FigureRow, ...]
    region: Mapping[str, int]
    event: str
    event_text: str
    event_towns: tuple[str, ...]
    interventions: tuple[News, ...]
    decisions: tuple[DecisionView, ...]
    notes: tuple[NoteLine, ...]
    fund_money: int
    engine_version: int
    digest: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The region's values after a round, in bp, in the order of ``VALUES``."""

    number: int
    values: tuple[int, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The values as the table shows them."""
        return tuple(Cell(value, None) for value in self.values)


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A line of the log of phases."""

    at: datetime
    kind: str
    phase: str
    round_number: int
    payload: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """What happened, in the language of the page."""
        return sentence(self.kind, Told(self.round_number, self.payload))


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the review page shows; ``open`` is False until the game has ended."""

    stage: Stage
    open: bool
    towns: tuple[TownColumn, ...] = ()
    rounds: tuple[RoundView, ...] = ()
    totals: tuple[FigureRow, ...] = ()
    chosen: RoundView | None = None
    index_names: tuple[str, ...] = ()
    indices: tuple[IndexRow, ...] = ()
    filters: Filters = ALL
    rules: tuple[tuple[str, str], ...] = ()
    postings: tuple[PostingLine, ...] = ()
    balance: int | None = None
    phases: tuple[PhaseLine, ...] = ()
    options: tuple[Option, ...] = ()
