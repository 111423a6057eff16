"""What stands behind a posting: whose decision, which card, which earlier figure or line.

Pure functions over the record; who handed a decision in is not in it (``hands``).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from games.rules.codec import decision_to_json
from games.rules.fields import value as at_path
from games.rules.model import Application, FundStance, Level, Posting
from games.rules.money import FULL
from games.selectors.stories.facts import Year
from games.selectors.why.measured import Figure, Measured

DECISION, CARD, FIGURE, POSTING, SETTING = "decision", "card", "figure", "posting", "setting"
"""Kinds of origins; a setting is the scenario itself, nobody decided it in the game."""
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing behind a posting; ``chosen``: the part of the decision that led to it (JSON).

    ``item``: service of a level left as it was, or card; ``place`` and ``figure`` lead to a line.
    """

    kind: str
    round_number: int
    town: str = ""
    chosen: Json | None = None
    item: str = ""
    place: int = 0
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A posting with the rounds up to its own."""

    years: tuple[Year, ...]
    posting: Posting

    @property
    def year(self) -> Year:
        """The round of the posting."""
        return self.years[-1]

    @property
    def town(self) -> str:
        """The municipality that paid or got the money, "" where none did."""
        for account in (self.posting.source, self.posting.target):
            if account in self.year.after.towns:
                return account
        return ""


Find = Callable[[Case], Iterator[Origin]]


def origins_of(years: tuple[Year, ...], posting: Posting) -> tuple[Origin, ...]:
    """What is behind a posting of the last of these rounds; never empty for a known rule."""
    found = tuple(_FINDERS[posting.rule](Case(years, posting)))
    return found or (Origin(SETTING, years[-1].number),)


def _chosen(year: Year, town: str, *paths: str) -> Json:
    """The part of a decision at some paths, as JSON that ``choices_of`` reads."""
    content = decision_to_json(year.decisions[town]) if town in year.decisions else {}
    found: dict[str, Any] = {}
    for path in paths:
        name, _dot, key = path.partition(".")
        value = at_path(content, path)
        if value is None:
            continue
        if not key:
            found[name] = value
        elif isinstance(content[name], Mapping):
            found[name] = {**found.get(name, {}), key: value}
        else:
            found[name] = [*found.get(name, []), key]
    return found


def _decided(year: Year, town: str, *paths: str, item: str = "") -> Origin:
    return Origin(DECISION, year.number, town, _chosen(year, town, *paths), item)


def _before(case: Case, measured: Measured) -> Iterator[Origin]:
    number = case.year.number - 1
    yield Origin(FIGURE, number, case.town, figure=Figure(measured, number, case.town))


def _card(case: Case, factor: str) -> Iterator[Origin]:
    """The card that made something dearer or business worse in this round."""
    event = case.year.settled.event
    if case.posting.inputs.get(factor, FULL) != FULL and event is not None:
        yield Origin(CARD, case.year.number, item=event.id)


def _taxes(case: Case) -> Iterator[Origin]:
    yield from _before(case, Measured.PEOPLE)
    yield from _before(case, Measured.VACANCY)
    yield from _card(case, "business_factor")


def _last_taxes(case: Case) -> Iterator[Origin]:
    """What is paid this year goes by the tax base of last year."""
    for year in case.years[-2:-1]:
        for place, posting in year.postings("E1"):
            if posting.target == case.town:
                yield Origin(POSTING, year.number, case.town, place=place)
    yield from _before(case, Measured.PEOPLE)


def _people(case: Case) -> Iterator[Origin]:
    yield from _before(case, Measured.PEOPLE)


def _own_service(case: Case) -> Iterator[Origin]:
    service = case.posting.cause
    yield _decided(case.year, case.town, f"levels.{service}", f"places.{service}", item=service)
    yield from _card(case, "price_factor")


def _renewal(case: Case) -> Iterator[Origin]:
    if case.posting.cause in case.year.scenario.services:
        yield from _own_service(case)
        return
    service = case.posting.cause.rpartition("-")[0]
    for town, decision in case.year.decisions.items():
        if decision.levels.get(service) == Level.RENEW:
            yield _decided(case.year, town, f"levels.{service}", item=service)
    yield from _agreed(case)


def _places(case: Case) -> Iterator[Origin]:
    yield _decided(case.year, case.town, f"places.{case.posting.cause}", item=case.posting.cause)


def _agreed(case: Case) -> Iterator[Origin]:
    """The round in which an agreement was founded: who offered, who consented."""
    agreement = case.posting.cause
    for year in case.years:
        old = {each.id for each in year.before.agreements}
        new = next((each for each in year.after.agreements if each.id == agreement), None)
        if new is None or agreement in old:
            continue
        yield from _signatures(year, new.service, new.members)
        return
    yield from _founded_and_gone(case)


def _founded_and_gone(case: Case) -> Iterator[Origin]:
    """An agreement that ended in the round of its founding stands in no state."""
    for year in reversed(case.years):
        members = tuple(p.source for _, p in year.postings("V2") if p.cause == case.posting.cause)
        if members:
            yield from _signatures(year, case.posting.cause.rpartition("-")[0], members)
            return


def _signatures(year: Year, service: str, members: tuple[str, ...]) -> Iterator[Origin]:
    offers = {
        f"{town}#{place}": town
        for town, decision in year.decisions.items()
        for place, offer in enumerate(decision.proposals)
        if offer.service == service and set(offer.members) == set(members)
    }
    for town in members:
        decision = year.decisions.get(town)
        if decision is None:
            continue
        own = [offer for offer in decision.proposals if offer.service == service]
        consents = [each for each in decision.consents if each in offers]
        if own and town in offers.values():
            content = decision_to_json(decision)["proposals"]
            mine = [each for each in content if each["service"] == service]
            yield Origin(DECISION, year.number, town, {"proposals": mine[:1]})
        elif consents:
            yield Origin(DECISION, year.number, town, {"consents": consents})
        elif decision.pledge:
            yield _decided(year, town, "pledge")


def _share(case: Case) -> Iterator[Origin]:
    path = f"withhold.{case.posting.cause}"
    for town in case.year.decisions:
        if at_path(decision_to_json(case.year.decisions[town]), path):
            yield _decided(case.year, town, path)
    yield from _agreed(case)


def _joint_cost(case: Case) -> Iterator[Origin]:
    service = case.posting.cause.rpartition("-")[0]
    for town, decision in case.year.decisions.items():
        if service in decision.levels and case.year.settled.services[town][service].joint:
            yield _decided(case.year, town, f"levels.{service}", item=service)
    yield from _card(case, "price_factor")
    yield from _agreed(case)


def _penalty(case: Case) -> Iterator[Origin]:
    for year in case.years[-2:-1]:
        yield _decided(year, case.posting.source, f"withhold.{case.posting.cause}")


def _exit(case: Case) -> Iterator[Origin]:
    for year in reversed(case.years):
        decision = year.decisions.get(case.posting.source)
        if decision is not None and case.posting.cause in decision.leave:
            yield _decided(year, case.posting.source, f"leave.{case.posting.cause}")
            return


def _pledge(case: Case) -> Iterator[Origin]:
    yield _decided(case.year, case.town, "pledge")


def _field(path: str) -> Find:
    def find(case: Case) -> Iterator[Origin]:
        yield _decided(case.year, case.town, path)

    return find


def _all_edge(case: Case) -> Iterator[Origin]:
    """Every year in which the town built on the edge."""
    for year in case.years:
        if any(case.town in (each.source, each.target) for _place, each in year.postings("W1")):
            yield _decided(year, case.town, "greenfield")


def _joined(year: Year, town: str) -> bool:
    decision = year.decisions.get(town)
    return decision is not None and decision.fund == FundStance.JOIN


def _member(case: Case) -> Iterator[Origin]:
    """When the town joined the fund, and what it built where dwellings cost a levy."""
    joined = next((year for year in reversed(case.years) if _joined(year, case.town)), None)
    if joined is not None:
        yield _decided(joined, case.town, "fund")
    if case.posting.inputs.get("dwellings"):
        yield _decided(case.year, case.town, "greenfield")


def _members(case: Case) -> Iterator[Origin]:
    for town in case.year.after.fund.members:
        joined = next((year for year in reversed(case.years) if _joined(year, town)), None)
        if joined is not None:
            yield _decided(joined, town, "fund")


def _application(case: Case) -> Iterator[Origin]:
    yield from _applied(case.year, case.posting.cause)


def _applied(year: Year, card: str) -> Iterator[Origin]:
    for town, decision in year.decisions.items():
        for each in decision.applications:
            if each.project == card and _counts(year, town, each):
                chosen = {"applications": [_plain(each)]}
                yield Origin(DECISION, year.number, town, chosen, card)
        if card in decision.consents:
            yield _decided(year, town, f"consents.{card}", item=card)


def _counts(year: Year, town: str, application: Application) -> bool:
    return any(
        (row.applicant, row.card) == (town, application.project) for row in year.settled.awards
    )


def _plain(application: Application) -> Json:
    """An application without what the applicant wrote: its words are on the page of the fund."""
    plain: dict[str, Any] = {"project": application.project}
    if application.partners:
        plain["partners"] = list(application.partners)
    if application.shares:
        plain["shares"] = dict(application.shares)
    if application.anyway:
        plain["anyway"] = True
    return plain


def _finished(case: Case) -> Iterator[Origin]:
    for year in case.years[:-1]:
        for row in year.settled.awards:
            card = year.scenario.projects[row.card]
            if row.carried_out and card.yearly and case.town in row.partners:
                yield from _applied(year, row.card)


def _dissolved(case: Case) -> Iterator[Origin]:
    number = case.year.number - 1
    yield Origin(FIGURE, number, figure=Figure(Measured.FUND, number))


def _event(case: Case) -> Iterator[Origin]:
    yield Origin(CARD, case.year.number, item=case.posting.cause)


def _account(case: Case) -> Iterator[Origin]:
    yield from _before(case, Measured.ACCOUNT)


def _help(case: Case) -> Iterator[Origin]:
    yield _decided(case.year, case.posting.source, f"payments.{case.posting.target}")


_FINDERS: Final[Mapping[str, Find]] = {
    "E1": _taxes,
    "E2": _last_taxes,
    "E3": _last_taxes,
    "E4": _people,
    "L1": _own_service,
    "L2": _renewal,
    "L3": _places,
    "V1": _share,
    "V2": _agreed,
    "V3": _agreed,
    "V4": _penalty,
    "V5": _joint_cost,
    "V6": _exit,
    "V7": _pledge,
    "W1": _field("greenfield"),
    "W2": _field("inner"),
    "W3": _all_edge,
    "F1": _member,
    "F2": _members,
    "F3": _members,
    "F4": _application,
    "F5": _application,
    "F6": _finished,
    "F7": _dissolved,
    "H1": _help,
    "X1": _event,
    "X2": _event,
    "Z1": _account,
}
"""How to find what is behind a posting, for every rule that books money."""
