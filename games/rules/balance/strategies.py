"""P3: no strategy is best in every seat under every model."""

from collections import Counter
from collections.abc import Callable

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import Course, Game, Player, apart_from_trust, everyone
from games.rules.balance.text import mean, percent, points
from games.rules.model import Scenario

COMPARED = ("allein", "trittbrett", "reziprok", "fonds", "kooperativ")
OTHERS = "reziprok"
FEWER = 50
"""A cell of the table gets one game in so many: there are many cells."""

Leaders = dict[tuple[str, str], tuple[str, int]]
"""By model and town the leading strategy and its figure."""


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
    best = _leaders(scenario, played, lambda course: course.values[-1].gesamt)
    wins = _wins(best)
    first, most = wins.most_common(1)[0]
    check = Check(
        most < len(best),
        f"Keine Spielweise ist überall die beste: {first} führt in {percent(most, len(best))} "
        f"der {len(best)} Paare aus Gemeinde und Modell (insgesamt: {_listed(wins)}).",
    )
    bare = _leaders(scenario, played, lambda c: apart_from_trust(scenario, c.values[-1]))
    money = _leaders(scenario, played, lambda course: course.accounts[-1])
    remarks = (
        f"Ohne den Wert Vertrauen führen: {_listed(_wins(bare))}.",
        f"Nach dem Kontostand am Ende führen: {_listed(_wins(money))}.",
    )
    rows = tuple(
        (
            model,
            *(
                f"{leader} {points(value)}"
                for leader, value in (best[model, town] for town in scenario.municipalities)
            ),
        )
        for model in scenario.models
    )
    names = tuple(town.name for town in scenario.municipalities.values())
    title = f"Beste Spielweise und ihr Teamwert, alle anderen spielen {OTHERS}"
    return Finding((check,), (Table(title, ("Modell", *names), rows),), remarks)


def _leaders(scenario: Scenario, played: Played, figure: Callable[[Course], int]) -> Leaders:
    """By model and town the strategy with the highest mean of a figure; ties to the first."""
    found = {}
    for model in scenario.models:
        for town in scenario.municipalities:
            reached = {
                name: mean(figure(game.towns[town]) for game in played[f"{model}/{town}/{name}"])
                for name in COMPARED
            }
            found[model, town] = max(reached.items(), key=lambda item: item[1])
    return found


def _wins(leaders: Leaders) -> Counter[str]:
    return Counter(leader for leader, _ in leaders.values())


def _listed(wins: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in wins.most_common())


NO_BEST = Property("P3", "Keine Spielweise ist immer die beste", _plan, _judge)
