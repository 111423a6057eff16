"""P5: the variants of the fund have different winners."""

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import Game, Player, everyone
from games.rules.balance.text import mean, millions, points, thousands
from games.rules.model import Scenario

FEWER = 5
NOTHING = "allein"


def _variants(scenario: Scenario) -> list[str]:
    """Models that are about a fund and nothing firmer than talking."""
    return [item.id for item in scenario.models.values() if item.fund and item.max_stage <= 1]


def _plan(scenario: Scenario, seed: str, games: int) -> Plan:
    players = everyone(scenario, Player("reziprok"))
    names = seeds(seed, max(1, games // FEWER))
    models = [model for model in (NOTHING, *_variants(scenario)) if model in scenario.models]
    return {model: tuple(Game(name, model, players) for name in names) for model in models}


def _judge(scenario: Scenario, played: Played) -> Finding:
    variants = _variants(scenario)
    towns = list(scenario.municipalities)
    net = {
        model: {town: mean(game.towns[town].fund for game in played[model]) for town in towns}
        for model in played
    }
    used = [model for model in variants if any(net[model].values())]
    if len(used) < 2:  # noqa: PLR2004 - one variant cannot be compared
        return Finding((Check(False, "Nur eine Fondsvariante kommt überhaupt in Gang."),))
    best = {town: max(used, key=lambda model: net[model][town]) for town in towns}
    ranked = {model: max(towns, key=lambda town: _per_head(scenario, net[model], town))
              for model in used}  # fmt: skip
    ends = {model: [game.region[-1] for game in played[model]] for model in played}
    centres = {model: mean(end.ortskern for end in ends[model]) for model in used}
    checks = (
        Check(
            len(set(best.values())) > 1,
            "Die beste Variante ist nicht für alle dieselbe: "
            + ", ".join(f"{scenario.municipalities[t].name} {m}" for t, m in best.items())
            + ".",
        ),
        Check(
            len(set(ranked.values())) > 1 or len(set(centres.values())) == len(used),
            "Am meisten je Kopf erhält: "
            + ", ".join(f"{m} {scenario.municipalities[t].name}" for m, t in ranked.items())
            + ".",
        ),
    )
    rows = tuple(
        (
            model,
            *(thousands(net[model][town]) for town in towns),
            millions(mean(game.grants for game in played[model]), sign=False),
            points(mean(end.daseinsvorsorge for end in ends[model])),
            points(mean(end.finanzen for end in ends[model])),
            points(mean(end.ortskern for end in ends[model])),
            points(mean(end.gesamt for end in ends[model])),
        )
        for model in played
    )
    names = tuple(town.name for town in scenario.municipalities.values())
    head = ("Modell", *names, "Zuwendungen Mio. €", "Leistungen", "Finanzen", "Ortskern",
            "Teamwert")  # fmt: skip
    title = "Zuwendungen und Rückzahlung weniger Beiträge, Tausend Euro"
    return Finding(checks, (Table(title, head, rows),))


def _per_head(scenario: Scenario, net: dict[str, int], town: str) -> int:
    return net[town] * 100 // max(1, sum(scenario.municipalities[town].people))


VARIANTS = Property("P5", "Die Fondsvarianten haben verschiedene Gewinner", _plan, _judge)
