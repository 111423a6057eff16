"""P1: together beats alone. P2: breaking with the others tempts at once and costs later."""

from collections.abc import Callable, Sequence

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import Game, Outcome, Player, apart_from_trust, everyone
from games.rules.balance.text import average, mean, millions, percent, points
from games.rules.balance.turncoat import TURNCOAT
from games.rules.model import Scenario

ALONE, TOGETHER_LINE = "allein/allein", "alles/kooperativ"
LINES = (
    ALONE,
    "alles/reziprok",
    TOGETHER_LINE,
    "alles/trittbrett",
    "alles/fonds",
    "alles/zufall",
    "austausch/kooperativ",
    "vertraege/kooperativ",
    "verband/kooperativ",
)
"""Model and players of every line of the first table."""
FEWER = 5
"""Lines beside the main ones get one game in so many."""
TURN = 4
FULL_LENGTH = 8
"""Rounds after which the scissors of costs and income must have opened."""
FEW = 6
"""Together at most one town in so many may end in deficit."""


# --- P1 ------------------------------------------------------------------------------------------


def _together_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    plan = {}
    for line in LINES:
        model, strategy = line.split("/")
        if model not in scenario.models:
            continue
        number = games if line in LINES[:3] else max(1, games // FEWER)
        players = everyone(scenario, Player(strategy))
        plan[line] = tuple(Game(name, model, players) for name in seeds(seed, number))
    return plan


def _together(scenario: Scenario, played: Played) -> Finding:
    alone, together = played[ALONE], played[TOGETHER_LINE]
    towns = len(scenario.municipalities)
    before = mean(game.region[0].daseinsvorsorge for game in alone)
    lost, kept = _services(alone), _services(together)
    broke, sound = _deficits(alone), _deficits(together)
    held = sum(g.region[-1].daseinsvorsorge >= g.region[0].daseinsvorsorge for g in together)
    long = scenario.rounds >= FULL_LENGTH
    demanded = "verlangt" if long else f"ab {FULL_LENGTH} Runden verlangt"
    checks = (
        Check(
            lost < before or not long,
            f"Spielen alle allein, gehen die Leistungen von {points(before)} auf {points(lost)} "
            f"({demanded}: weniger).",
        ),
        Check(
            2 * broke >= towns * len(alone) or not long,
            f"Allein enden im Mittel {average(broke, len(alone))} von {towns} Gemeinden im "
            f"strukturellen Defizit ({demanded}: mindestens die Hälfte).",
        ),
        Check(
            kept >= before and kept > lost,
            f"Arbeiten alle zusammen, stehen die Leistungen am Ende bei {points(kept)}, in "
            f"{percent(held, len(together))} der Spiele mindestens so hoch wie am Anfang "
            "(verlangt: im Mittel mindestens wie am Anfang und besser als allein).",
        ),
        Check(
            FEW * sound <= towns * len(together) and sound <= broke,
            f"Gemeinsam enden im Mittel {average(sound, len(together))} Gemeinden im Defizit "
            f"(verlangt: höchstens eine von {FEW} und nicht mehr als allein).",
        ),
    )
    rows = tuple(_line(line, played[line]) for line in played)
    head = ("Modell/Spielweise", "Spiele", "Leistungen", "Finanzen", "Ortskern", "Vertrauen",
            "Teamwert", "Defizite", "Fonds Mio. €")  # fmt: skip
    return Finding(checks, (Table("Ende des Spiels", head, rows),))


def _line(line: str, games: Sequence[Outcome]) -> tuple[str, ...]:
    ends = [game.region[-1] for game in games]
    return (
        line,
        str(len(games)),
        points(mean(end.daseinsvorsorge for end in ends)),
        points(mean(end.finanzen for end in ends)),
        points(mean(end.ortskern for end in ends)),
        points(mean(end.vertrauen for end in ends)),
        points(mean(end.gesamt for end in ends)),
        average(_deficits(games), len(games)),
        millions(mean(game.grants for game in games), sign=False),
    )


def _services(games: Sequence[Outcome]) -> int:
    return mean(game.region[-1].daseinsvorsorge for game in games)


def _deficits(games: Sequence[Outcome]) -> int:
    return sum(game.deficits for game in games)


# --- P2 ------------------------------------------------------------------------------------------


def _temptation_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    if scenario.rounds <= TURN:
        return {}
    partner, turncoat = Player("reziprok"), Player("kooperativ", later=TURNCOAT, turn=TURN)
    plan: dict[str, tuple[Game, ...]] = {}
    for town in scenario.municipalities:
        for line, player in ((f"treu/{town}", Player("kooperativ")), (f"ab/{town}", turncoat)):
            players = everyone(scenario, partner, **{town: player})
            plan[line] = tuple(Game(name, "alles", players) for name in seeds(seed, games))
    return plan


def _temptation(scenario: Scenario, played: Played) -> Finding:
    towns = [town for town in scenario.municipalities if f"ab/{town}" in played]
    if not towns:
        return Finding(())

    def difference(town: str, figure: Callable[[Outcome], int]) -> list[int]:
        pairs = zip(played[f"ab/{town}"], played[f"treu/{town}"], strict=True)
        return [figure(away) - figure(loyal) for away, loyal in pairs]

    rows, cash, worse = [], {}, {}
    for town in towns:
        at_once = difference(town, lambda game, t=town: game.towns[t].accounts[TURN])  # type: ignore[misc]
        value = difference(town, lambda game, t=town: game.towns[t].values[-1].gesamt)  # type: ignore[misc]
        bare = difference(
            town,
            lambda game, t=town: apart_from_trust(scenario, game.towns[t].values[-1]),  # type: ignore[misc]
        )
        account = difference(town, lambda game, t=town: game.towns[t].accounts[-1])  # type: ignore[misc]
        cash[town], worse[town] = mean(at_once), mean(value)
        rows.append(
            (
                scenario.municipalities[town].name,
                millions(cash[town]),
                points(worse[town], sign=True),
                percent(sum(one < 0 for one in value), len(value)),
                points(mean(bare), sign=True),
                millions(mean(account)),
            )
        )
    tempted = [town for town in towns if cash[town] > 0]
    punished = [town for town in towns if worse[town] < 0]
    checks = (
        Check(
            len(tempted) == len(towns),
            f"Wer in Runde {TURN} aussteigt, hat danach in {len(tempted)} von {len(towns)} "
            "Gemeinden mehr Geld als mit Zusammenarbeit (verlangt: in allen).",
        ),
        Check(
            len(punished) >= len(towns) - 1,
            f"Am Ende liegt der Teamwert in {len(punished)} von {len(towns)} Gemeinden unter dem "
            "eigenen Weg mit Zusammenarbeit (verlangt: in allen bis auf höchstens eine).",
        ),
    )
    head = ("Gemeinde", f"Kasse nach Runde {TURN}, Mio. €", "Teamwert am Ende", "schlechter in",
            "Teamwert ohne Vertrauen", "Kasse am Ende, Mio. €")  # fmt: skip
    return Finding(checks, (Table("Ausstieg gegenüber Treue", head, tuple(rows)),))


TOGETHER = Property("P1", "Gemeinsam trägt, allein nicht", _together_plan, _together)
TEMPTATION = Property(
    "P2", "Aussteigen lockt sofort und kostet später", _temptation_plan, _temptation
)
