"""P5: the variants of the fund have different winners."""

from collections.abc import Mapping, Sequence

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
from games.rules.balance.games import Game, Player, everyone
from games.rules.balance.text import mean, millions, points, thousands
from games.rules.model import Scenario, TownValues

FEWER = 5
APART = 50
"""Ten-thousandths that make a difference between variants."""
NOTHING = "allein"
VALUES = {"daseinsvorsorge": "Leistungen", "finanzen": "Finanzen", "ortskern": "Ortskern"}


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
    checks = (
        Check(
            len(set(best.values())) > 1,
            "Die beste Variante ist nicht für alle dieselbe: "
            + ", ".join(f"{scenario.municipalities[t].name} {m}" for t, m in best.items())
            + ".",
        ),
        _region(scenario, ends, used),
        _centres(scenario, ends, used),
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
    remark = "Am meisten je Kopf erhält: " + ", ".join(
        f"{m} {scenario.municipalities[t].name}" for m, t in ranked.items()
    )
    return Finding(checks, (Table(title, head, rows),), (remark + ".",))


def _region(scenario: Scenario, ends: Mapping[str, Sequence[TownValues]], used: list[str]) -> Check:
    """The variants are good for different things: no one leads in every value of the region."""

    def value(model: str, kind: str) -> int:
        return mean(getattr(end, kind) for end in ends[model])

    leads = {title: max(used, key=lambda m, k=kind: value(m, k)) for kind, title in VALUES.items()}  # type: ignore[misc]
    kinds = {k: [value(m, k) for m in used] for k in VALUES}
    apart = max(max(values) - min(values) for values in kinds.values())
    several = len(set(leads.values())) > 1
    return Check(
        apart >= APART and (several or not is_long(scenario)),
        "Am besten für die Region: "
        + ", ".join(f"{title} {model}" for title, model in leads.items())
        + f" ({demanded(scenario)}: nicht eine in allen); ein Wert liegt um {points(apart)} Punkte "
        f"auseinander (verlangt: {points(APART)}).",
    )


def _centres(
    scenario: Scenario, ends: Mapping[str, Sequence[TownValues]], used: list[str]
) -> Check:
    """Every variant does what a fund for town centres is for."""
    reached = {model: mean(end.ortskern for end in ends[model]) for model in (NOTHING, *used)}
    gains = {model: reached[model] - reached[NOTHING] for model in used}
    return Check(
        min(gains.values()) > 0 or not is_long(scenario),
        "Gegenüber keinem Fonds ändert sich der Ortskern der Region: "
        + ", ".join(f"{model} {points(gain, sign=True)}" for model, gain in gains.items())
        + f" ({demanded(scenario)}: bei allen).",
    )


def _per_head(scenario: Scenario, net: dict[str, int], town: str) -> int:
    return net[town] * 100 // max(1, sum(scenario.municipalities[town].people))


VARIANTS = Property("P5", "Die Fondsvarianten haben verschiedene Gewinner", _plan, _judge)
