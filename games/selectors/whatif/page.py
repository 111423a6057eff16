"""The page "what if": the choices, both games side by side, and whether leaving would have paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.access import Viewer
from games.rules.model import Scenario
from games.rules.sidebyside import Side, TownRow
from games.selectors import money
from games.selectors.labels import value_label
from games.selectors.record import Record
from games.selectors.regionmap import mark_of
from games.selectors.townname import TownName
from games.selectors.whatif import wishes, words
from games.selectors.whatif.offered import Offered, offered
from games.selectors.whatif.reckoning import Outcome, Service, is_known, outcome_of
from games.selectors.whatif.wishes import Ground, Wish, ground_of, wishes_of

PARAMETER = "anders"
LEAVING_SECONDS: Final = 0.12
"""So long a page reckons towns that leave before it shows what there is and is asked for the rest.

A game of eight rounds and eight towns takes a twentieth of a second for each town.
"""
VALUES = ("daseinsvorsorge", "finanzen", "ortskern")
"""Values of the region that are reckoned without anybody's mood."""


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish as the page shows it; ``others``: the query without it."""

    token: str
    title: str
    others: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in both games."""

    title: str
    played: str
    again: str


@dataclass(frozen=True, slots=True)
class TownLine:
    """A town at the end of both games."""

    town: TownName
    row: TownRow


@dataclass(frozen=True, slots=True)
class Compared:
    """Both games side by side; ``parted`` None where every round came out alike."""

    title: str
    finding: str
    lines: tuple[Line, ...]
    outcome: Outcome
    towns: tuple[TownLine, ...]
    parted: int | None
    parting: tuple[str, ...]
    whole_game: tuple[str, ...]
    rounds: tuple[words.Uncompared, ...]

    @property
    def void(self) -> int:
        """Decisions that lead nowhere, in all rounds."""
        return sum(each.count for each in self.rounds)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a town would have had without agreements and fund: euro more than in the game."""

    town: TownName
    gain: int
    region: int
    query: str


@dataclass(frozen=True, slots=True)
class LeavingTable:
    """What leaving would have brought; ``missing``: towns that are still to be reckoned."""

    rows: tuple[Leaving, ...]
    missing: int
    finding: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The page; ``compared`` None where nothing is to be different, ``wrong``: refused wishes."""

    wishes: tuple[Wished, ...]
    wrong: tuple[str, ...]
    offered: Offered
    compared: Compared | None
    leaving: LeavingTable | None
    full: bool


def what_if(viewer: Viewer, record: Record, tokens: Sequence[str]) -> WhatIf | None:
    """The page for the wishes of an address; None where no round was played. Two queries."""
    if not record.rounds:
        return None
    ground = ground_of(viewer, record)
    found, wrong = wishes_of(ground, tokens)
    return WhatIf(
        wishes=tuple(Wished(w.token, w.title, _query(found, without=w)) for w in found),
        wrong=wrong,
        offered=offered(ground),
        compared=_compared(ground, found) if found else None,
        leaving=None if found or wrong else _leaving(ground),
        full=len(found) >= wishes.MOST,
    )


def query_of(tokens: Sequence[str]) -> str:
    """Wishes as the query of an address."""
    return urlencode([(PARAMETER, token) for token in tokens], safe=":")


def _query(found: Sequence[Wish], *, without: Wish) -> str:
    return query_of([wish.token for wish in found if wish is not without])


def _compared(ground: Ground, found: Sequence[Wish]) -> Compared:
    outcome = outcome_of(ground, found)
    scenario = ground.scenario
    return Compared(
        title="; ".join(wish.title for wish in found),
        finding=_finding(outcome),
        lines=tuple(_lines(scenario, outcome)),
        outcome=outcome,
        towns=_towns(scenario, outcome.towns),
        parted=outcome.parting.round if outcome.parting else None,
        parting=words.parting_lines(scenario, outcome.parting) if outcome.parting else (),
        whole_game=words.whole_game(outcome),
        rounds=words.uncompared(scenario, outcome),
    )


def _towns(scenario: Scenario, rows: Sequence[TownRow]) -> tuple[TownLine, ...]:
    by_town = {row.town: row for row in rows}
    return tuple(TownLine(_town(scenario, each), by_town[each]) for each in scenario.municipalities)


def _town(scenario: Scenario, town: str) -> TownName:
    place = list(scenario.municipalities).index(town)
    return TownName(town, scenario.municipalities[town].name, mark_of(place))


def _finding(outcome: Outcome) -> str:
    change = outcome.again.result - outcome.played.result
    if outcome.parting is None:
        return _("Das Spiel wäre auf den Euro genauso ausgegangen.")
    if not change:
        return _("Die Region hätte am Ende gleich viel Geld, nur anders verteilt.")
    amount = {"amount": money.euro(abs(change))}
    if change > 0:
        text = _("Mit denselben Entscheidungen hätte die Region am Ende %(amount)s mehr.") % amount
    else:
        text = (
            _("Mit denselben Entscheidungen hätte die Region am Ende %(amount)s weniger.") % amount
        )
    return f"{text} {_better_off(outcome.towns)}"


def _better_off(rows: Sequence[TownRow]) -> str:
    better, everybody = sum(row.difference > 0 for row in rows), len(rows)
    if not better:
        return _("Keine Gemeinde hätte mehr auf dem Konto.")
    if better == everybody:
        return _("Jede Gemeinde hätte mehr auf dem Konto.")
    return ngettext(
        "Mehr auf dem Konto hätte %(n)d von %(all)d Gemeinden.",
        "Mehr auf dem Konto hätten %(n)d von %(all)d Gemeinden.",
        better,
    ) % {"n": better, "all": everybody}


def _lines(scenario: Scenario, outcome: Outcome) -> Iterator[Line]:
    one, two = outcome.played, outcome.again
    yield Line(
        _("Ergebnis der Region"), money.euro_change(one.result), money.euro_change(two.result)
    )
    for service, then, now in outcome.services:
        name = scenario.services[service].name
        yield Line(name, _service_words(then), _service_words(now))
    for name in VALUES:
        yield Line(
            value_label(name),
            money.points(getattr(one.values, name)),
            money.points(getattr(two.values, name)),
        )
    yield Line(_("Vertrauen im Mittel"), money.points(one.trust), money.points(two.trust))
    yield Line(_("Verträge am Ende"), money.number(one.agreements), money.number(two.agreements))
    yield Line(_("Im Fonds"), money.number(one.fund), money.number(two.fund))
    yield Line(_("Zuschüsse aus dem Fonds"), money.euro(one.grants), money.euro(two.grants))
    yield Line(
        _("Laufend im Minus (letzte zwei Jahre)"),
        _names(scenario, one.deficits),
        _names(scenario, two.deficits),
    )
    yield Line(
        _("Weniger auf dem Konto als am Start"),
        _names(scenario, one.poorer),
        _names(scenario, two.poorer),
    )


def _service_words(service: Service) -> str:
    sites = ngettext("%(n)d Standort", "%(n)d Standorte", service.sites) % {"n": service.sites}
    if not service.sites:
        sites = _("kein Standort")
    if not service.members:
        return sites
    carriers = ngettext("%(n)d Träger", "%(n)d Träger", service.members) % {"n": service.members}
    return f"{sites}, {carriers}"


def _names(scenario: Scenario, towns: Sequence[str]) -> str:
    return ", ".join(scenario.municipalities[town].name for town in towns) or _("niemand")


def _leaving(ground: Ground) -> LeavingTable:
    """As many towns as a page has time for; what is reckoned once is there at once."""
    towns = list(ground.scenario.municipalities)
    rows: list[Leaving] = []
    begun = perf_counter()
    for town in towns:
        wish = wishes.wish_of(ground, f"{wishes.ALONE}:{town}")
        if perf_counter() - begun > LEAVING_SECONDS and not is_known(ground, [wish]):
            continue
        rows.append(_left(ground, town, outcome_of(ground, [wish]), query_of([wish.token])))
    missing = len(towns) - len(rows)
    return LeavingTable(tuple(rows), missing, "" if missing else _leaving_finding(rows))


def _left(ground: Ground, town: str, outcome: Outcome, query: str) -> Leaving:
    row = next(each for each in outcome.towns if each.town == town)
    return Leaving(
        town=_town(ground.scenario, town),
        gain=row.difference,
        region=_change(outcome.played, outcome.again),
        query=query,
    )


def _change(one: Side, two: Side) -> int:
    return two.result - one.result


def _leaving_finding(leaving: Sequence[Leaving]) -> str:
    """Whom it would have brought money to go alone."""
    gained = [each.town.name for each in leaving if each.gain > 0]
    if not gained:
        return _("Allein hätte keine Gemeinde mehr auf dem Konto.")
    if len(gained) == len(leaving):
        return _("Allein hätte jede Gemeinde mehr auf dem Konto.")
    return _("Allein mehr auf dem Konto: %(towns)s.") % {"towns": ", ".join(gained)}
