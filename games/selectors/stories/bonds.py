"""Facts about agreements, promises and trust: founded, ended, broken, kept."""

from collections.abc import Collection, Iterator

from games.rules.model import Agreement, Measure
from games.selectors.stories.facts import Fact, Kind, Proof, Year
from games.selectors.why.measured import Measured

LEAST_JUMP = 300
"""A change of trust between two towns from which on it is told (ten-thousandths)."""


def by_id(agreements: tuple[Agreement, ...]) -> dict[str, Agreement]:
    """Agreements by id."""
    return {each.id: each for each in agreements}


def agreements(year: Year) -> Iterator[Fact]:
    """New, started and ended agreements, and who left one."""
    before, after = by_id(year.before.agreements), by_id(year.after.agreements)
    for item in after.values():
        if item.id not in before:
            yield _founded(year, item)
        elif item.starts == year.number:
            yield Fact("started", year.number, item.members, item.id, proofs=_paid(year, item.id))
    replaced = {item.replaces: item for item in after.values() if item.replaces}
    for item in before.values():
        if item.id in replaced and item.id not in after:
            new = replaced[item.id].id
            proofs = _paid(year, new)
            yield Fact("replaced", year.number, item.members, item.id, proofs=proofs)
        elif item.id not in after:
            yield Fact("ended", year.number, item.members, item.id, proofs=_paid(year, item.id))
        else:
            gone = tuple(town for town in item.members if town not in after[item.id].members)
            if gone:
                proofs = _paid(year, item.id, gone)
                yield Fact("left", year.number, gone, item.id, proofs=proofs)


def _founded(year: Year, item: Agreement) -> Fact:
    places = [place for place, each in year.postings("V2", "V7") if each.cause == item.id]
    if not places:
        places = [place for place, each in year.postings("V7") if each.cause == item.service]
    return Fact(
        "founded_balanced" if item.equalise else "founded",
        year.number,
        item.members,
        item.id,
        {"stage": item.stage, "starts": item.starts},
        proofs=year.at(Kind.POSTING, places),
    )


def _paid(year: Year, agreement: str, payers: Collection[str] = ()) -> tuple[Proof, ...]:
    """What was paid for an agreement in this round, by some payers or by all."""
    places = [
        place
        for place, each in year.postings("V1", "V6")
        if each.cause == agreement and (not payers or each.source in payers)
    ]
    return year.at(Kind.POSTING, places)


def breaches(year: Year) -> Iterator[Fact]:
    """Notices given and payments kept back, by who did it and about what."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for place, cause in year.causes(Measure.TRUST, "leave", "withhold"):
        found.setdefault((cause.code, cause.other, cause.item), []).append(place)
    for (code, town, item), places in found.items():
        told = "withheld_fund" if code == "withhold" and not item else code
        yield Fact(told, year.number, (town,), item, proofs=year.at(Kind.CAUSE, places))


def refused_offers(year: Year) -> Iterator[Fact]:
    """Offers that came to nothing, with the reason."""
    for place, note in enumerate(year.settled.notes, start=1):
        if note.code == "agreement_not_founded":
            yield Fact(
                "not_founded",
                year.number,
                (note.town,),
                str(note.figures["service"]),
                note.figures,
                proofs=year.at(Kind.NOTE, (place,)),
            )


def promises(year: Year) -> Iterator[Fact]:
    """Promises that were kept or broken, by promise."""
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for place, cause in year.causes(Measure.TRUST, "promise_kept", "promise_broken"):
        towns = found.setdefault((cause.code, cause.item), {})
        towns.setdefault(cause.other, []).append(place)
    for (code, item), towns in found.items():
        names = tuple(town for town in year.towns if town in towns)
        # Every neighbour saw it; one line for each who promised is proof enough.
        places = [towns[town][0] for town in names]
        yield Fact(code, year.number, names, item, proofs=year.at(Kind.CAUSE, places))


def trust_jumps(year: Year) -> Iterator[Fact]:
    """The pair whose trust rose most, and the one whose trust fell most."""
    changes = {
        (town, other): year.after.trust[town][other] - year.before.trust[town][other]
        for town in year.towns
        for other in year.towns
        if town != other
    }
    if not changes:
        return
    for code, pair in (
        ("trust_up", max(changes, key=lambda each: changes[each])),
        ("trust_down", min(changes, key=lambda each: changes[each])),
    ):
        change = changes[pair]
        if abs(change) >= LEAST_JUMP and (change > 0) == (code == "trust_up"):
            yield jump(year, code, pair, change)


def jump(year: Year, code: str, pair: tuple[str, str], change: int) -> Fact:
    """A change of trust with its causes."""
    town, other = pair
    places = [
        place
        for place, cause in year.causes(Measure.TRUST)
        if (cause.town, cause.other) == (town, other)
    ]
    return Fact(
        code,
        year.number,
        pair,
        figures={"change": change, "value": year.after.trust[town][other]},
        proofs=(year.figure(Measured.TRUST, town, other), *year.at(Kind.CAUSE, places)),
    )
