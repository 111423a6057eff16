"""P6: shared data makes better forecasts. P7: building on the edge pays one and harms all."""

from collections.abc import Callable, Sequence

from games.rules.balance.finding import Check, Finding, Plan, Played, Property, Table, seeds
from games.rules.balance.games import PASSIVE, Game, Outcome, Player, everyone
from games.rules.balance.text import decimal, mean, millions, points
from games.rules.model import Scenario
from games.rules.money import rdiv

FEWER = 10
PARTNERS = "kooperativ"
NOBODY, ALL = "niemand", "alle"
EARLY = (1, 3)
"""Rounds at which the builder's cash is looked at, beside the end."""


# --- P6 ------------------------------------------------------------------------------------------


def _data_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    if not scenario.modules.data or scenario.rounds <= scenario.people.forecast_years:
        return {}
    players = everyone(scenario, Player("allein")), everyone(scenario, Player("kooperativ"))
    return {
        "allein": tuple(Game(name, "allein", players[0]) for name in seeds(seed, games)),
        "geteilt": tuple(Game(name, "alles", players[1]) for name in seeds(seed, games)),
    }


def _data(scenario: Scenario, played: Played) -> Finding:
    if not played:
        return Finding(())
    years = scenario.people.forecast_years
    alone, shared = (_error(played[line], years) for line in ("allein", "geteilt"))
    text = (
        f"Die Prognose der Kinder liegt nach {years} Jahren allein um {decimal(alone, 2)} % "
        f"daneben, mit geteilten Daten um {decimal(shared, 2)} % (verlangt: höchstens zwei Fünftel "
        "davon)."
    )
    return Finding((Check(5 * shared <= 2 * alone, text),))


def _error(games: Sequence[Outcome], years: int) -> int:
    """Mean error of the forecasts in ten-thousandths; those of the first day are left out."""
    return mean(
        rdiv(abs(course.forecasts[now] - course.children[now + years]) * 10_000,
             max(1, course.children[now + years]))
        for game in games
        for course in game.towns.values()
        for now in range(1, len(course.children) - years)
    )  # fmt: skip


# --- P7 ------------------------------------------------------------------------------------------


def _edge_plan(scenario: Scenario, seed: str, games: int) -> Plan:
    names = seeds(seed, max(1, games // FEWER))
    most = scenario.housing.max_greenfield_per_1000
    plan = {}
    for strategy in (PASSIVE, PARTNERS):
        quiet, builder = Player(strategy, edge=0), Player(strategy, edge=most)
        lines = {NOBODY: everyone(scenario, quiet), ALL: everyone(scenario, builder)}
        for town in scenario.municipalities:
            lines[town] = everyone(scenario, quiet, **{town: builder})
        for line, players in lines.items():
            plan[f"{strategy}/{line}"] = tuple(Game(name, "alles", players) for name in names)
    return plan


class _Builders:
    """Means of the lines of one kind of players, as differences to nobody building."""

    def __init__(self, scenario: Scenario, played: Played, strategy: str) -> None:
        self.towns = list(scenario.municipalities)
        self.names = {town: scenario.municipalities[town].name for town in self.towns}
        self.end = scenario.rounds
        self.looks = [number for number in EARLY if number < self.end] + [self.end]
        self._games = {line: played[f"{strategy}/{line}"] for line in (NOBODY, ALL, *self.towns)}

    def difference(self, line: str, figure: Callable[[Outcome], int]) -> int:
        """Mean of a figure in a line less the mean where nobody builds."""
        return mean(map(figure, self._games[line])) - mean(map(figure, self._games[NOBODY]))

    def cash(self, line: str, town: str, number: int) -> int:
        """Difference of a town's account after a round in euro."""
        return self.difference(line, lambda game: game.towns[town].accounts[number])

    def others_cash(self, town: str) -> int:
        """What all others together have more at the end if one town builds, in euro."""
        return sum(self.cash(town, other, self.end) for other in self.towns if other != town)

    def value(self, line: str, town: str, number: int) -> int:
        """Difference of a town's team value after a round in ten-thousandths."""
        return self.difference(line, lambda game: game.towns[town].values[number].gesamt)

    def table(self, title: str) -> Table:
        """One row a town."""
        when = " / ".join(map(str, self.looks))
        rows = tuple(
            (
                self.names[t],
                " / ".join(millions(self.cash(t, t, number)) for number in self.looks),
                millions(self.others_cash(t)),
                " / ".join(points(self.value(t, t, number), sign=True) for number in self.looks),
                millions(self.cash(ALL, t, self.end)),
                points(self.value(ALL, t, self.end), sign=True),
            )
            for t in self.towns
        )
        head = ("Gemeinde", f"eigene Kasse nach {when}, Mio. €", "Kasse der anderen am Ende",
                f"eigener Teamwert nach {when}",
                "alle bauen: Kasse", "alle bauen: Teamwert")  # fmt: skip
        return Table(title, head, rows)


def _edge(scenario: Scenario, played: Played) -> Finding:
    quiet = _Builders(scenario, played, PASSIVE)
    towns = quiet.towns
    rich = [t for t in towns if min(quiet.cash(t, t, number) for number in quiet.looks) > 0]
    harmed = [t for t in towns if quiet.others_cash(t) < 0]
    poor = [t for t in towns if quiet.value(ALL, t, quiet.end) < 0]
    region = quiet.difference(ALL, lambda game: game.region[-1].gesamt)
    running = sum(quiet.difference(ALL, lambda g, t=t: g.towns[t].running[-1]) for t in towns)  # type: ignore[misc]
    of = f"von {len(towns)} Gemeinden"
    checks = (
        Check(
            len(rich) == len(towns),
            f"Wer allein bis zur Grenze baut, hat in {len(rich)} {of} nach "
            f"{', '.join(map(str, quiet.looks))} Runden mehr Geld (verlangt: in allen).",
        ),
        Check(
            len(harmed) == len(towns),
            f"Den anderen fehlt zusammen Geld, wenn eine baut: bei {len(harmed)} {of}.",
        ),
        Check(
            region < 0 and running < 0 and len(poor) == len(towns),
            f"Bauen alle, ändert sich der Teamwert der Region um {points(region, sign=True)}, er "
            f"sinkt in {len(poor)} {of}; die laufenden Ergebnisse ändern sich um "
            f"{millions(running)} Mio. € im Jahr (verlangt: beides weniger, in allen).",
        ),
    )
    partners = _Builders(scenario, played, PARTNERS)
    return Finding(
        checks,
        (
            quiet.table("Bauen bis zur Grenze gegenüber niemand baut, sonst entscheidet niemand"),
            partners.table("Dasselbe unter Gemeinden, die zusammenarbeiten"),
        ),
    )


DATA = Property("P6", "Geteilte Daten machen bessere Prognosen", _data_plan, _data)
EDGE = Property("P7", "Bauen am Rand lohnt allein und schadet gemeinsam", _edge_plan, _edge)
