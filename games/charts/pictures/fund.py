"""The fund: who paid in, who won, and what became of the money."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import AXIS, PETROL, SAND, Figure
from games.charts.pictures.forms import (
    burden_and_benefit,
    flow,
    in_thousands,
    link,
    more_thousands,
    node,
    town_colour,
)
from games.charts.pictures.look import Look
from games.charts.pictures.spans import after, before, postings, span_title, town_names
from games.rules.posting import FUND
from games.selectors import money
from games.selectors.labels import account_label, cause_label

Given = Mapping[tuple[str, str], int]
"""Euro that left the fund, by who received it and what for."""

MOST_DRAWN = 14
"""Projects that have a place of their own in the picture."""
BACK = "F7"
"""The rule by which the rest of a fund that ends goes back."""
STOCK_BEFORE, STOCK_AFTER, GIVEN_BACK = "vorher", "nachher", "zurueck"


@dataclass(frozen=True, slots=True)
class Part:
    """What an account paid into the fund, won from it and got back at its end, in euro."""

    paid: int = 0
    won: int = 0
    back: int = 0

    @property
    def net(self) -> int:
        """Won and back, less what was paid."""
        return self.won + self.back - self.paid


def parts(look: Look) -> dict[str, Part]:
    """By account: all municipalities in seating order, then whoever else had to do with it."""
    found: dict[str, Part] = {town: Part() for town in town_names(look)}
    for each in postings(look):
        if each.target == FUND:
            old = found.get(each.source, Part())
            found[each.source] = Part(old.paid + each.amount, old.won, old.back)
        elif each.source == FUND:
            old = found.get(each.target, Part())
            back = each.amount if each.rule == BACK else 0
            won = each.amount - back
            found[each.target] = Part(old.paid, old.won + won, old.back + back)
    return found


def draw(look: Look) -> tuple[Figure, ...]:
    """Part of each municipality, and the way of the money; nothing where there was no fund."""
    found = parts(look)
    if not any(FUND in (p.source, p.target) for s in look.record.settlements for p in s.postings):
        return ()
    return (_sides(look, found), _flows(look))


def _sides(look: Look, found: Mapping[str, Part]) -> Figure:
    scenario, towns = look.record.scenario, town_names(look)
    rows = [
        [
            cells.word(account_label(scenario, account)),
            cells.euro(part.paid),
            cells.euro(part.won),
            cells.euro(part.back),
            cells.change(part.net),
        ]
        for account, part in found.items()
    ]
    every = [
        sum(getattr(part, name) for part in found.values())
        for name in ("paid", "won", "back", "net")
    ]
    end = [cells.word(_("Summe")), *map(cells.euro, every[:3]), cells.change(every[3])]
    return Figure(
        id="fonds-anteile",
        title=_("Fonds: eingezahlt und bekommen, %(span)s, in Tausend Euro")
        % {"span": span_title(look)},
        finding=_finding({towns[town]: found[town] for town in towns}),
        options=burden_and_benefit(
            list(towns.values()),
            (_("eingezahlt"), _("bekommen")),
            [found[town].paid for town in towns],
            [found[town].won + found[town].back for town in towns],
            [more_thousands(found[town].net) for town in towns],
        ),
        table=cells.table(
            (_("Konto"), _("eingezahlt"), _("gewonnen"), _("zurück am Ende"), _("netto")),
            [*rows, end],
        ),
        height="l",
        note=_("Am Ende jedes Balkens steht, was netto bleibt."),
        table_note=_("Die Tabelle nennt auch Land und Kreis."),
    )


def _finding(found: Mapping[str, Part]) -> str:
    active = {name: part for name, part in found.items() if part != Part()}
    if not active:
        return _("Hier hat keine Gemeinde eingezahlt und keine etwas bekommen.")
    paid, got = (
        sum(part.paid for part in active.values()),
        sum(part.won + part.back for part in active.values()),
    )
    most = max(active, key=lambda name: active[name].net)
    least = min(active, key=lambda name: active[name].net)
    return _(
        "Die Gemeinden zahlen %(paid)s ein und bekommen %(got)s. Am meisten bleibt %(most)s "
        "(%(more)s), am wenigsten %(least)s (%(less)s)."
    ) % {
        "paid": money.euro(paid),
        "got": money.euro(got),
        "most": most,
        "more": money.euro_change(active[most].net),
        "least": least,
        "less": money.euro_change(active[least].net),
    }


def ways(look: Look) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """What came into the fund by payer, and what went out by (municipality, project), in euro.

    With what was in it before and after, both come to the same.
    """
    paid: Counter[str] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    for each in postings(look):
        if each.target == FUND:
            paid[each.source] += each.amount
        elif each.source == FUND:
            given[each.target, GIVEN_BACK if each.rule == BACK else each.cause] += each.amount
    for stock, state in ((paid, before(look)), (None, after(look))):
        if state.fund.money and stock is not None:
            stock[STOCK_BEFORE] += state.fund.money
        elif state.fund.money:
            given["", STOCK_AFTER] += state.fund.money
    return dict(paid), dict(given)


def _flows(look: Look) -> Figure:
    paid, given = ways(look)
    names = _Names(look)
    sums: Counter[str] = Counter()
    for (town, what), amount in given.items():
        if what not in (STOCK_AFTER, GIVEN_BACK):
            sums[names.use(town, what)] += amount
    rows = [
        *(
            [cells.word(names.payer(who)), cells.word(_("Fonds")), cells.euro(amount)]
            for who, amount in paid.items()
        ),
        *(
            [cells.word(_("Fonds")), cells.word(names.receiver(*use)), cells.euro(amount)]
            for use, amount in given.items()
        ),
    ]
    return Figure(
        id="fonds-wege",
        title=_("Wohin das Geld des Fonds geflossen ist, %(span)s, in Tausend Euro")
        % {"span": span_title(look)},
        finding=_flow_finding(sum(paid.values()), sums),
        options=_drawn(look, names, paid, given),
        table=cells.table((_("Von"), _("An"), _("Betrag")), rows),
        height="xl",
        dense=True,
        note=_("Projekte für alle Beteiligten zusammen."),
        table_note=_("In der Tabelle steht der Teil jeder Gemeinde."),
    )


class _Names:
    """What the ends of the flows are called."""

    def __init__(self, look: Look) -> None:
        self._scenario = look.record.scenario

    def payer(self, account: str) -> str:
        """Who pays in, or what was there."""
        if account == STOCK_BEFORE:
            return _("Bestand vorher")
        return account_label(self._scenario, account)

    def use(self, town: str, what: str) -> str:
        """What the money is for."""
        if what == STOCK_AFTER:
            return _("Bestand nachher")
        if what == GIVEN_BACK:
            return _("Zurück an %(who)s") % {"who": account_label(self._scenario, town)}
        return cause_label(self._scenario, what)

    def receiver(self, town: str, what: str) -> str:
        """What it is for, and whose."""
        use = self.use(town, what)
        if what in (STOCK_AFTER, GIVEN_BACK):
            return use
        return f"{use} ({account_label(self._scenario, town)})"


def _flow_finding(total: int, uses: Mapping[str, int]) -> str:
    if not total:
        return _("Hier ist kein Geld durch den Fonds geflossen.")
    words = {"total": money.euro(total)}
    if not uses:
        return _("%(total)s sind im Fonds; an Projekte ging davon nichts.") % words
    most = max(uses, key=lambda use: uses[use])
    return _("%(total)s gehen durch den Fonds; am meisten für %(use)s: %(amount)s.") % (
        words | {"use": most, "amount": money.euro(uses[most])}
    )


def _drawn(look: Look, names: _Names, paid: Mapping[str, int], given: Given) -> dict[str, Any]:
    order = {town: place for place, town in enumerate(town_names(look))}
    nodes = [node(FUND, 1, _word(_("Fonds"), sum(paid.values())), PETROL)] if paid else []
    links = []
    for account, amount in paid.items():
        colour = town_colour(order[account]) if account in order else SAND
        nodes.append(node(f"0:{account}", 0, _word(names.payer(account), amount), colour))
        links.append(link(f"0:{account}", FUND, amount))
    for (label, town), amount in _merged(look, names, given).items():
        colour = town_colour(order[town]) if town in order else AXIS
        nodes.append(node(f"2:{label}", 2, _word(label, amount), colour))
        links.append(link(FUND, f"2:{label}", amount) | {"lineStyle": {"color": colour}})
    return flow(nodes, links, right=300)


def _merged(look: Look, names: _Names, given: Given) -> dict[tuple[str, str], int]:
    """What the money is for, with the one municipality it is for ("" = several), largest first.

    Beyond ``MOST_DRAWN`` projects the smaller ones come together, and so does what goes back.
    """
    towns, takers = town_names(look), dict[str, set[str]]()
    sums: Counter[str] = Counter()
    ends: Counter[tuple[str, str]] = Counter()
    for (town, what), amount in given.items():
        if what == GIVEN_BACK and town in towns:
            ends[_("Zurück an die Gemeinden"), ""] += amount
        elif what in (GIVEN_BACK, STOCK_AFTER):
            ends[names.use(town, what), ""] += amount
        else:
            sums[names.use(town, what)] += amount
            takers.setdefault(names.use(town, what), set()).add(town)
    first = sums.most_common(MOST_DRAWN)
    found = {
        (use, next(iter(takers[use])) if len(takers[use]) == 1 else ""): amount
        for use, amount in first
    }
    rest = sums.total() - sum(amount for _use, amount in first)
    if rest:
        found[_("Weitere Projekte"), ""] = rest
    return found | ends


def _word(name: str, amount: int) -> str:
    return f"{name}  {in_thousands(amount)}"
