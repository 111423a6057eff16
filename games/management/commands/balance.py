"""Whether the game teaches what it should: its properties measured with simulated players."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from games.errors import ScenarioError
from games.management import report, trials
from games.rules.balance import PROPERTIES
from games.rules.balance.finding import Check, Finding, Plan, Property
from games.rules.balance.games import Game, Outcome, Player, everyone, play
from games.rules.balance.text import decimal
from games.rules.model import Scenario

SPEED_GAMES = 10
SPEED_LIMIT_MS = 120
"""A game of eight rounds and six bots: 1000 of them in 60 s on two cores."""


class Command(BaseCommand):
    """Measure the properties and report; exit status 1 if one falls short."""

    help = "Misst, ob ein Szenario seine Eigenschaften hat (P1 bis P8), und berichtet darüber."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Scenario and how thoroughly to measure."""
        parser.add_argument("scenario", nargs="+", help="Kürzel von Szenarien oder Pfade")
        parser.add_argument("--games", type=int, default=500, help="Spiele je Zeile")
        parser.add_argument("--seed", default="balance", help="Startwert")
        parser.add_argument("--cores", type=int, default=0, help="Kerne; 0 = alle")

    def handle(self, *args: Any, **options: Any) -> None:
        """Report on one scenario after the other."""
        if options["games"] < 1:
            raise CommandError("--games: mindestens 1.")
        self.stdout.write(report.HEADING)
        holds = [self._report(source, options) for source in options["scenario"]]
        if not all(holds):
            sys.exit(1)

    def _report(self, source: str, options: dict[str, Any]) -> bool:
        """Play what all properties need, then judge each."""
        try:
            scenario = trials.scenario_of(source)
        except ScenarioError as error:
            raise CommandError(str(error)) from None
        plans = {p.id: p.plan(scenario, options["seed"], options["games"]) for p in PROPERTIES}
        games = [game for plan in plans.values() for line in plan.values() for game in line]
        bar = trials.Bar(len(dict.fromkeys(games)))
        played = trials.run(source, games, options["cores"] or trials.cores(), bar)
        findings = [(p, p.judge(scenario, _lines(plans[p.id], played))) for p in PROPERTIES]
        findings.append((SPEED, _speed(scenario, options["seed"])))
        self.stdout.write(report.section(scenario, findings, options["games"], options["seed"]))
        return all(finding.holds for _, finding in findings if finding.checks)


def _lines(plan: Plan, played: dict[Game, Outcome]) -> dict[str, list[Outcome]]:
    return {line: [played[game] for game in games] for line, games in plan.items()}


SPEED = Property("P8", "Ein Spiel der Bots rechnet schnell", lambda *_: {}, lambda *_: Finding(()))


def _speed(scenario: Scenario, seed: str) -> Finding:
    """Processor time of whole games in one process."""
    players = everyone(scenario, Player("kooperativ"))
    spent = []
    for number in range(SPEED_GAMES):
        begun = time.process_time_ns()
        play(scenario, Game(f"{seed}-{number}", scenario.model, players))
        spent.append(time.process_time_ns() - begun)
    mean = sum(spent) // SPEED_GAMES // 100_000
    text = (
        f"{SPEED_GAMES} kooperative Spiele über {scenario.rounds} Runden, Bots eingeschlossen: im "
        f"Mittel {decimal(mean, 1)} ms Rechenzeit (verlangt: höchstens {SPEED_LIMIT_MS} ms)."
    )
    return Finding((Check(mean <= 10 * SPEED_LIMIT_MS, text),))
