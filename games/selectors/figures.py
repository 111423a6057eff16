"""Key figures of a municipality, as they stand and as the draft would change them."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from games.rules.model import Decision, Limits, Preview, Scenario, State
from games.selectors import money
from games.selectors.timebudget import time_budget

Good = Literal["up", "down", "never"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure in words; ``change`` decides the arrow, ``share`` (thousandths) draws a bar."""

    key: str
    icon: str
    label: str
    value: str
    unit: str = ""
    change: int | None = None
    change_text: str = ""
    good: Good = "up"
    note: str = ""
    share: int | None = None


def figures(
    scenario: Scenario, state: State, town: str, allowed: Limits, decision: Decision, seen: Preview
) -> tuple[Figure, ...]:
    """The key figures of the board in their fixed order."""
    here = state.towns[town]
    before = here.values.daseinsvorsorge
    after = seen.values.daseinsvorsorge
    found = [
        Figure(
            "running",
            "euro",
            _("Laufendes Ergebnis, Entwurf"),
            money.euro_change(seen.running),
            change=seen.running - here.running,
            change_text=money.euro_change(seen.running - here.running),
            note=_("gegenüber Vorjahr"),
        ),
        _account(here.account, seen.account_after),
        Figure("people", "users", _("Einwohner"), money.number(here.inhabitants)),
        Figure(
            "satisfaction",
            "smile",
            _("Zufriedenheit"),
            money.points(before),
            unit=_("von 100"),
            change=after - before,
            change_text=_("%(points)s im Entwurf")
            % {"points": money.points_change(after - before)},
        ),
        Figure("vacancy", "house", _("Leerstand im Kern"), money.percent(here.vacancy)),
    ]
    if scenario.modules.backing:
        found.append(
            Figure(
                "backing",
                "council",
                _("Rückhalt im Rat"),
                money.points(here.backing),
                _("von 100"),
            )
        )
    found.append(_time(scenario, allowed, decision))
    return tuple(found)


def _account(before: int, after: int) -> Figure:
    """Savings, or what is owed: a debt that grows is no gain."""
    if after >= 0:
        label, value, change = _("Rücklage am Jahresende"), after, after - before
    else:
        label, value = _("Kassenkredit am Jahresende"), -after
        change = value - max(0, -before)
    return Figure(
        "account",
        "coins",
        label,
        money.euro(value),
        change=change,
        change_text=money.euro_change(change),
        good="up" if after >= 0 else "down",
        note=_("in diesem Jahr"),
    )


def _time(scenario: Scenario, allowed: Limits, decision: Decision) -> Figure:
    budget = time_budget(scenario, allowed, decision)
    return Figure(
        "time_budget",
        "clock",
        _("Zeitbudget"),
        str(budget.used),
        unit=_("von %(points)d Punkten") % {"points": allowed.points},
        note=_("%(points)d frei") % {"points": allowed.points - budget.used},
        share=budget.share,
    )
