"""The printable report of a finished game, for all or for one municipality.

It holds what the review and the other files hold, in the order of reading; sums are made of the
same postings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules.model import Scenario, Settlement
from games.rules.posting import RULES
from games.selectors.applied import AppliedLine, applied_lines
from games.selectors.choices import Choice, choices_of
from games.selectors.labels import cause_label, rule_formula, rule_title
from games.selectors.ledger import GROUPS, Entry, entries, group_title
from games.selectors.reading import game_row
from games.selectors.record import Record
from games.selectors.review import review
from games.selectors.review_values import (
    NONE,
    DecisionView,
    FigureRow,
    IndexRow,
    Review,
    RoundView,
    TownColumn,
)
from games.selectors.rounds import VALUES
from games.selectors.settlement import Parameter, parameters_of
from games.selectors.ties import FundShare, PactShare, PromiseLine, Ties, TrustLine, ties
from games.selectors.turning_points import TurningPoint, turning_points

OWN_NUMBERS = ("municipalities.", "projects.")
"""Numbers of a municipality or a card: they stand with its postings."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of postings of a municipality: euro round by round, and in total."""

    title: str
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All rounds together."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class OnceLine:
    """A posting that does not come every year, with its place: round and number."""

    round_number: int
    number: int
    rule: str
    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule that booked money in the game."""

    id: str
    title: str
    formula: str
    section: str


@dataclass(frozen=True, slots=True)
class PactSum:
    """An agreement over the whole game for one member; euro in total, rounds it ran."""

    title: str
    stage: str
    key: str
    town: str
    founded: int
    ran: int
    alone: int
    paid: int

    @property
    def saved(self) -> int:
        """What the member did not have to pay."""
        return self.alone - self.paid


@dataclass(frozen=True, slots=True)
class FundSum:
    """What a municipality paid into the fund over the whole game, and what it got."""

    town: str
    paid_in: int
    granted: int
    given_back: int

    @property
    def net(self) -> int:
        """What came back beyond what went in."""
        return self.granted + self.given_back - self.paid_in


@dataclass(frozen=True, slots=True)
class TrustRow:
    """How far a municipality trusts each one at the end; None where it would be itself.

    The changes are those since the start.
    """

    town: str
    cells: tuple[TrustLine | None, ...]


@dataclass(frozen=True, slots=True)
class TrustPair:
    """Trust between the report's municipality and another one, both ways."""

    name: str
    given: TrustLine
    received: TrustLine


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A number of the rules: what it is, how large, and whether something published backs it."""

    text: str
    value: str
    backed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the report says; ``town`` None: it is for all.

    ``history``: the figures of the town round by round; ``groups`` and ``once``: its postings.
    """

    record: Record
    page: Review
    town: TownColumn | None
    models: tuple[str, ...]
    rounds: tuple[RoundView, ...]
    history: tuple[tuple[int, FigureRow], ...]
    groups: tuple[GroupRow, ...]
    once: tuple[OnceLine, ...]
    turns: tuple[TurningPoint, ...]
    ties: Ties
    pacts: tuple[PactSum, ...]
    fund: tuple[FundSum, ...]
    applied: tuple[AppliedLine, ...]
    trust: tuple[TrustRow, ...]
    promises: tuple[PromiseLine, ...]
    rules: tuple[RuleLine, ...]
    sources: tuple[SourceLine, ...]

    @property
    def town_values(self) -> tuple[IndexRow, ...]:
        """The values of the town, as the chart of the region has them."""
        return tuple(
            IndexRow(number, tuple(row.now.values[name] for name in VALUES))
            for number, row in self.history
        )

    @property
    def pairs(self) -> tuple[TrustPair, ...]:
        """Trust between the town and each other one; nothing in the report for all."""
        if self.town is None:
            return ()
        rows = {row.town: row for row in self.trust}
        place = list(rows).index(self.town.name)
        own = rows[self.town.name].cells
        return tuple(
            TrustPair(name, given, received)
            for (name, row), given in zip(rows.items(), own, strict=True)
            if given and (received := row.cells[place])
        )

    @property
    def totals(self) -> tuple[int, ...]:
        """Euro that the town's postings come to, round by round."""
        return tuple(sum(column) for column in zip(*(g.amounts for g in self.groups), strict=True))


def report(viewer: Viewer, record: Record, town: str = "") -> Report | None:
    """The report; None where there is no such municipality."""
    page = review(viewer, NONE)
    column = next((each for each in page.towns if each.id == town), None)
    if town and column is None:
        return None
    found, name = ties(record), column.name if column else ""
    return Report(
        record=record,
        page=page,
        town=column,
        models=_models(record),
        rounds=tuple(_only(record.scenario, each, town) for each in page.rounds if each.number),
        history=_history(page, town),
        groups=_groups(record, town),
        once=tuple(_once(record, town)),
        turns=turning_points(record),
        ties=found,
        pacts=_pact_sums(found.pacts, name),
        fund=_fund_sums(found.fund_shares, name),
        applied=tuple(
            line
            for line in applied_lines(viewer)
            if town in ("", *(each.id for each in line.towns))
        ),
        trust=_trust(record, found),
        promises=tuple(line for line in found.promises if name in ("", line.town)),
        rules=_rules(record.settlements),
        sources=_sources(
            game_row(viewer.game_id).scenario.digest, record.scenario, record.settlements
        ),
    )


def _models(record: Record) -> tuple[str, ...]:
    """Names of the cooperation models that held, in their order."""
    codes = [
        record.course.model_in(number, record.model) or record.scenario.model
        for number in range(1, record.rounds + 1)
    ]
    return tuple(record.scenario.models[code].name for code in dict.fromkeys(codes))


def _only(scenario: Scenario, played: RoundView, town: str) -> RoundView:
    """A round with what concerns the town ("" = everybody), its decisions in few words."""
    rows = tuple(row for row in played.rows if town in ("", row.town.id))
    decided = (each for each in played.decisions if town in ("", each.town.id))
    notes = (each for each in played.notes if not town or (each.town and each.town.id == town))
    return replace(
        played,
        rows=rows,
        decisions=tuple(_brief(scenario, each) for each in decided),
        notes=tuple(notes),
    )


def _brief(scenario: Scenario, decision: DecisionView) -> DecisionView:
    """A decision whose votes stand together: a line for each of them would fill pages."""
    votes = decision.content.get("votes", {})
    rest = {name: value for name, value in decision.content.items() if name != "votes"}
    words = {"ja": _("Stimmen für"), "nein": _("Stimmen gegen")}
    together = tuple(
        Choice(subject, ", ".join(items))
        for vote, subject in words.items()
        if (items := [cause_label(scenario, card) for card, each in votes.items() if each == vote])
    )
    return replace(decision, choices=choices_of(scenario, rest) + together)


def _history(page: Review, town: str) -> tuple[tuple[int, FigureRow], ...]:
    return tuple(
        (each.number, row) for each in page.rounds for row in each.rows if row.town.id == town
    )


def _entries(record: Record, settled: Settlement, town: str) -> Iterator[tuple[int, Entry]]:
    """The town's postings of a round with their numbers in it."""
    places = {id(posting): number for number, posting in enumerate(settled.postings, start=1)}
    for entry, posting in entries(record.scenario, settled.postings, town):
        yield places[id(posting)], entry


def _groups(record: Record, town: str) -> tuple[GroupRow, ...]:
    if not town:
        return ()
    sums: Mapping[str, list[int]] = {group: [] for group in GROUPS}
    for settled in record.settlements:
        found = [entry for _number, entry in _entries(record, settled, town)]
        for group, amounts in sums.items():
            amounts.append(sum(each.amount for each in found if each.group == group))
    return tuple(
        GroupRow(group_title(group), tuple(amounts)) for group, amounts in sums.items()
        if any(amounts)
    )  # fmt: skip


def _once(record: Record, town: str) -> Iterator[OnceLine]:
    for settled in record.settlements if town else ():
        for number, entry in _entries(record, settled, town):
            if not entry.running:
                yield OnceLine(settled.round, number, entry.rule, entry.title, entry.amount)


def _pact_sums(lines: Sequence[PactShare], name: str) -> tuple[PactSum, ...]:
    chosen: dict[tuple[str, str], list[PactShare]] = {}
    for line in lines:
        if name in ("", line.town):
            chosen.setdefault((line.id, line.town), []).append(line)
    return tuple(_pact_sum(rows) for rows in chosen.values())


def _pact_sum(rows: Sequence[PactShare]) -> PactSum:
    last, ran = rows[-1], [row for row in rows if row.share is not None]
    return PactSum(
        title=last.title,
        stage=last.stage,
        key=last.key,
        town=last.town,
        founded=last.founded,
        ran=len(ran),
        alone=sum(row.alone or 0 for row in ran),
        paid=sum((row.share or 0) - (row.equalised or 0) for row in ran),
    )


def _fund_sums(lines: Sequence[FundShare], name: str) -> tuple[FundSum, ...]:
    chosen: dict[str, list[FundShare]] = {}
    for line in lines:
        if name in ("", line.town):
            chosen.setdefault(line.town, []).append(line)
    return tuple(
        FundSum(
            town,
            sum(each.paid_in for each in rows),
            sum(each.granted for each in rows),
            sum(each.given_back for each in rows),
        )
        for town, rows in chosen.items()
    )


def _trust(record: Record, found: Ties) -> tuple[TrustRow, ...]:
    """Who trusts whom at the end against the start, a row for each that trusts."""
    first = {(line.town, line.other): line.value for line in found.trust if line.number == 0}
    last = {(line.town, line.other): line for line in found.trust if line.number == record.rounds}
    names = [town.name for town in record.scenario.municipalities.values()]
    return tuple(
        TrustRow(one, tuple(_moved(last.get((one, two)), first.get((one, two))) for two in names))
        for one in names
    )


def _moved(line: TrustLine | None, first: int | None) -> TrustLine | None:
    return replace(line, change=line.value - (first or 0)) if line else None


def _rules(settlements: Iterable[Settlement]) -> tuple[RuleLine, ...]:
    used = {posting.rule for settled in settlements for posting in settled.postings}
    return tuple(
        RuleLine(rule.id, rule_title(rule.id), rule_formula(rule.id), rule.section)
        for rule in RULES.values()
        if rule.id in used
    )


def _sources(
    digest: str, scenario: Scenario, settlements: Iterable[Settlement]
) -> tuple[SourceLine, ...]:
    """The numbers of the rules that entered postings and have a text of their own."""
    used: dict[str, int] = {}
    for settled in settlements:
        for posting in settled.postings:
            used |= posting.parameters
    common = {path: used[path] for path in sorted(used) if not path.startswith(OWN_NUMBERS)}
    return tuple(
        SourceLine(_named(scenario, found), found.value, found.backed, found.detail)
        for found in parameters_of(digest, common)
        if found.text != found.path and common[found.path]
    )


def _named(scenario: Scenario, found: Parameter) -> str:
    """What a number is; those of a service begin with its name."""
    section, _dot, rest = found.path.partition(".")
    service = scenario.services.get(rest.partition(".")[0]) if section == "services" else None
    return f"{service.name}: {found.text}" if service else found.text
