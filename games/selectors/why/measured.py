"""The figures of a played game that can be asked about: their names, units and values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from games.rules.model import Scenario, State
from games.selectors import money
from games.selectors.labels import cause_label, value_label
from games.selectors.rounds import VALUES

BP_PER_POINT = 100


class Measured(StrEnum):
    """A figure after a round, by the code that stands in addresses."""

    ACCOUNT = "konto"
    RUNNING = "laufend"
    SUPPLY = "daseinsvorsorge"
    FINANCE = "finanzen"
    CENTRE = "ortskern"
    TRUSTED = "vertrauen"
    TOTAL = "gesamt"
    PEOPLE = "menschen"
    VACANCY = "leerstand"
    BACKING = "rueckhalt"
    TRUST = "vertrauen-in"
    FUND = "fonds"


INDICES = tuple(Measured(name) for name in VALUES)
"""The four values and their mean, of a town or (without one) of the region."""
OF_A_TOWN = tuple(each for each in Measured if each not in (Measured.TRUST, Measured.FUND))


@dataclass(frozen=True, slots=True)
class Figure:
    """Which figure: of a town ("" = region or fund), after a round; ``other``: who is trusted."""

    measured: Measured
    round_number: int
    town: str = ""
    other: str = ""


def value_of(state: State, figure: Figure) -> int:
    """The figure in a state: euro, persons or ten-thousandths. Raises KeyError for no such town."""
    measured = figure.measured
    if measured is Measured.FUND:
        return state.fund.money
    if measured is Measured.TRUST:
        return state.trust[figure.town][figure.other]
    if measured in INDICES:
        return int(getattr(_values_of(state, figure.town), measured.value))
    return _OF_TOWN[measured](state, figure.town)


def _values_of(state: State, town: str) -> object:
    if town:
        return state.towns[town].values
    if state.region is None:
        raise KeyError(town)
    return state.region


_OF_TOWN: Mapping[Measured, Callable[[State, str], int]] = {
    Measured.ACCOUNT: lambda state, town: state.towns[town].account,
    Measured.RUNNING: lambda state, town: state.towns[town].running,
    Measured.PEOPLE: lambda state, town: state.towns[town].inhabitants,
    Measured.VACANCY: lambda state, town: state.towns[town].vacancy,
    Measured.BACKING: lambda state, town: state.towns[town].backing,
}


def figure_title(scenario: Scenario, figure: Figure) -> str:
    """What the figure is called, with whom it belongs to."""
    name = measure_label(figure.measured)
    if figure.measured is Measured.TRUST:
        return _("Vertrauen von %(town)s in %(other)s") % {
            "town": cause_label(scenario, figure.town),
            "other": cause_label(scenario, figure.other),
        }
    if figure.measured is Measured.FUND:
        return name
    owner = cause_label(scenario, figure.town) if figure.town else _("Region")
    return f"{name}, {owner}"


def measure_label(measured: Measured) -> str:
    """Name of a figure."""
    if measured in INDICES:
        return value_label(measured.value)
    return {
        Measured.ACCOUNT: _("Konto"),
        Measured.RUNNING: _("Laufendes Ergebnis"),
        Measured.PEOPLE: _("Menschen"),
        Measured.VACANCY: _("Leerstand"),
        Measured.BACKING: _("Rückhalt im Rat"),
        Measured.TRUST: _("Vertrauen"),
        Measured.FUND: _("Geld im Fonds"),
    }[measured]


def figure_words(measured: Measured, value: int) -> str:
    """The figure with its unit, every digit."""
    if measured in (Measured.ACCOUNT, Measured.FUND):
        return money.euro_exact(value)
    if measured is Measured.RUNNING:
        return money.euro_change_exact(value)
    if measured is Measured.PEOPLE:
        return money.number(value)
    if measured in (Measured.VACANCY, Measured.BACKING):
        return money.percent(value, 2)
    return money.decimal(value, BP_PER_POINT, 2)


def change_words(measured: Measured, change: int) -> str:
    """A change of the figure, every digit, with its sign."""
    if measured in (Measured.ACCOUNT, Measured.FUND, Measured.RUNNING):
        return money.euro_change_exact(change)
    if measured is Measured.PEOPLE:
        return money.signed(change)
    text = money.decimal(change, BP_PER_POINT, 2)
    return f"+{text}" if change > 0 else text
