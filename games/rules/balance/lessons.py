"""P1: together beats alone. P2: breaking with the others tempts at once and costs later."""

from collections.abc import Callable, Iterator, Sequence

from games.rules.balance.finding import (
    Check,
    Finding,
    Plan,
    Played,
    Property,
    Table,
    demanded,
    is_long,
    seeds,
)
from games.rules.balance.games import Game, Outcome, Player, apart_from_trust, everyone
from games.rules.balance.text import at_least, average, mean, millions, percent, points
from games.rules.balance.turncoat import TURNCOAT
from games.rules.model import Scenario

ALONE, TOGETHER_LINE = "allein/allein", "alles/kooperativ"
SAME_PLAYERS = "allein/kooperativ"
"""The players of the best line where the model lets them do nothing together."""
LINES = (
    ALONE,
    "alles/reziprok",
    TOGETHER_LINE,
    "alles/trittbrett",
    "alles/fonds",
    "alles/zufall",
    SAME_PLAYERS,
    "austausch/kooperativ",
    "vertraege/kooperativ",
    "verband/kooperativ",
)
"""Model and players of every line of the first table."""
FEWER = 5
"""Lines beside the main ones get one game in so many."""
HALF = 2
"""A town breaks away in the middle of the game: in round 4 of 8."""
FEW = 6
"""Together at most one town in so many may end in deficit."""
CLEARLY = 300
"""Ten-thousandths by which services together must exceed those of everybody alone."""
MOST_GAMES, MANY_GAMES, NEARLY_ALL = 75, 80, 90
"""Percent of the games in which a property must show, not only in their mean."""


# --- P1 ------------------------------------------------------------------------------------------


def _together_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    plan = {}
    for line in LINES:
        model, strategy = line.split("/")
        if model not in scenario.models:
            continue
        number = games if line in (*LINES[:3], SAME_PLAYERS) else max(1, games // FEWER)
        players = everyone(scenario, Player(strategy))
        plan[line] = tuple(Game(name, model, players) for name in seeds(seed, number))
    return plan


def _together(scenario: Scenario, played: Played) -> Finding:
    checks = (*_alone(scenario, played), *_shared(scenario, played), _thanks_to_others(played))
    rows = tuple(_line(line, played[line]) for line in played)
    head = ("Modell/Spielweise", "Spiele", "Leistungen", "Finanzen", "Ortskern", "Vertrauen",
            "Teamwert", "Defizite", "Fonds Mio. €")  # fmt: skip
    return Finding(checks, (Table("Ende des Spiels", head, rows),))


def _alone(scenario: Scenario, played: Played) -> Iterator[Check]:
    """Alone it does not work; in short games the scissors have not opened yet."""
    alone, towns = played[ALONE], len(scenario.municipalities)
    before, lost = _start(alone), _services(alone)
    broke = sum(2 * game.deficits >= towns for game in alone)
    short, wanted = not is_long(scenario), demanded(scenario)
    yield Check(
        lost < before or short,
        f"Spielen alle allein, gehen die Leistungen von {points(before)} auf {points(lost)} "
        f"({wanted}: weniger).",
    )
    yield Check(
        at_least(NEARLY_ALL, broke, len(alone)) or short,
        f"Allein enden im Mittel {average(_deficits(alone), len(alone))} von {towns} Gemeinden im "
        f"strukturellen Defizit, in {percent(broke, len(alone))} der Spiele mindestens die Hälfte "
        f"({wanted}: in {NEARLY_ALL} %).",
    )


def _shared(scenario: Scenario, played: Played) -> Iterator[Check]:
    """Together services hold and budgets stay sound, in most games and not only on average."""
    alone, together, towns = played[ALONE], played[TOGETHER_LINE], len(scenario.municipalities)
    lost, kept = _services(alone), _services(together)
    held = sum(g.region[-1].daseinsvorsorge >= g.region[0].daseinsvorsorge for g in together)
    sound = sum(FEW * game.deficits <= towns for game in together)
    yield Check(
        at_least(MOST_GAMES, held, len(together)) and kept >= lost + CLEARLY,
        f"Arbeiten alle zusammen, stehen die Leistungen am Ende bei {points(kept)}, in "
        f"{percent(held, len(together))} der Spiele mindestens so hoch wie am Anfang (verlangt: in "
        f"{MOST_GAMES} % und im Mittel {points(CLEARLY)} mehr als allein).",
    )
    yield Check(
        at_least(MANY_GAMES, sound, len(together)) and _deficits(together) <= _deficits(alone),
        f"Gemeinsam enden im Mittel {average(_deficits(together), len(together))} Gemeinden im "
        f"Defizit, in {percent(sound, len(together))} der Spiele höchstens eine von {FEW} "
        f"(verlangt: in {MANY_GAMES} % und im Mittel nicht mehr als allein).",
    )


def _thanks_to_others(played: Played) -> Check:
    """The same players without the means to cooperate: what is left is their housekeeping."""
    able, unable = played[TOGETHER_LINE], played[SAME_PLAYERS]
    more = _services(able) - _services(unable)
    ends = [mean(game.region[-1].gesamt for game in games) for games in (able, unable)]
    value, broke = ends[0] - ends[1], average(_deficits(unable), len(unable))
    return Check(
        more >= CLEARLY and value >= CLEARLY,
        "Es liegt an der Zusammenarbeit, nicht am Haushalten: Dieselben Spieler ohne gemeinsame "
        f"Mittel haben {points(more)} Punkte weniger bei den Leistungen, {points(value)} weniger "
        f"Teamwert und {broke} Gemeinden im Defizit (verlangt: je {points(CLEARLY)} Punkte).",
    )


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


def _start(games: Sequence[Outcome]) -> int:
    return mean(game.region[0].daseinsvorsorge for game in games)


def _deficits(games: Sequence[Outcome]) -> int:
    return sum(game.deficits for game in games)


# --- P2 ------------------------------------------------------------------------------------------


def turning(scenario: Scenario) -> int:
    """The round in which a town breaks with the others."""
    return scenario.rounds // HALF


def _temptation_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    away = Player("kooperativ", later=TURNCOAT, turn=turning(scenario))
    plan: dict[str, tuple[Game, ...]] = {}
    for town in scenario.municipalities:
        for line, player in ((f"treu/{town}", Player("kooperativ")), (f"ab/{town}", away)):
            players = everyone(scenario, Player("reziprok"), **{town: player})
            plan[line] = tuple(Game(name, "alles", players) for name in seeds(seed, games))
    return plan


class _Defection:
    """What a town has more when it breaks away than on its own loyal way, game by game."""

    def __init__(self, scenario: Scenario, played: Played, town: str) -> None:
        self.name = scenario.municipalities[town].name
        self._pairs = list(zip(played[f"ab/{town}"], played[f"treu/{town}"], strict=True))
        turn = turning(scenario)
        self.at_once = self._more(lambda game: game.towns[town].accounts[turn])
        self.value = self._more(lambda game: game.towns[town].values[-1].gesamt)
        self.bare = self._more(lambda game: apart_from_trust(scenario, game.towns[town].values[-1]))
        self.account = self._more(lambda game: game.towns[town].accounts[-1])

    def _more(self, figure: Callable[[Outcome], int]) -> list[int]:
        return [figure(away) - figure(loyal) for away, loyal in self._pairs]

    @property
    def richer(self) -> int:
        """Games in which breaking away pays at once."""
        return sum(one > 0 for one in self.at_once)

    @property
    def worse(self) -> int:
        """Games that end below the loyal way."""
        return sum(one < 0 for one in self.value)

    def row(self) -> tuple[str, ...]:
        """Cells of the table."""
        games = len(self._pairs)
        return (
            self.name,
            millions(mean(self.at_once)),
            percent(self.richer, games),
            points(mean(self.value), sign=True),
            percent(self.worse, games),
            points(mean(self.bare), sign=True),
            millions(mean(self.account)),
        )


def _temptation(scenario: Scenario, played: Played) -> Finding:
    towns = [_Defection(scenario, played, town) for town in scenario.municipalities]
    turn, games = turning(scenario), len(played[f"ab/{next(iter(scenario.municipalities))}"])
    tempted = [town for town in towns if at_least(NEARLY_ALL, town.richer, games)]
    punished = [town for town in towns if at_least(NEARLY_ALL, town.worse, games)]
    of = f"von {len(towns)} Gemeinden"
    checks = (
        Check(
            len(tempted) == len(towns),
            f"Wer in Runde {turn} aussteigt, hat danach in {len(tempted)} {of} mehr Geld als mit "
            f"Zusammenarbeit (verlangt: in allen, in mindestens {NEARLY_ALL} % der Spiele).",
        ),
        Check(
            len(punished) >= len(towns) - 1,
            f"Am Ende liegt der Teamwert in {len(punished)} {of} unter dem eigenen Weg mit "
            f"Zusammenarbeit (verlangt: in allen bis auf höchstens eine, in mindestens "
            f"{NEARLY_ALL} % der Spiele).",
        ),
    )
    head = ("Gemeinde", f"Kasse nach Runde {turn}, Mio. €", "reicher in", "Teamwert am Ende",
            "schlechter in", "Teamwert ohne Vertrauen", "Kasse am Ende, Mio. €")  # fmt: skip
    rows = tuple(town.row() for town in towns)
    return Finding(checks, (Table("Ausstieg gegenüber Treue", head, rows),))


TOGETHER = Property("P1", "Gemeinsam trägt, allein nicht", _together_plan, _together)
TEMPTATION = Property(
    "P2", "Aussteigen lockt sofort und kostet später", _temptation_plan, _temptation
)
