"""P3: no strategy is best in every seat under every model."""

from collections import Counter

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import Game, Player, everyone
from games.rules.balance.text import mean, percent, points
from games.rules.model import Scenario

COMPARED = ("allein", "trittbrett", "reziprok", "fonds", "kooperativ")
OTHERS = "reziprok"
FEWER = 50
"""A cell of the table gets one game in so many: there are many cells."""


def _plan(scenario: Scenario, seed: str, games: int) -> Plan:
    names = seeds(seed, max(1, games // FEWER))
    return {
        f"{model}/{town}/{strategy}": tuple(
            Game(name, model, everyone(scenario, Player(OTHERS), **{town: Player(strategy)}))
            for name in names
        )
        for model in scenario.models
        for town in scenario.municipalities
        for strategy in COMPARED
    }


def _judge(scenario: Scenario, played: Played) -> Finding:
    best: dict[tuple[str, str], str] = {}
    rows = []
    for model in scenario.models:
        row = [model]
        for town in scenario.municipalities:
            reached = {
                name: mean(
                    game.towns[town].values[-1].gesamt for game in played[f"{model}/{town}/{name}"]
                )
                for name in COMPARED
            }
            leader = max(COMPARED, key=lambda name: reached[name])
            best[model, town] = leader
            row.append(f"{leader} {points(reached[leader])}")
        rows.append(tuple(row))
    wins = Counter(best.values())
    leader, most = wins.most_common(1)[0]
    listed = ", ".join(f"{name} {count}" for name, count in wins.most_common())
    checks = (
        Check(
            most < len(best),
            f"Keine Spielweise ist überall die beste: {leader} führt in {percent(most, len(best))} "
            f"der {len(best)} Paare aus Kommune und Modell (insgesamt: {listed}).",
        ),
    )
    names = tuple(town.name for town in scenario.municipalities.values())
    title = f"Beste Spielweise und ihr Teamwert, alle anderen spielen {OTHERS}"
    return Finding(checks, (Table(title, ("Modell", *names), tuple(rows)),))


NO_BEST = Property("P3", "Keine Spielweise ist immer die beste", _plan, _judge)
