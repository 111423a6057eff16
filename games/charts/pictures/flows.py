"""Where all money came from and went: every posting, as a Sankey diagram.

Money goes in circles (a fund pays those who paid in), a Sankey diagram must not: so what pays
municipalities stands on the left, what they pay on the right, also where it is one account.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import AXIS, GOLD, LEAF, PETROL, SAND, Figure
from games.charts.pictures.forms import flow, in_thousands, link, node, town_colour
from games.charts.pictures.look import Look
from games.charts.pictures.spans import postings, span_title, town_names
from games.rules.model import Posting
from games.rules.posting import BODY_PREFIX, COUNTY, FUND, LAND, WORLD
from games.selectors import money
from games.selectors.labels import account_label
from games.selectors.ledger import GROUPS, group_of, group_title

SMALL = 200
"""A place on the left or right that moves less than this part of everything is merged."""
LEFT, MIDDLE, RIGHT, FAR = range(4)
BODIES = "verbaende"
NEIGHBOURS = "nachbarn"
EXPENSES = "aufwand"
REST = "rest"


@dataclass(frozen=True, slots=True)
class Flow:
    """Money of one purpose (``ledger.GROUPS``) from an account to an account."""

    source: str
    target: str
    group: str


def sums(booked: Iterable[Posting], town: str = "") -> dict[Flow, int]:
    """Euro by flow, the largest first; with a town only what it paid or received."""
    found: Counter[Flow] = Counter()
    for each in booked:
        if not town or town in (each.source, each.target):
            found[Flow(each.source, each.target, group_of(each.rule))] += each.amount
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0].source, item[0].target)))


def money_flows(look: Look) -> Figure:
    """All flows of the chosen rounds, of one municipality or of all."""
    found = sums(postings(look), look.town)
    names, scenario = town_names(look), look.record.scenario
    whose = names[look.town] if look.town else _("die ganze Region")
    total = sum(found.values())
    rows = [
        [
            cells.word(account_label(scenario, each.source)),
            cells.word(account_label(scenario, each.target)),
            cells.word(group_title(each.group)),
            cells.euro(amount),
        ]
        for each, amount in found.items()
    ]
    end = [cells.word(_("Summe")), cells.word(""), cells.word(""), cells.euro(total)]
    return Figure(
        id="geldfluesse",
        title=_("Woher das Geld kam und wohin es ging: %(whose)s, %(span)s, in Tausend Euro")
        % {"whose": whose, "span": span_title(look)},
        finding=_finding(found, total),
        options=_drawn(found, names),
        table=cells.table((_("Von"), _("An"), _("Zweck"), _("Betrag")), [*rows, end]),
        height="xl",
        dense=True,
        note=_("Jede Buchung steckt in genau einem Strom; kleine sind zusammengefasst."),
        table_note=_("In der Tabelle stehen alle einzeln."),
    )


def _finding(found: Mapping[Flow, int], total: int) -> str:
    by_group: Counter[str] = Counter()
    for each, amount in found.items():
        by_group[each.group] += amount
    if not by_group:
        return _("Hier ist kein Geld geflossen.")
    group, most = by_group.most_common(1)[0]
    share = money.percent(most * 10_000 // total, 0)
    return _("Zusammen sind %(total)s geflossen; %(share)s davon unter „%(group)s“.") % {
        "total": money.euro(total),
        "share": share,
        "group": group_title(group),
    }


def _drawn(found: Mapping[Flow, int], towns: Mapping[str, str]) -> dict[str, object]:
    """The diagram: each flow in one link, small places merged."""
    links: Counter[tuple[tuple[int, str], tuple[int, str]]] = Counter()
    for each, amount in found.items():
        links[_places(each, towns)] += amount
    merged: Counter[tuple[tuple[int, str], tuple[int, str]]] = Counter()
    small = _small(links, sum(found.values()))
    for (source, target), amount in links.items():
        ends = [(place[0], REST) if place in small else place for place in (source, target)]
        merged[ends[0], ends[1]] += amount
    size = _sizes(merged)
    order = {town: place for place, town in enumerate(towns)}
    nodes = [
        node(
            f"{depth}:{key}",
            depth,
            f"{_label(depth, key, towns)}  {in_thousands(size[depth, key])}",
            town_colour(order[key]) if key in order else _COLOURS.get(key, AXIS),
        )
        for depth, key in sorted(
            size, key=lambda place: (place[0], order.get(place[1], 0), -size[place])
        )
    ]
    joined = [
        link(f"{source[0]}:{source[1]}", f"{target[0]}:{target[1]}", amount)
        for (source, target), amount in merged.items()
    ]
    return flow(nodes, joined)


_COLOURS = {FUND: PETROL, BODIES: LEAF, COUNTY: GOLD, LAND: SAND}


def _places(each: Flow, towns: Mapping[str, str]) -> tuple[tuple[int, str], tuple[int, str]]:
    """Where a flow begins and ends in the diagram."""
    if each.source.startswith(BODY_PREFIX):
        if each.target in towns:
            return (LEFT, BODIES), (MIDDLE, each.target)
        return (RIGHT, BODIES), (FAR, EXPENSES)
    source = (MIDDLE, each.source) if each.source in towns else (LEFT, _outside(each.source, each))
    if each.target in towns:
        # From neighbour to neighbour: to the right of who pays.
        target = (RIGHT, NEIGHBOURS) if source[0] == MIDDLE else (MIDDLE, each.target)
        return source, target
    if each.target.startswith(BODY_PREFIX):
        return source, (RIGHT, BODIES)
    return source, (RIGHT, _outside(each.target, each))


def _outside(account: str, each: Flow) -> str:
    """Business and households are one account: what they pay for tells them apart."""
    return each.group if account == WORLD else account


Links = Mapping[tuple[tuple[int, str], tuple[int, str]], int]


def _sizes(links: Links) -> dict[tuple[int, str], int]:
    received: Counter[tuple[int, str]] = Counter()
    paid: Counter[tuple[int, str]] = Counter()
    for (source, target), amount in links.items():
        paid[source] += amount
        received[target] += amount
    return {place: max(paid[place], received[place]) for place in (*paid, *received)}


def _small(links: Links, total: int) -> set[tuple[int, str]]:
    """Places of little money on the left and on the right, where there are several of them."""
    kept = (FUND, BODIES)
    little = [
        place
        for place, amount in _sizes(links).items()
        if place[0] in (LEFT, RIGHT) and place[1] not in kept and amount * SMALL < total
    ]
    return {place for place in little if sum(each[0] == place[0] for each in little) > 1}


def _label(depth: int, key: str, towns: Mapping[str, str]) -> str:
    if key in towns:
        return towns[key]
    words = {
        FUND: _("Fonds"),
        COUNTY: _("Landkreis"),
        LAND: _("Land"),
        BODIES: _("Gemeinsame Dienste"),
        NEIGHBOURS: _("Nachbargemeinden"),
        EXPENSES: _("Aufwand gemeinsam"),
        REST: _("Übriges"),
    }
    if key in words:
        return words[key]
    if key not in GROUPS:
        return key
    return {
        "income": _("Steuern und Saldo") if depth == LEFT else _("Übriger Saldo"),
        "services": _("Eigene Dienste"),
        "joint": _("Gründung, Bauzusagen"),
        "housing": _("Wohnen, Ortskern"),
        "fund": _("Projekte"),
        "other": _("Ereignis, Zinsen"),
    }[key]
