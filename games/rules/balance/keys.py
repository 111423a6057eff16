"""P4: every key pleases somebody, and equalisation takes away the reason to quarrel."""

from dataclasses import replace

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table
from games.rules.balance.text import thousands
from games.rules.bots.gains import best_sites
from games.rules.fairness import of_offer
from games.rules.model import Mode, Proposal, Scenario, Service, State
from games.rules.start import start

TRUST = 6500
STAGE = 4
QUOTAS = "quoten"
FOR_PLACES = ("nutzung", "misch")
"""Keys that ask how people travel: for offices the first is that by inhabitants."""
EQUALISED = "mit Ausgleich"
SHAPLEY = "Shapley-Kosten"

Advantages = dict[str, dict[str, int]]
"""Advantage in euro a year by line (key) and town."""


def _no_games(scenario: Scenario, seed: str, games: int) -> Plan:
    return {}


def _judge(scenario: Scenario, played: Played) -> Finding:
    state = _trusting(scenario)
    tables, pleased, losers, left_behind, agreed = [], set(), set(), [], []
    for service in scenario.services.values():
        lines = _lines(scenario, state, service)
        if lines is None:
            continue
        advantage, reference = lines
        even = advantage.pop(EQUALISED)
        best = {_best(advantage, town) for town in scenario.municipalities}
        pleased |= best
        agreed += [service.name] if len(best) == 1 else []
        losers |= {key for key, row in advantage.items() if min(row.values()) < 0}
        left_behind += [service.name for gain in even.values() if gain < 0]
        tables.append(_table(scenario, service, advantage, even, reference))
    keys = [key for key in scenario.keys if key != QUOTAS]
    missing = [key for key in keys if key not in pleased]
    checks = (
        Check(
            not agreed,
            "Bei jeder Leistung streiten die Gemeinden um den Schlüssel."
            if not agreed
            else f"Alle wollen denselben Schlüssel bei: {', '.join(agreed)}.",
        ),
        Check(
            2 * len(missing) <= len(keys),
            f"{len(keys) - len(missing)} von {len(keys)} Schlüsseln sind für mindestens eine "
            "Gemeinde bei mindestens einer Leistung der beste (verlangt: die Hälfte"
            + (f"; für niemanden: {', '.join(missing)})." if missing else ")."),
        ),
        Check(bool(losers), f"Nachteile für jemanden haben: {', '.join(sorted(losers)) or '–'}."),
        Check(
            not left_behind,
            "Mit Lasten-Nutzen-Ausgleich verliert niemand."
            if not left_behind
            else f"Trotz Ausgleich verliert jemand bei: {', '.join(sorted(set(left_behind)))}.",
        ),
    )
    return Finding(checks, tuple(tables))


def _trusting(scenario: Scenario) -> State:
    state = start(scenario, "schluessel", _model(scenario))
    trust = {one: dict.fromkeys(row, TRUST) for one, row in state.trust.items()}
    return replace(state, trust=trust)


def _model(scenario: Scenario) -> str:
    return max(scenario.models.values(), key=lambda item: (item.max_stage, item.equalise)).id


def _lines(
    scenario: Scenario, state: State, service: Service
) -> tuple[Advantages, dict[str, int]] | None:
    """Advantages by key and the Shapley cost; None where sharing gains nothing."""
    towns = tuple(sorted(state.towns))
    place = service.mode is Mode.PLACE
    if place and service.duty:
        return None
    sites = best_sites(scenario, state, service.id, towns, STAGE) if place else ()
    if place and not sites:
        return None
    offer = Proposal(service.id, STAGE, towns, sites)
    found: Advantages = {}
    for key in (key for key in scenario.keys if key != QUOTAS and (place or key not in FOR_PLACES)):
        lens = of_offer(scenario, state, replace(offer, key=key))
        found[key] = {town: item.advantage for town, item in lens.members.items()}
    even = of_offer(scenario, state, replace(offer, equalise=True))
    found[EQUALISED] = {town: item.advantage for town, item in even.members.items()}
    if sum(found[EQUALISED].values()) <= 0:
        return None
    return found, dict(even.shapley or {})


def _best(advantage: Advantages, town: str) -> str:
    return max(advantage, key=lambda key: advantage[key][town])


def _table(
    scenario: Scenario,
    service: Service,
    advantage: Advantages,
    even: dict[str, int],
    reference: dict[str, int],
) -> Table:
    towns = list(scenario.municipalities)
    rows = [
        (key, *(_cell(row[town], best=_best(advantage, town) == key) for town in towns))
        for key, row in advantage.items()
    ]
    rows.append((EQUALISED, *(thousands(even[town]) for town in towns)))
    if reference:
        rows.append((SHAPLEY, *(thousands(reference[town]).lstrip("+") for town in towns)))
    gain = thousands(sum(even.values()))
    names = tuple(scenario.municipalities[town].name for town in towns)
    title = f"{service.name}: Vorteil je Schlüssel in Tausend Euro im Jahr, zusammen {gain}"
    return Table(title, ("Schlüssel", *names), tuple(rows))


def _cell(euro: int, *, best: bool) -> str:
    return f"**{thousands(euro)}**" if best else thousands(euro)


QUARREL = Property("P4", "Jeder Schlüssel gefällt jemandem, Ausgleich allen", _no_games, _judge)
