"""Facts of the whole region: events, the fund, changed rules, refusals, the values."""

from collections.abc import Collection, Iterator

from games.rules.effects.news import AS_DRAWN
from games.rules.model import PlayedCard
from games.rules.money import FULL
from games.rules.notes import REFUSED
from games.selectors.stories.facts import Fact, Kind, Proof, Year
from games.selectors.why.measured import INDICES, Figure, Measured, value_of

TOLD_ELSEWHERE = frozenset({"agreement_not_founded", "project_unfunded", "pledges_lapsed"})
"""Refusals with a sentence of their own."""
FACTORS = ("business_factor", "price_factor")
"""Inputs of postings that tell of an event: above or below the whole, it made a difference."""
FOUR_VALUES = tuple(each for each in INDICES if each is not Measured.TOTAL)


def events(year: Year) -> Iterator[Fact]:
    """The card of the round and what the facilitator played, with whom they hit."""
    if year.settled.event is not None:
        card = year.settled.event
        proofs = _hits(year, card.id, card.towns)
        yield Fact("event", year.number, card.towns, card.id, proofs=proofs)
    for played in year.scenario.played.get(year.number, AS_DRAWN).cards:
        yield _played(year, played)


def _played(year: Year, played: PlayedCard) -> Fact:
    code = "correction" if played.correction else "played"
    proofs = _hits(year, played.card.id, played.towns)
    return Fact(code, year.number, played.towns, played.card.id, proofs=proofs)


def _hits(year: Year, card: str, towns: Collection[str]) -> tuple[Proof, ...]:
    """What a card booked or moved; where it only made things dearer, the postings that show it."""
    paid = [place for place, each in year.postings("X1", "X2") if each.cause == card]
    moved = [place for place, each in enumerate(year.settled.causes, start=1) if each.item == card]
    lines = (*year.at(Kind.POSTING, paid), *year.at(Kind.CAUSE, moved))
    return lines or year.at(Kind.POSTING, _dearer(year, towns)) or _supply(year, towns)


def _dearer(year: Year, towns: Collection[str]) -> list[int]:
    return [
        place
        for place, each in enumerate(year.settled.postings, start=1)
        if any(each.inputs.get(name, FULL) != FULL for name in FACTORS)
        and (each.source in towns or each.target in towns)
    ]


def _supply(year: Year, towns: Collection[str]) -> tuple[Proof, ...]:
    return tuple(year.figure(Measured.SUPPLY, town) for town in towns)


def changed_model(year: Year) -> Iterator[Fact]:
    """Another form of cooperation from this round on."""
    if year.after.model != year.before.model:
        yield Fact("model", year.number, item=year.after.model)


def fund_members(year: Year) -> Iterator[Fact]:
    """Who joined and who left the fund, and its first year."""
    before, after = year.before.fund, year.after.fund
    for code, towns in (
        ("fund_joined", [town for town in after.members if town not in before.members]),
        ("fund_left", [town for town in before.members if town not in after.members]),
    ):
        if towns:
            proofs = (year.figure(Measured.FUND),)
            yield Fact(code, year.number, tuple(towns), proofs=proofs)
    if after.started and not before.started:
        places = (place for place, _each in year.postings("F1", "F2", "F3"))
        yield Fact("fund_started", year.number, proofs=year.at(Kind.POSTING, places))
    back = list(year.postings("F7"))
    if back:
        yield Fact(
            "fund_back",
            year.number,
            figures={"amount": sum(each.amount for _place, each in back)},
            proofs=year.at(Kind.POSTING, (place for place, _each in back)),
        )


def awards(year: Year) -> Iterator[Fact]:
    """Applications that got money, and those that did not."""
    for place, row in enumerate(year.settled.awards, start=1):
        paid = [number for number, each in year.postings("F4") if each.cause == row.card]
        granted = bool(row.grant)
        lines = year.at(Kind.POSTING, paid) if granted else ()
        yield Fact(
            "granted" if granted else "not_granted",
            year.number,
            row.partners,
            row.card,
            {"amount": row.grant, "place": place},
            proofs=(*year.at(Kind.AWARD, (place,)), *lines),
        )


def refusals(year: Year) -> Iterator[Fact]:
    """How many wishes the rules did not allow; each is a line."""
    found = [
        (place, note)
        for place, note in enumerate(year.settled.notes, start=1)
        if note.code in REFUSED and note.code not in TOLD_ELSEWHERE
    ]
    if found:
        named = {note.town for _place, note in found}
        yield Fact(
            "refused",
            year.number,
            tuple(town for town in year.towns if town in named),
            figures={"count": len(found)},
            proofs=year.at(Kind.NOTE, (place for place, _note in found)),
        )


def values(year: Year) -> Iterator[Fact]:
    """The region's value that moved most."""
    changes = value_changes(year)
    if changes:
        most = max(changes, key=lambda each: abs(changes[each]))
        if changes[most]:
            yield moved_value(year, most, changes[most])


def value_changes(year: Year) -> dict[Measured, int]:
    """Changes of the region's four values over a round (ten-thousandths); none without values."""
    if year.before.region is None or year.after.region is None:
        return {}
    return {
        each: value_of(year.after, Figure(each, year.number))
        - value_of(year.before, Figure(each, year.number))
        for each in FOUR_VALUES
    }


def moved_value(year: Year, measured: Measured, change: int, code: str = "value") -> Fact:
    """A value of the region with its change."""
    now = value_of(year.after, Figure(measured, year.number))
    return Fact(
        code,
        year.number,
        item=measured.value,
        figures={"change": change, "value": now},
        proofs=(year.figure(measured),),
    )
