"""What simulated games came to, as rows for tables, CSV and JSON (points 0-100, euro)."""

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from games.rules.balance.games import Game, Outcome
from games.rules.balance.text import decimal, mean, millions, points
from games.rules.model import TownValues
from games.rules.money import rdiv

VALUES: Final = ("daseinsvorsorge", "finanzen", "ortskern", "vertrauen", "gesamt")
HEAD: Final = ("Modell", "Bots", "Spiele", "Leistungen", "Finanzen", "Ortskern", "Vertrauen",
               "Teamwert", "Defizite", "Verträge", "Fonds Mio. €")  # fmt: skip


class Line:
    """Games of one model and one set of bots."""

    def __init__(self, model: str, bots: str, games: Sequence[tuple[Game, Outcome]]) -> None:
        self.model = model
        self.bots = bots
        self.games = games

    def row(self) -> tuple[str, ...]:
        """Means over the games as German text."""
        outcomes = [outcome for _, outcome in self.games]
        ends = [outcome.region[-1] for outcome in outcomes]
        return (
            self.model,
            self.bots,
            str(len(outcomes)),
            *(points(mean(getattr(end, value) for end in ends)) for value in VALUES),
            decimal(mean(100 * outcome.deficits for outcome in outcomes), 2),
            decimal(mean(100 * outcome.agreements for outcome in outcomes), 2),
            millions(mean(outcome.grants for outcome in outcomes), sign=False),
        )

    def records(self) -> list[dict[str, Any]]:
        """Every game on its own, for JSON."""
        return [
            {"model": self.model, "bots": self.bots, "seed": game.seed, **_record(outcome)}
            for game, outcome in self.games
        ]


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns: the first two to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)  # noqa: PLR2004 - names first
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def as_csv(lines: Sequence[Line]) -> str:
    """One row for every game and town, separated by semicolons as spreadsheets here expect."""
    target = io.StringIO()
    names = ["modell", "bots", "seed", "gemeinde", *VALUES, "konto", "ergebnis", "defizit", "fonds"]
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow(names)
    for record in (record for line in lines for record in line.records()):
        for town, figures in record["towns"].items():
            row = [record["model"], record["bots"], record["seed"], town]
            row += figures["values"].values()
            row += [figures["account"], figures["running"], int(figures["deficit"])]
            writer.writerow([*row, figures["fund"]])
    return target.getvalue()


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        "region": _values(outcome.region[-1]),
        "deficits": outcome.deficits,
        "agreements": outcome.agreements,
        "grants": outcome.grants,
        "towns": {
            town: {
                "values": _values(course.values[-1]),
                "account": course.accounts[-1],
                "running": course.running[-1],
                "deficit": course.in_deficit,
                "fund": course.fund,
            }
            for town, course in outcome.towns.items()
        },
    }


def _values(values: TownValues) -> dict[str, float]:
    return {name: rdiv(getattr(values, name), 10) / 10 for name in VALUES}
