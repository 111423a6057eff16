"""Rules that a facilitator may change from the next round on: the numbers that move a game most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from games.rules.model import Scenario
from games.selectors import money


@dataclass(frozen=True, slots=True)
class Slider:
    """A rule with its value now; ``unit`` is that of the number as it is typed in."""

    path: str
    title: str
    value: int
    unit: str


def sliders(scenario: Scenario) -> tuple[Slider, ...]:
    """All of them with the values of a scenario (of the running round)."""
    return tuple(
        Slider(path, title(), value_of(scenario, path), _UNITS[unit]())
        for path, (title, unit) in SLIDERS.items()
    )


def value_of(scenario: Scenario, path: str) -> int:
    """The number at a dotted path of ``SLIDERS``."""
    node: object = scenario
    for step in path.split("."):
        node = node[int(step)] if isinstance(node, Mapping) else getattr(node, step)
    assert isinstance(node, int)
    return node


def slider_title(path: str) -> str:
    """A rule in words; the path of one that is no slider."""
    return SLIDERS[path][0]() if path in SLIDERS else path


def value_text(path: str, value: int) -> str:
    """A value with its unit."""
    unit = SLIDERS[path][1] if path in SLIDERS else ""
    if unit == "bp":
        return money.percent(value, 2)
    return money.euro_exact(value) if unit == "euro" else f"{money.number(value)} {_('Cent')}"


_UNITS: Final[Mapping[str, Callable[[], str]]] = {
    "bp": lambda: _("Hundertstel Prozent"),
    "euro": lambda: _("Euro"),
    "cent": lambda: _("Cent je Einwohner"),
}

SLIDERS: Final[Mapping[str, tuple[Callable[[], str], str]]] = {
    "finance.cost_growth": (lambda: _("Kostensteigerung je Jahr"), "bp"),
    "quality.level_halten": (lambda: _("Verschleiß bei „Halten“ je Jahr"), "bp"),
    "housing.land_profit": (lambda: _("Gewinn je Wohnung am Ortsrand"), "euro"),
    "stages.3.gate": (lambda: _("Vertrauen für eine Vereinbarung"), "bp"),
    "stages.4.gate": (lambda: _("Vertrauen für einen Zweckverband"), "bp"),
    "stages.3.realised": (lambda: _("Ersparnis einer Vereinbarung, die ankommt"), "bp"),
    "quality.value_per_point": (lambda: _("Wert eines Punktes Daseinsvorsorge"), "cent"),
    "finance.levy_rate": (lambda: _("Satz der Kreisumlage"), "bp"),
    "people.forecast_bias_max": (lambda: _("Größter Fehler der Prognose"), "bp"),
}
"""By dotted path: title and unit."""
