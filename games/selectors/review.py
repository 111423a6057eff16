"""The review of a finished game: all rounds, figures, postings, decisions, phases.

Until the game has ended the review holds nothing but where the game stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import DecisionSource, LogKind
from games.models import Game, LogEntry
from games.rules.model import Scenario
from games.rules.posting import RULES
from games.selectors import money
from games.selectors.choices import Choice, choices_of
from games.selectors.explain import Calculation, calculation
from games.selectors.inputs import figure_label, figure_text
from games.selectors.labels import account_label, value_label
from games.selectors.ledger import entry_title
from games.selectors.notes import note_sentence
from games.selectors.regionmap import mark_of
from games.selectors.rounds import VALUES, BookedNote, BookedPosting, Figures, Round, settled_rounds
from games.selectors.scenarios import scenario_of
from games.selectors.settlement import Parameter, parameters_of
from games.selectors.stage import Stage, stage_of

BP_PER_POINT = 100
MINUTE = 60
PHASE_KINDS = (
    LogKind.PHASE_STARTED,
    LogKind.TIME_EXTENDED,
    LogKind.GAME_PAUSED,
    LogKind.GAME_RESUMED,
    LogKind.ROUND_SETTLED,
    LogKind.GAME_ENDED,
)


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


@dataclass(frozen=True, slots=True)
class TownColumn:
    """A municipality as it appears in every table."""

    id: str
    name: str
    mark: int


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
    title: str
    cause_id: str
    inputs: Mapping[str, int | str]
    parameters: Mapping[str, int]
    calculation: Calculation | None = None
    settings: tuple[Parameter, ...] = ()

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The figures that entered the formula, with their names."""
        return tuple(
            (figure_label(name), figure_text(name, value)) for name, value in self.inputs.items()
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
    """A value in bp with its change (None: nothing to compare with)."""

    now: int
    change: int | None

    @property
    def text(self) -> str:
        """The value in points with one decimal."""
        return money.decimal(self.now, BP_PER_POINT, 1)


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
    def minutes(self) -> int:
        """Minutes given or taken, for a change of time."""
        return int(self.payload.get("seconds", 0)) // MINUTE


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


def review_stage(viewer: Viewer) -> Stage:
    """Where the game stands; one query."""
    return _stage(_game(viewer))


def _game(viewer: Viewer) -> Game:
    rows = Game.objects.select_related("scenario").defer("scenario__content")
    return rows.get(pk=viewer.game_id)


def _stage(game: Game) -> Stage:
    scenario = scenario_of(game)
    return stage_of(game, scenario.name, scenario.first_year)


def review(viewer: Viewer, filters: Filters | None = None, chosen: int | None = None) -> Review:
    """The review for whoever may see it; ``chosen`` is the round whose details are shown.

    Without ``filters`` the postings are those of the chosen round (default: the last).
    """
    game = _game(viewer)
    stage = _stage(game)
    if not stage.is_over:
        return Review(stage=stage, open=False)
    scenario = scenario_of(game)
    rounds = settled_rounds(game.pk, scenario)
    towns = town_columns(scenario)
    views = tuple(_round_view(scenario, towns, rounds, index) for index in range(len(rounds)))
    shown = next((view for view in views if view.number == chosen), views[-1] if views else None)
    wanted = filters or Filters(round_number=shown.number if shown else None)
    lines = _lines(scenario, rounds, wanted, digest="" if filters is ALL else game.scenario.digest)
    return Review(
        stage=stage,
        open=True,
        towns=tuple(towns.values()),
        rounds=views,
        totals=_totals(towns, rounds),
        chosen=shown,
        index_names=tuple(value_label(name) for name in VALUES),
        indices=tuple(
            IndexRow(each.number, tuple(each.region.get(name, 0) for name in VALUES))
            for each in rounds
        ),
        filters=wanted,
        rules=_used_rules(rounds),
        postings=lines,
        balance=sum(line.signed or 0 for line in lines) if wanted.town else None,
        phases=_phases(game.pk),
    )


def _lines(
    scenario: Scenario, rounds: Sequence[Round], wanted: Filters, digest: str
) -> tuple[PostingLine, ...]:
    return tuple(
        posting_line(scenario, posting, wanted.town, digest)
        for each in rounds
        for posting in each.postings
        if wanted.admits(posting)
    )


def _totals(towns: Mapping[str, TownColumn], rounds: Sequence[Round]) -> tuple[FigureRow, ...]:
    """The figures at the end against the start."""
    if not rounds:
        return ()
    return tuple(_figure_row(towns[each.town], each, rounds[0]) for each in rounds[-1].figures)


def town_columns(scenario: Scenario) -> dict[str, TownColumn]:
    """The municipalities in seating order, by id."""
    return {
        town.id: TownColumn(town.id, town.name, mark_of(position))
        for position, town in enumerate(scenario.municipalities.values())
    }


def posting_line(
    scenario: Scenario, posting: BookedPosting, town: str = "", digest: str = ""
) -> PostingLine:
    """A posting in words; with a town its amount gets the sign that the town sees.

    With the scenario's ``digest`` the calculation and the sources of its numbers come along.
    """
    rule = RULES[posting.rule]
    signed = None
    if town:
        signed = posting.amount if posting.target == town else -posting.amount
    return PostingLine(
        round_number=posting.round_number,
        number=posting.number,
        rule=posting.rule,
        rule_title=rule.title,
        formula=rule.formula,
        section=rule.section,
        source=account_label(scenario, posting.source),
        target=account_label(scenario, posting.target),
        source_id=posting.source,
        target_id=posting.target,
        amount=posting.amount,
        signed=signed,
        title=entry_title(scenario, posting.rule, posting.cause),
        cause_id=posting.cause,
        inputs=posting.inputs,
        parameters=posting.parameters,
        calculation=calculation(
            scenario, posting.rule, posting.cause, posting.inputs, posting.parameters
        )
        if digest
        else None,
        settings=parameters_of(digest, posting.parameters) if digest else (),
    )


def _round_view(
    scenario: Scenario, towns: Mapping[str, TownColumn], rounds: Sequence[Round], index: int
) -> RoundView:
    played = rounds[index]
    before = rounds[index - 1] if index else None
    card = scenario.events.get(played.event)
    return RoundView(
        number=played.number,
        year=scenario.first_year + played.number - 1,
        settled_at=played.settled_at,
        rows=tuple(_figure_row(towns[each.town], each, before) for each in played.figures),
        region=played.region,
        event=card.name if card else "",
        event_text=card.text if card else "",
        event_towns=tuple(towns[town].name for town in played.event_towns),
        decisions=tuple(
            DecisionView(
                towns[each.town],
                each.missing,
                each.source,
                each.submitted_at,
                choices_of(scenario, each.content),
                each.content,
            )
            for each in played.decisions
        ),
        notes=tuple(
            NoteLine(towns.get(note.town), note_sentence(scenario, note), note)
            for note in played.notes
        ),
        fund_money=played.fund_money,
        engine_version=played.engine_version,
        digest=played.digest,
    )


def _figure_row(town: TownColumn, now: Figures, before: Round | None) -> FigureRow:
    old = before.figures_of(town.id) if before else None
    return FigureRow(
        town=town,
        now=now,
        account_change=now.account - old.account if old else None,
        inhabitants_change=now.inhabitants - old.inhabitants if old else None,
        values=tuple(
            Cell(now.values[name], now.values[name] - old.values[name] if old else None)
            for name in VALUES
        ),
    )


def _used_rules(rounds: Sequence[Round]) -> tuple[tuple[str, str], ...]:
    used = {posting.rule for each in rounds for posting in each.postings}
    return tuple((rule.id, rule.title) for rule in RULES.values() if rule.id in used)


def _phases(game_id: int) -> tuple[PhaseLine, ...]:
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=PHASE_KINDS).order_by("sequence")
    return tuple(
        PhaseLine(*row)
        for row in rows.values_list("at", "kind", "phase", "round_number", "payload")
    )
