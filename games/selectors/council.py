"""What a draft council paper says: sentences and tables, each figure with its line.

A reference names the round and the number of a posting in it ("R3/Nr. 17"), or the round whose
state it is ("Stand R3"). The paper is for a German council: call it with German active.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules.model import Agreement
from games.selectors import money
from games.selectors.alternatives import Alternative, alternatives
from games.selectors.ledger import GROUPS, entries, group_title
from games.selectors.offer_words import key_name, listed, offer_title, stage_name, town_name
from games.selectors.record import Record
from games.selectors.ties import booked


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the places of its figures."""

    text: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A posting of the municipality, with its place; ``amount`` in euro, minus: it paid."""

    reference: str
    round_number: int
    group: str
    rule: str
    title: str
    running: bool
    amount: int


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A group of postings: euro round by round."""

    title: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PactYear:
    """What an agreement cost the municipality in a round, and what it would have cost alone."""

    title: str
    round_number: int
    alone: int
    share: int
    equalised: int
    references: tuple[str, ...]

    @property
    def paid(self) -> int:
        """Share after equalisation."""
        return self.share - self.equalised


@dataclass(frozen=True, slots=True)
class CouncilPaper:
    """The paper; money in euro."""

    town: str
    region: str
    years: tuple[int, int]
    facts: tuple[Statement, ...]
    pacts: tuple[Statement, ...]
    pact_years: tuple[PactYear, ...]
    fund: tuple[Statement, ...]
    alternatives: tuple[Alternative, ...]
    groups: tuple[GroupSum, ...]
    lines: tuple[BookedLine, ...]

    @property
    def once(self) -> tuple[BookedLine, ...]:
        """What does not come every year."""
        return tuple(line for line in self.lines if not line.running)

    @property
    def results(self) -> tuple[int, ...]:
        """What each round came to."""
        return tuple(sum(column) for column in zip(*(g.amounts for g in self.groups), strict=True))


def council_paper(viewer: Viewer, record: Record, town: str) -> CouncilPaper | None:
    """The paper of a municipality; None where there is no such one or no round was played."""
    if town not in record.scenario.municipalities or not record.rounds:
        return None
    lines = tuple(_lines(record, town))
    first = record.scenario.first_year
    return CouncilPaper(
        town=town_name(record.scenario, town),
        region=record.scenario.name,
        years=(first, first + record.rounds - 1),
        facts=tuple(_facts(record, town, lines)),
        pacts=tuple(_pacts(record, town)),
        pact_years=tuple(_pact_years(record, town)),
        fund=tuple(_fund(record, town, lines)),
        alternatives=alternatives(viewer, record, town),
        groups=_groups(record, lines),
        lines=lines,
    )


def reference(round_number: int, number: int) -> str:
    """The place of a posting."""
    return _("R%(round)d/Nr. %(number)d") % {"round": round_number, "number": number}


def standing(round_number: int) -> str:
    """The place of a figure that no posting holds: the state after a round."""
    if not round_number:
        return _("Stand zu Beginn")
    return _("Stand R%(round)d") % {"round": round_number}


def _lines(record: Record, town: str) -> Iterator[BookedLine]:
    for settled in record.settlements:
        places = {id(posting): place for place, posting in enumerate(settled.postings, start=1)}
        for entry, posting in entries(record.scenario, settled.postings, town):
            yield BookedLine(
                reference=reference(settled.round, places[id(posting)]),
                round_number=settled.round,
                group=entry.group,
                rule=entry.rule,
                title=entry.title,
                running=entry.running,
                amount=entry.amount,
            )


def _groups(record: Record, lines: Sequence[BookedLine]) -> tuple[GroupSum, ...]:
    rounds = range(1, record.rounds + 1)
    sums = (
        GroupSum(
            group_title(group),
            tuple(
                sum(line.amount for line in lines if (line.group, line.round_number) == (group, n))
                for n in rounds
            ),
        )
        for group in GROUPS
    )
    return tuple(each for each in sums if any(each.amounts))


def _facts(record: Record, town: str, lines: Sequence[BookedLine]) -> Iterator[Statement]:
    begin, end = record.states[0].towns[town], record.states[-1].towns[town]
    last = record.rounds
    stands = (standing(0), standing(last))
    name = town_name(record.scenario, town)
    yield Statement(
        _(
            "%(town)s zählt %(now)s Einwohner, %(change)s gegenüber dem Beginn (%(then)s)."
        ) % {
            "town": name,
            "now": money.number(end.inhabitants),
            "change": money.signed(end.inhabitants - begin.inhabitants),
            "then": money.number(begin.inhabitants),
        },
        stands,
    )  # fmt: skip
    yield Statement(
        _("Der Kontostand ging von %(then)s auf %(now)s (%(change)s).")
        % {
            "then": money.euro_exact(begin.account),
            "now": money.euro_exact(end.account),
            "change": money.euro_change_exact(end.account - begin.account),
        },
        stands,
    )
    newest = [line for line in lines if line.round_number == last]
    yield Statement(
        _("Das laufende Ergebnis des letzten Jahres beträgt %(running)s.")
        % {"running": money.euro_change_exact(end.running)},
        tuple(line.reference for line in newest if line.running),
    )
    yield Statement(
        _("Der Leerstand im Ortskern liegt bei %(now)s, zu Beginn waren es %(then)s.")
        % {"now": money.percent(end.vacancy, 2), "then": money.percent(begin.vacancy, 2)},
        stands,
    )
    yield Statement(
        _(
            "Von 100 Punkten erreicht die Versorgung %(services)s, die Finanzen %(finance)s, der "
            "Ortskern %(centre)s; zu Beginn waren es %(services0)s, %(finance0)s und %(centre0)s."
        )
        % {
            "services": money.decimal(end.values.daseinsvorsorge, 100, 1),
            "finance": money.decimal(end.values.finanzen, 100, 1),
            "centre": money.decimal(end.values.ortskern, 100, 1),
            "services0": money.decimal(begin.values.daseinsvorsorge, 100, 1),
            "finance0": money.decimal(begin.values.finanzen, 100, 1),
            "centre0": money.decimal(begin.values.ortskern, 100, 1),
        },
        stands,
    )


def _pacts(record: Record, town: str) -> Iterator[Statement]:
    """The agreements at the end, with their terms."""
    mine = [each for each in record.states[-1].agreements if town in each.members]
    if not mine:
        yield Statement(
            _("Die Gemeinde ist am Ende des Spiels in keiner Vereinbarung."),
            (standing(record.rounds),),
        )
    for item in mine:
        yield Statement(_pact_text(record, item, town), (standing(record.rounds),))


def _pact_text(record: Record, item: Agreement, town: str) -> str:
    others = [town_name(record.scenario, each) for each in item.members if each != town]
    text = _(
        "%(title)s mit %(others)s: %(stage)s, gegründet in Runde %(founded)d, Kosten nach dem "
        "Schlüssel „%(key)s“."
    ) % {
        "title": offer_title(record.scenario, [item.service]),
        "others": listed(others),
        "stage": stage_name(record.scenario, item.stage, equalise=item.equalise),
        "founded": item.founded,
        "key": key_name(record.scenario, item.key),
    }
    if town in item.notices:
        text += " " + _("Gekündigt zu Runde %(round)d.") % {"round": item.notices[town]}
    return text


def _pact_years(record: Record, town: str) -> Iterator[PactYear]:
    for settled in record.settlements:
        for place, posting in enumerate(settled.postings, start=1):
            if posting.rule != "V1" or town not in (posting.source, posting.target):
                continue
            sign = 1 if posting.source == town else -1
            moved = [
                (number, (each.target == town) * each.amount - (each.source == town) * each.amount)
                for number, each in enumerate(settled.postings, start=1)
                if each.rule == "V3"
                and each.cause == posting.cause
                and town in (each.source, each.target)
            ]
            service = posting.cause.rpartition("-")[0]
            yield PactYear(
                title=offer_title(record.scenario, [service]),
                round_number=settled.round,
                alone=int(posting.inputs.get("alone_cost", 0)),
                share=sign * posting.amount,
                equalised=sum(amount for _number, amount in moved),
                references=tuple(
                    reference(settled.round, number)
                    for number in (place, *(number for number, _amount in moved))
                ),
            )


def _fund(record: Record, town: str, lines: Sequence[BookedLine]) -> Iterator[Statement]:
    paid = [line for line in lines if line.rule == "F1"]
    granted = [line for line in lines if line.rule == "F4"]
    if not paid and not granted:
        return
    yield Statement(
        _("In den Fonds hat die Gemeinde %(sum)s eingezahlt.")
        % {"sum": money.euro_exact(-sum(line.amount for line in paid))},
        tuple(line.reference for line in paid),
    )
    yield Statement(
        _("Zuschüsse aus dem Fonds an die Gemeinde: %(sum)s.")
        % {"sum": money.euro_exact(sum(line.amount for line in granted))},
        tuple(line.reference for line in granted),
    )
    county = sum(booked(settled, "F2") for settled in record.settlements)
    yield Statement(
        _("Der Landkreis hat in den Fonds der Region %(sum)s gegeben.")
        % {"sum": money.euro_exact(county)},
        tuple(
            reference(settled.round, place)
            for settled in record.settlements
            for place, posting in enumerate(settled.postings, start=1)
            if posting.rule == "F2"
        ),
    )
