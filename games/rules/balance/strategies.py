"""P3: a real dilemma. No strategy is best in every seat under every model, and taking tempts."""

from collections import Counter
from collections.abc import Callable, Iterator

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import Course, Game, Player, apart_from_trust, everyone
from games.rules.balance.text import at_least, mean, percent, points
from games.rules.balance.turncoat import TURNCOAT
from games.rules.model import Scenario

LAST_MOMENT = "absprung"
"""Together until the last round, in which nobody can answer any more, then away."""
COMPARED = ("allein", "trittbrett", "reziprok", "fonds", "kooperativ", LAST_MOMENT)
TAKING = ("allein", "trittbrett", LAST_MOMENT)
"""Strategies that give nothing, or stop giving when it counts."""
OTHERS = "reziprok"
TAKERS, GIVERS = "trittbrett", "kooperativ"
FEWER = 50
"""A cell of the table gets one game in so many: there are many cells."""
LEAD_AT_MOST = 67
"""Percent of the pairs in which a single strategy may lead."""
TEMPTED, LURED = 67, 33
"""Percent of the pairs in which taking must pay best in cash, and apart from trust."""

Leaders = dict[tuple[str, str], tuple[str, int]]
"""By model and town the leading strategy and its figure."""


def _player(scenario: Scenario, name: str) -> Player:
    if name == LAST_MOMENT:
        return Player(GIVERS, later=TURNCOAT, turn=scenario.rounds)
    return Player(name)


def _plan(scenario: Scenario, seed: str, games: int) -> Plan:
    names = seeds(seed, max(1, games // FEWER))
    others = Player(OTHERS)
    seats = {
        f"{model}/{town}/{name}": (
            model,
            everyone(scenario, others, **{town: _player(scenario, name)}),
        )
        for model in scenario.models
        for town in scenario.municipalities
        for name in COMPARED
    }
    alike = {
        f"{model}/alle/{name}": (model, everyone(scenario, Player(name)))
        for model in scenario.models
        for name in (TAKERS, GIVERS)
    }
    return {
        line: tuple(Game(name, model, players) for name in names)
        for line, (model, players) in (seats | alike).items()
    }


def _judge(scenario: Scenario, played: Played) -> Finding:
    best = _leaders(scenario, played, lambda course: course.values[-1].gesamt)
    bare = _leaders(scenario, played, lambda c: apart_from_trust(scenario, c.values[-1]))
    money = _leaders(scenario, played, lambda course: course.accounts[-1])
    checks = (_no_best(best), *_tempting(bare, money), _harm(scenario, played))
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
    table = Table(title, ("Modell", *names), rows)
    return Finding(checks, (table,), _remarks(best, bare, money))


def _no_best(best: Leaders) -> Check:
    wins = _wins(best)
    first, most = wins.most_common(1)[0]
    return Check(
        100 * most <= LEAD_AT_MOST * len(best),
        f"Keine Spielweise ist überall die beste: {first} führt in {percent(most, len(best))} "
        f"der {len(best)} Paare aus Gemeinde und Modell (verlangt: höchstens {LEAD_AT_MOST} %).",
    )


def _tempting(bare: Leaders, money: Leaders) -> Iterator[Check]:
    taking = {which: _taking(leaders) for which, leaders in (("bare", bare), ("money", money))}
    yield Check(
        at_least(TEMPTED, taking["money"], len(money)),
        f"Nehmen lockt: In {percent(taking['money'], len(money))} der Paare hat am Ende am meisten "
        f"Geld, wer nichts gibt oder in der letzten Runde abspringt (verlangt: {TEMPTED} %).",
    )
    yield Check(
        at_least(LURED, taking["bare"], len(bare)),
        f"Auch ohne den Wert Vertrauen gerechnet steht in {percent(taking['bare'], len(bare))} der "
        f"Paare so jemand am besten da (verlangt: {LURED} %): Was bindet, ist das Vertrauen.",
    )


def _harm(scenario: Scenario, played: Played) -> Check:
    """What tempts each one harms all: the region under takers and under givers."""

    def region(model: str, name: str) -> int:
        return mean(game.region[-1].gesamt for game in played[f"{model}/alle/{name}"])

    worse = [m for m in scenario.models if region(m, TAKERS) < region(m, GIVERS)]
    gaps = [region(m, GIVERS) - region(m, TAKERS) for m in scenario.models]
    return Check(
        len(worse) == len(scenario.models),
        f"Nehmen alle, verlieren alle: In {len(worse)} von {len(scenario.models)} Modellen liegt "
        f"der Teamwert der Region unter dem, wenn alle geben, um {points(min(gaps))} bis "
        f"{points(max(gaps))} Punkte (verlangt: in allen).",
    )


def _remarks(best: Leaders, bare: Leaders, money: Leaders) -> tuple[str, ...]:
    return (
        f"Nach dem Teamwert führen: {_listed(_wins(best))}.",
        f"Ohne den Wert Vertrauen führen: {_listed(_wins(bare))}.",
        f"Nach dem Kontostand am Ende führen: {_listed(_wins(money))}.",
        f"„{LAST_MOMENT}“ arbeitet mit und bricht erst in der letzten Runde mit allen.",
    )


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


def _taking(leaders: Leaders) -> int:
    return sum(leader in TAKING for leader, _ in leaders.values())


def _wins(leaders: Leaders) -> Counter[str]:
    return Counter(leader for leader, _ in leaders.values())


def _listed(wins: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in wins.most_common())


NO_BEST = Property("P3", "Keine Spielweise ist immer die beste, Nehmen lockt", _plan, _judge)
