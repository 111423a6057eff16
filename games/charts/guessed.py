"""The hidden goals, open at the end: who guessed whose, and whether they were reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import BRICK, PETROL, Figure, bars, base, category_axis, value_axis
from games.charts.indices import round_label
from games.rules.effects.goals import reached
from games.rules.model import Decision, Scenario, State
from games.selectors import money


@dataclass(frozen=True, slots=True)
class Tip:
    """A guess that counted: who guessed which goal of whom, and whether that was right."""

    town: str
    about: str
    goal: str
    round_number: int
    right: bool


def tips(states: Sequence[State], decisions: Sequence[Mapping[str, Decision]]) -> tuple[Tip, ...]:
    """All guesses that counted; what the rules refused (guessed before) is none."""
    return tuple(_tips(states, decisions))


def _tips(states: Sequence[State], decisions: Sequence[Mapping[str, Decision]]) -> Iterator[Tip]:
    for number, made in enumerate(decisions, start=1):
        before, after = states[number - 1], states[number]
        for town, decision in made.items():
            guess = decision.guess
            if guess is None or after.towns[town].guessed == before.towns[town].guessed:
                continue
            right = after.towns[guess.town].goal == guess.goal
            yield Tip(town, guess.town, guess.goal, number, right)


def tips_figure(scenario: Scenario, found: Sequence[Tip]) -> Figure:
    """How many goals each town recognised; the table names every guess."""
    towns = scenario.municipalities
    right = [sum(tip.right for tip in found if tip.town == name) for name in towns]
    missed = [sum(not tip.right for tip in found if tip.town == name) for name in towns]
    return Figure(
        id="vermutungen",
        title=_("Vermutungen über die Ziele der anderen"),
        finding=_tips_finding(found),
        options=base()
        | {
            "xAxis": value_axis(minInterval=1),
            "yAxis": category_axis([town.name for town in towns.values()]) | {"inverse": True},
            "series": [
                bars(_("getroffen"), right, PETROL, 0, stack="tips", barMaxWidth=44),
                bars(_("daneben"), missed, BRICK, 1, stack="tips", barMaxWidth=44),
            ],
        },
        table=cells.table(
            (_("Wer"), _("über wen"), _("Vermutung"), _("Runde"), _("Ergebnis")),
            (
                (
                    cells.word(towns[tip.town].name),
                    cells.word(towns[tip.about].name),
                    cells.word(scenario.goals[tip.goal].name),
                    cells.word(round_label(tip.round_number)),
                    cells.word(_("getroffen") if tip.right else _("daneben")),
                )
                for tip in found
            ),
        ),
    )


def _tips_finding(found: Sequence[Tip]) -> str:
    if not found:
        return _("In diesem Spiel hat niemand ein Ziel der anderen vermutet.")
    return _("%(right)s von %(all)s Vermutungen trafen das Ziel der anderen.") % {
        "right": money.number(sum(tip.right for tip in found)),
        "all": money.number(len(found)),
    }


def goals_figure(scenario: Scenario, start: State, end: State, found: Sequence[Tip]) -> Figure:
    """The goals with whether they were reached, and by how many others they were recognised."""
    towns = scenario.municipalities
    seen = {name: [t.town for t in found if t.about == name and t.right] for name in towns}
    met = {name: _met(scenario, name, start, end) for name in towns}
    return Figure(
        id="ziele",
        title=_("Die geheimen Ziele, aufgedeckt"),
        finding=_("%(met)s von %(all)s Gemeinden haben ihr Ziel erreicht.")
        % {"met": money.number(sum(met.values())), "all": money.number(len(met))},
        options=base(legend=False)
        | {
            "xAxis": value_axis(minInterval=1, max=len(towns) - 1),
            "yAxis": category_axis(
                [f"{town.name} ✓" if met[name] else town.name for name, town in towns.items()]
            )
            | {"inverse": True},
            "series": [
                bars(_("erkannt von"), [len(seen[name]) for name in towns], PETROL, 0)
                | {"barMaxWidth": 44}
            ],
        },
        table=cells.table(
            (_("Gemeinde"), _("Ziel"), _("erreicht"), _("erkannt von")),
            (
                (
                    cells.word(town.name),
                    cells.word(scenario.goals[end.towns[name].goal].name),
                    cells.word(_("ja") if met[name] else _("nein")),
                    cells.word(", ".join(towns[other].name for other in seen[name]))
                    if seen[name]
                    else cells.nothing(),
                )
                for name, town in towns.items()
            ),
        ),
        note=_("Balken: so viele andere haben das Ziel erkannt. ✓: Ziel erreicht."),
    )


def _met(scenario: Scenario, town: str, start: State, end: State) -> bool:
    return reached(scenario, scenario.goals[end.towns[town].goal], town, start, end)
