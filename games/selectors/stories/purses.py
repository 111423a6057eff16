"""Facts about money: who gained and lost, deficits, who carried burdens for others."""

from collections.abc import Iterator

from games.rules.debrief import GIVING_RULES, in_structural_deficit
from games.rules.model import TownState
from games.rules.posting import RULES
from games.selectors.ledger import signed_amount
from games.selectors.stories.facts import Fact, Kind, Year
from games.selectors.why.measured import Measured

MOST_LINES = 3
"""So many one-off postings are named, beside the running result, as what moved an account most."""


def results(year: Year) -> Iterator[Fact]:
    """The largest gain and the largest loss on an account."""
    changes = {
        town: year.after.towns[town].account - year.before.towns[town].account
        for town in year.towns
    }
    most = max(year.towns, key=lambda town: changes[town])
    least = min(year.towns, key=lambda town: changes[town])
    if changes[most] > 0:
        yield _result(year, "gain", most, changes[most])
    if changes[least] < 0:
        yield _result(year, "loss", least, changes[least])


def _result(year: Year, code: str, town: str, change: int) -> Fact:
    way = 1 if change > 0 else -1
    moved = sorted(
        (-way * amount, place)
        for place, posting in enumerate(year.settled.postings, start=1)
        if not RULES[posting.rule].running and way * (amount := signed_amount(posting, town)) > 0
    )
    return Fact(
        code,
        year.number,
        (town,),
        figures={"change": change, "account": year.after.towns[town].account},
        proofs=(
            year.figure(Measured.ACCOUNT, town),
            year.figure(Measured.RUNNING, town),
            *year.at(Kind.POSTING, (place for _amount, place in moved[:MOST_LINES])),
        ),
    )


def deficits(year: Year) -> Iterator[Fact]:
    """Who came into a structural deficit or under watch in this round, and who got out."""

    def short(town: TownState) -> bool:
        return in_structural_deficit(town)

    def watched(town: TownState) -> bool:
        return town.watched

    for name, holds, measured in (
        ("deficit", short, Measured.RUNNING),
        ("watch", watched, Measured.ACCOUNT),
    ):
        for code, wanted in ((f"{name}_begins", True), (f"{name}_ends", False)):
            towns = tuple(
                town
                for town in year.towns
                if holds(year.after.towns[town]) is wanted
                and holds(year.before.towns[town]) is not wanted
            )
            if towns:
                proofs = tuple(year.figure(measured, town) for town in towns)
                yield Fact(code, year.number, towns, proofs=proofs)


def burdens(year: Year) -> Iterator[Fact]:
    """Who gave most for the region: contributions, balancing payments and help."""
    given: dict[str, int] = {}
    lines: dict[str, list[int]] = {}
    for place, posting in year.postings(*GIVING_RULES):
        if posting.source in year.after.towns:
            given[posting.source] = given.get(posting.source, 0) + posting.amount
            lines.setdefault(posting.source, []).append(place)
    if not given:
        return
    most = max(given, key=lambda town: (given[town], town))
    yield Fact(
        "burden",
        year.number,
        (most,),
        figures={"amount": given[most], "all": sum(given.values())},
        by_town=given,
        proofs=year.at(Kind.POSTING, lines[most]),
    )


def help_given(year: Year) -> Iterator[Fact]:
    """Who helped whom with money."""
    for place, posting in year.postings("H1"):
        yield Fact(
            "help",
            year.number,
            (posting.source, posting.target),
            figures={"amount": posting.amount},
            proofs=year.at(Kind.POSTING, (place,)),
        )
