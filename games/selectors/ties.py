"""What bound the municipalities of a finished game, as rows: fund, agreements, trust, promises.

Money in euro, shares and trust in ten-thousandths; municipalities by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from games.rules.model import Agreement, Scenario, Settlement, State
from games.selectors.causes import promise_label
from games.selectors.offer_words import key_name, offer_title, stage_name, town_name
from games.selectors.record import Record

BROKEN = "promise_broken"


@dataclass(frozen=True, slots=True)
class FundRound:
    """The fund in a round: what came in from whom, what it gave, what it holds afterwards."""

    number: int
    members: tuple[str, ...]
    paid_in: int
    county: int
    state_aid: int
    granted: int
    given_back: int
    money: int


@dataclass(frozen=True, slots=True)
class FundShare:
    """What a municipality paid into the fund in a round, and what it got out of it."""

    number: int
    town: str
    member: bool
    paid_in: int
    granted: int
    given_back: int

    @property
    def net(self) -> int:
        """What came back beyond what went in; negative: what stayed in the fund."""
        return self.granted + self.given_back - self.paid_in


@dataclass(frozen=True, slots=True)
class PactShare:
    """An agreement and one of its members in a round.

    ``alone``: what the service would have cost this member alone; ``share``: what it paid by the
    key (V1); ``equalised``: what equalisation paid it (V3, negative: what it paid); ``advantage``:
    money saved and worth of the quality, before equalisation. All None while it does not run.
    """

    number: int
    id: str
    title: str
    stage: str
    key: str
    town: str
    founded: int
    starts: int
    leaves: int
    alone: int | None
    share: int | None
    equalised: int | None
    advantage: int | None


@dataclass(frozen=True, slots=True)
class TrustLine:
    """How far one municipality trusts another one after a round; change None at the start."""

    number: int
    town: str
    other: str
    value: int
    change: int | None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise that was given in a round for the next one; ``kept`` None: the game ended first."""

    number: int
    town: str
    text: str
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Ties:
    """All of it, from the start on."""

    fund: tuple[FundRound, ...]
    fund_shares: tuple[FundShare, ...]
    pacts: tuple[PactShare, ...]
    trust: tuple[TrustLine, ...]
    promises: tuple[PromiseLine, ...]


def ties(record: Record) -> Ties:
    """What bound the municipalities; without a fund its rows are empty."""
    played = [(each.round, each) for each in record.settlements]
    has_fund = any(state.fund.members or state.fund.money for state in record.states)
    return Ties(
        fund=tuple(_fund(record.scenario, settled) for _n, settled in played) if has_fund else (),
        fund_shares=tuple(line for _n, settled in played for line in _shares(record, settled))
        if has_fund
        else (),
        pacts=tuple(line for _n, settled in played for line in _pacts(record, settled)),
        trust=tuple(
            line for number in range(len(record.states)) for line in _trust(record, number)
        ),
        promises=tuple(line for number, _s in played for line in _promises(record, number)),
    )


def booked(settled: Settlement, *rules: str, source: str = "", target: str = "") -> int:
    """Euro of postings of some rules, from and to certain accounts ("" = any)."""
    return sum(
        each.amount
        for each in settled.postings
        if each.rule in rules and source in ("", each.source) and target in ("", each.target)
    )


def _fund(scenario: Scenario, settled: Settlement) -> FundRound:
    fund = settled.state_after.fund
    return FundRound(
        number=settled.round,
        members=tuple(town_name(scenario, town) for town in fund.members),
        paid_in=booked(settled, "F1"),
        county=booked(settled, "F2"),
        state_aid=booked(settled, "F3"),
        granted=booked(settled, "F4"),
        given_back=booked(settled, "F7"),
        money=fund.money,
    )


def _shares(record: Record, settled: Settlement) -> Iterator[FundShare]:
    members = settled.state_after.fund.members
    for town in record.scenario.municipalities.values():
        yield FundShare(
            number=settled.round,
            town=town.name,
            member=town.id in members,
            paid_in=booked(settled, "F1", source=town.id),
            granted=booked(settled, "F4", target=town.id),
            given_back=booked(settled, "F7", target=town.id),
        )


def _pacts(record: Record, settled: Settlement) -> Iterator[PactShare]:
    """Agreements after the round, and those that ran in it for the last time."""
    before: State = record.states[settled.round - 1]
    known: dict[str, Agreement] = {each.id: each for each in before.agreements}
    known = {each: known[each] for each in known if booked_for(settled, each)}
    known |= {each.id: each for each in settled.state_after.agreements}
    for item in known.values():
        for town in item.members:
            yield _pact(record.scenario, settled, item, town)


def booked_for(settled: Settlement, agreement: str) -> bool:
    """Whether members paid for an agreement in a round."""
    return any(each.rule == "V1" and each.cause == agreement for each in settled.postings)


def _pact(scenario: Scenario, settled: Settlement, item: Agreement, town: str) -> PactShare:
    paid = next(
        (
            each
            for each in settled.postings
            if each.rule == "V1" and each.cause == item.id and town in (each.source, each.target)
        ),
        None,
    )
    moved = sum(
        (each.target == town) * each.amount - (each.source == town) * each.amount
        for each in settled.postings
        if each.rule == "V3" and each.cause == item.id
    )
    inputs = paid.inputs if paid else {}
    return PactShare(
        number=settled.round,
        id=item.id,
        title=offer_title(scenario, [item.service]),
        stage=stage_name(scenario, item.stage, equalise=item.equalise),
        key=key_name(scenario, item.key),
        town=town_name(scenario, town),
        founded=item.founded,
        starts=item.starts,
        leaves=item.notices.get(town, 0),
        alone=int(inputs["alone_cost"]) if "alone_cost" in inputs else None,
        share=(paid.amount if paid.source == town else -paid.amount) if paid else None,
        equalised=moved if paid else None,
        advantage=int(inputs["advantage"]) if "advantage" in inputs else None,
    )


def _trust(record: Record, number: int) -> Iterator[TrustLine]:
    now = record.states[number].trust
    before = record.states[number - 1].trust if number else None
    for town, row in now.items():
        for other, value in row.items():
            if town != other:
                change = value - before[town][other] if before else None
                one, two = (town_name(record.scenario, each) for each in (town, other))
                yield TrustLine(number, one, two, value, change)


def _promises(record: Record, number: int) -> Iterator[PromiseLine]:
    checked = record.settlements[number] if number < record.rounds else None
    for town, state in record.states[number].towns.items():
        for code in state.promises:
            kept = None
            if checked:
                kept = not any(
                    (cause.other, cause.item, cause.code) == (town, code, BROKEN)
                    for cause in checked.causes
                )
            name = town_name(record.scenario, town)
            yield PromiseLine(number, name, promise_label(code) or code, kept)
