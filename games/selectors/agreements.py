"""Signed agreements: what all may see, what they mean to the own team, what became of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules.fairness import Fairness, of_agreement
from games.rules.model import Agreement, Scenario, State
from games.rules.money import part
from games.selectors.draftwords import draft_form
from games.selectors.frame import place
from games.selectors.memo import Same, one_reading
from games.selectors.offer_starts import Start, starts
from games.selectors.offer_words import (
    Row,
    content_of,
    offer_title,
    rows,
    stage_name,
    style_of,
    town_name,
)
from games.selectors.offers import Budget, OfferLine, budget, offer_lines, versions
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.scenarios import states
from games.selectors.situation import Situation, situation
from games.selectors.timebudget import open_budget

UNION = 4
WITHHOLDING = (2, 3)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an agreement; euro a year at today's prices, all services kept up."""

    name: str
    mark: int
    own: bool
    alone: int
    pays: int
    saves: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Exit:
    """What it would mean to break off, in euro and rounds (rules section 5.6).

    ``leaves``: the round in which notice given now would count; ``fee``: by the last payment;
    ``votes``: of the others that stage 4 needs; ``gap``: kept back by withholding, ``penalty``:
    due for it next year; ``released``: who gave notice and waits for the own word.
    """

    leave: str
    withhold: str
    release: str
    leaving: bool
    withholding: bool
    releasing: bool
    given: int
    leaves: int
    fee: int
    votes: int
    closed: bool
    may_withhold: bool
    gap: int
    penalty: int
    asking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an agreement; ``round`` in which."""

    round: int
    text: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as all may see it; ``exit`` is there for its members alone."""

    id: str
    title: str
    stage: str
    style: int
    members: tuple[Member, ...]
    own: bool
    founded: int
    starts: int
    running: bool
    total: int
    terms: tuple[Row, ...]
    exit: Exit | None
    history: tuple[Event, ...]

    @property
    def mine(self) -> Member | None:
        """The own line."""
        return next((member for member in self.members if member.own), None)


@dataclass(frozen=True, slots=True)
class Agreements:
    """The list: offers that concern the team, signed agreements of all, templates."""

    round_number: int
    offers: tuple[OfferLine, ...]
    signed: tuple[Signed, ...]
    starts: tuple[Start, ...]
    budget: Budget
    map: RegionMap

    @property
    def waiting(self) -> int:
        """Offers that wait for the team's answer."""
        return sum(line.waits for line in self.offers)

    @property
    def own(self) -> tuple[Signed, ...]:
        """Agreements the team is in."""
        return tuple(each for each in self.signed if each.own)

    @property
    def others(self) -> tuple[Signed, ...]:
        """Agreements among others."""
        return tuple(each for each in self.signed if not each.own)


@lru_cache(maxsize=512)
def _looked_at(scenario: Same[Scenario], state: Same[State], agreement_id: str) -> Fairness:
    return of_agreement(scenario.value, state.value, agreement_id)


def newest_state(now: Situation) -> State:
    """The region as it stands: once the round is settled, what came of it."""
    return states(now.place.game.pk)[-1]


def own_paths(now: Situation) -> list[str]:
    """The fields of the draft about agreements: ``leave.A``, ``release.A``, ``withhold.A``."""
    mine = [item for item in newest_state(now).agreements if now.town in item.members]
    return [f"{name}.{item.id}" for item in mine for name in ("leave", "release", "withhold")]


def signed_of(now: Situation) -> tuple[Signed, ...]:
    """All agreements that stand, the own ones first."""
    played = states(now.place.game.pk)
    found = [_signed(now, item, played) for item in played[-1].agreements]
    return tuple(sorted(found, key=lambda each: (not each.own, each.founded, each.id)))


def _signed(now: Situation, item: Agreement, states: tuple[State, ...]) -> Signed:
    scenario, own = now.scenario, now.town in item.members
    look = _looked_at(Same(scenario), Same(states[-1]), item.id)
    order = list(scenario.municipalities)
    return Signed(
        id=item.id,
        title=offer_title(scenario, [item.service]),
        stage=stage_name(scenario, item.stage, equalise=item.equalise),
        style=style_of(item.stage, equalise=item.equalise),
        members=tuple(
            Member(
                name=town_name(scenario, town),
                mark=mark_of(order.index(town)),
                own=town == now.town,
                alone=look.members[town].alone,
                pays=look.members[town].pays,
                saves=look.members[town].saves,
                leaves=item.notices.get(town, 0),
            )
            for town in item.members
        ),
        own=own,
        founded=item.founded,
        starts=item.starts,
        running=item.starts <= states[-1].round,
        total=look.total,
        terms=rows(scenario, content_of(item)),
        exit=_exit(now, item, states[-1]) if own else None,
        history=tuple(_history(scenario, item.id, states)),
    )


def _exit(now: Situation, item: Agreement, state: State) -> Exit:
    stage = now.scenario.stages[item.stage]
    last = item.last_shares.get(now.town, 0)
    gap = part(max(0, last), now.scenario.trust.withhold_rate)
    content = now.draft.content
    own = state.towns[now.town].services.get(item.service)
    others = len(item.members) - 1
    return Exit(
        leave=f"leave.{item.id}",
        withhold=f"withhold.{item.id}",
        release=f"release.{item.id}",
        leaving=item.id in content.get("leave", ()),
        withholding=item.id in content.get("withhold", ()),
        releasing=item.id in content.get("release", ()),
        given=item.notices.get(now.town, 0),
        leaves=state.round + stage.notice,
        fee=max(0, part(last, stage.exit_rate)),
        votes=(2 * others + 2) // 3 if item.stage == UNION else 0,
        closed=own is not None and not own.open,
        may_withhold=item.stage in WITHHOLDING and item.starts <= state.round,
        gap=gap,
        penalty=part(gap, stage.penalty),
        asking=tuple(
            town_name(now.scenario, town)
            for town in item.notices
            if item.stage == UNION and town != now.town
        ),
    )


def _history(scenario: Scenario, agreement_id: str, states: tuple[State, ...]) -> Iterator[Event]:
    """What happened to an agreement and those it came from, round by round."""
    chain = {agreement_id}
    for state in reversed(states):
        chain |= {a.replaces for a in state.agreements if a.id in chain and a.replaces}
    before: dict[str, Agreement] = {}
    for state in states[1:]:
        played = state.round - 1
        after = {a.id: a for a in state.agreements if a.id in chain}
        for item in after.values():
            yield from _changes(scenario, played, before.get(item.id), item)
        for item in before.values():
            if item.id not in after:
                yield Event(played, _("Ende der Fassung von Runde %d") % item.founded, bad=False)
        breaches = [claim for claim in state.claims if claim.agreement in chain]
        for claim in breaches:
            text = _("%(who)s hat die Zahlung verweigert") % {
                "who": town_name(scenario, claim.debtor)
            }
            yield Event(played, text, bad=True)
        before = after


def _changes(
    scenario: Scenario, played: int, before: Agreement | None, item: Agreement
) -> Iterator[Event]:
    if before is None:
        words = _("geändert: neue Fassung") if item.replaces else _("gegründet")
        yield Event(played, words, bad=False)
        before = item if item.founded != played or not item.notices else None
    known = before.notices if before else {}
    for town, due in item.notices.items():
        if town not in known:
            text = _("%(who)s hat zu Runde %(due)d gekündigt")
            words = text % {"who": town_name(scenario, town), "due": due}
            yield Event(played, words, bad=False)
    for town in before.members if before else ():
        if town not in item.members:
            text = _("%(who)s ist ausgeschieden") % {"who": town_name(scenario, town)}
            yield Event(played, text, bad=town not in known)


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the list and the pages of agreements need; in the lobby only the frame."""
    now = situation(viewer)
    frame = place(viewer).frame
    if now is None:
        return {"frame": frame, "now": timezone.now(), "page": None, "form": None, "budget": None}
    return {
        "frame": frame,
        "now": timezone.now(),
        "page": Agreements(
            round_number=now.place.game.round_number,
            offers=offer_lines(now),
            signed=signed_of(now),
            starts=starts(now.scenario, now.state, now.town),
            budget=budget(now),
            map=region_map(now.scenario, newest_state(now)),
        ),
        "form": draft_form(now, own_paths(now)),
        "budget": open_budget(now),
    }


def starts_with(viewer: Viewer, town: str) -> Mapping[str, Any]:
    """The templates with a certain neighbour in them; nothing where there is no such town."""
    now = situation(viewer)
    if now is None or town not in now.state.towns or town == now.town:
        return {}
    return {
        "partner": town,
        "asked": town_name(now.scenario, town),
        "starts": starts(now.scenario, now.state, now.town, town),
    }


def start_content(
    viewer: Viewer, *, template: str, partner: str, agreement: str, again: int
) -> Mapping[str, Any] | None:
    """Terms (JSON) for a new offer: of a template, of an own agreement, of an offer that ended.

    None where there is no such template, agreement or offer for the team.
    """
    now = situation(viewer)
    if now is None:
        return None
    if agreement:
        mine = (a for a in now.state.agreements if a.id == agreement and now.town in a.members)
        item = next(mine, None)
        return content_of(item) | {"replaces": item.id} if item else None
    if again > 0:
        known = versions(now, again)
        return known[-1].content if known else None
    found = starts(now.scenario, now.state, now.town, partner)
    return next((each.content for each in found if each.id == template), None)
