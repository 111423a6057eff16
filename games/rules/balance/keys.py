"""P4: every key pleases somebody, and equalisation takes away the reason to quarrel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table
from games.rules.balance.text import thousands
from games.rules.bots.gains import best_sites
from games.rules.fairness import of_offer
from games.rules.model import Mode, Proposal, Scenario, Service, State
from games.rules.offers import QUOTAS, share_keys
from games.rules.start import start

TRUST = 6500
STAGE = 4
MANY_SERVICES = 6
"""With so many services worth sharing every key must please somebody."""
FOR_PLACES = ("nutzung", "misch")
"""Keys that ask how people travel: for offices the first is that by inhabitants."""
EQUALISED = "mit Ausgleich"
SHAPLEY = "Shapley-Kosten"

Advantages = dict[str, dict[str, int]]
"""Advantage in euro a year by key and town."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a joint service means to every town: by key, with equalisation, and its Shapley cost."""

    keys: Advantages
    even: Mapping[str, int]
    shapley: Mapping[str, int]

    def best(self) -> dict[str, str]:
        """The key every town would like best."""
        return {town: max(self.keys, key=lambda k, t=town: self.keys[k][t]) for town in self.even}  # type: ignore[misc]

    def harmful(self) -> list[str]:
        """Keys under which somebody loses."""
        return [key for key, row in self.keys.items() if min(row.values()) < 0]


def _no_games(scenario: Scenario, seed: str, games: int) -> Plan:
    return {}


def _judge(scenario: Scenario, played: Played) -> Finding:
    state = _trusting(scenario)
    found = {}
    for service in scenario.services.values():
        lines = _lines(scenario, state, service)
        if lines is not None:
            found[service.name] = lines
    keys = [key for key in share_keys(scenario) if key != QUOTAS]
    tables = tuple(_table(scenario, name, lines) for name, lines in found.items())
    return Finding((*_quarrel(found), _pleased(scenario, keys, found), _healed(found)), tables)


def _quarrel(found: Mapping[str, Lines]) -> Iterator[Check]:
    """Over every service towns quarrel, and not only about who gains more."""
    agreed = [name for name, lines in found.items() if len(set(lines.best().values())) == 1]
    yield Check(
        not agreed,
        "Bei jeder Leistung streiten die Gemeinden um den Schlüssel."
        if not agreed
        else f"Alle wollen denselben Schlüssel bei: {', '.join(agreed)}.",
    )
    harmless = [name for name, lines in found.items() if not lines.harmful()]
    harmful = sorted({key for lines in found.values() for key in lines.harmful()})
    yield Check(
        not harmless,
        f"Bei jeder Leistung schadet mindestens ein Schlüssel jemandem (Nachteile haben: "
        f"{', '.join(harmful)})."
        if not harmless
        else f"Kein Schlüssel schadet jemandem bei: {', '.join(harmless)}.",
    )


def _pleased(scenario: Scenario, keys: list[str], found: Mapping[str, Lines]) -> Check:
    """Every key is the best one for somebody; half of them where there is little to share.

    Keys that ask how people travel need several places of one kind, and towns without.
    """
    pleased = {key for lines in found.values() for key in lines.best().values()}
    missing = [key for key in keys if key not in pleased]
    rich = len(found) >= MANY_SERVICES
    wanted = min(len(keys), len(scenario.municipalities)) if rich else (len(keys) + 1) // 2
    return Check(
        len(keys) - len(missing) >= wanted,
        f"{len(keys) - len(missing)} von {len(keys)} Schlüsseln sind für mindestens eine Gemeinde "
        f"bei mindestens einer Leistung der beste (verlangt: {wanted}"
        + (f"; für niemanden: {', '.join(missing)})." if missing else ")."),
    )


def _healed(found: Mapping[str, Lines]) -> Check:
    losing = [name for name, lines in found.items() if min(lines.even.values()) <= 0]
    return Check(
        not losing,
        "Mit Lasten-Nutzen-Ausgleich gewinnen bei jeder Leistung alle."
        if not losing
        else f"Trotz Ausgleich gewinnt jemand nichts bei: {', '.join(losing)}.",
    )


def _trusting(scenario: Scenario) -> State:
    state = start(scenario, "schluessel", _model(scenario))
    trust = {one: dict.fromkeys(row, TRUST) for one, row in state.trust.items()}
    return replace(state, trust=trust)


def _model(scenario: Scenario) -> str:
    return max(scenario.models.values(), key=lambda item: (item.max_stage, item.equalise)).id


def _lines(scenario: Scenario, state: State, service: Service) -> Lines | None:
    """What every key means for a service; None where sharing gains nothing."""
    towns = tuple(sorted(state.towns))
    place = service.mode is Mode.PLACE
    if place and service.duty:
        return None
    sites = best_sites(scenario, state, service.id, towns, STAGE) if place else ()
    if place and not sites:
        return None
    offer = Proposal(service.id, STAGE, towns, sites)
    found: Advantages = {}
    keys = (key for key in share_keys(scenario) if key != QUOTAS)
    for key in (key for key in keys if place or key not in FOR_PLACES):
        lens = of_offer(scenario, state, replace(offer, key=key))
        found[key] = {town: item.advantage for town, item in lens.members.items()}
    lens = of_offer(scenario, state, replace(offer, equalise=True))
    even = {town: item.advantage for town, item in lens.members.items()}
    return Lines(found, even, dict(lens.shapley or {})) if sum(even.values()) > 0 else None


def _table(scenario: Scenario, service: str, lines: Lines) -> Table:
    towns, best = list(scenario.municipalities), lines.best()
    rows = [
        (key, *(_cell(row[town], best=best[town] == key) for town in towns))
        for key, row in lines.keys.items()
    ]
    rows.append((EQUALISED, *(thousands(lines.even[town]) for town in towns)))
    if lines.shapley:
        rows.append((SHAPLEY, *(thousands(lines.shapley[town]).lstrip("+") for town in towns)))
    gain = thousands(sum(lines.even.values()))
    names = tuple(scenario.municipalities[town].name for town in towns)
    title = f"{service}: Vorteil je Schlüssel in Tausend Euro im Jahr, zusammen {gain}"
    return Table(title, ("Schlüssel", *names), tuple(rows))


def _cell(euro: int, *, best: bool) -> str:
    return f"**{thousands(euro)}**" if best else thousands(euro)


QUARREL = Property("P4", "Jeder Schlüssel gefällt jemandem, Ausgleich allen", _no_games, _judge)
