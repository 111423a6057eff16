"""Whole games of simulated players, many of them: what a scenario and a model come to."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from games.errors import ScenarioError
from games.management import trials
from games.management.outcomes import HEAD, Line, as_csv, table
from games.rules.balance.finding import seeds
from games.rules.balance.games import Game, Player
from games.rules.bots import STRATEGIES
from games.rules.model import Scenario

Players = tuple[tuple[str, Player], ...]


class Command(BaseCommand):
    """Play games with bots and print what they came to; the same seed gives the same games."""

    help = (
        "Spielt ganze Spiele mit Bots und zeigt die Ergebnisse; gleicher Startwert, gleiche Spiele."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Scenario, models, bots, number and form of the output."""
        parser.add_argument("scenario", help="Kürzel eines Szenarios oder Pfad einer Datei")
        parser.add_argument(
            "--model",
            default="",
            help="ein Modell, mehrere mit Komma oder „alle“; ohne Angabe das des Szenarios",
        )
        parser.add_argument(
            "--bots",
            default="reziprok",
            help="eine Spielweise für alle, Ausnahmen je Gemeinde: reziprok,auestadt=allein; "
            f"möglich: {', '.join(STRATEGIES)}",
        )
        parser.add_argument("--games", type=int, default=100, help="Spiele je Modell")
        parser.add_argument("--seed", default="planspiel", help="Startwert")
        parser.add_argument(
            "--cores",
            type=int,
            default=0,
            help="Prozessorkerne, die rechnen; 0 = alle. Ergebnisse hängen nicht davon ab",
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="jedes Spiel als JSON")
        form.add_argument("--csv", action="store_true", help="jede Gemeinde jedes Spiels als CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play and print."""
        try:
            scenario = trials.scenario_of(options["scenario"])
        except ScenarioError as error:
            raise CommandError(str(error)) from None
        if options["games"] < 1:
            raise CommandError(f"--games: mindestens 1, nicht {options['games']}.")
        if options["cores"] < 0:
            raise CommandError(f"--cores: 0 (alle) oder mehr, nicht {options['cores']}.")
        players = _players(scenario, options["bots"])
        plan = {
            model: [Game(name, model, players) for name in seeds(options["seed"], options["games"])]
            for model in _models(scenario, options["model"])
        }
        games = [game for line in plan.values() for game in line]
        bar = trials.Bar(len(games))
        played = trials.run(options["scenario"], games, options["cores"] or trials.cores(), bar)
        lines = [
            Line(model, options["bots"], [(game, played[game]) for game in line])
            for model, line in plan.items()
        ]
        self.stdout.write(_written(lines, options), ending="")


def _written(lines: list[Line], options: dict[str, Any]) -> str:
    if options["csv"]:
        return as_csv(lines)
    if options["json"]:
        records = [record for line in lines for record in line.records()]
        about = {"scenario": options["scenario"], "seed": options["seed"]}
        return json.dumps({**about, "games": records}, ensure_ascii=False, indent=1) + "\n"
    return table([HEAD, *(line.row() for line in lines)]) + "\n"


def _models(scenario: Scenario, wanted: str) -> list[str]:
    if wanted == "alle":
        return list(scenario.models)
    models = wanted.split(",") if wanted else [scenario.model]
    for model in models:
        if model not in scenario.models:
            raise CommandError(_choice("--model", model, scenario.models))
    return models


def _players(scenario: Scenario, wanted: str) -> Players:
    chosen = dict.fromkeys(sorted(scenario.municipalities), "")
    for item in wanted.split(","):
        town, single, strategy = item.rpartition("=")
        if strategy not in STRATEGIES:
            raise CommandError(_choice("--bots", strategy, STRATEGIES))
        if single and town not in chosen:
            raise CommandError(_choice("--bots", town, chosen))
        chosen |= {town: strategy} if single else {n: s or strategy for n, s in chosen.items()}
    left = [town for town, strategy in chosen.items() if not strategy]
    if left:
        raise CommandError(f"--bots: keine Spielweise für {', '.join(left)}.")
    return tuple((town, Player(strategy)) for town, strategy in chosen.items())


def _choice(option: str, value: str, allowed: Any) -> str:
    return f"{option}: „{value}“ gibt es nicht; möglich: {', '.join(allowed)}."
