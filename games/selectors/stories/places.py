"""Facts about what stands in the towns: sites closed and renewed, dwellings, the joint building."""

from collections.abc import Iterator

from games.rules.model import Level, Measure
from games.rules.posting import WORLD
from games.selectors.stories.facts import Fact, Kind, Proof, Year
from games.selectors.why.measured import Measured


def closed(year: Year) -> Iterator[Fact]:
    """Sites and offices that closed for good, by service and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for town in year.towns:
        for service, now in year.after.towns[town].services.items():
            was = year.before.towns[town].services.get(service)
            if was is not None and was.open and not now.open:
                found.setdefault((service, _reason(year, town, service)), []).append(town)
    for (service, reason), towns in found.items():
        proofs = _closing_lines(year, service, towns)
        yield Fact(f"closed_{reason}", year.number, tuple(towns), service, proofs=proofs)


def _reason(year: Year, town: str, service: str) -> str:
    if any(
        (note.code, note.town, note.item) == ("site_locked", town, service)
        for note in year.settled.notes
    ):
        return "worn"
    decision = year.decisions.get(town)
    if decision is not None and decision.levels.get(service) == Level.CLOSE:
        return "decided"
    return "joint"


def _closing_lines(year: Year, service: str, towns: list[str]) -> tuple[Proof, ...]:
    notes = [
        place
        for place, note in enumerate(year.settled.notes, start=1)
        if note.code == "site_locked" and note.item == service and note.town in towns
    ]
    causes = [
        place
        for place, cause in year.causes(Measure.BACKING, "closure")
        if cause.item == service and cause.town in towns
    ]
    lines = (*year.at(Kind.NOTE, notes), *year.at(Kind.CAUSE, causes))
    return lines or tuple(year.figure(Measured.SUPPLY, town) for town in towns)


def renewed(year: Year) -> Iterator[Fact]:
    """What was renewed, and for how much."""
    found = [(place, each) for place, each in year.postings("L2") if each.target == WORLD]
    if found:
        yield Fact(
            "renewed",
            year.number,
            figures={"amount": sum(each.amount for _place, each in found), "count": len(found)},
            proofs=year.at(Kind.POSTING, (place for place, _each in found)),
        )


def dwellings(year: Year) -> Iterator[Fact]:
    """Dwellings built on the edge and units renewed in the centres, town by town."""
    for code, rule, unit in (("edge", "W1", "dwellings"), ("centre", "W2", "units")):
        found = [
            (place, each, town)
            for place, each in year.postings(rule)
            for town in (each.source, each.target)
            if town in year.after.towns
        ]
        if found:
            counts = {town: int(each.inputs[unit]) for _place, each, town in found}
            yield Fact(
                code,
                year.number,
                tuple(counts),
                figures={"count": sum(counts.values())},
                by_town=counts,
                proofs=year.at(Kind.POSTING, (place for place, _each, _town in found)),
            )


def joint_building(year: Year) -> Iterator[Fact]:
    """The threshold project: reached, or the pledges lapsed."""
    if year.after.threshold_built and not year.before.threshold_built:
        found = list(year.postings("V7"))
        yield Fact(
            "built",
            year.number,
            tuple(each.source for _place, each in found),
            figures={"amount": sum(each.amount for _place, each in found)},
            proofs=year.at(Kind.POSTING, (place for place, _each in found)),
        )
    for place, note in enumerate(year.settled.notes, start=1):
        if note.code == "pledges_lapsed":
            proofs = year.at(Kind.NOTE, (place,))
            yield Fact("lapsed", year.number, (), note.item, note.figures, proofs=proofs)
