"""Building blocks of the facilitator's own cards: what a card can do, in which unit, how far.

People type euro, persons, percent or percentage points; the engine reads whole numbers. The limits
are those of the scenario file, so that play allows what a file may say and no more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _

from games.rules.model import Effect, Scenario
from games.rules.money import FULL
from games.scenarios.describe import limits
from games.selectors import money
from games.selectors.labels import cause_label

Unit = Literal["euro", "people", "percent", "points"]
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of effect: ``figure`` of the file that holds its number, typed in ``unit``.

    percent: the change of a factor (−10 = nine tenths); points: percentage points.
    """

    id: str
    kind: str
    figure: str
    unit: Unit
    title: Callable[[], str]
    needs_service: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Least and most that can be typed, in hundredths of the unit."""
        low, high = limits(("events", 0, "effects", 0, self.figure))
        return self.typed(low), self.typed(high)

    def engine(self, hundredths: int) -> int:
        """The engine's number of what was typed (hundredths of the unit)."""
        if self.unit == "percent":
            return FULL + hundredths
        return hundredths if self.unit == "points" else hundredths // HUNDRED

    def typed(self, number: int) -> int:
        """What would be typed for the engine's number, in hundredths of the unit."""
        if self.unit == "percent":
            return number - FULL
        return number if self.unit == "points" else number * HUNDRED

    def text(self, hundredths: int) -> str:
        """An amount with sign and unit."""
        if self.unit == "euro":
            return money.euro_change_exact(hundredths // HUNDRED)
        if self.unit == "people":
            return _("%(count)s Personen") % {"count": money.signed(hundredths // HUNDRED)}
        sized = money.percent(abs(hundredths), 2 if hundredths % 10 else 1)
        if self.unit == "percent":
            return _sign(hundredths) + sized
        amount = sized.replace("%", "").strip()
        return _("%(amount)s Prozentpunkte") % {"amount": _sign(hundredths) + amount}


BLOCKS: Final[Mapping[str, Block]] = {
    block.id: block
    for block in (
        Block("geld", "geld", "amount", "euro", lambda: _("Geld je Gemeinde (Euro)")),
        Block("geld_kopf", "geld", "per_head", "euro", lambda: _("Geld je Einwohner (Euro)")),
        Block("gewerbe", "gewerbe", "factor", "percent", lambda: _("Gewerbesteuer (± Prozent)")),
        Block(
            "kosten", "kosten", "factor", "percent",
            lambda: _("Kosten einer Einrichtung (± Prozent)"), needs_service=True,
        ),
        Block(
            "zustand", "zustand", "change", "points",
            lambda: _("Zustand einer Einrichtung (± Prozentpunkte)"), needs_service=True,
        ),
        Block(
            "leerstand", "leerstand", "change", "points",
            lambda: _("Leerstand (± Prozentpunkte)"),
        ),
        Block("zuzug", "zuzug", "people", "people", lambda: _("Zuzug oder Wegzug (± Personen)")),
        Block(
            "baukosten", "baukosten", "factor", "percent",
            lambda: _("Baukosten in der Region (± Prozent)"),
        ),
        Block(
            "rueckhalt", "rueckhalt", "change", "points",
            lambda: _("Rückhalt im Rat (± Prozentpunkte)"),
        ),
    )
}  # fmt: skip


def block_of(effect: Effect) -> Block:
    """The block that an effect is made of."""
    if effect.kind == "geld" and effect.per_head:
        return BLOCKS["geld_kopf"]
    return BLOCKS[effect.kind]


def effect_text(scenario: Scenario, effect: Effect) -> str:
    """What an effect does, without whom: "Kosten Kita +10 %"."""
    block = block_of(effect)
    amount = block.text(block.typed(getattr(effect, block.figure)))
    name = _NAMES[block.id]()
    if block.needs_service:
        name = f"{name} {cause_label(scenario, effect.service)}"
    return f"{name} {amount}"


def _sign(value: int) -> str:
    return "\N{MINUS SIGN}" if value < 0 else "+"


_NAMES: Final[Mapping[str, Callable[[], str]]] = {
    "geld": lambda: _("Geld"),
    "geld_kopf": lambda: _("Geld je Einwohner"),
    "gewerbe": lambda: _("Gewerbesteuer"),
    "kosten": lambda: _("Kosten"),
    "zustand": lambda: _("Zustand"),
    "leerstand": lambda: _("Leerstand"),
    "zuzug": lambda: _("Zuzug"),
    "baukosten": lambda: _("Baukosten"),
    "rueckhalt": lambda: _("Rückhalt im Rat"),
}
