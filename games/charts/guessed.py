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

    @property
    def result(self) -> str:
        """Whether it was right, in a word."""
        return _("getroffen") if self.right else _("daneben")


@dataclass(frozen=True, slots=True)
class Goal:
    """The hidden goal of a municipality: whether it was reached, and who recognised it."""

    town: str
    name: str
    met: bool
    seen_by: tuple[str, ...]


def goals(
    scenario: Scenario, states: Sequence[State], decisions: Sequence[Mapping[str, Decision]]
) -> tuple[Goal, ...]:
    """The goals in seating order; none where the game was played without."""
    if not (scenario.modules.goals and scenario.goals):
        return ()
    start, end, found = states[0], states[-1], tips(states, decisions)
    return tuple(
        Goal(
            town=town,
            name=goal.name,
            met=reached(scenario, goal, town, start, end),
            seen_by=tuple(tip.town for tip in found if tip.about == town and tip.right),
        )
        for town in scenario.municipalities
        for goal in (scenario.goals[end.towns[town].goal],)
    )


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
                    cells.word(tip.result),
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


def goals_figure(scenario: Scenario, found: Sequence[Goal]) -> Figure:
    """The goals with whether they were reached, and by how many others they were recognised."""
    names = {town.id: town.name for town in scenario.municipalities.values()}
    return Figure(
        id="ziele",
        title=_("Die geheimen Ziele, aufgedeckt"),
        finding=_("%(met)s von %(all)s Gemeinden haben ihr Ziel erreicht.")
        % {"met": money.number(sum(each.met for each in found)), "all": money.number(len(found))},
        options=base(legend=False)
        | {
            "xAxis": value_axis(minInterval=1, max=len(found) - 1),
            "yAxis": category_axis(
                [f"{names[each.town]} ✓" if each.met else names[each.town] for each in found]
            )
            | {"inverse": True},
            "series": [
                bars(_("erkannt von"), [len(each.seen_by) for each in found], PETROL, 0)
                | {"barMaxWidth": 44}
            ],
        },
        table=cells.table(
            (_("Gemeinde"), _("Ziel"), _("erreicht"), _("erkannt von")),
            (
                (
                    cells.word(names[each.town]),
                    cells.word(each.name),
                    cells.word(_("ja") if each.met else _("nein")),
                    cells.word(", ".join(names[other] for other in each.seen_by))
                    if each.seen_by
                    else cells.nothing(),
                )
                for each in found
            ),
        ),
        note=_("Balken: so viele andere haben das Ziel erkannt. ✓: Ziel erreicht."),
    )
